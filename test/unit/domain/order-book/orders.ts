import * as fc from 'fast-check';
import { type Side } from '../../../../chaincode/domain/offer';
import { type BookRules, type PriceRule } from '../../../../chaincode/domain/order-book/book-rules';
import {
  type Order,
  type OrderKind,
  orderKinds,
  type RestingOrder,
} from '../../../../chaincode/domain/order-book/order';
import { microsOf, priceOf } from '../../../../chaincode/domain/units';

export const noon = '2026-06-01T12:00:00Z';

/** Rules under which nothing is refused and nothing stops early, unless a test says so. */
export function rules(changed: Partial<BookRules> = {}): BookRules {
  return {
    token: 'ENT',
    priceRule: 'resting',
    tick: priceOf(1n),
    lot: microsOf(1n),
    priceCap: priceOf(10n ** 18n),
    ordersPerMatch: Number.MAX_SAFE_INTEGER,
    holdAbove: null,
    ...changed,
  };
}

/** An order from plain numbers, in millionths; a limit order of a member named like it unless a test says so. */
export function order(
  id: string,
  side: Side,
  amount: bigint | number,
  price: bigint | number | null,
  more: Partial<Order> = {},
): Order {
  return {
    id,
    member: `m${id}`,
    side,
    kind: price === null ? 'market' : 'limit',
    amount: microsOf(BigInt(amount)),
    price: price === null ? null : priceOf(BigInt(price)),
    expiresAt: null,
    hold: false,
    ...more,
  };
}

/** An order as it rests in the book. */
export function resting(...parameters: Parameters<typeof order>): RestingOrder {
  const { id, member, side, amount, price, expiresAt, hold } = order(...parameters);
  return { id, member, side, left: amount, price: price ?? priceOf(0n), expiresAt, hold };
}

export type BookEvent = Order | { readonly cancel: string; readonly at: string };
export interface TimedEvent {
  readonly event: BookEvent;
  readonly now: string;
}

interface Scale {
  readonly amount: fc.Arbitrary<bigint>;
  readonly price: fc.Arbitrary<bigint>;
}

/** Few prices, amounts and members: ties and orders that meet their own member's are the rule. */
const tight: Scale = { amount: fc.bigInt(1n, 6n), price: fc.bigInt(1n, 5n) };
/** Prices and amounts whose products have to be rounded. */
const odd: Scale = { amount: fc.bigInt(1n, 3_000_000n), price: fc.bigInt(400_000n, 600_000n) };
/** Up to the largest amounts that the units allow, where doubles no longer tell prices apart. */
const huge: Scale = {
  amount: fc.bigInt(10n ** 18n - 5n, 10n ** 18n),
  price: fc.oneof(fc.bigInt(10n ** 18n - 5n, 10n ** 18n), fc.bigInt(1n, 10n ** 18n)),
};

/** Orders of all kinds with expiry times, and cancellations, in order of arrival; the clock moves on with them. */
export const eventLists = fc.oneof(eventsOf(tight), eventsOf(tight), eventsOf(odd), eventsOf(huge));
/** The same with amounts that a single step of the clock or a slow reference can work through piece by piece. */
export const tightEventLists = eventsOf(tight);
export const oddEventLists = eventsOf(odd);

function eventsOf({ amount, price }: Scale): fc.Arbitrary<TimedEvent[]> {
  const placing = fc.record({
    member: fc.constantFrom('a', 'b', 'c', 'd'),
    side: fc.constantFrom<Side>('buy', 'sell'),
    kind: fc.oneof({ weight: 5, arbitrary: fc.constant<OrderKind>('limit') }, fc.constantFrom(...orderKinds)),
    amount,
    price,
    lifetime: fc.option(fc.nat(20)),
    hold: fc.oneof({ weight: 9, arbitrary: fc.constant(false) }, fc.constant(true)),
  });
  const event = fc.oneof({ weight: 6, arbitrary: placing }, { weight: 1, arbitrary: fc.nat(30) });
  return fc.array(event, { maxLength: 30, size: 'max' }).map((events) =>
    events.map((each, index): TimedEvent => {
      const now = minute(index);
      if (typeof each === 'number') return { now, event: { cancel: `o${each}`, at: now } };
      const { lifetime, kind, ...fields } = each;
      const expiresAt = kind === 'limit' && lifetime !== null ? minute(index + 1 + lifetime) : null;
      const terms = { member: fields.member, kind, expiresAt, hold: fields.hold };
      return {
        now,
        event: order(`o${index}`, fields.side, fields.amount, kind === 'market' ? null : fields.price, terms),
      };
    }),
  );
}

const minute = (count: number) => `2026-06-01T12:${count.toString().padStart(2, '0')}:00Z`;

export const anyPriceRule = fc.constantFrom<PriceRule>('resting', 'midpoint');
