import { type SupplyDemandPrices, supplyDemandPrices } from '../../chaincode/domain/microgrid/supply-demand-prices';
import { type Household, type RecordedDay } from '../community/community';
import { type Microgrids } from '../community/microgrids';
import { hourlyPrice, type Tariff } from '../community/tariff';
import { type LedgerListing, type LedgerTrade } from './day-ledger';
import { sum } from './sum';

/** What one level came to, inside a microgrid or between them: Wh and micro-eEuro. */
export interface LevelReport {
  readonly surplus: bigint;
  readonly deficit: bigint;
  readonly traded: bigint;
  /** What was paid for it. */
  readonly paid: bigint;
}

/** The day of a microgrid. */
export interface MicrogridDay {
  readonly id: string;
  readonly homes: number;
  readonly inside: LevelReport;
  /** What it sold to other microgrids and bought from them, in Wh and micro-eEuro. */
  readonly sold: { readonly energy: bigint; readonly money: bigint };
  readonly bought: { readonly energy: bigint; readonly money: bigint };
  /** What was left for the grid, in Wh. */
  readonly toGrid: bigint;
  readonly fromGrid: bigint;
}

/** The prices of an hour, by microgrid, and between them. */
export interface MicrogridHour {
  readonly startMinute: number;
  readonly inside: ReadonlyMap<string, SupplyDemandPrices & { readonly traded: bigint }>;
  readonly between: SupplyDemandPrices & { readonly traded: bigint };
}

/** What a member paid and received at each level, in micro-eEuro. */
export interface MicrogridMember {
  readonly member: string;
  readonly microgrid: string;
  readonly paidInside: bigint;
  readonly paidBetween: bigint;
  readonly receivedInside: bigint;
  readonly receivedBetween: bigint;
}

export interface MicrogridReport {
  readonly microgrids: readonly MicrogridDay[];
  readonly between: LevelReport;
  readonly hours: readonly MicrogridHour[];
  readonly members: readonly MicrogridMember[];
  /** Trades on the ledger whose price isn't that of their level, worked out again from the offers. None when all is well. */
  readonly wrongPrices: number;
}

/** What is read of a day in a market of microgrids. */
export interface MicrogridSources {
  readonly day: RecordedDay;
  readonly households: readonly Household[];
  readonly memberOf: (household: Household) => string;
  readonly microgrids: Microgrids;
  readonly tariff: Tariff;
}

/** Sums a day up by levels: energy and money from the ledger's trades, prices from its offers by the rule of spec 14. */
export function reportMicrogrids(listings: readonly LedgerListing[], sources: MicrogridSources): MicrogridReport {
  const { day, households, memberOf, tariff } = sources;
  const homes = new Map(
    households.map((household) => [memberOf(household), sources.microgrids.get(household.id) ?? '']),
  );
  const ids = [...new Set(homes.values())].sort();
  const byStart = new Map(listings.map((listing) => [listing.deliveryStart.getTime(), listing]));
  const levels = day.hours.flatMap((hour) => {
    const listing = byStart.get(hour.start.getTime());
    const grid = { retail: hourlyPrice(tariff, hour.startMinute), feedIn: tariff.feedIn };
    return listing ? [new HourLevels(listing, homes, ids, hour.startMinute, grid)] : [];
  });
  return {
    microgrids: ids.map((id) => microgridDay(id, levels, [...homes.values()].filter((each) => each === id).length)),
    between: levelReport(levels.map(({ between }) => between)),
    hours: levels.map((level) => level.prices()),
    members: Array.from(homes, ([member, microgrid]) => memberDay(member, microgrid, levels)),
    wrongPrices: levels.reduce((total, level) => total + level.wrongPrices(), 0),
  };
}

interface Traded {
  readonly surplus: bigint;
  readonly deficit: bigint;
  readonly trades: readonly LedgerTrade[];
}

/** One listing, level by level. */
class HourLevels {
  readonly inside: ReadonlyMap<string, Traded>;
  readonly between: Traded;

  constructor(
    listing: LedgerListing,
    private readonly homes: ReadonlyMap<string, string>,
    ids: readonly string[],
    private readonly startMinute: number,
    private readonly grid: Parameters<typeof supplyDemandPrices>[2],
  ) {
    const isInside = (trade: LedgerTrade) => this.homeOf(trade.buyer) === this.homeOf(trade.seller);
    const trades = listing.trades.filter(isInside);
    this.inside = new Map(
      ids.map((id) => {
        const offers = listing.offers.filter(({ member }) => this.homeOf(member) === id);
        const total = (side: 'sell' | 'buy') =>
          sum(
            offers.filter((offer) => offer.side === side),
            ({ energy }) => energy,
          );
        const own = trades.filter(({ buyer }) => this.homeOf(buyer) === id);
        return [id, { surplus: total('sell'), deficit: total('buy'), trades: own }];
      }),
    );
    const left = (over: (level: Traded) => bigint) =>
      sum([...this.inside.values()], (level) => (over(level) > 0n ? over(level) : 0n));
    this.between = {
      surplus: left(({ surplus, deficit }) => surplus - deficit),
      deficit: left(({ surplus, deficit }) => deficit - surplus),
      trades: listing.trades.filter((trade) => !isInside(trade)),
    };
  }

  homeOf = (member: string): string => this.homes.get(member) ?? '';

  prices(): MicrogridHour {
    const priced = (level: Traded) => ({ ...this.pricesOf(level), traded: energyOf(level.trades) });
    return {
      startMinute: this.startMinute,
      inside: new Map(Array.from(this.inside, ([id, level]) => [id, priced(level)])),
      between: priced(this.between),
    };
  }

  wrongPrices(): number {
    const levels = [...this.inside.values(), this.between];
    return levels
      .map((level) => level.trades.filter(({ price }) => price !== this.pricesOf(level).sell).length)
      .reduce((total, wrong) => total + wrong, 0);
  }

  private pricesOf({ surplus, deficit }: Traded): SupplyDemandPrices {
    return supplyDemandPrices(surplus, deficit, this.grid);
  }
}

function microgridDay(id: string, levels: readonly HourLevels[], homes: number): MicrogridDay {
  const own = levels.flatMap((level) => level.inside.get(id) ?? []);
  const across = (side: 'seller' | 'buyer') => {
    const trades = levels.flatMap(({ between, homeOf }) =>
      between.trades.filter((trade) => homeOf(trade[side]) === id),
    );
    return { energy: energyOf(trades), money: moneyOf(trades) };
  };
  const inside = levelReport(own);
  const [sold, bought] = [across('seller'), across('buyer')];
  const toGrid = inside.surplus - inside.traded - sold.energy;
  return { id, homes, inside, sold, bought, toGrid, fromGrid: inside.deficit - inside.traded - bought.energy };
}

function memberDay(member: string, microgrid: string, levels: readonly HourLevels[]): MicrogridMember {
  const inside = levels.flatMap((level) => level.inside.get(microgrid)?.trades ?? []);
  const between = levels.flatMap((level) => level.between.trades);
  const of = (trades: readonly LedgerTrade[], side: 'buyer' | 'seller') =>
    moneyOf(trades.filter((trade) => trade[side] === member));
  return {
    member,
    microgrid,
    paidInside: of(inside, 'buyer'),
    paidBetween: of(between, 'buyer'),
    receivedInside: of(inside, 'seller'),
    receivedBetween: of(between, 'seller'),
  };
}

const levelReport = (levels: readonly Traded[]): LevelReport => ({
  surplus: sum(levels, ({ surplus }) => surplus),
  deficit: sum(levels, ({ deficit }) => deficit),
  traded: sum(levels, ({ trades }) => energyOf(trades)),
  paid: sum(levels, ({ trades }) => moneyOf(trades)),
});

const energyOf = (trades: readonly LedgerTrade[]) => sum(trades, ({ energy }) => energy);
const moneyOf = (trades: readonly LedgerTrade[]) => sum(trades, ({ payment }) => payment);
