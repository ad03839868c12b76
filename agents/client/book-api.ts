import { type BookRulesView, type OrderTermsView } from '../../chaincode/wire/views';
import {
  type Book,
  type BookState,
  type BookTrade,
  type ClearedInterval,
  type ClearedOrders,
  type Order,
  type PlacedOrder,
  type ReleasedTrades,
  type RestingOrder,
  type SunledgerClient,
} from '../../client';
import { memberOf, orUndefined, resultOf, WHOLE } from './calls';

/** What a member does in an order book (spec 11), as typed calls. */
export class BookApi {
  constructor(readonly client: SunledgerClient) {}

  get member(): string {
    return memberOf(this.client);
  }

  /** `undefined` for a book that doesn't exist. */
  book(book: string): Promise<BookState | undefined> {
    return orUndefined(this.client.books.getBook({ book }), 'BOOK_NOT_FOUND');
  }
  create(book: string, rules: BookRulesView): Promise<Book> {
    return resultOf(this.client.books.createBook({ book, rules }));
  }
  place(book: string, order: string, terms: OrderTermsView): Promise<PlacedOrder> {
    return resultOf(this.client.books.placeOrder({ book, order, terms }));
  }
  /** A member's own orders, open and past, by id. */
  orders(book: string): Promise<Order[]> {
    return this.client.books.getOrders({ book, member: this.member, ...WHOLE }).all();
  }
  order(book: string, order: string): Promise<Order> {
    return this.client.books.getOrder({ book, member: this.member, order });
  }
  /** Takes an own order out of the book. */
  cancel(book: string, order: string): Promise<Order> {
    return resultOf(this.client.books.cancelOrder({ book, member: this.member, order }));
  }
  /** Does the next step of clearing the last interval that is over; `more` says whether there is another one. */
  clearInterval(book: string): Promise<ClearedInterval> {
    return resultOf(this.client.books.clearInterval({ book }));
  }
  /** Lets undisputed trades take place whose time is up. */
  releaseHeldTrades(book: string): Promise<ReleasedTrades> {
    return resultOf(this.client.books.releaseHeldTrades({ book }));
  }
  /** Takes orders whose time is up out of the book. */
  clearExpired(book: string): Promise<ClearedOrders> {
    return resultOf(this.client.books.clearExpiredOrders({ book }));
  }
  /** The open orders of one side, best price first. */
  openOrders(book: string, side: 'buy' | 'sell'): Promise<RestingOrder[]> {
    return this.client.books.getOpenOrders({ book, side, ...WHOLE }).all();
  }
  /** All trades, oldest first. */
  trades(book: string): Promise<BookTrade[]> {
    return this.client.books.getBookTrades({ book, ...WHOLE }).all();
  }
}
