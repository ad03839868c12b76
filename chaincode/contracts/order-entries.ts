/** Orders on the ledger: their record, and their entry where matching finds them. */
import { type Order, type RestingOrder } from '../domain/order-book/order';
import { parseAmount, parsePrice, priceOf } from '../domain/units';
import { type Ledger } from '../ledger/ledger';
import {
  incomingRecord,
  type OrderEntry,
  orderExpiryRecord,
  orderRecord,
  type RestingEntry,
  restingRecord,
} from '../ledger/records';
import { type OrderTermsView } from '../wire/views';

/** An order's name in trades and statements: unique in its book. */
export const nameOf = (member: string, id: string): string => `${member}:${id}`;

/** What a member asks of a book, in the ledger's units; `field` leads the names of fields in a refusal. */
export const orderOf = (member: string, id: string, terms: OrderTermsView, field = 'terms.'): Order => ({
  id: nameOf(member, id),
  member,
  side: terms.side,
  kind: terms.kind,
  amount: parseAmount(terms.amount, `${field}amount`),
  price: terms.price === undefined ? null : parsePrice(terms.price, `${field}price`),
  expiresAt: terms.expiresAt ?? null,
  hold: terms.hold ?? false,
});

/** An entry in the terms of the domain. */
export const restingOrderOf = ({ member, id, side, left, price, expiresAt, hold }: RestingEntry): RestingOrder => ({
  ...{ id: nameOf(member, id), member, side, left, expiresAt, hold },
  price: priceOf(price),
});

/** The entry of an open order where matching finds it. */
export const restingEntryOf = (order: OrderEntry): RestingEntry => {
  const { book, side, member, id, left, slot, expiresAt, placedBy, hold, interval } = order;
  const price = BigInt(order.price ?? '0');
  return { book, side, member, id, left, slot, expiresAt, placedBy, hold, interval, price };
};

/**
 * Saves an order, and where it is open its entry, and when it runs out. Blind writes. Where matching is by intervals the
 * entry stands apart until its interval is over.
 */
export function saveOrder(ledger: Ledger, order: OrderEntry): void {
  ledger.put(orderRecord, order);
  if (order.state !== 'open') return;
  ledger.put(order.interval === null ? restingRecord : incomingRecord, restingEntryOf(order));
  const { book, member, id, expiresAt } = order;
  if (expiresAt !== null) ledger.put(orderExpiryRecord, { book, member, id, expiresAt });
}

/** Notes what a trade leaves of an open order; with nothing left it is filled and leaves the book. Reads one key. */
export async function reduceResting(ledger: Ledger, entry: RestingEntry, left: bigint): Promise<void> {
  if (left > 0n) ledger.put(restingRecord, { ...entry, left });
  else removeResting(ledger, entry);
  await updateOrder(ledger, entry, { left, state: left > 0n ? 'open' : 'filled' });
}

/** Takes an order out of where matching finds it. */
export function removeResting(ledger: Ledger, entry: RestingEntry): void {
  ledger.delete(restingRecord, entry);
  const { book, member, id, expiresAt } = entry;
  if (expiresAt !== null) ledger.delete(orderExpiryRecord, { book, member, id, expiresAt });
}

/** Takes an open order out, wherever it stands: one of an interval may have been admitted to be paired, or not yet. */
export function removeOpen(ledger: Ledger, entry: RestingEntry): void {
  removeResting(ledger, entry);
  if (entry.interval !== null) ledger.delete(incomingRecord, entry);
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
