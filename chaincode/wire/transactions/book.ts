import { heldTradeDecisions } from '../../domain/order-book/held-trade';
import { declare } from '../declaration';
import * as s from '../schemas';
import * as v from '../views';

const contract = 'book';

/** Orders collide where they meet: orders that only come to rest do not, however many there are. */
const contention = [{ on: 'book:{book}', collides: 'sometimes' }] as const;

export const CreateBook = declare({
  contract,
  name: 'CreateBook',
  kind: 'submit',
  summary: 'Makes an order book with its rules',
  args: { book: s.MarketId, rules: s.Json },
  documents: { rules: v.BookRules },
  result: v.Book,
  callers: ['marketOperator'],
  errors: ['BOOK_EXISTS', 'BOOK_RULES_INVALID'],
});

export const PlaceOrder = declare({
  contract,
  name: 'PlaceOrder',
  kind: 'submit',
  summary:
    'Places an order: it trades with the resting ones while its limit allows, best price first, then earliest; what is left of a limit order rests',
  args: { book: s.MarketId, order: s.OfferId, terms: s.Json },
  documents: { terms: v.OrderTerms },
  result: v.PlacedOrder,
  callers: ['member'],
  contention,
  errors: ['BOOK_NOT_FOUND', 'ORDER_EXISTS', 'ORDER_RULES', 'ORDER_NOT_FILLED', 'INSUFFICIENT_FUNDS'],
});

export const QuoteOrder = declare({
  contract,
  name: 'QuoteOrder',
  kind: 'evaluate',
  summary: 'What an order would trade at once if it were placed now, and how far into the book it would reach',
  args: { book: s.MarketId, side: s.Side, amount: s.Amount, price: s.PerhapsPrice },
  result: v.OrderQuote,
  callers: ['member'],
  errors: ['BOOK_NOT_FOUND', 'ORDER_RULES', 'BOOK_MATCHING'],
});

export const CancelOrder = declare({
  contract,
  name: 'CancelOrder',
  kind: 'submit',
  summary: 'Takes an own order out of the book; gives back what is left of what it locked',
  args: { book: s.MarketId, order: s.OfferId },
  result: v.Order,
  callers: ['member'],
  contention,
  errors: ['BOOK_NOT_FOUND', 'ORDER_NOT_FOUND', 'ORDER_NOT_OPEN', 'INTERVAL_CLEARING'],
});

export const ClearExpiredOrders = declare({
  contract,
  name: 'ClearExpiredOrders',
  kind: 'submit',
  summary: 'Takes orders whose time is up out of the book, at most 100 of them; `more` says whether to call again',
  args: { book: s.MarketId },
  result: v.ClearedOrders,
  callers: ['member'],
  contention,
  errors: ['BOOK_NOT_FOUND', 'INTERVAL_CLEARING'],
});

export const ClearInterval = declare({
  contract,
  name: 'ClearInterval',
  kind: 'submit',
  summary:
    "Clears the last interval that is over: admits its orders, 200 at a time, then pairs best bid with best ask, each pair at the middle, at most as many as the book's rules say; `more` says whether to call again",
  args: { book: s.MarketId },
  result: v.ClearedInterval,
  callers: ['member'],
  contention: [{ on: 'interval:{book}', collides: 'always' }],
  errors: ['BOOK_NOT_FOUND', 'BOOK_MATCHING', 'INTERVAL_NOT_OVER'],
});

export const DecideHeldTrade = declare({
  contract,
  name: 'DecideHeldTrade',
  kind: 'submit',
  summary:
    'Releases a held trade or wants it returned, as its buyer, its seller or an arbiter; two of the three who agree end it',
  args: { book: s.MarketId, trade: s.BookTradeId, decision: s.oneOf(heldTradeDecisions, 'Decision') },
  result: v.HeldTrade,
  callers: ['member'],
  errors: ['BOOK_NOT_FOUND', 'HELD_TRADE_NOT_FOUND', 'HELD_TRADE_ENDED'],
});

export const ReleaseHeldTrades = declare({
  contract,
  name: 'ReleaseHeldTrades',
  kind: 'submit',
  summary: 'Lets undisputed trades take place whose time is up, at most 50 of them; `more` says whether to call again',
  args: { book: s.MarketId },
  result: v.ReleasedTrades,
  callers: ['member'],
  errors: ['BOOK_NOT_FOUND'],
});

export const GetHeldTrade = declare({
  contract,
  name: 'GetHeldTrade',
  kind: 'evaluate',
  summary: 'A trade that was held, with what each of the three decided',
  args: { book: s.MarketId, trade: s.BookTradeId },
  result: v.HeldTrade,
  callers: ['member'],
  errors: ['BOOK_NOT_FOUND', 'HELD_TRADE_NOT_FOUND'],
});

export const GetHeldTrades = declare({
  contract,
  name: 'GetHeldTrades',
  kind: 'evaluate',
  summary: 'The trades of a book that were held, oldest first',
  args: { book: s.MarketId, pageSize: s.PageSize, bookmark: s.Bookmark },
  result: v.HeldTradePage,
  callers: ['member'],
  errors: ['BOOK_NOT_FOUND'],
});

export const GetBook = declare({
  contract,
  name: 'GetBook',
  kind: 'evaluate',
  summary: 'An order book with its rules, best bid, best ask and last price',
  args: { book: s.MarketId },
  result: v.BookState,
  callers: ['member'],
  errors: ['BOOK_NOT_FOUND'],
});

export const GetBooks = declare({
  contract,
  name: 'GetBooks',
  kind: 'evaluate',
  summary: 'All order books, by id',
  args: { pageSize: s.PageSize, bookmark: s.Bookmark },
  result: v.BookPage,
  callers: ['member'],
});

export const GetOpenOrders = declare({
  contract,
  name: 'GetOpenOrders',
  kind: 'evaluate',
  summary: 'The open orders of one side, best price first, then earliest',
  args: { book: s.MarketId, side: s.Side, pageSize: s.PageSize, bookmark: s.Bookmark },
  result: v.RestingOrderPage,
  callers: ['member'],
  errors: ['BOOK_NOT_FOUND'],
});

export const GetDepth = declare({
  contract,
  name: 'GetDepth',
  kind: 'evaluate',
  summary: 'What is open at each price of both sides, best first, over the best 1,000 orders of each',
  args: { book: s.MarketId },
  result: v.Depth,
  callers: ['member'],
  errors: ['BOOK_NOT_FOUND'],
});

export const GetOrder = declare({
  contract,
  name: 'GetOrder',
  kind: 'evaluate',
  summary: 'An order and what is left of it',
  args: { book: s.MarketId, member: s.MemberId, order: s.OfferId },
  result: v.Order,
  callers: ['member'],
  errors: ['BOOK_NOT_FOUND', 'ORDER_NOT_FOUND'],
});

export const GetOrders = declare({
  contract,
  name: 'GetOrders',
  kind: 'evaluate',
  summary: "A member's orders in a book, open and past, by id",
  args: { book: s.MarketId, member: s.MemberId, pageSize: s.PageSize, bookmark: s.Bookmark },
  result: v.OrderPage,
  callers: ['member'],
  errors: ['BOOK_NOT_FOUND'],
});

export const GetBookTrades = declare({
  contract,
  name: 'GetBookTrades',
  kind: 'evaluate',
  summary: 'The trades of a book in the order of time, from a time on',
  args: { book: s.MarketId, from: s.Time, pageSize: s.PageSize, bookmark: s.Bookmark },
  result: v.BookTradePage,
  callers: ['member'],
  errors: ['BOOK_NOT_FOUND'],
});

export const GetCandles = declare({
  contract,
  name: 'GetCandles',
  kind: 'evaluate',
  summary: 'Open, high, low, close and volume per interval, from a time on, over the first 1,000 trades from there',
  args: { book: s.MarketId, period: s.CandlePeriod, from: s.Time },
  result: v.Candles,
  callers: ['member'],
  errors: ['BOOK_NOT_FOUND'],
});
