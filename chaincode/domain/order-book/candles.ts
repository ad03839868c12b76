/** Open, high, low, close and volume of a book's trades per minute, hour and day (spec 11). */
import { formatTime, parseTime, type Seconds } from '../time';
import { type PricePerKWh } from '../units';

const lengths = { minute: 60, hour: 3_600, day: 86_400 } as const satisfies Record<string, Seconds>;
export type CandlePeriod = keyof typeof lengths;
export const candlePeriods = Object.keys(lengths) as CandlePeriod[];

export interface Candle {
  readonly period: CandlePeriod;
  /** Where the period starts: a full minute, hour or day in UTC. */
  readonly start: string;
  readonly open: PricePerKWh;
  readonly high: PricePerKWh;
  readonly low: PricePerKWh;
  readonly close: PricePerKWh;
  /** Millionths of the token. */
  readonly volume: bigint;
  /** Micro-eEuro. */
  readonly turnover: bigint;
  readonly trades: number;
}

/** What a candle needs of a trade. */
export interface CandleTrade {
  readonly price: PricePerKWh;
  /** Millionths of the token. */
  readonly amount: bigint;
  /** Micro-eEuro. */
  readonly total: bigint;
  /** RFC 3339. */
  readonly at: string;
}

/** Start of the period that a time lies in. INVALID_ARGUMENT for what is no time. */
export function candleStart(at: string, period: CandlePeriod): string {
  const seconds = parseTime(at);
  return formatTime(seconds - (seconds % lengths[period]));
}

/** The candle with one more trade, which comes after those it has; the first trade of a period makes its candle. */
export function withTrade(candle: Candle | null, trade: CandleTrade, period: CandlePeriod): Candle {
  const { price, amount, total } = trade;
  const first = { period, start: candleStart(trade.at, period), open: price, high: price, low: price, close: price };
  if (!candle) return { ...first, volume: amount, turnover: total, trades: 1 };
  if (candle.period !== period || candle.start !== first.start) {
    throw new Error(`A trade of ${first.start} does not belong to the ${candle.period} of ${candle.start}`);
  }
  return {
    ...candle,
    high: price > candle.high ? price : candle.high,
    low: price < candle.low ? price : candle.low,
    close: price,
    volume: candle.volume + amount,
    turnover: candle.turnover + total,
    trades: candle.trades + 1,
  };
}

/** The candles of trades that come in the order in which they happened, oldest first. Periods without trades have none. */
export function candlesOf(trades: Iterable<CandleTrade>, period: CandlePeriod): Candle[] {
  const candles: Candle[] = [];
  for (const trade of trades) {
    const last = candles.at(-1);
    if (last?.start === candleStart(trade.at, period)) candles[candles.length - 1] = withTrade(last, trade, period);
    else candles.push(withTrade(null, trade, period));
  }
  return candles;
}
