import { DomainError } from '../domain/errors';
import { intervalToClear, type IntervalState, joinedInterval } from '../domain/order-book/book-schedule';
import { pairInterval, type Pairing, type WaitingOrder, type WaitingSide } from '../domain/order-book/interval-pairing';
import { type Side } from '../domain/offer';
import { type Ledger } from '../ledger/ledger';
import {
  type Book,
  bookIntervalRecord,
  type BookTrade,
  type IntervalCursor,
  intervalCursorRecord,
  type RestingEntry,
  restingPlace,
  restingRecord,
} from '../ledger/records';
import { type ResultOf } from '../wire/declaration';
import type * as declared from '../wire/transactions/book';
import { bookTradeView, outstandingView, parseBookRules, parseSchedule } from './book-views';
import { creditChanges } from './movements';
import { reduceResting, removeResting, restingOrderOf, updateOrder } from './order-entries';
import { saveTrades } from './save-trades';
import { type TransactionContext } from './transaction-context';

/** An order of the interval with the entry that it was read from. */
interface Waiting extends WaitingOrder {
  readonly entry: RestingEntry;
}

/** One side as a step of clearing reads it. */
interface ReadSide extends WaitingSide<Waiting> {
  /** Places of all entries that were read, in order: those of the interval, and those of later ones between them. */
  readonly places: readonly string[];
}

/** Entries of a side that a step reads; later orders that stand between those of the interval count. */
const ORDERS_READ = 300;

/**
 * The interval that an order joins which is placed now; null where matching is continuous. Reads the state of the book's
 * intervals: an order that was endorsed before an interval's clearing began is invalid after that, so that it can't join
 * it (spec 11, "`tdda`").
 */
export async function intervalOf(ctx: TransactionContext, book: Book): Promise<string | null> {
  const { interval } = parseSchedule(book.rules);
  if (interval === null) return null;
  return joinedInterval(await ctx.ledger.get(bookIntervalRecord, book.id), ctx.now, interval);
}

/** Refuses (INTERVAL_CLEARING) what would change an interval while it is being cleared. */
export async function requireNotClearing(ledger: Ledger, book: Book, interval?: string | null): Promise<void> {
  if (parseSchedule(book.rules).interval === null) return;
  const clearing = (await ledger.get(bookIntervalRecord, book.id))?.clearing ?? null;
  if (clearing === null || (interval !== undefined && interval !== null && interval >= clearing)) return;
  throw new DomainError('INTERVAL_CLEARING', `The interval up to ${clearing} is being cleared; please try again`, {
    end: clearing,
  });
}

/**
 * Takes the next step of clearing the last interval that is over. Orders of later intervals stand among those of this
 * one and are left out; the cursor says how far a side holds nothing else. Only the first and the last step touch what
 * new orders read.
 */
export async function clearInterval(
  ctx: TransactionContext,
  book: Book,
): Promise<ResultOf<typeof declared.ClearInterval>> {
  const { interval } = parseSchedule(book.rules);
  if (interval === null) {
    throw new DomainError('BOOK_MATCHING', `Orders of ${book.id} trade when they come, it has no intervals`, {
      book: book.id,
    });
  }
  const { ledger } = ctx;
  const state = await ledger.get(bookIntervalRecord, book.id);
  const end = intervalToClear(state, ctx.now, interval);
  const cursor = (state?.clearing && (await ledger.get(intervalCursorRecord, book.id))) || firstCursor(book.id);
  const sides = {
    buy: await readSide(ledger, cursor, 'buy', end),
    sell: await readSide(ledger, cursor, 'sell', end),
  };
  const pairing = pairInterval(sides.buy, sides.sell, parseBookRules(book.rules), end);
  const trades = await savePairing(ctx, book, pairing);
  saveProgress(ledger, book.id, { state, end, cursor, sides, pairing });
  const [bid, ask] = [firstLeft(sides.buy, pairing), firstLeft(sides.sell, pairing)];
  const outstanding = outstandingView({ bid: bid?.price, ask: ask?.price, last: trades.at(-1)?.price });
  return { book: book.id, end, trades: trades.map(bookTradeView), more: pairing.more, outstanding };
}

const firstCursor = (book: string): IntervalCursor => ({ book, buy: '', sell: '' });

async function readSide(ledger: Ledger, cursor: IntervalCursor, side: Side, end: string): Promise<ReadSide> {
  const after = cursor[side] === '' ? undefined : cursor[side].split('/');
  const orders: Waiting[] = [];
  const places: string[] = [];
  for await (const entry of ledger.walk(restingRecord, [cursor.book, side], { after })) {
    if (places.length === ORDERS_READ) return { orders, places, more: true };
    places.push(restingPlace(entry).join('/'));
    if (entry.interval === null || entry.interval < end) {
      orders.push({ ...restingOrderOf(entry), arrival: `${entry.slot}/${entry.placedBy}`, entry });
    }
  }
  return { orders, places, more: false };
}

async function savePairing(ctx: TransactionContext, book: Book, pairing: Pairing<Waiting>): Promise<BookTrade[]> {
  const { pairs, removals, left, changes } = pairing;
  const traded = new Map(pairs.flatMap(({ buy, sell }) => [buy, sell]).map((order) => [order.id, order]));
  const removed = new Set(removals.map(({ resting }) => resting.id));
  for (const { id, entry } of traded.values()) {
    if (!removed.has(id)) await reduceResting(ctx.ledger, entry, left.get(id) ?? entry.left);
  }
  for (const { resting, reason } of removals) {
    removeResting(ctx.ledger, resting.entry);
    const state = reason === 'expired' ? 'expired' : 'cancelled';
    await updateOrder(ctx.ledger, resting.entry, { state, left: left.get(resting.id) ?? resting.left });
  }
  creditChanges(ctx, changes);
  const members = [...traded.values(), ...removals.map(({ resting }) => resting)].map(({ member }) => member);
  ctx.concerns({ market: book.id, members: [...new Set(members)] });
  return saveTrades(ctx, book, pairs);
}

function saveProgress(
  ledger: Ledger,
  book: string,
  {
    state,
    end,
    cursor,
    sides,
    pairing,
  }: {
    readonly state: IntervalState | undefined;
    readonly end: string;
    readonly cursor: IntervalCursor;
    readonly sides: Readonly<Record<Side, ReadSide>>;
    readonly pairing: Pairing<Waiting>;
  },
): void {
  if (!pairing.more) {
    ledger.put(bookIntervalRecord, { book, clearedTo: end, clearing: null });
    if (state?.clearing) ledger.delete(intervalCursorRecord, cursor);
    return;
  }
  if (!state?.clearing) ledger.put(bookIntervalRecord, { book, clearedTo: state?.clearedTo ?? end, clearing: end });
  // Where an order of the interval is left, the next step begins at the same place: what stood before it is gone, or later.
  const behind = (side: Side) =>
    firstLeft(sides[side], pairing) ? cursor[side] : (sides[side].places.at(-1) ?? cursor[side]);
  ledger.put(intervalCursorRecord, { book, buy: behind('buy'), sell: behind('sell') });
}

function firstLeft({ orders }: ReadSide, { left, removals }: Pairing<Waiting>): Waiting | undefined {
  const removed = new Set(removals.map(({ resting }) => resting.id));
  return orders.find((order) => !removed.has(order.id) && (left.get(order.id) ?? order.left) > 0n);
}
