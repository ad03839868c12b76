/** Storage units, sessions and the energy pools as members see them. */
import { gapOf, type Pools } from '../domain/stored-energy/pools';
import { type ConsumptionSession } from '../domain/stored-energy/session';
import { freeEnergy, type StorageUnit } from '../domain/stored-energy/storage-unit';
import { formatEnergy, formatMicros } from '../domain/units';
import { type ResultOf } from '../wire/declaration';
import type * as declared from '../wire/transactions/storage';

export const storageUnitView = (unit: StorageUnit): ResultOf<typeof declared.GetStorageUnitInfo> => ({
  ...unit,
  energy: formatEnergy(unit.energy),
  reserved: formatEnergy(unit.reserved),
  free: formatEnergy(freeEnergy(unit)),
});

export const sessionView = (session: ConsumptionSession): ResultOf<typeof declared.GetConsumptionSessionEnergy> => ({
  ...session,
  locked: formatMicros(session.locked),
  reserved: formatEnergy(session.reserved),
  rate: formatMicros(session.rate),
});

export const poolsView = (pools: Pools): ResultOf<typeof declared.GetTotalEnergy> => ({
  energy: formatEnergy(pools.stored),
  circulating: formatMicros(pools.circulating),
  gap: formatMicros(gapOf(pools)),
  rate: formatMicros(pools.rate),
});
