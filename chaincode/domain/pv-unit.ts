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

/** What a unit has offered for an hour or a quarter of it, in Wh. */
export interface IntervalSale {
  /** Start of delivery, RFC 3339 UTC. */
  readonly start: string;
  readonly minutes: number;
  readonly offered: bigint;
}

/** A sale from a unit: who sells how much, for which interval. */
export interface UnitOffer {
  readonly seller: string;
  readonly start: string;
  readonly minutes: number;
  readonly energy: Wh;
}

/**
 * Refuses a sale on top of `sold`, what the unit has offered in the hour in all markets, by whomever: only its owner
 * sells from it, only when it is verified, never more in the interval than capacity x interval, nor more in the whole
 * hour than capacity x 1 h (what an hourly market takes may lie in any quarter of it).
 */
export function checkSale(unit: Unit, sold: readonly IntervalSale[], sale: UnitOffer): void {
  checkOwner(unit, sale.seller);
  if (unit.state !== 'verified') {
    throw new DomainError('UNIT_NOT_VERIFIED', `Unit ${unit.id} is ${unit.state}, not verified`, { unit: unit.id });
  }
  const offeredIn = (sales: readonly IntervalSale[]) => sales.reduce((sum, { offered }) => sum + offered, 0n);
  checkCapacity(unit, sale.minutes, offeredIn(sold.filter((other) => isSame(other, sale))), sale.energy);
  checkCapacity(unit, 60, offeredIn(sold), sale.energy);
}

/** The hour's sales with one more of the interval; a negative `energy` takes from it. */
export function withSale(
  sold: readonly IntervalSale[],
  { start, minutes, energy }: Pick<UnitOffer, 'start' | 'minutes'> & { readonly energy: bigint },
): readonly IntervalSale[] {
  const before = sold.find((other) => isSame(other, { start, minutes }))?.offered ?? 0n;
  const others = sold.filter((other) => !isSame(other, { start, minutes }));
  return [...others, { start, minutes, offered: before + energy }].sort(byInterval);
}

type Interval = Pick<IntervalSale, 'start' | 'minutes'>;
const isSame = (a: Interval, b: Interval): boolean => a.start === b.start && a.minutes === b.minutes;
const byInterval = (a: Interval, b: Interval): number =>
  a.start === b.start ? a.minutes - b.minutes : a.start < b.start ? -1 : 1;

function checkCapacity(unit: Unit, minutes: number, offered: bigint, energy: Wh): void {
  const most = (BigInt(unit.capacityW) * BigInt(minutes)) / 60n;
  if (offered + energy <= most) return;
  throw new DomainError(
    'UNIT_CAPACITY_EXCEEDED',
    `Unit ${unit.id} can produce ${formatEnergy(most)} kWh in ${minutes === 60 ? 'the hour' : 'the interval'}; ${formatEnergy(offered)} kWh are offered already`,
    { unit: unit.id, most: formatEnergy(most), offered: formatEnergy(offered) },
  );
}
