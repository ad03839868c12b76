import { type HourReport } from '../hour-report';
import { clockOf } from '../../community/local-time';
import { cents, kWh } from './format';

const WIDTH = 48;

/**
 * The day's prices as lines of text, one per hour: `f` feed-in, `R` retail, `#` the local price with a bar from the
 * left, and the energy traded. The scale runs from 0 to the dearest price of the day.
 */
export function priceChart(hours: readonly HourReport[]): string[] {
  const dearest = hours.reduce((most, { price, retail }) => max(max(most, price ?? 0n), retail ?? 0n), 0n);
  if (dearest === 0n) return ['(no prices)'];
  const column = (price: bigint) => Number((price * BigInt(WIDTH - 1)) / dearest);
  const ruler = `0 ct${`${cents(dearest)} ct/kWh`.padStart(WIDTH - 4)}`;
  const lines = hours.map((hour) => {
    const cells = Array.from({ length: WIDTH }, () => ' ');
    if (hour.price !== null)
      cells.fill('=', 0, column(hour.price)).fill('#', column(hour.price), column(hour.price) + 1);
    if (hour.feedIn !== null) cells[column(hour.feedIn)] = 'f';
    if (hour.retail !== null) cells[column(hour.retail)] = 'R';
    const result =
      hour.price === null ? 'no trade' : `${cents(hour.price).padStart(5)} ct  ${kWh(hour.energy).padStart(7)} kWh`;
    return `${clockOf(hour.startMinute)} |${cells.join('')}| ${result}`;
  });
  return [`      |${ruler.padEnd(WIDTH)}|`, ...lines, '      = # local price   f feed-in   R retail'];
}

const max = (a: bigint, b: bigint) => (a > b ? a : b);
