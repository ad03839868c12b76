import { type Static } from '@sinclair/typebox';
import { type BookRulesView, type OrderTermsView } from '../../chaincode/wire/views';
import type * as views from '../../chaincode/wire/views';
import { isRefusal } from './gateway-error';
import { type MemberClient } from './member-client';

export type BookView = Static<typeof views.BookState>;
export type BookTradeView = Static<typeof views.BookTrade>;
export type RestingOrderView = Static<typeof views.RestingOrder>;
export type PlacedOrderView = Static<typeof views.PlacedOrder>;
export type OrderView = Static<typeof views.Order>;

const at = encodeURIComponent;

/** What a member does in an order book (spec 11), as typed calls. */
export class BookApi {
  constructor(readonly client: MemberClient) {}

  /** `undefined` for a book that doesn't exist. */
  async book(book: string): Promise<BookView | undefined> {
    try {
      return await this.client.read(`/v1/books/${at(book)}`);
    } catch (error) {
      if (isRefusal(error, 'BOOK_NOT_FOUND')) return undefined;
      throw error;
    }
  }
  create(book: string, rules: BookRulesView): Promise<Static<typeof views.Book>> {
    return this.client.submit('/v1/books', { book, rules });
  }
  place(book: string, order: string, terms: OrderTermsView): Promise<PlacedOrderView> {
    return this.client.submit(`/v1/books/${at(book)}/orders`, { order, terms });
  }
  /** A member's own orders, open and past, by id. */
  orders(book: string): Promise<OrderView[]> {
    return this.client.readAll(`/v1/books/${at(book)}/orders/${at(this.client.member)}`);
  }
  order(book: string, order: string): Promise<OrderView> {
    return this.client.read(`/v1/books/${at(book)}/orders/${at(this.client.member)}/${at(order)}`);
  }
  /** Takes an own order out of the book. */
  cancel(book: string, order: string): Promise<OrderView> {
    return this.client.submit(`/v1/books/${at(book)}/orders/${at(this.client.member)}/${at(order)}`, {}, 'DELETE');
  }
  /** Does the next step of clearing the last interval that is over; `more` says whether there is another one. */
  clearInterval(book: string): Promise<Static<typeof views.ClearedInterval>> {
    return this.client.submit(`/v1/books/${at(book)}/intervals`);
  }
  /** Lets undisputed trades take place whose time is up. */
  releaseHeldTrades(book: string): Promise<Static<typeof views.ReleasedTrades>> {
    return this.client.submit(`/v1/books/${at(book)}/held-trades/release`);
  }
  /** Takes orders whose time is up out of the book. */
  clearExpired(book: string): Promise<Static<typeof views.ClearedOrders>> {
    return this.client.submit(`/v1/books/${at(book)}/expiry`);
  }
  /** The open orders of one side, best price first. */
  openOrders(book: string, side: 'buy' | 'sell'): Promise<RestingOrderView[]> {
    return this.client.readAll(`/v1/books/${at(book)}/open-orders?side=${side}`);
  }
  /** All trades, oldest first. */
  trades(book: string): Promise<BookTradeView[]> {
    return this.client.readAll(`/v1/books/${at(book)}/trades`);
  }
}
