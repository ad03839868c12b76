import { parseAmount, parsePrice, parseRatio } from '../../chaincode/domain/units';
import { leftAfterMarket } from '../bidding/net-position';
import { shareStorage } from '../bidding/share-storage';
import {
  energyFor,
  entFor,
  entWorth,
  type EntWorth,
  eveningHours,
  planEntOrder,
  SMALLEST_FLOW,
  type StorageRates,
} from '../bidding/storage-policy';
import { type GatewayProblem } from '../../client';
import { inParallel } from '../client/in-parallel';
import { type Household, type RecordedDay, type RecordedHour } from '../community/community';
import { hourlyPrice } from '../community/tariff';
import { type LedgerListing } from '../report/day-ledger';
import { tradesOf } from '../report/traded';
import { type HouseholdActor } from './cast';
import { type CommunityStorage } from './community-storage';
import { closeSession, openSessions, type TakenFlow } from './consumption';
import { entBookRules } from './demo-rules';
import { type EntTrader, tradeEnt } from './ent-trading';

/** A day's stored energy and who takes part. */
export interface StorageDayPlan {
  readonly day: RecordedDay;
  readonly households: readonly HouseholdActor[];
  readonly storage: CommunityStorage;
  /** Called when the ledger refuses a member's order or session; the day goes on without it. */
  readonly onRefused: (member: string, refusal: GatewayProblem) => void;
}

/** A home in the evening: when it uses what is stored, and what the energy costs there otherwise. */
interface Evening {
  readonly hours: readonly RecordedHour[];
  readonly retail: ReturnType<typeof hourlyPrice>;
}
interface HomeWithEnergy {
  readonly home: HouseholdActor;
  /** Wh */
  readonly energy: bigint;
}

const NO_TRADE = { bought: 0n, sold: 0n };
/** Balances read at once. */
const AT_ONCE = 8;
const bookSteps = { tick: parsePrice(entBookRules.tick), lot: parseAmount(entBookRules.lot) };

/**
 * The energy of a day that goes through the storage units (spec 12): hour by hour homes feed in what the market left
 * them; before the evening they trade ENT, in the evening they take energy out. What a home sold in the market it
 * doesn't have any more, and it takes out no more than it lacks.
 */
export class StorageDay {
  private readonly evenings: ReadonlyMap<string, Evening>;
  /** The hour before the first in which anybody uses what is stored. */
  private readonly tradingHour: RecordedHour | undefined;
  /** Local hour of the day. */
  private readonly firstEveningHour: number;

  constructor(private readonly plan: StorageDayPlan) {
    const { hours } = plan.day;
    this.evenings = new Map(
      plan.households.map(({ household: { id, tariff } }) => {
        const used = eveningHours(hours, tariff);
        return [id, { hours: used, retail: hourlyPrice(tariff, used[0]?.startMinute ?? 0) }];
      }),
    );
    const first = hours.findIndex((hour) =>
      [...this.evenings.values()].some((evening) => evening.hours.includes(hour)),
    );
    this.tradingHour = hours[first - 1];
    this.firstEveningHour = Math.floor((hours[first]?.startMinute ?? 0) / 60);
  }

  /**
   * Delivers an hour that the market has settled. One that the units' records know has been dealt with: what an earlier
   * run recorded is reported, and nothing else done.
   */
  async deliver(hour: RecordedHour, listing: LedgerListing): Promise<void> {
    const { storage } = this.plan;
    await storage.send();
    if (storage.has(listing.id)) return;
    const surpluses = this.left(hour, listing, 'surplus');
    const deficits = this.left(hour, listing, 'deficit').filter(({ home }) =>
      this.eveningOf(home.household).hours.includes(hour),
    );
    const isTradingHour = hour === this.tradingHour;
    if (!isTradingHour && surpluses.length === 0 && deficits.length === 0) return;

    storage.beginHour();
    const rates = await this.readRates();
    if (isTradingHour) await this.trade(listing.id, rates);
    const unused = await this.takeOut(deficits, rates);
    this.feedIn(surpluses, rates);
    await storage.record(listing.id);
    await storage.send();
    for (const flow of unused) await closeSession(flow);
  }

  /** Homes without enough for their evening bid for ENT, those with more offer it. */
  private async trade(listing: string, rates: StorageRates): Promise<void> {
    const { households, onRefused } = this.plan;
    const traders = await inParallel(households, AT_ONCE, async (home): Promise<EntTrader[]> => {
      const worth = this.worthOf(home, rates);
      if (!worth) return [];
      const who = { household: home.household.number, hour: this.firstEveningHour };
      const amounts = { have: await availableEnt(home), need: this.needOf(home, rates) };
      const order = planEntOrder(who, amounts, worth, bookSteps);
      return order ? [{ book: home.book, order }] : [];
    });
    await tradeEnt(listing, traders.flat(), onRefused);
  }

  /** Micro-ENT that a home's evening takes: for what it will lack, but for no more than its share of the units' power. */
  private needOf({ household }: HouseholdActor, rates: StorageRates): bigint {
    const { storage, households } = this.plan;
    const share = storage.maxDischarge / BigInt(households.length);
    const { hours } = this.eveningOf(household);
    const energy = hours.reduce((sum, { readings }) => {
      const reading = readings.get(household.id);
      const { deficit } = reading ? leftAfterMarket(reading, NO_TRADE) : { deficit: 0n };
      return sum + (deficit < share ? deficit : share);
    }, 0n);
    return entFor(energy, rates);
  }

  /** Takes energy out for homes that lack it and have ENT. Answers the sessions in which something was left. */
  private async takeOut(deficits: readonly HomeWithEnergy[], rates: StorageRates): Promise<TakenFlow[]> {
    const { storage, onRefused } = this.plan;
    const wants = await inParallel(deficits, AT_ONCE, async ({ home, energy }) => {
      const paid = energyFor(await availableEnt(home), rates);
      return { home, energy: paid < energy ? paid : energy };
    });
    const rooms = storage.units.map((unit) => ({ unit, energy: unit.battery.deliverable }));
    const promised = await openSessions(shareStorage(wants, rooms, SMALLEST_FLOW), rates, onRefused);
    return promised.filter(({ unit, home, energy }) => unit.battery.discharge(home.api.member, energy) < energy);
  }

  /** Feeds in what the homes have left over, where what they get for it is worth more than the grid pays. */
  private feedIn(surpluses: readonly HomeWithEnergy[], rates: StorageRates): void {
    const wants = surpluses.filter(({ home }) => this.worthOf(home, rates) !== undefined);
    const rooms = this.plan.storage.units.map((unit) => ({ unit, energy: unit.battery.room }));
    for (const { home, unit, energy } of shareStorage(wants, rooms, SMALLEST_FLOW)) {
      unit.battery.charge(home.api.member, energy);
    }
  }

  /** What the market left the homes, or left them lacking; those with next to nothing are left out. */
  private left(hour: RecordedHour, listing: LedgerListing, what: 'surplus' | 'deficit'): HomeWithEnergy[] {
    return this.plan.households.flatMap((home) => {
      const reading = hour.readings.get(home.household.id);
      if (!reading) return [];
      const energy = leftAfterMarket(reading, tradesOf(home.api.member, listing))[what];
      return energy >= SMALLEST_FLOW ? [{ home, energy }] : [];
    });
  }

  private worthOf({ household }: HouseholdActor, rates: StorageRates): EntWorth | undefined {
    return entWorth(household.tariff.feedIn, this.eveningOf(household).retail, rates);
  }

  private eveningOf({ id }: Household): Evening {
    const evening = this.evenings.get(id);
    if (!evening) throw new Error(`${id} is no home of this community`);
    return evening;
  }

  private async readRates(): Promise<StorageRates> {
    const [home] = this.plan.households;
    if (!home) throw new Error('Nobody is there to ask for the rates');
    const [{ mint, burn }, { F = '0' }] = await Promise.all([home.storage.rates(), home.storage.parameters()]);
    return { mint: parseRatio(mint), burn: parseRatio(burn), ownersShare: parseRatio(F) };
  }
}

const availableEnt = async ({ api }: HouseholdActor): Promise<bigint> =>
  parseAmount((await api.balance(api.member, 'ENT')).available);
