/**
 * What comes to an order book, as files: a case `{name, priceRule, events: [{id, member, side, amount, price} or
 * {cancel}]}`, or an array of them (spec 11). What else an entry has (`expected`) is left alone.
 */
import { type BookRules, checkOrder, type PriceRule, priceRules } from '../../chaincode/domain/order-book/book-rules';
import { type Order, type OrderKind, orderKinds } from '../../chaincode/domain/order-book/order';
import { LARGEST_UNITS, microsOf, parseAmount, parsePrice, priceOf } from '../../chaincode/domain/units';
import { CliError } from './cli-error';
import { eachCase, fieldsOf, found, idOf, inPlace, nameOfCase, oneOf, quantity, sideOf, wrong } from './document';

export type BookEvent = Order | { readonly cancel: string };

export interface BookCase {
  /** null where the file gives none. */
  readonly name: string | null;
  readonly rules: BookRules;
  readonly events: readonly BookEvent[];
}

/** Reads a case or an array of cases. Throws CliError naming the case, the event and the field. */
export const parseBookCases = (document: unknown): BookCase | BookCase[] => eachCase(document, parseCase);

/** A case takes whatever the units allow, and an order meets as many others as it needs. */
function rulesWith(priceRule: PriceRule): BookRules {
  const [tick, lot, priceCap] = [priceOf(1n), microsOf(1n), priceOf(LARGEST_UNITS * 1_000_000n)];
  return { token: 'ENT', priceRule, tick, lot, priceCap, ordersPerMatch: Number.MAX_SAFE_INTEGER, holdAbove: null };
}

function parseCase(document: unknown, position: string): BookCase {
  const fields = fieldsOf(document, position, 'an object with name, priceRule and events');
  const { name, where } = nameOfCase(fields, position);
  const rules = rulesWith(oneOf(fields['priceRule'] ?? 'resting', priceRules, `${where}: priceRule`));
  const entries = fields['events'];
  if (!Array.isArray(entries)) throw wrong(`${where}: events`, 'an array', entries);
  const ids = new Set<string>();
  const events = entries.map((entry: unknown, index) => parseEvent(entry, `${where}, event ${index + 1}`, rules, ids));
  return { name, rules, events };
}

/** `ids` has the orders that came before, and gets this one. */
function parseEvent(document: unknown, position: string, rules: BookRules, ids: Set<string>): BookEvent {
  const fields = fieldsOf(document, position, 'an object with id, member, side, amount and price, or with cancel');
  if (Object.hasOwn(fields, 'cancel')) {
    const cancel = idOf(fields['cancel'], `${position}: cancel`);
    if (!ids.has(cancel)) throw new CliError(`${position}: no order before it has the id ${found(cancel)}`);
    return { cancel };
  }
  const id = idOf(fields['id'], `${position}: id`);
  if (ids.has(id)) throw new CliError(`${position}: id ${found(id)} is taken by an earlier order`);
  ids.add(id);
  const where = `${position} (${found(id)})`;
  const kind = oneOf(fields['kind'] ?? 'limit', orderKinds, `${where}: kind`);
  const order: Order = {
    id,
    member: idOf(fields['member'], `${where}: member`),
    side: sideOf(fields['side'], `${where}: side`),
    kind,
    amount: quantity(fields['amount'], `${where}: amount`, parseAmount),
    price: priceOfKind(kind, fields['price'], `${where}: price`),
    expiresAt: null,
    hold: false,
  };
  inPlace(where, () => {
    checkOrder(rules, order, 0);
  });
  return order;
}

function priceOfKind(kind: OrderKind, value: unknown, where: string): Order['price'] {
  return kind === 'market' && value === undefined ? null : quantity(value, where, parsePrice);
}
