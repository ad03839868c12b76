import { type AccountChange } from '../domain/account-change';
import { DomainError } from '../domain/errors';
import { type Order } from '../domain/order-book/order';
import { type PlacedOrder } from '../domain/order-book/placement';
import { formatTime, minuteOf } from '../domain/time';
import { type Ledger } from '../ledger/ledger';
import {
  type Book,
  type BookTrade,
  bookTradeRecord,
  orderExpiryRecord,
  type OrderEntry,
  orderRecord,
  type RestingEntry,
  restingRecord,
} from '../ledger/records';
import { type OrderTermsView } from '../wire/views';
import { parseBookRules } from './book-views';
import { matchOrder, type Met, nameOf, orderOf } from './match-order';
import { creditChanges, moveOwn } from './movements';
import { type TransactionContext } from './transaction-context';

/**
 * Places an order (spec 11). Orders that meet the same resting order collide, as they must; the gateway tries the later
 * one anew. See `matchOrder` for what is read.
 */
export async function placeOrder(
  ctx: TransactionContext,
  book: Book,
  id: string,
  terms: OrderTermsView,
): Promise<{ order: OrderEntry; trades: readonly BookTrade[] }> {
  const member = ctx.member.id;
  if (await ctx.ledger.get(orderRecord, book.id, member, id)) {
    throw new DomainError('ORDER_EXISTS', `You have an order ${id} in ${book.id} already`, { order: id });
  }
  const order = orderOf(member, id, terms);
  const meeting = { book: book.id, rules: parseBookRules(book.rules), now: ctx.now, reach: terms.reach };
  const { placed } = await matchOrder(ctx.ledger, order, meeting);
  await saveMet(ctx.ledger, placed);
  const saved = saveOrder(ctx, book.id, id, order, placed);
  await moveAccounts(ctx, order, book, placed.changes);
  const others = [...placed.fills, ...placed.removals].map(({ resting }) => resting.member);
  ctx.concerns({ market: book.id, members: [...new Set(others)] });
  return { order: saved, trades: saveTrades(ctx, book.id, order, placed) };
}

/** What became of the resting orders that were met. */
async function saveMet(ledger: Ledger, { fills, removals }: PlacedOrder<Met>): Promise<void> {
  for (const { resting, restingLeft } of fills) {
    if (restingLeft > 0n) ledger.put(restingRecord, { ...resting.entry, left: restingLeft });
    else removeResting(ledger, resting.entry);
    await updateOrder(ledger, resting.entry, { left: restingLeft, state: restingLeft > 0n ? 'open' : 'filled' });
  }
  for (const { resting, reason } of removals) {
    removeResting(ledger, resting.entry);
    await updateOrder(ledger, resting.entry, { state: reason === 'expired' ? 'expired' : 'cancelled' });
  }
}

/** Takes an order out of where matching finds it. */
export function removeResting(ledger: Ledger, entry: RestingEntry): void {
  ledger.delete(restingRecord, entry);
  const { book, member, id, expiresAt } = entry;
  if (expiresAt !== null) ledger.delete(orderExpiryRecord, { book, member, id, expiresAt });
}

/** Notes on a resting order's record what became of it. */
export async function updateOrder(
  ledger: Ledger,
  { book, member, id }: Pick<RestingEntry, 'book' | 'member' | 'id'>,
  change: Partial<Pick<OrderEntry, 'left' | 'state'>>,
): Promise<OrderEntry> {
  const order = await ledger.get(orderRecord, book, member, id);
  if (!order) throw new Error(`Order ${nameOf(member, id)} rests in ${book} and is not on record`);
  const changed = { ...order, ...change };
  ledger.put(orderRecord, changed);
  return changed;
}

function saveOrder(
  ctx: TransactionContext,
  book: string,
  id: string,
  order: Order,
  { end, left, resting }: PlacedOrder<Met>,
): OrderEntry {
  const { member, side, kind, amount, expiresAt } = order;
  const place = { book, member, id, side, slot: formatTime(minuteOf(ctx.now)), expiresAt, placedBy: ctx.transactionId };
  const price = order.price === null ? null : order.price.toString();
  const saved: OrderEntry = { ...place, kind, amount, price, left, state: end === 'resting' ? 'open' : end };
  ctx.ledger.put(orderRecord, saved);
  if (resting) {
    ctx.ledger.put(restingRecord, { ...place, price: resting.price, left });
    if (expiresAt !== null) ctx.ledger.put(orderExpiryRecord, { book, member, id, expiresAt });
  }
  return saved;
}

function saveTrades(ctx: TransactionContext, book: string, order: Order, { fills }: PlacedOrder<Met>): BookTrade[] {
  return fills.map(({ resting, amount, price, total }, number) => {
    const [buy, sell] = order.side === 'buy' ? [order.id, resting.id] : [resting.id, order.id];
    const trade = { book, at: ctx.time, transaction: ctx.transactionId, number, buy, sell, amount, price, total };
    ctx.ledger.put(bookTradeRecord, trade);
    return trade;
  });
}

/** The caller pays from its own account at once; what anybody gets arrives as a credit. */
async function moveAccounts(
  ctx: TransactionContext,
  { member, side }: Order,
  { rules }: Book,
  changes: readonly AccountChange[],
): Promise<void> {
  const paidWith = side === 'buy' ? 'eEuro' : rules.token;
  const isOwnPayment = (change: AccountChange) => change.member === member && change.token === paidWith;
  await moveOwn(ctx, changes.filter(isOwnPayment));
  creditChanges(
    ctx,
    changes.filter((change) => !isOwnPayment(change)),
  );
}

/** The entry of an open order where matching finds it. */
export const restingEntryOf = (order: OrderEntry): RestingEntry => {
  const { book, side, member, id, left, slot, expiresAt, placedBy } = order;
  return { book, side, member, id, left, slot, expiresAt, placedBy, price: BigInt(order.price ?? '0') };
};
