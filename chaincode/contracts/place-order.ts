import { type AccountChange } from '../domain/account-change';
import { DomainError } from '../domain/errors';
import { type Order, type RestingOrder } from '../domain/order-book/order';
import { OrderPlacement, type PlacedOrder } from '../domain/order-book/placement';
import { formatTime, minuteOf } from '../domain/time';
import { parseAmount, parsePrice, type PricePerKWh, priceOf } from '../domain/units';
import { type Ledger } from '../ledger/ledger';
import {
  type Book,
  type BookTrade,
  bookTradeRecord,
  orderExpiryRecord,
  type OrderEntry,
  orderRecord,
  priceRank,
  type RestingEntry,
  restingRecord,
} from '../ledger/records';
import { type OrderTermsView } from '../wire/views';
import { parseBookRules } from './book-views';
import { creditChanges, moveOwn } from './movements';
import { type TransactionContext } from './transaction-context';

/** A resting order as matching sees it, with the entry that it was read from. */
interface Met extends RestingOrder {
  readonly entry: RestingEntry;
}

/** An order's name in trades and statements: unique in its book. */
const nameOf = (member: string, id: string): string => `${member}:${id}`;

/**
 * Places an order (spec 11). Reads the other side from its best price only as far as the order trades, and no further
 * than its limit: an order that doesn't cross reads nothing that others change. Orders that meet the same resting order
 * do collide, as they must; the gateway tries the later one anew.
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
  const rules = parseBookRules(book.rules);
  const order: Order = {
    id: nameOf(member, id),
    member,
    side: terms.side,
    kind: terms.kind,
    amount: parseAmount(terms.amount, 'terms.amount'),
    price: terms.price === undefined ? null : parsePrice(terms.price, 'terms.price'),
    expiresAt: terms.expiresAt ?? null,
    hold: false,
  };
  const placement = new OrderPlacement<Met>(order, rules, ctx.now);
  for (const met of await readOtherSide(ctx.ledger, book.id, order, rules.ordersPerMatch)) {
    if (!placement.wants(met.price)) break;
    placement.meet(met);
  }
  const placed = placement.finish();
  await saveMet(ctx.ledger, placed);
  const saved = saveOrder(ctx, book.id, id, order, placed);
  await moveAccounts(ctx, order, book, placed.changes);
  const others = [...placed.fills, ...placed.removals].map(({ resting }) => resting.member);
  ctx.concerns({ market: book.id, members: [...new Set(others)] });
  return { order: saved, trades: saveTrades(ctx, book.id, order, placed) };
}

/** The other side's resting orders, best first, up to the order's limit: one more than it may meet. */
async function readOtherSide(ledger: Ledger, book: string, order: Order, most: number): Promise<readonly Met[]> {
  const side = order.side === 'buy' ? 'sell' : 'buy';
  const { items } =
    order.price === null
      ? await ledger.scan(restingRecord, [book, side], most + 1)
      : await ledger.scanUpTo(restingRecord, [book, side], priceRank(side, order.price), most + 1);
  return items.map((entry) => ({ ...metOf(entry), entry }));
}

const metOf = ({ member, id, side, left, price, expiresAt }: RestingEntry): RestingOrder => ({
  ...{ id: nameOf(member, id), member, side, left, expiresAt, hold: false },
  price: priceOf(price),
});

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

/** An open order in the terms of the domain, for what goes back when it leaves the book. */
export const restingOrderOf = (order: OrderEntry): RestingOrder => ({
  id: nameOf(order.member, order.id),
  member: order.member,
  side: order.side,
  left: order.left,
  price: BigInt(order.price ?? '0') as PricePerKWh,
  expiresAt: order.expiresAt,
  hold: false,
});

/** The entry of an open order where matching finds it. */
export const restingEntryOf = (order: OrderEntry): RestingEntry => {
  const { book, side, member, id, left, slot, expiresAt, placedBy } = order;
  return { book, side, member, id, left, slot, expiresAt, placedBy, price: BigInt(order.price ?? '0') };
};
