import { type SelectQueryBuilder, sql, type Transaction } from 'kysely';
import { formatTime } from '../../../chaincode/domain/time';
import { gapOf } from '../../../chaincode/domain/stored-energy/pools';
import { formatEnergy, formatMicros } from '../../../chaincode/domain/units';
import { exactSum, sumOf } from '../../sql/exact-sum';
import { type ReadModelTables } from '../tables';
import { secondBounds, type TimeRange } from './period';

type Tables = Transaction<ReadModelTables>;

/** Points that an answer holds at most. */
const MOST_POINTS = 1_000;

/** The interval of a width that a row's time lies in, as a number. */
const intervalOf = (width: number) => sql<bigint>`time / ${sql.lit(width)}`;
/** The last row of each interval among those that a query finds, oldest first, each with its time in seconds. */
function lastOfEach<From extends 'supply_change' | 'energy_change', Row extends { readonly time: bigint }>(
  tables: Tables,
  query: SelectQueryBuilder<ReadModelTables, From, Row>,
  width: number,
  range: TimeRange,
) {
  const { from, to } = secondBounds(range);
  const place = sql<bigint>`row_number() over (partition by ${intervalOf(width)} order by block desc, position desc, number desc)`;
  const changes = query.where(sql<boolean>`time >= ${BigInt(from)} and time < ${BigInt(to)}`).select(place.as('place'));
  return tables
    .selectFrom(changes.as('changes'))
    .selectAll()
    .where(sql<boolean>`place = 1`)
    .orderBy(sql.ref('time'))
    .limit(MOST_POINTS)
    .execute();
}

/** Tokens in circulation at the end of each interval in which they changed, oldest first. */
export async function supplySeries(tables: Tables, token: string, width: number, range: TimeRange) {
  const changes = tables.selectFrom('supply_change').where('token', '=', token).select(['time', 'total']);
  const rows = await lastOfEach(tables, changes, width, range);
  return rows.map(({ time, total }) => ({ at: formatTime(Number(time)), total: formatMicros(total) }));
}

/** KWH, ENT, D and R at the end of each interval in which they changed, oldest first. */
export async function energySeries(tables: Tables, width: number, range: TimeRange) {
  const changes = tables.selectFrom('energy_change').select(['time', 'stored', 'rate', 'circulating']);
  const rows = await lastOfEach(tables, changes, width, range);
  return rows.map((row) => {
    const pools = { stored: BigInt(row.stored), circulating: BigInt(row.circulating) };
    return {
      at: formatTime(Number(row.time)),
      energy: formatEnergy(pools.stored),
      circulating: formatMicros(pools.circulating),
      gap: formatMicros(gapOf(pools)),
      rate: formatMicros(BigInt(row.rate)),
    };
  });
}

/** Candles of a book's trades, oldest first. Intervals without trades have none. */
export async function bookCandles(tables: Tables, book: string, width: number, range: TimeRange) {
  const { from, to } = secondBounds(range);
  const [amount, total] = [exactSum('amount'), exactSum('total')];
  const candles = await tables
    .selectFrom('book_trade')
    .where('book', '=', book)
    .where('time', '>=', BigInt(from))
    .where('time', '<', BigInt(to))
    .select(intervalOf(width).as('interval'))
    .select([amount.high.as('amount_high'), amount.low.as('amount_low')])
    .select([total.high.as('total_high'), total.low.as('total_low')])
    .select(({ fn }) => [
      fn.min('price').as('low'),
      fn.max('price').as('high'),
      fn.min('id').as('first'),
      fn.max('id').as('last'),
      fn.countAll<bigint>().as('trades'),
    ])
    .groupBy('interval')
    .orderBy('interval')
    .limit(MOST_POINTS)
    .execute();
  // The ids of a book's trades sort as they happened.
  const ends = candles.flatMap(({ first, last }) => [first, last]);
  const trades =
    ends.length === 0
      ? []
      : await tables
          .selectFrom('book_trade')
          .select(['id', 'price'])
          .where('book', '=', book)
          .where('id', 'in', ends)
          .execute();
  const prices = new Map(trades.map(({ id, price }) => [id, price]));
  return candles.map((row) => ({
    start: formatTime(Number(row.interval) * width),
    open: formatMicros(prices.get(row.first) ?? 0n),
    high: formatMicros(row.high),
    low: formatMicros(row.low),
    close: formatMicros(prices.get(row.last) ?? 0n),
    volume: formatMicros(sumOf(row.amount_high, row.amount_low)),
    turnover: formatMicros(sumOf(row.total_high, row.total_low)),
    trades: Number(row.trades),
  }));
}
