import { type Order, type RestingOrder } from '../domain/order-book/order';
import { type BookRules } from '../domain/order-book/book-rules';
import { OrderPlacement, type PlacedOrder } from '../domain/order-book/placement';
import { type Seconds } from '../domain/time';
import { type PricePerKWh, priceOf } from '../domain/units';
import { type Ledger } from '../ledger/ledger';
import { priceRank, type RestingEntry, restingPlace, restingRecord } from '../ledger/records';
import { restingOrderOf } from './order-entries';

/** A resting order as matching sees it, with the entry that it was read from. */
export interface Met extends RestingOrder {
  readonly entry: RestingEntry;
}

/** Where an order meets the other side. */
export interface Meeting {
  readonly book: string;
  readonly rules: BookRules;
  readonly now: Seconds;
  /** The place of the resting order up to which the order is expected to go; see `othersOf`. */
  readonly reach?: string | undefined;
}

/**
 * What an order does to the book (spec 11); saves nothing. Reads the other side from its best price only as far as the
 * order trades, and no further than its limit: an order that doesn't cross reads nothing that others change. `reach` is
 * the place of the last resting order that it met; `best` the best price that is left there, null where nothing that was
 * read is left.
 */
export async function matchOrder(
  ledger: Ledger,
  order: Order,
  meeting: Meeting,
): Promise<{ placed: PlacedOrder<Met>; reach: string | null; best: PricePerKWh | null }> {
  const placement = new OrderPlacement<Met>(order, meeting.rules, meeting.now);
  let reach: string | null = null;
  let best: PricePerKWh | null = null;
  for await (const entry of othersOf(ledger, order, meeting, () => placement.left > 0n)) {
    const price = priceOf(entry.price);
    best = price;
    if (!placement.wants(price)) break;
    best = placement.meet({ ...restingOrderOf(entry), entry }) > 0n ? price : null;
    reach = restingPlace(entry).join('/');
  }
  return { placed: placement.finish(), reach, best };
}

/**
 * The other side's resting orders, best first, up to the order's limit.
 *
 * A peer hands over a range a hundred orders at a time and counts all of them as read, so an order with a generous limit
 * would be disturbed by whatever happens to the best hundred. With `reach` the range ends there first: then exactly the
 * orders before it count, and only who `goesOn` behind it reads the rest. A wrong guess changes what counts as read,
 * never what comes out.
 */
async function* othersOf(
  ledger: Ledger,
  order: Order,
  { book, reach }: Meeting,
  goesOn: () => boolean,
): AsyncGenerator<RestingEntry, void, undefined> {
  const side = order.side === 'buy' ? 'sell' : 'buy';
  const limit = order.price === null ? [] : [priceRank(side, order.price)];
  const guess = reach?.split('/');
  // A place behind the limit is no place that the order can come to.
  if (!guess || (limit[0] !== undefined && (guess[0] ?? '') > limit[0])) {
    yield* ledger.walk(restingRecord, [book, side], { through: limit });
    return;
  }
  yield* ledger.walk(restingRecord, [book, side], { through: guess });
  if (goesOn()) yield* ledger.walk(restingRecord, [book, side], { after: guess, through: limit });
}
