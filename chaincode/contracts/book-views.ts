/** Order books, orders and trades as members see them. */
import { type BookRules } from '../domain/order-book/book-rules';
import { type Candle } from '../domain/order-book/candles';
import { type RestingOrder } from '../domain/order-book/order';
import { type PlacedOrder } from '../domain/order-book/placement';
import { formatMicros, parseAmount, parsePrice } from '../domain/units';
import { type BookTrade, type OrderEntry, type RestingEntry } from '../ledger/records';
import { type ResultOf } from '../wire/declaration';
import type * as declared from '../wire/transactions/book';
import { type BookRulesView } from '../wire/views';

type OrderView = ResultOf<typeof declared.GetOrder>;

/** A book's rules in the ledger's units; INVALID_ARGUMENT for amounts out of range. No trade is held yet. */
export const parseBookRules = (view: BookRulesView): BookRules => ({
  ...view,
  tick: parsePrice(view.tick, 'rules.tick'),
  lot: parseAmount(view.lot, 'rules.lot'),
  priceCap: parsePrice(view.priceCap, 'rules.priceCap'),
  holdAbove: null,
});

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
});

export const bookTradeView = (trade: BookTrade): ResultOf<typeof declared.GetBookTrades>['items'][number] => ({
  buy: trade.buy,
  sell: trade.sell,
  amount: formatMicros(trade.amount),
  price: formatMicros(trade.price),
  total: formatMicros(trade.total),
  at: trade.at,
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
