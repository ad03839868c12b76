/** Storage units, consumption sessions and the energy pool (spec 12). */
import { type ConsumptionSession } from '../../domain/stored-energy/session';
import { type StorageUnit } from '../../domain/stored-energy/storage-unit';
import { compactTime } from '../key';
import { recordType } from '../record-type';

export const storageUnitRecord = recordType<StorageUnit>()({
  family: 'storage-unit',
  key: (r) => [r.id],
  amounts: ['energy', 'reserved'],
});

/** A member has one session with a unit: the newest takes the place of one that is over. */
export const sessionRecord = recordType<ConsumptionSession>()({
  family: 'session',
  key: (r) => [r.unit, r.member],
  amounts: ['locked', 'reserved', 'rate'],
});

/** Where an open session stands in the order in which a unit's sessions run out. */
export interface SessionExpiry {
  readonly unit: string;
  readonly member: string;
  readonly expiresAt: string;
}
export const sessionExpiryRecord = recordType<SessionExpiry>()({
  family: 'session-expiry',
  key: (r) => [r.unit, compactTime(r.expiresAt), r.member],
  amounts: [],
});

/** KWH in Wh and R in micro-ENT per kWh; ENT in circulation is the token's supply. */
export interface EnergyPool {
  readonly stored: bigint;
  readonly rate: bigint;
}
export const energyPoolRecord = recordType<EnergyPool>()({
  family: 'energy-pool',
  key: () => ['main'],
  amounts: ['stored', 'rate'],
});
