import { type Side } from '../offer';
import { divideHalfEven, type PricePerKWh, type Ratio } from '../units';

/** How a member's agent bids in a book. */
export interface BiddingTerms {
  readonly side: Side;
  /** The most that a buyer pays, the least that a seller takes, whatever the market does. */
  readonly ownLimit: PricePerKWh;
  /** Which part of the distance to the other side is gone per interval, in millionths; at most 1. */
  readonly rate: Ratio;
  /** The book's tick. */
  readonly tick: PricePerKWh;
}

/**
 * The limit for the next interval of an order that was not matched (spec 11, "Adaptive bidding"): moved from `limit`
 * toward `outstanding`, the last outstanding price of the other side, by `rate` of the distance, half to even, then to
 * the next tick toward it, so that it arrives; never past `outstanding` or the member's own limit. It stays where it is
 * when the other side is empty (null) or was reached already. Limits are multiples of the tick, the own limit excepted.
 */
export function adaptedLimit(limit: PricePerKWh, outstanding: PricePerKWh | null, terms: BiddingTerms): PricePerKWh {
  const { side, ownLimit, rate, tick } = terms;
  if (outstanding === null) return limit;
  const toward = side === 'buy' ? 1n : -1n;
  const distance = (outstanding - limit) * toward;
  const room = (lastTick(ownLimit, terms) - limit) * toward;
  if (distance <= 0n || room <= 0n || rate === 0n) return limit;
  const step = divideHalfEven(distance * rate, 1_000_000n);
  const ticks = ((step + tick - 1n) / tick) * tick;
  const wanted = ticks < distance ? (ticks > 0n ? ticks : tick) : distance;
  return (limit + (wanted < room ? wanted : room) * toward) as PricePerKWh;
}

/** The last tick that the own limit allows. */
function lastTick(ownLimit: PricePerKWh, { side, tick }: BiddingTerms): bigint {
  const below = ownLimit - (ownLimit % tick);
  return side === 'buy' || below === ownLimit ? below : below + tick;
}
