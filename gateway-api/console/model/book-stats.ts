/** What a day in an order book came to, and its prices with the own orders in them. Amounts are decimal strings. */
import { formatMicros, parseAmount, parsePrice } from '../../../chaincode/domain/units';
import { type BookTradeView, type DepthView, type OrderView } from './views';

const DAY_MS = 86_400_000;

/** The last trade of a book beside those of the day before it. */
export interface BookStats {
  readonly last: string;
  /** Last price less the first of the day, and the same as a share of the first; the share is missing where that was 0. */
  readonly change: string;
  readonly share: string | undefined;
  readonly high: string;
  readonly low: string;
  /** What was traded. */
  readonly volume: string;
  readonly trades: number;
}

/** Sums the day up that ends with the last trade; undefined without trades. `trades` come latest first. */
export function bookStats(trades: readonly BookTradeView[]): BookStats | undefined {
  const [newest] = trades;
  if (!newest) return undefined;
  const from = Date.parse(newest.at) - DAY_MS;
  const day = trades.filter(({ at }) => Date.parse(at) > from);
  const prices = day.map(({ price }): bigint => parsePrice(price));
  const last = prices[0] ?? 0n;
  const first = prices.at(-1) ?? 0n;
  const change = last - first;
  return {
    last: formatMicros(last),
    change: signed(change),
    share: first === 0n ? undefined : signed((change * 1_000_000n) / first),
    high: formatMicros(prices.reduce((top, price) => (price > top ? price : top))),
    low: formatMicros(prices.reduce((least, price) => (price < least ? price : least))),
    volume: formatMicros(day.reduce((sum, { amount }) => sum + parseAmount(amount), 0n)),
    trades: day.length,
  };
}

const signed = (micros: bigint): string => (micros < 0n ? `-${formatMicros(-micros)}` : formatMicros(micros));

/** A price at which something is open. */
export interface Rung {
  readonly side: 'bids' | 'asks';
  readonly price: string;
  readonly amount: string;
  /** All that is open at this price and at better ones. */
  readonly sum: string;
  readonly orders: number;
  /** What of the amount is the member's own. */
  readonly own: string;
  /** `sum` beside the largest one of both sides, 0 to 1: a place on a screen. */
  readonly share: number;
}

/** The best prices of both sides, each best first, at most `most` of each. */
export function ladder(
  depth: DepthView,
  orders: readonly OrderView[],
  most: number,
): { readonly bids: readonly Rung[]; readonly asks: readonly Rung[] } {
  const bids = rungs('bids', depth.bids.slice(0, most), orders);
  const asks = rungs('asks', depth.asks.slice(0, most), orders);
  const largest = Math.max(0, ...[...bids, ...asks].map(({ sum }) => Number(sum)));
  const withShare = (rung: Rung): Rung => ({ ...rung, share: largest === 0 ? 0 : Number(rung.sum) / largest });
  return { bids: bids.map(withShare), asks: asks.map(withShare) };
}

function rungs(side: Rung['side'], levels: DepthView['bids'], orders: readonly OrderView[]): Rung[] {
  const wanted = side === 'bids' ? 'buy' : 'sell';
  let sum = 0n;
  return levels.map(({ price, amount, orders: count }) => {
    sum += parseAmount(amount);
    const own = orders
      .filter((order) => order.state === 'open' && order.side === wanted && order.price === price)
      .reduce((total, { left }) => total + parseAmount(left), 0n);
    return { side, price, amount, sum: formatMicros(sum), orders: count, own: formatMicros(own), share: 0 };
  });
}

/** How far the best prices are apart; undefined where a side is empty. */
export function spreadOf({ bids: [bid], asks: [ask] }: DepthView): string | undefined {
  return bid && ask ? signed(parsePrice(ask.price) - parsePrice(bid.price)) : undefined;
}
