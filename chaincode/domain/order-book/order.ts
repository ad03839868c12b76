import { type Side } from '../offer';
import { type Micros, type PricePerKWh } from '../units';

/**
 * What happens to what can't trade at once: a `limit` order rests in the book; of a `market` or `ioc`
 * (immediate-or-cancel) order it is cancelled; a `fok` (fill-or-kill) order is refused as a whole.
 */
export const orderKinds = ['limit', 'market', 'ioc', 'fok'] as const;
export type OrderKind = (typeof orderKinds)[number];

/** An order as it comes to the book (spec 11). */
export interface Order {
  readonly id: string;
  readonly member: string;
  readonly side: Side;
  readonly kind: OrderKind;
  /** Millionths of the book's token, above 0. */
  readonly amount: Micros;
  /** The most that a buyer pays per token, the least that a seller takes; null for a market order, and only for one. */
  readonly price: PricePerKWh | null;
  /** RFC 3339; the order is void from this time on. null: it stays until filled or cancelled. */
  readonly expiresAt: string | null;
  /** Whether its member wants each of its trades held until two of three release it (see `HeldTrade`). */
  readonly hold: boolean;
}

/** An order in the book: what is left of a limit order, at its limit. */
export interface RestingOrder {
  readonly id: string;
  readonly member: string;
  readonly side: Side;
  /** Millionths of the book's token, above 0. */
  readonly left: bigint;
  readonly price: PricePerKWh;
  readonly expiresAt: string | null;
  readonly hold: boolean;
}

/** The limit by which an order trades: of a market order the book's cap for a buyer, nothing for a seller. */
export function limitOf(order: Order, priceCap: PricePerKWh): PricePerKWh {
  return order.price ?? (order.side === 'buy' ? priceCap : (0n as PricePerKWh));
}

/** Whether an order is void at `now` (RFC 3339, which compares as text). */
export const isExpired = (order: { readonly expiresAt: string | null }, now: string): boolean =>
  order.expiresAt !== null && order.expiresAt <= now;
