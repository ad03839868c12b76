/** Which periods candles are drawn for. */
import { type BookTradeView } from './views';

/** What the ledger can sum prices up by. */
export type CandlePeriod = 'minute' | 'hour' | 'day';
export const candlePeriods: readonly CandlePeriod[] = ['minute', 'hour', 'day'];

const HOUR_MS = 3_600_000;

/** The period that shows the most of these trades, latest first: minutes within some hours, hours within some days. */
export function periodFor(trades: readonly BookTradeView[]): CandlePeriod {
  const [newest, oldest] = [trades[0], trades.at(-1)];
  const span = newest && oldest ? Date.parse(newest.at) - Date.parse(oldest.at) : 0;
  return span <= 4 * HOUR_MS ? 'minute' : span <= 7 * 24 * HOUR_MS ? 'hour' : 'day';
}
