import { DomainError } from '../errors';
import { formatEnergy } from '../units';
import { type EnergyParameters } from './energy-parameters';
import { answer, type Pools } from './pools';

/** A storage unit: a battery with an identity of its own that reports its energy (spec 12). */
export interface StorageUnit {
  readonly id: string;
  /** Gets the share F of what the unit's reports mint. */
  readonly owner: string;
  readonly state: 'active' | 'removed';
  /** Wh in the unit, as far as its reports tell. */
  readonly energy: bigint;
  /** Wh of it that open sessions hold. More than `energy` where the unit lost what sessions hold. */
  readonly reserved: bigint;
  /** Number of its last report; the first one is 1. */
  readonly lastReport: number;
}

/** A unit as it enters the network: empty. */
export const newStorageUnit = (id: string, owner: string): StorageUnit => ({
  id,
  owner,
  state: 'active',
  energy: 0n,
  reserved: 0n,
  lastReport: 0,
});

/** Wh that no session holds. Below 0 where the unit lost energy that sessions hold. */
export const freeEnergy = (unit: StorageUnit): bigint => unit.energy - unit.reserved;

/** Refuses (UNIT_STATE) what takes a unit of the network. */
export function checkActive(unit: StorageUnit): void {
  if (unit.state !== 'active') {
    throw new DomainError('UNIT_STATE', `Storage unit ${unit.id} is ${unit.state}, it would have to be active`, {
      unit: unit.id,
      state: unit.state,
    });
  }
}

/** Refuses a report that came before (REPORT_REPEATED) or before its time (REPORT_SKIPPED). */
export function checkReportNumber(unit: StorageUnit, number: number): void {
  const next = unit.lastReport + 1;
  if (number === next) return;
  throw new DomainError(
    number < next ? 'REPORT_REPEATED' : 'REPORT_SKIPPED',
    `The next report of storage unit ${unit.id} is number ${next}, not ${number}`,
    { unit: unit.id, number, next },
  );
}

/** Refuses (ENERGY_NOT_HELD) to take more from a unit than it holds. */
export function checkHolds(unit: StorageUnit, energy: bigint): void {
  if (energy > unit.energy) {
    throw new DomainError(
      'ENERGY_NOT_HELD',
      `Storage unit ${unit.id} holds ${formatEnergy(unit.energy)} kWh, ${formatEnergy(energy)} kWh are reported as taken`,
      { unit: unit.id, found: formatEnergy(unit.energy), needed: formatEnergy(energy) },
    );
  }
}

/**
 * Takes a unit out of the network. The energy it still holds leaves KWH, and R answers the loss. Its sessions are over
 * from then on (see `isOver`): their ENT goes back when each of them is ended, by whoever comes first.
 */
export function removeStorageUnit(
  pools: Pools,
  unit: StorageUnit,
  { C }: EnergyParameters,
): { readonly pools: Pools; readonly unit: StorageUnit } {
  checkActive(unit);
  const changed = { stored: pools.stored - unit.energy, circulating: pools.circulating };
  return { pools: answer(pools, changed, C), unit: { ...unit, state: 'removed', energy: 0n } };
}
