// Generated from the OpenAPI document by `npm run generate`: a change here would not last.

export interface BookRules {
  /** What is traded for eEuro */
  readonly token: 'ENT' | 'TRUST';
  /** Price of a trade: that of the order that was there first, or the middle */
  readonly priceRule: 'resting' | 'midpoint';
  /** Limits are multiples of it, in eEuro per token, like "0.12" */
  readonly tick: string;
  /** Amounts are multiples of it, like "12.5" */
  readonly lot: string;
  /** Price in eEuro per kWh, at most 6 decimals, like "0.12" */
  readonly priceCap: string;
  /** Resting orders that one order may meet */
  readonly ordersPerMatch: number;
  /** Trades of more eEuro are held; null: none is for its size */
  readonly holdAbove?: string | null;
  /** Seconds after which a held trade releases itself */
  readonly holdFor?: number;
  /** Whether an order trades when it comes, or when its interval is over */
  readonly matching?: 'continuous' | 'interval';
  /** Seconds of an interval */
  readonly interval?: number;
}

export interface Book {
  /** Market id, chosen by its operator, like "fontana" */
  readonly id: string;
  /** Member: enrollment id @ MSP id, like "h01@HouseholdsMSP" */
  readonly operator: string;
  readonly rules: BookRules;
  /** Time in UTC, RFC 3339 with whole seconds, like "2026-06-01T12:00:00Z" */
  readonly createdAt: string;
}

/** What `getBooks` takes. All order books, by id */
export interface GetBooksRequest {
  /** How many entries a page holds, 1 to 200, like "50" */
  readonly pageSize?: string;
  /** Where the page begins: empty for the first, else the bookmark of the page before */
  readonly bookmark?: string;
  /** Whom to ask: the read model, or the peers */
  readonly consistency?: 'read-model' | 'ledger';
}

/** What `createBook` takes. Makes an order book with its rules */
export interface CreateBookRequest {
  /** Market id, chosen by its operator, like "fontana" */
  readonly book: string;
  readonly rules: BookRules;
}

export interface BookState {
  /** Market id, chosen by its operator, like "fontana" */
  readonly id: string;
  /** Member: enrollment id @ MSP id, like "h01@HouseholdsMSP" */
  readonly operator: string;
  readonly rules: BookRules;
  /** Time in UTC, RFC 3339 with whole seconds, like "2026-06-01T12:00:00Z" */
  readonly createdAt: string;
  readonly bestBid: string | null;
  readonly bestAsk: string | null;
  readonly lastPrice: string | null;
  readonly interval: {
    /** Time in UTC, RFC 3339 with whole seconds, like "2026-06-01T12:00:00Z" */
    readonly clearedTo: string;
    readonly clearing: string | null;
  } | null;
}

/** What `getBook` takes. An order book with its rules, best bid, best ask and last price */
export interface GetBookRequest {
  /** Market id, chosen by its operator, like "fontana" */
  readonly book: string;
  /** Whom to ask: the read model, or the peers */
  readonly consistency?: 'read-model' | 'ledger';
}

export interface OrderTerms {
  /** Side */
  readonly side: 'buy' | 'sell';
  /** What happens to what cannot trade at once */
  readonly kind: 'limit' | 'market' | 'ioc' | 'fok';
  /** Amount of a token, at most 6 decimals, like "12.5" */
  readonly amount: string;
  /** Price in eEuro per kWh, at most 6 decimals, like "0.12" */
  readonly price?: string;
  /** Time in UTC, RFC 3339 with whole seconds, like "2026-06-01T12:00:00Z" */
  readonly expiresAt?: string;
  /**
   * How far into the other side the order is expected to go, as a quote says; it changes no result, only with whom
   * the order collides, like
   * "00000000000000900000/20260601T120000Z/4f8b42c22dd3729b519ba6f68d2da7cc5b2d606d05daed5ad5128cc03e6c6358"
   */
  readonly reach?: string;
  /** Whether its trades are held until two of three release them */
  readonly hold?: boolean;
}

export interface Order {
  /** Market id, chosen by its operator, like "fontana" */
  readonly book: string;
  /** Member: enrollment id @ MSP id, like "h01@HouseholdsMSP" */
  readonly member: string;
  /** Offer id, chosen by its owner and unique among its offers in the listing, like "s1" */
  readonly id: string;
  /** Side */
  readonly side: 'buy' | 'sell';
  /** Kind */
  readonly kind: 'limit' | 'market' | 'ioc' | 'fok';
  /** Amount of a token, at most 6 decimals, like "12.5" */
  readonly amount: string;
  readonly price: string | null;
  /** What has not been filled, like "12.5" */
  readonly left: string;
  /** State */
  readonly state: 'open' | 'filled' | 'cancelled' | 'expired' | 'stopped';
  /** Arrival, cut to the minute, like "2026-06-01T12:00:00Z" */
  readonly slot: string;
  readonly expiresAt: string | null;
  /**
   * Within a slot, the lowest one is first, like
   * "4f8b42c22dd3729b519ba6f68d2da7cc5b2d606d05daed5ad5128cc03e6c6358"
   */
  readonly placedBy: string;
  readonly hold: boolean;
  /** Start of the interval that it joined */
  readonly interval: string | null;
}

export interface BookTrade {
  /**
   * Trade of an order book: time . transaction . number in the transaction, like
   * "20260601T120000Z.4f8b42c22dd3729b519ba6f68d2da7cc5b2d606d05daed5ad5128cc03e6c6358.000000"
   */
  readonly id: string;
  /** Order, as member:order, like "h01@HouseholdsMSP:b1" */
  readonly buy: string;
  /** Order, as member:order, like "h02@HouseholdsMSP:s1" */
  readonly sell: string;
  /** Amount of a token, at most 6 decimals, like "12.5" */
  readonly amount: string;
  /** Price in eEuro per kWh, at most 6 decimals, like "0.12" */
  readonly price: string;
  /** eEuro paid, like "12.5" */
  readonly total: string;
  /** Time in UTC, RFC 3339 with whole seconds, like "2026-06-01T12:00:00Z" */
  readonly at: string;
  /** Whether it was held when it was made */
  readonly held: boolean;
}

export interface Outstanding {
  readonly bid: string | null;
  readonly ask: string | null;
  readonly last: string | null;
}

export interface PlacedOrder {
  readonly order: Order;
  readonly trades: readonly BookTrade[];
  readonly outstanding: Outstanding;
}

/**
 * What `placeOrder` takes. Places an order: it trades with the resting ones while its limit allows, best price
 * first, then earliest; what is left of a limit order rests
 */
export interface PlaceOrderRequest {
  /** Market id, chosen by its operator, like "fontana" */
  readonly book: string;
  /** Offer id, chosen by its owner and unique among its offers in the listing, like "s1" */
  readonly order: string;
  readonly terms: OrderTerms;
}

export interface OrderQuote {
  /** Amount of many payments, at most 6 decimals, like "9.787995" */
  readonly filled: string;
  /** Amount of a token, at most 6 decimals, like "12.5" */
  readonly left: string;
  /** eEuro that would be paid, like "9.787995" */
  readonly total: string;
  readonly worstPrice: string | null;
  readonly reach: string | null;
}

/**
 * What `quoteOrder` takes. What an order would trade at once if it were placed now, and how far into the book it
 * would reach
 */
export interface QuoteOrderRequest {
  /** Market id, chosen by its operator, like "fontana" */
  readonly book: string;
  /** Side */
  readonly side: 'buy' | 'sell';
  /** Amount of a token, at most 6 decimals, like "12.5" */
  readonly amount: string;
  /** Price in eEuro per kWh, at most 6 decimals; empty for none, like "0.12" */
  readonly price?: string;
  /** Whom to ask: the read model, or the peers */
  readonly consistency?: 'read-model' | 'ledger';
}

export interface RestingOrder {
  /** Member: enrollment id @ MSP id, like "h01@HouseholdsMSP" */
  readonly member: string;
  /** Offer id, chosen by its owner and unique among its offers in the listing, like "s1" */
  readonly id: string;
  /** Amount of a token, at most 6 decimals, like "12.5" */
  readonly left: string;
  /** Price in eEuro per kWh, at most 6 decimals, like "0.12" */
  readonly price: string;
  /** Time in UTC, RFC 3339 with whole seconds, like "2026-06-01T12:00:00Z" */
  readonly slot: string;
  readonly expiresAt: string | null;
  readonly hold: boolean;
}

/** What `getOpenOrders` takes. The open orders of one side, best price first, then earliest */
export interface GetOpenOrdersRequest {
  /** Market id, chosen by its operator, like "fontana" */
  readonly book: string;
  /** Side */
  readonly side: 'buy' | 'sell';
  /** How many entries a page holds, 1 to 200, like "50" */
  readonly pageSize?: string;
  /** Where the page begins: empty for the first, else the bookmark of the page before */
  readonly bookmark?: string;
  /** Whom to ask: the read model, or the peers */
  readonly consistency?: 'read-model' | 'ledger';
}

/** What `getOrders` takes. A member's orders in a book, open and past, by id */
export interface GetOrdersRequest {
  /** Market id, chosen by its operator, like "fontana" */
  readonly book: string;
  /** Member: enrollment id @ MSP id, like "h01@HouseholdsMSP" */
  readonly member: string;
  /** How many entries a page holds, 1 to 200, like "50" */
  readonly pageSize?: string;
  /** Where the page begins: empty for the first, else the bookmark of the page before */
  readonly bookmark?: string;
  /** Whom to ask: the read model, or the peers */
  readonly consistency?: 'read-model' | 'ledger';
}

/** What `getOrder` takes. An order and what is left of it */
export interface GetOrderRequest {
  /** Market id, chosen by its operator, like "fontana" */
  readonly book: string;
  /** Member: enrollment id @ MSP id, like "h01@HouseholdsMSP" */
  readonly member: string;
  /** Offer id, chosen by its owner and unique among its offers in the listing, like "s1" */
  readonly order: string;
  /** Whom to ask: the read model, or the peers */
  readonly consistency?: 'read-model' | 'ledger';
}

/** What `cancelOrder` takes. Takes an own order out of the book; gives back what is left of what it locked */
export interface CancelOrderRequest {
  /** Market id, chosen by its operator, like "fontana" */
  readonly book: string;
  /** Member: enrollment id @ MSP id, like "h01@HouseholdsMSP" */
  readonly member: string;
  /** Offer id, chosen by its owner and unique among its offers in the listing, like "s1" */
  readonly order: string;
}

export interface ClearedOrders {
  readonly removed: number;
  readonly more: boolean;
}

/**
 * What `clearExpiredOrders` takes. Takes orders whose time is up out of the book, at most 100 of them; `more`
 * says whether to call again
 */
export interface ClearExpiredOrdersRequest {
  /** Market id, chosen by its operator, like "fontana" */
  readonly book: string;
}

export interface ClearedInterval {
  /** Market id, chosen by its operator, like "fontana" */
  readonly book: string;
  /** End of the interval, like "2026-06-01T12:00:00Z" */
  readonly end: string;
  readonly trades: readonly BookTrade[];
  /** Whether the interval has more to pair */
  readonly more: boolean;
  readonly outstanding: Outstanding;
}

/**
 * What `clearInterval` takes. Clears the last interval that is over: admits its orders, 200 at a time, then
 * pairs best bid with best ask, each pair at the middle, at most as many as the book's rules say; `more` says
 * whether to call again
 */
export interface ClearIntervalRequest {
  /** Market id, chosen by its operator, like "fontana" */
  readonly book: string;
}

export interface HeldTrade {
  /** Market id, chosen by its operator, like "fontana" */
  readonly book: string;
  /**
   * Trade of an order book: time . transaction . number in the transaction, like
   * "20260601T120000Z.4f8b42c22dd3729b519ba6f68d2da7cc5b2d606d05daed5ad5128cc03e6c6358.000000"
   */
  readonly id: string;
  /** Member: enrollment id @ MSP id, like "h01@HouseholdsMSP" */
  readonly seller: string;
  /** Member: enrollment id @ MSP id, like "h01@HouseholdsMSP" */
  readonly buyer: string;
  /** Token */
  readonly token: 'ENT' | 'TRUST';
  /** Amount of a token, at most 6 decimals, like "12.5" */
  readonly amount: string;
  /** eEuro, like "12.5" */
  readonly total: string;
  /** State */
  readonly state: 'held' | 'released' | 'returned';
  readonly decisions: {
    /** release: the trade takes place; return: both get back what they gave */
    readonly seller?: 'release' | 'return';
    /** release: the trade takes place; return: both get back what they gave */
    readonly buyer?: 'release' | 'return';
    /** release: the trade takes place; return: both get back what they gave */
    readonly arbiter?: 'release' | 'return';
  };
  /** Time in UTC, RFC 3339 with whole seconds, like "2026-06-01T12:00:00Z" */
  readonly at: string;
  /** From then on it releases itself, unless somebody wants it returned, like "2026-06-01T12:00:00Z" */
  readonly dueAt: string;
  readonly endedAt: string | null;
}

/** What `getHeldTrades` takes. The trades of a book that were held, oldest first */
export interface GetHeldTradesRequest {
  /** Market id, chosen by its operator, like "fontana" */
  readonly book: string;
  /** How many entries a page holds, 1 to 200, like "50" */
  readonly pageSize?: string;
  /** Where the page begins: empty for the first, else the bookmark of the page before */
  readonly bookmark?: string;
  /** Whom to ask: the read model, or the peers */
  readonly consistency?: 'read-model' | 'ledger';
}

export interface ReleasedTrades {
  readonly released: number;
  readonly more: boolean;
}

/**
 * What `releaseHeldTrades` takes. Lets undisputed trades take place whose time is up, at most 50 of them; `more`
 * says whether to call again
 */
export interface ReleaseHeldTradesRequest {
  /** Market id, chosen by its operator, like "fontana" */
  readonly book: string;
}

/** What `getHeldTrade` takes. A trade that was held, with what each of the three decided */
export interface GetHeldTradeRequest {
  /** Market id, chosen by its operator, like "fontana" */
  readonly book: string;
  /**
   * Trade of an order book: time . transaction . number in the transaction, like
   * "20260601T120000Z.4f8b42c22dd3729b519ba6f68d2da7cc5b2d606d05daed5ad5128cc03e6c6358.000000"
   */
  readonly trade: string;
  /** Whom to ask: the read model, or the peers */
  readonly consistency?: 'read-model' | 'ledger';
}

/**
 * What `decideHeldTrade` takes. Releases a held trade or wants it returned, as its buyer, its seller or an
 * arbiter; two of the three who agree end it
 */
export interface DecideHeldTradeRequest {
  /** Market id, chosen by its operator, like "fontana" */
  readonly book: string;
  /**
   * Trade of an order book: time . transaction . number in the transaction, like
   * "20260601T120000Z.4f8b42c22dd3729b519ba6f68d2da7cc5b2d606d05daed5ad5128cc03e6c6358.000000"
   */
  readonly trade: string;
  /** Decision */
  readonly decision: 'release' | 'return';
}

export interface Depth {
  readonly bids: readonly {
    /** Price in eEuro per kWh, at most 6 decimals, like "0.12" */
    readonly price: string;
    /** Amount of many payments, at most 6 decimals, like "9.787995" */
    readonly amount: string;
    readonly orders: number;
  }[];
  readonly asks: readonly {
    /** Price in eEuro per kWh, at most 6 decimals, like "0.12" */
    readonly price: string;
    /** Amount of many payments, at most 6 decimals, like "9.787995" */
    readonly amount: string;
    readonly orders: number;
  }[];
}

/**
 * What `getDepth` takes. What is open at each price of both sides, best first, over the best 1,000 orders of
 * each
 */
export interface GetDepthRequest {
  /** Market id, chosen by its operator, like "fontana" */
  readonly book: string;
  /** Whom to ask: the read model, or the peers */
  readonly consistency?: 'read-model' | 'ledger';
}

/** What `getBookTrades` takes. The trades of a book in the order of time, from a time on */
export interface GetBookTradesRequest {
  /** Market id, chosen by its operator, like "fontana" */
  readonly book: string;
  /** Time in UTC, RFC 3339 with whole seconds, like "2026-06-01T12:00:00Z" */
  readonly from?: string;
  /** How many entries a page holds, 1 to 200, like "50" */
  readonly pageSize?: string;
  /** Where the page begins: empty for the first, else the bookmark of the page before */
  readonly bookmark?: string;
  /** Whom to ask: the read model, or the peers */
  readonly consistency?: 'read-model' | 'ledger';
}

/**
 * What `getCandles` takes. Open, high, low, close and volume per interval, from a time on, over the first 1,000
 * trades from there
 */
export interface GetCandlesRequest {
  /** Market id, chosen by its operator, like "fontana" */
  readonly book: string;
  /** Length of a candle */
  readonly period: 'minute' | 'hour' | 'day';
  /** Time in UTC, RFC 3339 with whole seconds, like "2026-06-01T12:00:00Z" */
  readonly from: string;
  /** Whom to ask: the read model, or the peers */
  readonly consistency?: 'read-model' | 'ledger';
}

export type GetCandlesAnswer = readonly {
  /** Length of a candle */
  readonly period: 'minute' | 'hour' | 'day';
  /** Time in UTC, RFC 3339 with whole seconds, like "2026-06-01T12:00:00Z" */
  readonly start: string;
  /** Price in eEuro per kWh, at most 6 decimals, like "0.12" */
  readonly open: string;
  /** Price in eEuro per kWh, at most 6 decimals, like "0.12" */
  readonly high: string;
  /** Price in eEuro per kWh, at most 6 decimals, like "0.12" */
  readonly low: string;
  /** Price in eEuro per kWh, at most 6 decimals, like "0.12" */
  readonly close: string;
  /** Amount of many payments, at most 6 decimals, like "9.787995" */
  readonly volume: string;
  /** Amount of many payments, at most 6 decimals, like "9.787995" */
  readonly turnover: string;
  readonly trades: number;
}[];
