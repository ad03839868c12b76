import { sql, type Transaction } from 'kysely';
import { keyOf, unitRecord } from '../../../chaincode/copy/records';
import { formatEnergy, formatMicros } from '../../../chaincode/domain/units';
import { exactSum, sumOf } from '../../sql/exact-sum';
import { type ReadModelTables } from '../tables';
import { boundsOf, type TimeRange } from './period';
import { type PageOf } from './place-mark';
import { priceOfAll } from './trade-statistics';

type Tables = Transaction<ReadModelTables>;
/** Flows of one listing that an answer holds at most: the largest. */
const MOST_FLOWS = 1_000;

/** A market's listings with what was traded, newest delivery first. */
export async function marketHours(tables: Tables, market: string, range: TimeRange, { pageSize, bookmark }: PageOf) {
  const { from, to } = boundsOf(range);
  const after = timeOf(bookmark);
  const found = await tables
    .selectFrom('listing')
    .selectAll()
    .where('market', '=', market)
    .where('delivery_start', '>=', from)
    .where('delivery_start', '<', after === undefined || after > to ? to : after)
    .orderBy('delivery_start', 'desc')
    .limit(pageSize + 1)
    .execute();
  const rows = found.slice(0, pageSize);
  const ids = rows.map(({ id }) => id);
  const offers = ids.length === 0 ? new Map<string, bigint>() : await offeredEnergy(tables, ids);
  const trades = ids.length === 0 ? new Map<string, Traded>() : await tradedOf(tables, ids);
  const last = rows.at(-1);
  return {
    items: rows.map((row) => {
      const traded = trades.get(row.id);
      return {
        listing: row.id,
        deliveryStart: row.delivery_start,
        deliveryEnd: row.delivery_end,
        state: row.state,
        price: row.price === null ? null : formatMicros(row.price),
        averagePrice: traded ? priceOfAll(traded.money, traded.energy) : null,
        energy: row.energy ?? '0',
        turnover: row.turnover ?? '0',
        trades: Number(row.trades),
        offers: Number(row.offers),
        offered: formatEnergy(offers.get(`${row.id} sell`) ?? 0n),
        demanded: formatEnergy(offers.get(`${row.id} buy`) ?? 0n),
      };
    }),
    bookmark: found.length > pageSize && last ? Buffer.from(last.delivery_start).toString('base64url') : '',
  };
}

/** A bookmark that is none begins the list anew. */
function timeOf(bookmark: string): string | undefined {
  const text = Buffer.from(bookmark, 'base64url').toString('latin1');
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(text) ? text : undefined;
}

async function offeredEnergy(tables: Tables, listings: readonly string[]): Promise<ReadonlyMap<string, bigint>> {
  const energy = exactSum('energy');
  const rows = await tables
    .selectFrom('offer')
    .where('listing', 'in', listings)
    .select(['listing', 'side', energy.high.as('high'), energy.low.as('low')])
    .groupBy(['listing', 'side'])
    .execute();
  return new Map(rows.map((row) => [`${row.listing} ${row.side}`, sumOf(row.high, row.low)]));
}

interface Traded {
  readonly energy: bigint;
  readonly money: bigint;
}

async function tradedOf(tables: Tables, listings: readonly string[]): Promise<ReadonlyMap<string, Traded>> {
  const [energy, money] = [exactSum('energy'), exactSum('payment')];
  const rows = await tables
    .selectFrom('trade')
    .where('listing', 'in', listings)
    .select(['listing', energy.high.as('energy_high'), energy.low.as('energy_low')])
    .select([money.high.as('money_high'), money.low.as('money_low')])
    .groupBy('listing')
    .execute();
  return new Map(
    rows.map((row) => [
      row.listing,
      { energy: sumOf(row.energy_high, row.energy_low), money: sumOf(row.money_high, row.money_low) },
    ]),
  );
}

/** Who sold to whom in a listing, the largest flows first. */
export async function listingFlows(tables: Tables, listing: string) {
  const [energy, money] = [exactSum('energy'), exactSum('payment')];
  const rows = await tables
    .selectFrom('trade')
    .where('listing', '=', listing)
    .select(['seller', 'unit', 'buyer'])
    .select([energy.high.as('energy_high'), energy.low.as('energy_low')])
    .select([money.high.as('money_high'), money.low.as('money_low')])
    .groupBy(['seller', 'unit', 'buyer'])
    .orderBy(sql`sum(energy)`, 'desc')
    .orderBy('seller')
    .orderBy('buyer')
    .limit(MOST_FLOWS)
    .execute();
  const locations = await locationsOf(tables, [...new Set(rows.flatMap(({ unit }) => unit ?? []))]);
  return rows.map((row) => ({
    seller: row.seller,
    unit: row.unit,
    location: row.unit === null ? null : (locations.get(row.unit) ?? null),
    buyer: row.buyer,
    energy: formatEnergy(sumOf(row.energy_high, row.energy_low)),
    payment: formatMicros(sumOf(row.money_high, row.money_low)),
  }));
}

async function locationsOf(tables: Tables, units: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (units.length === 0) return new Map();
  const keys = units.map((unit) => keyOf(unitRecord.family, unit));
  const rows = await tables.selectFrom('state').selectAll().where('key', 'in', keys).execute();
  return new Map(rows.map(({ value }) => unitRecord.decode(value)).map(({ id, location }) => [id, location]));
}
