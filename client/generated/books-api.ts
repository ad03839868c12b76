// Generated from the OpenAPI document by `npm run generate`: a change here would not last.
import { type Operation } from '../operation';
import { type Paged } from '../paged';
import { type ReadOptions, type Receipt, type WriteOptions } from '../receipt';
import { type Requests } from '../requests';
import {
  type Book,
  type BookState,
  type BookTrade,
  type CancelOrderRequest,
  type ClearExpiredOrdersRequest,
  type ClearIntervalRequest,
  type ClearedInterval,
  type ClearedOrders,
  type CreateBookRequest,
  type DecideHeldTradeRequest,
  type Depth,
  type GetBookRequest,
  type GetBookTradesRequest,
  type GetBooksRequest,
  type GetCandlesAnswer,
  type GetCandlesRequest,
  type GetDepthRequest,
  type GetHeldTradeRequest,
  type GetHeldTradesRequest,
  type GetOpenOrdersRequest,
  type GetOrderRequest,
  type GetOrdersRequest,
  type HeldTrade,
  type Order,
  type OrderQuote,
  type PlaceOrderRequest,
  type PlacedOrder,
  type QuoteOrderRequest,
  type ReleaseHeldTradesRequest,
  type ReleasedTrades,
  type RestingOrder,
} from './types/books';

const getBooks: Operation = {
  id: 'getBooks',
  method: 'GET',
  path: '/v1/books',
  query: ['pageSize', 'bookmark', 'consistency'],
  body: false,
  authenticated: true,
  kind: 'read',
  transactions: ['book:GetBooks'],
};

const createBook: Operation = {
  id: 'createBook',
  method: 'POST',
  path: '/v1/books',
  query: [],
  body: true,
  authenticated: true,
  kind: 'write',
  transactions: ['book:CreateBook'],
};

const getBook: Operation = {
  id: 'getBook',
  method: 'GET',
  path: '/v1/books/{book}',
  query: ['consistency'],
  body: false,
  authenticated: true,
  kind: 'read',
  transactions: ['book:GetBook'],
};

const placeOrder: Operation = {
  id: 'placeOrder',
  method: 'POST',
  path: '/v1/books/{book}/orders',
  query: [],
  body: true,
  authenticated: true,
  kind: 'write',
  transactions: ['book:PlaceOrder'],
};

const quoteOrder: Operation = {
  id: 'quoteOrder',
  method: 'GET',
  path: '/v1/books/{book}/quote',
  query: ['side', 'amount', 'price', 'consistency'],
  body: false,
  authenticated: true,
  kind: 'read',
  transactions: ['book:QuoteOrder'],
};

const getOpenOrders: Operation = {
  id: 'getOpenOrders',
  method: 'GET',
  path: '/v1/books/{book}/open-orders',
  query: ['side', 'pageSize', 'bookmark', 'consistency'],
  body: false,
  authenticated: true,
  kind: 'read',
  transactions: ['book:GetOpenOrders'],
};

const getOrders: Operation = {
  id: 'getOrders',
  method: 'GET',
  path: '/v1/books/{book}/orders/{member}',
  query: ['pageSize', 'bookmark', 'consistency'],
  body: false,
  authenticated: true,
  kind: 'read',
  transactions: ['book:GetOrders'],
};

const getOrder: Operation = {
  id: 'getOrder',
  method: 'GET',
  path: '/v1/books/{book}/orders/{member}/{order}',
  query: ['consistency'],
  body: false,
  authenticated: true,
  kind: 'read',
  transactions: ['book:GetOrder'],
};

const cancelOrder: Operation = {
  id: 'cancelOrder',
  method: 'DELETE',
  path: '/v1/books/{book}/orders/{member}/{order}',
  query: [],
  body: false,
  authenticated: true,
  kind: 'write',
  transactions: ['book:CancelOrder'],
};

const clearExpiredOrders: Operation = {
  id: 'clearExpiredOrders',
  method: 'POST',
  path: '/v1/books/{book}/expiry',
  query: [],
  body: true,
  authenticated: true,
  kind: 'write',
  transactions: ['book:ClearExpiredOrders'],
};

const clearInterval: Operation = {
  id: 'clearInterval',
  method: 'POST',
  path: '/v1/books/{book}/intervals',
  query: [],
  body: true,
  authenticated: true,
  kind: 'write',
  transactions: ['book:ClearInterval'],
};

const getHeldTrades: Operation = {
  id: 'getHeldTrades',
  method: 'GET',
  path: '/v1/books/{book}/held-trades',
  query: ['pageSize', 'bookmark', 'consistency'],
  body: false,
  authenticated: true,
  kind: 'read',
  transactions: ['book:GetHeldTrades'],
};

const releaseHeldTrades: Operation = {
  id: 'releaseHeldTrades',
  method: 'POST',
  path: '/v1/books/{book}/held-trades/release',
  query: [],
  body: true,
  authenticated: true,
  kind: 'write',
  transactions: ['book:ReleaseHeldTrades'],
};

const getHeldTrade: Operation = {
  id: 'getHeldTrade',
  method: 'GET',
  path: '/v1/books/{book}/held-trades/{trade}',
  query: ['consistency'],
  body: false,
  authenticated: true,
  kind: 'read',
  transactions: ['book:GetHeldTrade'],
};

const decideHeldTrade: Operation = {
  id: 'decideHeldTrade',
  method: 'POST',
  path: '/v1/books/{book}/held-trades/{trade}/decision',
  query: [],
  body: true,
  authenticated: true,
  kind: 'write',
  transactions: ['book:DecideHeldTrade'],
};

const getDepth: Operation = {
  id: 'getDepth',
  method: 'GET',
  path: '/v1/books/{book}/depth',
  query: ['consistency'],
  body: false,
  authenticated: true,
  kind: 'read',
  transactions: ['book:GetDepth'],
};

const getBookTrades: Operation = {
  id: 'getBookTrades',
  method: 'GET',
  path: '/v1/books/{book}/trades',
  query: ['from', 'pageSize', 'bookmark', 'consistency'],
  body: false,
  authenticated: true,
  kind: 'read',
  transactions: ['book:GetBookTrades'],
};

const getCandles: Operation = {
  id: 'getCandles',
  method: 'GET',
  path: '/v1/books/{book}/candles',
  query: ['period', 'from', 'consistency'],
  body: false,
  authenticated: true,
  kind: 'read',
  transactions: ['book:GetCandles'],
};

/** Operations of the API: books. */
export class BooksApi {
  constructor(private readonly requests: Requests) {}

  /**
   * All order books, by id
   *
   * `GET /v1/books`
   */
  getBooks(request: GetBooksRequest = {}, options?: ReadOptions): Paged<Book> {
    return this.requests.list(getBooks, { ...request }, options);
  }

  /**
   * Makes an order book with its rules
   *
   * `POST /v1/books`
   */
  createBook(request: CreateBookRequest, options?: WriteOptions): Promise<Receipt<Book>> {
    return this.requests.write(createBook, { ...request }, options);
  }

  /**
   * An order book with its rules, best bid, best ask and last price
   *
   * `GET /v1/books/{book}`
   */
  getBook(request: GetBookRequest, options?: ReadOptions): Promise<BookState> {
    return this.requests.send(getBook, { ...request }, options);
  }

  /**
   * Places an order: it trades with the resting ones while its limit allows, best price first, then earliest; what
   * is left of a limit order rests
   *
   * `POST /v1/books/{book}/orders`
   */
  placeOrder(request: PlaceOrderRequest, options?: WriteOptions): Promise<Receipt<PlacedOrder>> {
    return this.requests.write(placeOrder, { ...request }, options);
  }

  /**
   * What an order would trade at once if it were placed now, and how far into the book it would reach
   *
   * `GET /v1/books/{book}/quote`
   */
  quoteOrder(request: QuoteOrderRequest, options?: ReadOptions): Promise<OrderQuote> {
    return this.requests.send(quoteOrder, { ...request }, options);
  }

  /**
   * The open orders of one side, best price first, then earliest
   *
   * `GET /v1/books/{book}/open-orders`
   */
  getOpenOrders(request: GetOpenOrdersRequest, options?: ReadOptions): Paged<RestingOrder> {
    return this.requests.list(getOpenOrders, { ...request }, options);
  }

  /**
   * A member's orders in a book, open and past, by id
   *
   * `GET /v1/books/{book}/orders/{member}`
   */
  getOrders(request: GetOrdersRequest, options?: ReadOptions): Paged<Order> {
    return this.requests.list(getOrders, { ...request }, options);
  }

  /**
   * An order and what is left of it
   *
   * `GET /v1/books/{book}/orders/{member}/{order}`
   */
  getOrder(request: GetOrderRequest, options?: ReadOptions): Promise<Order> {
    return this.requests.send(getOrder, { ...request }, options);
  }

  /**
   * Takes an own order out of the book; gives back what is left of what it locked
   *
   * `DELETE /v1/books/{book}/orders/{member}/{order}`
   */
  cancelOrder(request: CancelOrderRequest, options?: WriteOptions): Promise<Receipt<Order>> {
    return this.requests.write(cancelOrder, { ...request }, options);
  }

  /**
   * Takes orders whose time is up out of the book, at most 100 of them; `more` says whether to call again
   *
   * `POST /v1/books/{book}/expiry`
   */
  clearExpiredOrders(request: ClearExpiredOrdersRequest, options?: WriteOptions): Promise<Receipt<ClearedOrders>> {
    return this.requests.write(clearExpiredOrders, { ...request }, options);
  }

  /**
   * Clears the last interval that is over: admits its orders, 200 at a time, then pairs best bid with best ask,
   * each pair at the middle, at most as many as the book's rules say; `more` says whether to call again
   *
   * `POST /v1/books/{book}/intervals`
   */
  clearInterval(request: ClearIntervalRequest, options?: WriteOptions): Promise<Receipt<ClearedInterval>> {
    return this.requests.write(clearInterval, { ...request }, options);
  }

  /**
   * The trades of a book that were held, oldest first
   *
   * `GET /v1/books/{book}/held-trades`
   */
  getHeldTrades(request: GetHeldTradesRequest, options?: ReadOptions): Paged<HeldTrade> {
    return this.requests.list(getHeldTrades, { ...request }, options);
  }

  /**
   * Lets undisputed trades take place whose time is up, at most 50 of them; `more` says whether to call again
   *
   * `POST /v1/books/{book}/held-trades/release`
   */
  releaseHeldTrades(request: ReleaseHeldTradesRequest, options?: WriteOptions): Promise<Receipt<ReleasedTrades>> {
    return this.requests.write(releaseHeldTrades, { ...request }, options);
  }

  /**
   * A trade that was held, with what each of the three decided
   *
   * `GET /v1/books/{book}/held-trades/{trade}`
   */
  getHeldTrade(request: GetHeldTradeRequest, options?: ReadOptions): Promise<HeldTrade> {
    return this.requests.send(getHeldTrade, { ...request }, options);
  }

  /**
   * Releases a held trade or wants it returned, as its buyer, its seller or an arbiter; two of the three who agree
   * end it
   *
   * `POST /v1/books/{book}/held-trades/{trade}/decision`
   */
  decideHeldTrade(request: DecideHeldTradeRequest, options?: WriteOptions): Promise<Receipt<HeldTrade>> {
    return this.requests.write(decideHeldTrade, { ...request }, options);
  }

  /**
   * What is open at each price of both sides, best first, over the best 1,000 orders of each
   *
   * `GET /v1/books/{book}/depth`
   */
  getDepth(request: GetDepthRequest, options?: ReadOptions): Promise<Depth> {
    return this.requests.send(getDepth, { ...request }, options);
  }

  /**
   * The trades of a book in the order of time, from a time on
   *
   * `GET /v1/books/{book}/trades`
   */
  getBookTrades(request: GetBookTradesRequest, options?: ReadOptions): Paged<BookTrade> {
    return this.requests.list(getBookTrades, { ...request }, options);
  }

  /**
   * Open, high, low, close and volume per interval, from a time on, over the first 1,000 trades from there
   *
   * `GET /v1/books/{book}/candles`
   */
  getCandles(request: GetCandlesRequest, options?: ReadOptions): Promise<GetCandlesAnswer> {
    return this.requests.send(getCandles, { ...request }, options);
  }
}
