import { type Transaction } from 'kysely';
import { divideHalfEven, formatEnergy, formatMicros } from '../../../chaincode/domain/units';
import { exactSum, sumOf } from '../../sql/exact-sum';
import { type ReadModelTables } from '../tables';
import { boundsOf, type Period, periodOf, periodStart, type TimeRange } from './period';

type Tables = Transaction<ReadModelTables>;

/** Rows of statistics that an answer holds at most. */
export const MOST_PERIODS = 1_000;
/** Whose trades have taken place, or are about to. */
const counting = ['cleared', 'settled'] as const;
const MILLION = 1_000_000n;

/** Micro-eEuro for Wh as a price per kWh, half to even; null where there is no energy. */
export const priceOfAll = (money: bigint, energy: bigint): string | null =>
  energy === 0n ? null : formatMicros(divideHalfEven(money * 1000n, energy));
/** A part of a whole as a decimal, half to even; null where there is no whole. */
export const shareOf = (part: bigint, whole: bigint): string | null =>
  whole === 0n ? null : formatMicros(divideHalfEven(part * MILLION, whole));

/** A market's trade, added up. */
export async function marketStatistics(tables: Tables, market: string, period: Period, range: TimeRange) {
  const sums = await tradeSums(tables, market, period, range);
  const wanted = await offerSums(tables, { market }, period, range);
  const members = await memberCounts(tables, market, period, range);
  const listings = await listingCounts(tables, market, period, range);
  return listings.map(({ name, count }) => {
    const sum = sums.get(name) ?? { trades: 0, energy: 0n, money: 0n, lowest: null, highest: null };
    const { buy, sell } = wanted.get(name) ?? nothingOffered;
    return {
      start: periodStart(name, period),
      listings: count,
      trades: sum.trades,
      energy: formatEnergy(sum.energy),
      turnover: formatMicros(sum.money),
      averagePrice: priceOfAll(sum.money, sum.energy),
      lowestPrice: sum.lowest === null ? null : formatMicros(sum.lowest),
      highestPrice: sum.highest === null ? null : formatMicros(sum.highest),
      offered: formatEnergy(sell.energy),
      demanded: formatEnergy(buy.energy),
      selfSufficiency: shareOf(sum.energy, buy.energy),
      selfConsumption: shareOf(sum.energy, sell.energy),
      members: members.get(name) ?? 0,
    };
  });
}

/** What a member bought and sold, added up. */
export async function memberStatistics(
  tables: Tables,
  of: { readonly member: string; readonly market?: string | undefined },
  period: Period,
  range: TimeRange,
) {
  return [...(await offerSums(tables, of, period, range))].map(([name, { buy, sell }]) => ({
    start: periodStart(name, period),
    bought: formatEnergy(buy.traded),
    sold: formatEnergy(sell.traded),
    paid: formatMicros(buy.amount),
    received: formatMicros(sell.amount),
    fees: formatMicros(sell.fee),
    averagePaid: priceOfAll(buy.amount, buy.traded),
    averageReceived: priceOfAll(sell.amount, sell.traded),
    demanded: formatEnergy(buy.energy),
    offered: formatEnergy(sell.energy),
    selfSufficiency: shareOf(buy.traded, buy.energy),
  }));
}

/** What a unit offered and sold, added up. */
export async function unitStatistics(tables: Tables, unit: string, period: Period, range: TimeRange) {
  return [...(await offerSums(tables, { unit }, period, range))].map(([name, { sell }]) => ({
    start: periodStart(name, period),
    offered: formatEnergy(sell.energy),
    sold: formatEnergy(sell.traded),
    received: formatMicros(sell.amount),
    averagePrice: priceOfAll(sell.amount, sell.traded),
  }));
}

interface SideSum {
  readonly energy: bigint;
  readonly traded: bigint;
  readonly amount: bigint;
  readonly fee: bigint;
}
const noSum: SideSum = { energy: 0n, traded: 0n, amount: 0n, fee: 0n };
interface OfferSums {
  readonly buy: SideSum;
  readonly sell: SideSum;
}
const nothingOffered: OfferSums = { buy: noSum, sell: noSum };

/** Offers and what came of them by period, in order, oldest first. */
export async function offerSums(
  tables: Tables,
  of: { readonly market?: string | undefined; readonly member?: string; readonly unit?: string },
  period: Period,
  range: TimeRange,
): Promise<Map<string, OfferSums>> {
  const { from, to } = boundsOf(range);
  const [energy, traded, amount, fee] = [
    exactSum('offer.energy'),
    exactSum('offer.traded'),
    exactSum('offer.amount'),
    exactSum('offer.fee'),
  ];
  const rows = await tables
    .selectFrom('offer')
    .innerJoin('listing', 'listing.id', 'offer.listing')
    .where('listing.state', 'in', counting)
    .where('offer.delivery_start', '>=', from)
    .where('offer.delivery_start', '<', to)
    .$if(of.market !== undefined, (query) => query.where('offer.market', '=', of.market ?? ''))
    .$if(of.member !== undefined, (query) => query.where('offer.member', '=', of.member ?? ''))
    .$if(of.unit !== undefined, (query) => query.where('offer.unit', '=', of.unit ?? ''))
    .select([periodOf('offer.delivery_start', period).as('name'), 'offer.side as side'])
    .select([energy.high.as('energy_high'), energy.low.as('energy_low')])
    .select([traded.high.as('traded_high'), traded.low.as('traded_low')])
    .select([amount.high.as('amount_high'), amount.low.as('amount_low')])
    .select([fee.high.as('fee_high'), fee.low.as('fee_low')])
    .groupBy(['name', 'side'])
    .orderBy('name')
    .limit(2 * MOST_PERIODS)
    .execute();
  const sums = new Map<string, OfferSums>();
  for (const row of rows) {
    const sum: SideSum = {
      energy: sumOf(row.energy_high, row.energy_low),
      traded: sumOf(row.traded_high, row.traded_low),
      amount: sumOf(row.amount_high, row.amount_low),
      fee: sumOf(row.fee_high, row.fee_low),
    };
    sums.set(row.name, { ...(sums.get(row.name) ?? nothingOffered), [row.side]: sum });
  }
  return sums;
}

async function tradeSums(tables: Tables, market: string, period: Period, range: TimeRange) {
  const { from, to } = boundsOf(range);
  const [energy, money] = [exactSum('trade.energy'), exactSum('trade.payment')];
  const rows = await tables
    .selectFrom('trade')
    .innerJoin('listing', 'listing.id', 'trade.listing')
    .where('listing.state', 'in', counting)
    .where('trade.market', '=', market)
    .where('trade.delivery_start', '>=', from)
    .where('trade.delivery_start', '<', to)
    .select(periodOf('trade.delivery_start', period).as('name'))
    .select([energy.high.as('energy_high'), energy.low.as('energy_low')])
    .select([money.high.as('money_high'), money.low.as('money_low')])
    .select(({ fn }) => [
      fn.countAll<bigint>().as('trades'),
      fn.min('trade.price').as('lowest'),
      fn.max('trade.price').as('highest'),
    ])
    .groupBy('name')
    .orderBy('name')
    .limit(MOST_PERIODS)
    .execute();
  return new Map(
    rows.map((row) => [
      row.name,
      {
        trades: Number(row.trades),
        energy: sumOf(row.energy_high, row.energy_low),
        money: sumOf(row.money_high, row.money_low),
        lowest: row.lowest,
        highest: row.highest,
      },
    ]),
  );
}

/** How many different members offered. */
async function memberCounts(tables: Tables, market: string, period: Period, range: TimeRange) {
  const { from, to } = boundsOf(range);
  const rows = await tables
    .selectFrom('offer')
    .innerJoin('listing', 'listing.id', 'offer.listing')
    .where('listing.state', 'in', counting)
    .where('offer.market', '=', market)
    .where('offer.delivery_start', '>=', from)
    .where('offer.delivery_start', '<', to)
    .select(periodOf('offer.delivery_start', period).as('name'))
    .select(({ fn }) => fn.count<bigint>('offer.member').distinct().as('members'))
    .groupBy('name')
    .orderBy('name')
    .limit(MOST_PERIODS)
    .execute();
  return new Map(rows.map(({ name, members }) => [name, Number(members)]));
}

async function listingCounts(tables: Tables, market: string, period: Period, range: TimeRange) {
  const { from, to } = boundsOf(range);
  const rows = await tables
    .selectFrom('listing')
    .where('state', 'in', counting)
    .where('market', '=', market)
    .where('delivery_start', '>=', from)
    .where('delivery_start', '<', to)
    .select(periodOf('delivery_start', period).as('name'))
    .select(({ fn }) => fn.countAll<bigint>().as('count'))
    .groupBy('name')
    .orderBy('name')
    .limit(MOST_PERIODS)
    .execute();
  return rows.map(({ name, count }) => ({ name, count: Number(count) }));
}
