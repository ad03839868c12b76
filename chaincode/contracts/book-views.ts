/** Order books, orders and trades as members see them. */
import { type BookRules } from '../domain/order-book/book-rules';
import { type BookSchedule, DEFAULT_HOLD } from '../domain/order-book/book-schedule';
import { type Candle } from '../domain/order-book/candles';
import { type RestingOrder } from '../domain/order-book/order';
import { type PlacedOrder } from '../domain/order-book/placement';
import { formatMicros, type MicroEuro, parseAmount, parsePrice } from '../domain/units';
import {
  type BookTrade,
  bookTradeId,
  type HeldTradeEntry,
  type OrderEntry,
  type RestingEntry,
} from '../ledger/records';
import { type ResultOf } from '../wire/declaration';
import type * as declared from '../wire/transactions/book';
import { type BookRulesView } from '../wire/views';

type OrderView = ResultOf<typeof declared.GetOrder>;

/** A book's rules in the ledger's units; INVALID_ARGUMENT for amounts out of range. */
export const parseBookRules = ({ holdAbove = null, ...view }: BookRulesView): BookRules => ({
  token: view.token,
  priceRule: view.priceRule,
  tick: parsePrice(view.tick, 'rules.tick'),
  lot: parseAmount(view.lot, 'rules.lot'),
  priceCap: parsePrice(view.priceCap, 'rules.priceCap'),
  ordersPerMatch: view.ordersPerMatch,
  holdAbove: holdAbove === null ? null : (parseAmount(holdAbove, 'rules.holdAbove') as bigint as MicroEuro),
});

/** When a book does things by itself; continuous where it says nothing. */
export const parseSchedule = ({ matching, interval, holdFor }: BookRulesView): BookSchedule => ({
  matching: matching ?? 'continuous',
  interval: interval ?? null,
  holdFor: holdFor ?? DEFAULT_HOLD,
});

/** What a transaction knows of the book after it; what it did not read is null. */
export function outstandingView(known: {
  readonly bid: bigint | null | undefined;
  readonly ask: bigint | null | undefined;
  readonly last: bigint | null | undefined;
}): ResultOf<typeof declared.PlaceOrder>['outstanding'] {
  const shown = (price: bigint | null | undefined) =>
    price === null || price === undefined ? null : formatMicros(price);
  return { bid: shown(known.bid), ask: shown(known.ask), last: shown(known.last) };
}

export function orderView(order: OrderEntry): OrderView {
  return {
    ...order,
    amount: formatMicros(order.amount),
    left: formatMicros(order.left),
    price: order.price === null ? null : formatMicros(BigInt(order.price)),
  };
}

export const restingView = (entry: RestingEntry): ResultOf<typeof declared.GetOpenOrders>['items'][number] => ({
  member: entry.member,
  id: entry.id,
  left: formatMicros(entry.left),
  price: formatMicros(entry.price),
  slot: entry.slot,
  expiresAt: entry.expiresAt,
  hold: entry.hold,
});

export const bookTradeView = (trade: BookTrade): ResultOf<typeof declared.GetBookTrades>['items'][number] => ({
  id: bookTradeId(trade),
  buy: trade.buy,
  sell: trade.sell,
  amount: formatMicros(trade.amount),
  price: formatMicros(trade.price),
  total: formatMicros(trade.total),
  at: trade.at,
  held: trade.held,
});

export const heldTradeView = (trade: HeldTradeEntry): ResultOf<typeof declared.GetHeldTrade> => ({
  ...trade,
  amount: formatMicros(trade.amount),
  total: formatMicros(trade.total),
});

/** Adjacent orders of one price together. */
export function depthOf(entries: readonly RestingEntry[]): ResultOf<typeof declared.GetDepth>['bids'] {
  const levels: { price: bigint; amount: bigint; orders: number }[] = [];
  for (const { price, left } of entries) {
    const last = levels.at(-1);
    if (last?.price === price) {
      last.amount += left;
      last.orders += 1;
    } else levels.push({ price, amount: left, orders: 1 });
  }
  return levels.map(({ price, amount, orders }) => ({
    price: formatMicros(price),
    amount: formatMicros(amount),
    orders,
  }));
}

/** What an order would do if it were placed. */
export function quoteView(
  { fills, left }: PlacedOrder<RestingOrder>,
  reach: string | null,
): ResultOf<typeof declared.QuoteOrder> {
  const total = fills.reduce((sum, fill) => sum + fill.total, 0n);
  const worst = fills.at(-1)?.price;
  return {
    filled: formatMicros(fills.reduce((sum, { amount }) => sum + amount, 0n)),
    left: formatMicros(left),
    total: formatMicros(total),
    worstPrice: worst === undefined ? null : formatMicros(worst),
    reach,
  };
}

export const candleView = (candle: Candle): ResultOf<typeof declared.GetCandles>[number] => ({
  ...candle,
  open: formatMicros(candle.open),
  high: formatMicros(candle.high),
  low: formatMicros(candle.low),
  close: formatMicros(candle.close),
  volume: formatMicros(candle.volume),
  turnover: formatMicros(candle.turnover),
});
