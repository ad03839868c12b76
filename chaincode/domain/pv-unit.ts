import { DomainError } from './errors';
import { formatEnergy, type Wh } from './units';

export type UnitKind = 'solar' | 'wind' | 'hydro' | 'biomass' | 'geothermal';
export type UnitState = 'registered' | 'verified' | 'retired';

/** A PV unit or another producing asset (spec 10, "Registry"). */
export interface Unit {
  readonly id: string;
  readonly owner: string;
  readonly kind: UnitKind;
  readonly capacityW: number;
  readonly location: string;
  readonly certifications: readonly string[];
  readonly equipment: string;
  readonly metadata: Readonly<Record<string, string>>;
  readonly state: UnitState;
  readonly offeredTo: string | null;
  /** Since when its owner has it, in ledger time. */
  readonly ownedSince: string;
}

/** Refuses (UNIT_NOT_OWNED) what only the owner may do. */
export function checkOwner(unit: Unit, member: string): void {
  if (unit.owner !== member) {
    throw new DomainError('UNIT_NOT_OWNED', `Unit ${unit.id} is not owned by ${member}`, { unit: unit.id });
  }
}

/** Refuses (UNIT_STATE) what the unit's state doesn't allow. */
export function checkState(unit: Unit, allowed: readonly UnitState[]): void {
  if (!allowed.includes(unit.state)) {
    throw new DomainError(
      'UNIT_STATE',
      `Unit ${unit.id} is ${unit.state}, it would have to be ${allowed.join(' or ')}`,
      {
        unit: unit.id,
        state: unit.state,
      },
    );
  }
}

/**
 * Refuses a sale of `energy` on top of what the unit has offered in the listing, by whomever: only its owner sells from
 * it, only when it is verified, and never more than capacity x interval.
 */
export function checkSale(unit: Unit, seller: string, intervalMinutes: number, offered: bigint, energy: Wh): void {
  checkOwner(unit, seller);
  if (unit.state !== 'verified') {
    throw new DomainError('UNIT_NOT_VERIFIED', `Unit ${unit.id} is ${unit.state}, not verified`, { unit: unit.id });
  }
  const most = (BigInt(unit.capacityW) * BigInt(intervalMinutes)) / 60n;
  if (offered + energy > most) {
    throw new DomainError(
      'UNIT_CAPACITY_EXCEEDED',
      `Unit ${unit.id} can produce ${formatEnergy(most)} kWh in the interval; ${formatEnergy(offered)} kWh are offered already`,
      { unit: unit.id, most: formatEnergy(most), offered: formatEnergy(offered) },
    );
  }
}
