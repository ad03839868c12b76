/** What orders lock and what trades cost (spec 11; spec 00, "Units"). */
import { divideHalfEven, type Micros, type PricePerKWh } from '../units';

const MILLION = 1_000_000n;

/**
 * price x amount in micro-eEuro, rounded half to even: what a trade costs its buyer and brings its seller. Of any size;
 * in a book it is bounded by what the buyer locked.
 */
export const tradeTotal = (price: PricePerKWh, amount: bigint): bigint => divideHalfEven(price * amount, MILLION);

/**
 * Micro-eEuro that an open buy order has locked: what the rest of it can cost at most, whatever trades it comes in. That
 * is limit x left where a lot costs a whole number of millionths at the limit, so that no trade is rounded. Otherwise
 * each trade may be rounded up by half a millionth at most, and there are at most as many trades as lots: so much is
 * locked on top, rounded down. `left` is a multiple of `lot`.
 *
 * So an order never runs short: lock(left) - total >= lock(left - amount) for each trade at the limit or better, and the
 * difference of the two goes back to the buyer at once. The lock follows from the order alone, it is never kept in step.
 */
export function lockedEuro(limit: PricePerKWh, left: bigint, lot: Micros): bigint {
  if ((limit * lot) % MILLION === 0n) return (limit * left) / MILLION;
  return (2n * limit * left + (left / lot) * MILLION) / (2n * MILLION);
}
