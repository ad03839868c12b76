import { divideHalfEven } from '../../../chaincode/domain/units';
import { clockOf } from '../../community/local-time';
import { type MicrogridReport } from '../microgrid-report';
import { cents, euro, kWh } from './format';
import { type Style } from './style';
import { tableLines } from './table';

/** With more microgrids than that, a line of all their prices would be too long to read. */
const MOST_COLUMNS = 8;

/** A day of microgrids as lines of text: each level's energy and prices, and what each member paid. */
export function microgridLines(report: MicrogridReport, style: Style): string[] {
  return [
    style.bold('Microgrids: inside each of them (level 1), then between them (level 2), then the grid'),
    ...levelLines(report),
    '',
    style.bold('Prices by hour in ct/kWh: Psell-Pbuy of each level; * where energy was traded'),
    ...priceLines(report),
    '',
    style.bold('Members: what they paid and received at each level, in eEuro'),
    ...memberLines(report),
    '',
    report.wrongPrices === 0
      ? style.good("Every trade has its level's price, worked out again from the offers")
      : style.bad(`${report.wrongPrices} trades don't have the price of their level`),
  ];
}

function levelLines({ microgrids, between }: MicrogridReport): string[] {
  const headings = ['level', 'homes', 'surplus kWh', 'deficit kWh', 'traded kWh', 'ct/kWh', 'sold on', 'bought in'];
  const columns = [...headings, 'to grid', 'from grid'].map((heading, index) => ({
    heading,
    align: index === 0 ? ('left' as const) : ('right' as const),
  }));
  const rows = microgrids.map(({ id, homes, inside, sold, bought, toGrid, fromGrid }) => [
    id,
    String(homes),
    ...[inside.surplus, inside.deficit, inside.traded].map((wh) => kWh(wh)),
    average(inside.paid, inside.traded),
    ...[sold.energy, bought.energy, toGrid, fromGrid].map((wh) => kWh(wh)),
  ]);
  const across = [between.surplus, between.deficit, between.traded].map((wh) => kWh(wh));
  return tableLines(columns, [...rows, ['between', '', ...across, average(between.paid, between.traded)]]);
}

function priceLines({ microgrids, hours }: MicrogridReport): string[] {
  if (microgrids.length > MOST_COLUMNS) return [`(${microgrids.length} microgrids: --json has their prices)`];
  const ids = microgrids.map(({ id }) => id);
  const columns = ['hour', ...ids, 'between'].map((heading) => ({ heading, align: 'right' as const }));
  const shown = (prices: MicrogridReport['hours'][number]['between'] | undefined) =>
    prices ? `${cents(prices.sell)}-${cents(prices.buy)}${prices.traded > 0n ? '*' : ' '}` : '';
  return tableLines(
    columns,
    hours.map(({ startMinute, inside, between }) => [
      clockOf(startMinute),
      ...ids.map((id) => shown(inside.get(id))),
      shown(between),
    ]),
  );
}

function memberLines({ members }: MicrogridReport): string[] {
  const columns = ['member', 'microgrid', 'paid inside', 'paid between', 'received inside', 'received between'].map(
    (heading, index) => ({ heading, align: index < 2 ? ('left' as const) : ('right' as const) }),
  );
  return tableLines(
    columns,
    members.map(({ member, microgrid, paidInside, paidBetween, receivedInside, receivedBetween }) => [
      member,
      microgrid,
      ...[paidInside, paidBetween, receivedInside, receivedBetween].map((money) => euro(money, 4)),
    ]),
  );
}

/** The average price of what was traded. */
const average = (paid: bigint, wh: bigint) => (wh === 0n ? '-' : cents(divideHalfEven(paid * 1000n, wh)));
