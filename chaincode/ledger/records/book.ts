/** Order books (spec 11). */
import { type Side } from '../../domain/offer';
import { type IntervalState } from '../../domain/order-book/book-schedule';
import { type HeldTrade } from '../../domain/order-book/held-trade';
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
  /** Whether its member wants each of its trades held. */
  readonly hold: boolean;
  /** Start of the interval that it joined, in a book that is matched by intervals; else null. */
  readonly interval: string | null;
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
  readonly hold: boolean;
  readonly interval: string | null;
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
  /** Whether it was held when it was made. */
  readonly held: boolean;
}
/** A trade's name: sorts as the trades of a book happened. */
export const bookTradeId = (r: Pick<BookTrade, 'at' | 'transaction' | 'number'>): string =>
  [compactTime(r.at), r.transaction, keyNumber(r.number)].join('.');
export const bookTradeRecord = recordType<BookTrade>()({
  family: 'book-trade',
  key: (r) => [r.book, compactTime(r.at), r.transaction, keyNumber(r.number)],
  amounts: ['amount', 'price', 'total'],
});
/** The key part from which a book's trades at or after a time stand. */
export const tradesFrom = (book: string, from: string): string => `${book}/${compactTime(from)}`;

/** The price of a book's last trade, apart from the book: every trade writes it, no order reads it. */
export interface LastTrade {
  readonly book: string;
  readonly price: bigint;
  readonly at: string;
}
export const lastTradeRecord = recordType<LastTrade>()({
  family: 'book-last',
  key: (r) => [r.book],
  amounts: ['price'],
});

/** A trade whose money and tokens stay escrowed until two of three agree, and what became of it. */
export interface HeldTradeEntry extends HeldTrade {
  readonly book: string;
  readonly at: string;
  /** From then on it releases itself, unless it is disputed. */
  readonly dueAt: string;
  readonly endedAt: string | null;
}
export const heldTradeRecord = recordType<HeldTradeEntry>()({
  family: 'held-trade',
  key: (r) => [r.book, r.id],
  amounts: ['amount', 'total'],
});

/** The held trades that release themselves, in the order in which their time comes: that in which they were made. */
export interface HeldTradeDue {
  readonly book: string;
  readonly id: string;
  readonly dueAt: string;
}
export const heldTradeDueRecord = recordType<HeldTradeDue>()({
  family: 'held-due',
  key: (r) => [r.book, r.id],
  amounts: [],
});

/** How far an interval book has been cleared. Orders read it, and it changes when the clearing of an interval begins or ends. */
export interface BookInterval extends IntervalState {
  readonly book: string;
}
export const bookIntervalRecord = recordType<BookInterval>()({
  family: 'book-interval',
  key: (r) => [r.book],
  amounts: [],
});

/**
 * An open order of a book that is matched by intervals, until its interval is over: apart from the orders that are being
 * paired, by interval and then as they will be served.
 */
export const incomingRecord = recordType<RestingEntry>()({
  family: 'incoming',
  key: (r) => [r.book, compactTime(r.interval ?? ''), r.side, ...restingPlace(r)],
  amounts: ['price', 'left'],
});
