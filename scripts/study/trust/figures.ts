import { payment, whOf } from '../../../chaincode/domain/units';
import { quotaOf } from '../../../chaincode/domain/trust/points';
import { type Replay, type StudyHour } from './replay';

/**
 * What a group met in the market, over hours in which anybody had something to sell. Energy in Wh, money in
 * micro-eEuro. Trades count as they were cleared: what a broken promise itself costs (spec 17) is left out, so that all
 * that shows is what lost trust costs.
 */
export interface Figures {
  /** Sum of points over members and days, and how many summands. */
  readonly points: bigint;
  readonly pointsCount: bigint;
  /** Energy offered and bid for, and what of it the quotas let count. */
  readonly offered: bigint;
  readonly counted: bigint;
  readonly surplus: bigint;
  readonly sold: bigint;
  /** For all the surplus: from the market, and from the grid at feed-in for the rest. */
  readonly earned: bigint;
  readonly deficit: bigint;
  readonly bought: bigint;
  /** For all the deficit: to the market, and to the grid at retail for the rest. */
  readonly spent: bigint;
  /** What was paid in the market for `bought`. */
  readonly paidInMarket: bigint;
}

const nothing: Figures = {
  ...{ points: 0n, pointsCount: 0n, offered: 0n, counted: 0n },
  ...{ surplus: 0n, sold: 0n, earned: 0n, deficit: 0n, bought: 0n, spent: 0n, paidInMarket: 0n },
};

/** Sums up a group of members over some days; an offer belongs to the group when `belongs` says so. */
export function figuresOf(
  replay: Replay,
  days: readonly number[],
  belongs: (offer: { readonly id: string; readonly points: number }) => boolean,
): Figures {
  let total = nothing;
  for (const hour of replay.hours.filter(({ day }) => days.includes(day))) {
    if (hour.offers.some(({ side }) => side === 'sell')) total = add(total, hourFigures(hour, belongs));
  }
  for (const day of days) {
    for (const [id, points] of replay.pointsByDay[day] ?? []) {
      if (!belongs({ id, points })) continue;
      total = { ...total, points: total.points + BigInt(points), pointsCount: total.pointsCount + 1n };
    }
  }
  return total;
}

function hourFigures(
  { offers, clearing, retail, feedIn }: StudyHour,
  belongs: (offer: { readonly id: string; readonly points: number }) => boolean,
): Figures {
  const traded = new Map<string, { energy: bigint; money: bigint }>();
  for (const { buy, sell, energy, price } of clearing.trades) {
    for (const { id } of [buy, sell]) {
      const before = traded.get(id) ?? { energy: 0n, money: 0n };
      traded.set(id, { energy: before.energy + energy, money: before.money + payment(price, energy) });
    }
  }
  return offers.filter(belongs).reduce((total, { id, side, energy, points }) => {
    const { energy: done, money } = traded.get(id) ?? { energy: 0n, money: 0n };
    const rest = payment(side === 'sell' ? feedIn : retail, whOf(energy - done));
    const counted = quotaOf(energy, points);
    const seen = { ...nothing, offered: energy, counted };
    return add(
      total,
      side === 'sell'
        ? { ...seen, surplus: energy, sold: done, earned: money + rest }
        : { ...seen, deficit: energy, bought: done, spent: money + rest, paidInMarket: money },
    );
  }, nothing);
}

const names = Object.keys(nothing) as (keyof Figures)[];
const add = (one: Figures, other: Figures): Figures =>
  Object.fromEntries(names.map((name) => [name, one[name] + other[name]])) as unknown as Figures;
