/** The community as a graph of an hour: who stands where, who sold to whom (spec 33). Amounts are Wh and millionths of eEuro. */
import { parseEnergy, parseEuro } from '../../../chaincode/domain/units';

/** Who sold to whom in a listing, as the gateway answers: kWh and eEuro. */
export interface FlowView {
  readonly seller: string;
  readonly buyer: string;
  readonly energy: string;
  readonly payment: string;
}

/** All that one member sold to another in the hour, over all units of the seller. */
export interface Flow {
  readonly seller: string;
  readonly buyer: string;
  readonly energy: bigint;
  readonly payment: bigint;
}

/** What a member does in the hour. */
export type MapPart = 'sells' | 'buys' | 'both' | 'rests';

/** A member on the map. */
export interface MapMember {
  readonly member: string;
  readonly part: MapPart;
  readonly sold: bigint;
  readonly bought: bigint;
  readonly received: bigint;
  readonly paid: bigint;
  /** The place on a circle of radius 1 around 0, 0: right is positive, down is positive. */
  readonly x: number;
  readonly y: number;
}

/** An hour's graph. */
export interface EnergyMap {
  /** Clockwise from the top: by organisation, then by name. */
  readonly members: readonly MapMember[];
  /** Between members of the map, the largest first. */
  readonly flows: readonly Flow[];
  /** Members for whom there was no room. */
  readonly left: number;
}

/** Flows by pair of members, the largest first; a seller's units are added up. */
export function flowsByPair(items: readonly FlowView[]): Flow[] {
  const pairs = new Map<string, Flow>();
  for (const { seller, buyer, energy, payment } of items) {
    const key = `${seller} ${buyer}`;
    const before = pairs.get(key);
    pairs.set(key, {
      seller,
      buyer,
      energy: (before?.energy ?? 0n) + parseEnergy(energy),
      payment: (before?.payment ?? 0n) + parseEuro(payment),
    });
  }
  return [...pairs.values()].sort(
    (a, b) => descending(a.energy, b.energy) || byName(a.seller, b.seller) || byName(a.buyer, b.buyer),
  );
}

/**
 * Places members on a circle. The same members stand at the same places whatever the hour brings, as long as there is room
 * for `room` of them; with more, `own` and those with the largest trades are shown. Whoever trades is a member of the map.
 */
export function energyMap(known: readonly string[], flows: readonly Flow[], own: string, room = 48): EnergyMap {
  const sums = new Map<string, Sums>();
  const sumsOf = (member: string): Sums => {
    const sum = sums.get(member) ?? { sold: 0n, bought: 0n, received: 0n, paid: 0n };
    sums.set(member, sum);
    return sum;
  };
  for (const member of known) sumsOf(member);
  for (const { seller, buyer, energy, payment } of flows) {
    const [from, to] = [sumsOf(seller), sumsOf(buyer)];
    from.sold += energy;
    from.received += payment;
    to.bought += energy;
    to.paid += payment;
  }
  const shown = [...sums]
    .sort(
      ([one, a], [other, b]) =>
        Number(other === own) - Number(one === own) ||
        descending(a.sold + a.bought, b.sold + b.bought) ||
        byName(one, other),
    )
    .slice(0, room)
    .sort(([one], [other]) => byPlace(one, other));
  const there = new Set(shown.map(([member]) => member));
  return {
    members: shown.map(([member, sum], index) => {
      const angle = (2 * Math.PI * index) / shown.length;
      return { member, part: partOf(sum), ...sum, x: Math.sin(angle), y: -Math.cos(angle) };
    }),
    flows: flows.filter(({ seller, buyer }) => there.has(seller) && there.has(buyer)),
    left: sums.size - shown.length,
  };
}

interface Sums {
  sold: bigint;
  bought: bigint;
  received: bigint;
  paid: bigint;
}

function partOf({ sold, bought }: Sums): MapPart {
  if (sold > 0n) return bought > 0n ? 'both' : 'sells';
  return bought > 0n ? 'buys' : 'rests';
}

const descending = (a: bigint, b: bigint): number => (a === b ? 0 : a > b ? -1 : 1);

/** By organisation, then by name. */
function byPlace(one: string, other: string): number {
  const [name = '', organization = ''] = one.split('@');
  const [otherName = '', otherOrganization = ''] = other.split('@');
  return byName(organization, otherOrganization) || byName(name, otherName);
}

/** "h2" before "h10", the same in every language. */
const order = new Intl.Collator('en', { numeric: true });
const byName = (one: string, other: string): number => order.compare(one, other);
