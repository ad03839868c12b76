import { DomainError } from '../domain/errors';
import { intervalToClear, joinedInterval } from '../domain/order-book/book-schedule';
import { pairInterval, type Pairing, type WaitingOrder, type WaitingSide } from '../domain/order-book/interval-pairing';
import { type Side } from '../domain/offer';
import { compactTime } from '../ledger/key';
import { formatTime } from '../domain/time';
import { type Ledger } from '../ledger/ledger';
import {
  type Book,
  bookIntervalRecord,
  type BookTrade,
  incomingRecord,
  type RestingEntry,
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

/** Orders of the interval that one step admits. */
const ORDERS_ADMITTED = 200;

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
 * Takes the next step of clearing the last interval that is over: its orders are admitted to those that earlier ones
 * left, 200 at a time, and then paired. Orders of later intervals stand apart, so that none of them gets into the way,
 * however many come meanwhile; only the first and the last step touch what they read.
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
  const admitted = await admit(ledger, book.id, end);
  ctx.concerns({ market: book.id });
  const pairing = admitted > 0 ? undefined : await pairNext(ledger, book, end);
  const more = pairing?.more ?? true;
  if (!more) ledger.put(bookIntervalRecord, { book: book.id, clearedTo: end, clearing: null });
  else if (!state?.clearing) {
    ledger.put(bookIntervalRecord, { book: book.id, clearedTo: state?.clearedTo ?? formatTime(0), clearing: end });
  }
  const trades = pairing ? await savePairing(ctx, book, pairing) : [];
  const outstanding = outstandingView({ bid: pairing?.bid, ask: pairing?.ask, last: trades.at(-1)?.price });
  return { book: book.id, end, trades: trades.map(bookTradeView), more, outstanding };
}

/** Puts the next orders of intervals that are over among those that are paired; answers how many. */
async function admit(ledger: Ledger, book: string, end: string): Promise<number> {
  let admitted = 0;
  for await (const entry of ledger.walk(incomingRecord, [book], { before: [compactTime(end)] })) {
    ledger.delete(incomingRecord, entry);
    ledger.put(restingRecord, entry);
    admitted++;
    if (admitted === ORDERS_ADMITTED) break;
  }
  return admitted;
}

/** Pairs the best orders, and says which prices are best then, as far as they were read. */
async function pairNext(
  ledger: Ledger,
  book: Book,
  end: string,
): Promise<Pairing<Waiting> & { bid: bigint | undefined; ask: bigint | undefined }> {
  const rules = parseBookRules(book.rules);
  // Each pair takes one order of each side at most.
  const most = rules.ordersPerMatch + 1;
  const bids = await readSide(ledger, book.id, 'buy', most);
  const asks = await readSide(ledger, book.id, 'sell', most);
  const pairing = pairInterval(bids, asks, rules, end);
  return { ...pairing, bid: firstLeft(bids, pairing)?.price, ask: firstLeft(asks, pairing)?.price };
}

async function readSide(ledger: Ledger, book: string, side: Side, most: number): Promise<WaitingSide<Waiting>> {
  const { items, next } = await ledger.scan(restingRecord, [book, side], most);
  const orders = items.map((entry) => ({
    ...restingOrderOf(entry),
    arrival: `${entry.slot}/${entry.placedBy}`,
    entry,
  }));
  return { orders, more: next !== undefined };
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

function firstLeft({ orders }: WaitingSide<Waiting>, { left, removals }: Pairing<Waiting>): Waiting | undefined {
  const removed = new Set(removals.map(({ resting }) => resting.id));
  return orders.find((order) => !removed.has(order.id) && (left.get(order.id) ?? order.left) > 0n);
}
