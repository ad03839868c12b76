/** Order books, orders, trades, depth and candles (spec 11). */
import { type Static, Type } from '@sinclair/typebox';
import { tradedTokens } from '../../domain/account';
import { priceRules } from '../../domain/order-book/book-rules';
import { matchingModes } from '../../domain/order-book/book-schedule';
import { heldTradeDecisions } from '../../domain/order-book/held-trade';
import { orderKinds } from '../../domain/order-book/order';
import * as s from '../schemas';
import { closed, page } from './shared';

/** The rules of an order book (spec 11). */
export const BookRules = Type.Object(
  {
    token: s.oneOf(tradedTokens, 'What is traded for eEuro'),
    priceRule: s.oneOf(priceRules, 'Price of a trade: that of the order that was there first, or the middle'),
    tick: Type.String({ ...s.Price, description: 'Limits are multiples of it, in eEuro per token' }),
    lot: Type.String({ ...s.Amount, description: 'Amounts are multiples of it' }),
    priceCap: s.Price,
    ordersPerMatch: Type.Integer({ minimum: 1, maximum: 200, description: 'Resting orders that one order may meet' }),
    holdAbove: Type.Optional(
      Type.Union([s.Amount, Type.Null()], { description: 'Trades of more eEuro are held; null: none is for its size' }),
    ),
    holdFor: Type.Optional(
      Type.Integer({
        minimum: 60,
        maximum: 2_592_000,
        description: 'Seconds after which a held trade releases itself',
      }),
    ),
    matching: Type.Optional(
      s.oneOf(matchingModes, 'Whether an order trades when it comes, or when its interval is over'),
    ),
    interval: Type.Optional(
      Type.Integer({ minimum: 60, maximum: 86_400, multipleOf: 60, description: 'Seconds of an interval' }),
    ),
  },
  {
    ...closed,
    $id: 'BookRules',
    examples: [{ token: 'ENT', priceRule: 'resting', tick: '0.01', lot: '0.01', priceCap: '10', ordersPerMatch: 50 }],
  },
);
export const Book = Type.Object(
  { id: s.MarketId, operator: s.MemberId, rules: BookRules, createdAt: s.Time },
  { ...closed, $id: 'Book' },
);
export const BookPage = page(Book);
const perhapsPrice = Type.Union([s.Price, Type.Null()]);
export const BookState = Type.Object(
  {
    ...Book.properties,
    bestBid: perhapsPrice,
    bestAsk: perhapsPrice,
    lastPrice: perhapsPrice,
    interval: Type.Union([
      Type.Object({ clearedTo: s.Time, clearing: Type.Union([s.Time, Type.Null()]) }, closed),
      Type.Null(),
    ]),
  },
  { ...closed, $id: 'BookState' },
);

const BookPlace = Type.String({
  pattern: '^[0-9]{20}/[0-9]{8}T[0-9]{6}Z/[0-9a-f]{64}$',
  description:
    'How far into the other side the order is expected to go, as a quote says; it changes no result, only with whom the order collides',
  examples: ['00000000000000900000/20260601T120000Z/4f8b42c22dd3729b519ba6f68d2da7cc5b2d606d05daed5ad5128cc03e6c6358'],
});
/** What a member asks of the book; a market order has no price. */
export const OrderTerms = Type.Object(
  {
    side: s.Side,
    kind: s.oneOf(orderKinds, 'What happens to what cannot trade at once'),
    amount: s.Amount,
    price: Type.Optional(s.Price),
    expiresAt: Type.Optional(s.Time),
    reach: Type.Optional(BookPlace),
    hold: Type.Optional(Type.Boolean({ description: 'Whether its trades are held until two of three release them' })),
  },
  {
    ...closed,
    $id: 'OrderTerms',
    examples: [{ side: 'buy', kind: 'limit', amount: '1', price: '0.5' }],
  },
);
export const Order = Type.Object(
  {
    book: s.MarketId,
    member: s.MemberId,
    id: s.OfferId,
    side: s.Side,
    kind: s.oneOf(orderKinds, 'Kind'),
    amount: s.Amount,
    price: perhapsPrice,
    left: Type.String({ ...s.Amount, description: 'What has not been filled' }),
    state: s.oneOf(['open', 'filled', 'cancelled', 'expired', 'stopped'], 'State'),
    slot: Type.String({ ...s.Time, description: 'Arrival, cut to the minute' }),
    expiresAt: Type.Union([s.Time, Type.Null()]),
    placedBy: Type.String({ ...s.TransactionId, description: 'Within a slot, the lowest one is first' }),
    hold: Type.Boolean(),
    interval: Type.Union([s.Time, Type.Null()], { description: 'Start of the interval that it joined' }),
  },
  { ...closed, $id: 'Order' },
);
export const OrderPage = page(Order);
export const RestingOrder = Type.Object(
  {
    member: s.MemberId,
    id: s.OfferId,
    left: s.Amount,
    price: s.Price,
    slot: s.Time,
    expiresAt: Type.Union([s.Time, Type.Null()]),
    hold: Type.Boolean(),
  },
  { ...closed, $id: 'RestingOrder' },
);
export const RestingOrderPage = page(RestingOrder);
export const BookTrade = Type.Object(
  {
    id: s.BookTradeId,
    buy: Type.String({ description: 'Order, as member:order', examples: ['h01@HouseholdsMSP:b1'] }),
    sell: Type.String({ description: 'Order, as member:order', examples: ['h02@HouseholdsMSP:s1'] }),
    amount: s.Amount,
    price: s.Price,
    total: Type.String({ ...s.Amount, description: 'eEuro paid' }),
    at: s.Time,
    held: Type.Boolean({ description: 'Whether it was held when it was made' }),
  },
  { ...closed, $id: 'BookTrade' },
);
export const BookTradePage = page(BookTrade);
/** What a transaction knows of the book after it without reading more than it needs; null is what it did not read. */
export const Outstanding = Type.Object(
  { bid: perhapsPrice, ask: perhapsPrice, last: perhapsPrice },
  { ...closed, $id: 'Outstanding' },
);
export const PlacedOrder = Type.Object(
  { order: Order, trades: Type.Array(BookTrade), outstanding: Outstanding },
  { ...closed, $id: 'PlacedOrder' },
);
export const OrderQuote = Type.Object(
  {
    filled: s.TotalAmount,
    left: s.Amount,
    total: Type.String({ ...s.TotalAmount, description: 'eEuro that would be paid' }),
    worstPrice: perhapsPrice,
    reach: Type.Union([BookPlace, Type.Null()]),
  },
  { ...closed, $id: 'OrderQuote' },
);
export const ClearedOrders = Type.Object(
  { removed: Type.Integer(), more: Type.Boolean() },
  { ...closed, $id: 'ClearedOrders' },
);
export const ClearedInterval = Type.Object(
  {
    book: s.MarketId,
    end: Type.String({ ...s.Time, description: 'End of the interval' }),
    trades: Type.Array(BookTrade),
    more: Type.Boolean({ description: 'Whether the interval has more to pair' }),
    outstanding: Outstanding,
  },
  { ...closed, $id: 'ClearedInterval' },
);
const decision = s.oneOf(heldTradeDecisions, 'release: the trade takes place; return: both get back what they gave');
export const HeldTrade = Type.Object(
  {
    book: s.MarketId,
    id: s.BookTradeId,
    seller: s.MemberId,
    buyer: s.MemberId,
    token: s.oneOf(tradedTokens, 'Token'),
    amount: s.Amount,
    total: Type.String({ ...s.Amount, description: 'eEuro' }),
    state: s.oneOf(['held', 'released', 'returned'], 'State'),
    decisions: Type.Object(
      {
        seller: Type.Optional(decision),
        buyer: Type.Optional(decision),
        arbiter: Type.Optional(decision),
      },
      closed,
    ),
    at: s.Time,
    dueAt: Type.String({
      ...s.Time,
      description: 'From then on it releases itself, unless somebody wants it returned',
    }),
    endedAt: Type.Union([s.Time, Type.Null()]),
  },
  { ...closed, $id: 'HeldTrade' },
);
export const HeldTradePage = page(HeldTrade);
export const ReleasedTrades = Type.Object(
  { released: Type.Integer(), more: Type.Boolean() },
  { ...closed, $id: 'ReleasedTrades' },
);
const DepthLevel = Type.Object({ price: s.Price, amount: s.TotalAmount, orders: Type.Integer() }, closed);
export const Depth = Type.Object(
  { bids: Type.Array(DepthLevel), asks: Type.Array(DepthLevel) },
  { ...closed, $id: 'Depth' },
);
export const Candles = Type.Array(
  Type.Object(
    {
      period: s.CandlePeriod,
      start: s.Time,
      open: s.Price,
      high: s.Price,
      low: s.Price,
      close: s.Price,
      volume: s.TotalAmount,
      turnover: s.TotalAmount,
      trades: Type.Integer(),
    },
    closed,
  ),
);

export type BookRulesView = Static<typeof BookRules>;
export type OrderTermsView = Static<typeof OrderTerms>;
