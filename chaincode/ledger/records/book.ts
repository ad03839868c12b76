/** Order books (spec 11). */
import { type Side } from '../../domain/offer';
import { type OrderKind } from '../../domain/order-book/order';
import { type BookRulesView } from '../../wire/views';
import { compactTime, keyNumber } from '../key';
import { recordType } from '../record-type';

export interface Book {
  readonly id: string;
  readonly operator: string;
  readonly rules: BookRulesView;
  readonly createdAt: string;
}
export const bookRecord = recordType<Book>()({ family: 'book', key: (r) => [r.id], amounts: [] });

/** An order with what came of it; amounts in millionths of the book's token, the price as a decimal string. */
export interface OrderEntry {
  readonly book: string;
  readonly member: string;
  readonly id: string;
  readonly side: Side;
  readonly kind: OrderKind;
  readonly amount: bigint;
  readonly price: string | null;
  readonly left: bigint;
  readonly state: 'open' | 'filled' | 'cancelled' | 'expired' | 'stopped';
  readonly slot: string;
  readonly expiresAt: string | null;
  /** The transaction that placed it: within a slot it decides who is first. */
  readonly placedBy: string;
}
export const orderRecord = recordType<OrderEntry>()({
  family: 'order',
  key: (r) => [r.book, r.member, r.id],
  amounts: ['amount', 'left'],
});

/** An open order where matching finds it: per side the best price first, then the earliest slot, then by lot. */
export interface RestingEntry {
  readonly book: string;
  readonly side: Side;
  readonly member: string;
  readonly id: string;
  readonly price: bigint;
  readonly left: bigint;
  readonly slot: string;
  readonly expiresAt: string | null;
  readonly placedBy: string;
}
/** Above any price, so that bids sort from the highest down. */
const PRICE_CEILING = 10n ** 19n;
/** A price as a key part: parts sort as a side is served, asks from the lowest up, bids from the highest down. */
export const priceRank = (side: Side, price: bigint): string =>
  (side === 'sell' ? price : PRICE_CEILING - price).toString().padStart(20, '0');
/** Where an open order stands among those of its side: its key parts behind book and side. */
export const restingPlace = (
  r: Pick<RestingEntry, 'side' | 'price' | 'slot' | 'placedBy'>,
): [string, string, string] => [priceRank(r.side, r.price), compactTime(r.slot), r.placedBy];
export const restingRecord = recordType<RestingEntry>()({
  family: 'resting',
  key: (r) => [r.book, r.side, ...restingPlace(r)],
  amounts: ['price', 'left'],
});

/** Where an open order that expires stands in the order in which a book's orders run out. */
export interface OrderExpiry {
  readonly book: string;
  readonly member: string;
  readonly id: string;
  readonly expiresAt: string;
}
export const orderExpiryRecord = recordType<OrderExpiry>()({
  family: 'order-expiry',
  key: (r) => [r.book, compactTime(r.expiresAt), r.member, r.id],
  amounts: [],
});

/** A trade of a book; orders as member:id. */
export interface BookTrade {
  readonly book: string;
  readonly at: string;
  readonly transaction: string;
  readonly number: number;
  readonly buy: string;
  readonly sell: string;
  readonly amount: bigint;
  readonly price: bigint;
  readonly total: bigint;
}
export const bookTradeRecord = recordType<BookTrade>()({
  family: 'book-trade',
  key: (r) => [r.book, compactTime(r.at), r.transaction, keyNumber(r.number)],
  amounts: ['amount', 'price', 'total'],
});
/** The key part from which a book's trades at or after a time stand. */
export const tradesFrom = (book: string, from: string): string => `${book}/${compactTime(from)}`;
