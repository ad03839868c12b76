import { type AccountChange } from '../domain/account-change';
import { DomainError } from '../domain/errors';
import { type Order } from '../domain/order-book/order';
import { OrderPlacement, type PlacedOrder } from '../domain/order-book/placement';
import { formatTime, minuteOf } from '../domain/time';
import { type PricePerKWh } from '../domain/units';
import { type Ledger } from '../ledger/ledger';
import { type Book, type BookTrade, type OrderEntry, orderRecord } from '../ledger/records';
import { type OrderTermsView } from '../wire/views';
import { parseBookRules } from './book-views';
import { intervalOf } from './clear-interval';
import { matchOrder, type Met } from './match-order';
import { creditChanges, moveOwn } from './movements';
import { orderOf, reduceResting, removeResting, saveOrder, updateOrder } from './order-entries';
import { type MadeTrade, saveTrades } from './save-trades';
import { type TransactionContext } from './transaction-context';

/** What an order's transaction knows of the book after it; null is what it didn't read. */
export interface KnownPrices {
  readonly bid: PricePerKWh | null;
  readonly ask: PricePerKWh | null;
}

/**
 * Places an order (spec 11). Orders that meet the same resting order collide, as they must; the gateway tries the later
 * one anew. See `matchOrder` for what is read. In a book that is matched by intervals the order comes to rest, whatever
 * the other side asks.
 */
export async function placeOrder(
  ctx: TransactionContext,
  book: Book,
  id: string,
  terms: OrderTermsView,
): Promise<{ order: OrderEntry; trades: readonly BookTrade[]; known: KnownPrices }> {
  const member = ctx.member.id;
  if (await ctx.ledger.get(orderRecord, book.id, member, id)) {
    throw new DomainError('ORDER_EXISTS', `You have an order ${id} in ${book.id} already`, { order: id });
  }
  const rules = parseBookRules(book.rules);
  const order = orderOf(member, id, terms);
  const interval = await intervalOf(ctx, book);
  if (interval !== null) requireLimitOrder(order);
  const { placed, best } =
    interval === null
      ? await matchOrder(ctx.ledger, order, { book: book.id, rules, now: ctx.now, reach: terms.reach })
      : { placed: new OrderPlacement<Met>(order, rules, ctx.now).finish(), best: null };
  await saveMet(ctx.ledger, placed);
  const saved = entryOf(ctx, book.id, id, order, placed, interval);
  saveOrder(ctx.ledger, saved);
  await moveAccounts(ctx, order, book, placed.changes);
  const others = [...placed.fills, ...placed.removals].map(({ resting }) => resting.member);
  ctx.concerns({ market: book.id, members: [...new Set(others)] });
  const trades = saveTrades(
    ctx,
    book,
    placed.fills.map((fill) => madeTrade(order, fill)),
  );
  return { order: saved, trades, known: knownPrices(order, placed, best) };
}

/** Before an interval is over nothing can be filled at once, so only what can rest makes sense. */
function requireLimitOrder({ kind }: Order): void {
  if (kind === 'limit') return;
  throw new DomainError('ORDER_RULES', `An order of kind ${kind} can not wait until the interval is over`, {
    field: 'kind',
  });
}

/** What became of the resting orders that were met. */
async function saveMet(ledger: Ledger, { fills, removals }: PlacedOrder<Met>): Promise<void> {
  for (const { resting, restingLeft } of fills) await reduceResting(ledger, resting.entry, restingLeft);
  for (const { resting, reason } of removals) {
    removeResting(ledger, resting.entry);
    await updateOrder(ledger, resting.entry, { state: reason === 'expired' ? 'expired' : 'cancelled' });
  }
}

function entryOf(
  ctx: TransactionContext,
  book: string,
  id: string,
  { member, side, kind, amount, price, expiresAt, hold }: Order,
  { end, left }: PlacedOrder<Met>,
  interval: string | null,
): OrderEntry {
  return {
    ...{ book, member, id, side, kind, amount, left, expiresAt, hold, interval },
    price: price === null ? null : price.toString(),
    state: end === 'resting' ? 'open' : end,
    slot: formatTime(minuteOf(ctx.now)),
    placedBy: ctx.transactionId,
  };
}

function madeTrade(
  order: Order,
  { resting, amount, price, total, held }: PlacedOrder<Met>['fills'][number],
): MadeTrade {
  const [buy, sell] = order.side === 'buy' ? [order, resting] : [resting, order];
  return { buy, sell, amount, price, total, held };
}

/** An order that traded and rests is the best of its side: before, no bid reached an ask. */
function knownPrices({ side }: Order, { fills, resting }: PlacedOrder<Met>, best: PricePerKWh | null): KnownPrices {
  const own = resting && fills.length > 0 ? resting.price : null;
  return side === 'buy' ? { bid: own, ask: best } : { bid: best, ask: own };
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
