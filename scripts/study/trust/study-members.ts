import { type Community, type Household, type Reading, type RecordedDay } from '../../../agents/community/community';
import { netPosition } from '../../../agents/bidding/net-position';
import { whOf } from '../../../chaincode/domain/units';
import { randomBelow } from '../../bench/random';

/** A member of the study: a recorded home whose days come in an order of their own, a little larger or smaller. */
export interface StudyMember {
  readonly id: string;
  /** Its place among the members, from 1. */
  readonly number: number;
  readonly household: Household;
  /** Days since its registration when the study begins. */
  readonly registeredDays: number;
  /** By day of the study, then by hour. */
  readonly days: readonly (readonly Reading[])[];
}

/** Who takes part, and who of them is the group that cheats. */
export interface StudyCast {
  readonly members: readonly StudyMember[];
  readonly cheaters: ReadonlySet<string>;
  /** Members who own panels and don't cheat: whom the cheaters are compared with. */
  readonly peers: ReadonlySet<string>;
}

export interface CastOptions {
  readonly members: number;
  readonly cheaters: number;
  readonly days: number;
  readonly seed: number;
}

const OLDEST_DAYS = 300;

/**
 * Makes so many members from the homes of a recorded community's first week, the same ones for the same seed. Cheaters
 * sell, as only who sells can break a promise: of the owners of panels, in order of what they have to sell, one is
 * drawn from each stretch, so that the cheaters are like the others in everything but cheating.
 */
export function makeCast(community: Community, { members: count, cheaters, days, seed }: CastOptions): StudyCast {
  const below = randomBelow(seed);
  const week = community.days.slice(0, 7).filter(({ hours }) => hours.length === 24);
  const members = Array.from({ length: count }, (_, index): StudyMember => {
    const household = community.households[index % community.households.length];
    if (!household) throw new Error(`${community.name} has no households`);
    return {
      id: `m${String(index + 1).padStart(3, '0')}`,
      number: index + 1,
      household,
      registeredDays: below(OLDEST_DAYS),
      days: ownDays(household, week, { days, scale: BigInt(800 + below(401)) }, below),
    };
  });
  const owners = members.filter(({ household }) => household.pvW > 0);
  if (cheaters > owners.length) throw new Error(`Only ${owners.length} of ${count} members have something to sell`);
  const bySurplus = [...owners].sort((one, other) => surplusOf(other) - surplusOf(one) || one.number - other.number);
  const drawn = Array.from({ length: cheaters }, (_, place) => {
    const from = Math.floor((place * owners.length) / cheaters);
    const to = Math.floor(((place + 1) * owners.length) / cheaters);
    return bySurplus[from + below(to - from)]?.id ?? '';
  });
  const cheating = new Set(drawn);
  return {
    members,
    cheaters: cheating,
    peers: new Set(owners.filter(({ id }) => !cheating.has(id)).map(({ id }) => id)),
  };
}

/** The recorded days in an order of their own, again and again, with all amounts times scale / 1000. */
function ownDays(
  { id }: Household,
  week: readonly RecordedDay[],
  { days, scale }: { readonly days: number; readonly scale: bigint },
  below: (limit: number) => number,
): Reading[][] {
  const start = below(week.length);
  // A step without a common divisor with the week's length goes round all its days.
  const step = 1 + below(Math.max(1, week.length - 1));
  const scaled = (wh: bigint) => whOf((wh * scale) / 1000n);
  return Array.from({ length: days }, (_, day) =>
    (week[(start + day * step) % week.length]?.hours ?? []).map(({ readings }) => {
      const { load, pv } = readings.get(id) ?? { load: 0n, pv: 0n };
      return { load: scaled(load), pv: scaled(pv) };
    }),
  );
}

/** Wh that a member has to sell in all. */
function surplusOf({ days }: StudyMember): number {
  const surplus = (reading: Reading) => {
    const position = netPosition(reading);
    return position?.side === 'sell' ? Number(position.energy) : 0;
  };
  return days.flat().reduce((total, reading) => total + surplus(reading), 0);
}
