import { listingId } from '../../chaincode/domain/delivery-interval';
import { parseTime } from '../../chaincode/domain/time';
import { parseEnergy, parsePrice, parseRatio } from '../../chaincode/domain/units';
import { type ListingView, type MarketRulesView } from '../../chaincode/wire/views';
import { type OfferRules } from '../bidding/spread-bidder';
import { GatewayError, isRefusal } from '../client/gateway-error';
import { type MarketApi } from '../client/market-api';
import { type RecordedDay, type RecordedHour } from '../community/community';
import { ledgerTime } from '../community/local-time';
import { type LedgerListing } from '../report/day-ledger';
import { readListing } from '../report/read-day-ledger';
import { finishListing } from '../scheduler/finish-listing';
import { type HouseholdAgent } from './household-agent';
import { inParallel } from '../client/in-parallel';

/** A recorded day and who plays it. */
export interface DayPlan {
  readonly market: string;
  readonly day: RecordedDay;
  /** The market's operator, who moves its clock. */
  readonly operator: MarketApi;
  readonly agents: readonly HouseholdAgent[];
  /** Called with each hour when its money has moved. */
  readonly onHour?: (hour: RecordedHour, listing: LedgerListing) => void;
  /** Called when the ledger refuses a household's offer, a suspended member's for one; the day goes on without it. */
  readonly onRefused?: (agent: HouseholdAgent, refusal: GatewayError) => void;
  /** Waits before an hour is played, where a day is to take its time; also the place to give up. */
  readonly beforeHour?: (hour: RecordedHour) => Promise<void>;
}

const HOUR_MS = 3_600_000;
/** Offers under way at once. */
const AT_ONCE = 24;

/**
 * Plays a recorded day in a market with a simulated clock (spec 10): members trade the energy of an hour during the hour
 * before it. Whatever was done before, in this run or one that was killed, is found on the ledger and not done again.
 */
export async function playDay(plan: DayPlan): Promise<void> {
  const { market, operator } = plan;
  const before = await operator.market(market);
  if (!before) throw new Error(`There is no market ${market} to play a day in`);
  const clock = new MarketClock(operator, market, before.clock);
  for (const hour of plan.day.hours) {
    await plan.beforeHour?.(hour);
    const opensAt = new Date(hour.start.getTime() - HOUR_MS);
    const ahead = clock.isBefore(opensAt);
    await clock.advanceTo(opensAt);
    const opened = await openListing(operator, market, hour, ahead);
    if (opened.state === 'open' && clock.isBefore(hour.start)) {
      const rules = offerRules(opened.rules);
      await inParallel(plan.agents, AT_ONCE, async (agent) => {
        try {
          await agent.offer(opened.id, hour, rules);
        } catch (error) {
          if (!(error instanceof GatewayError) || !isOwnFault(error)) throw error;
          plan.onRefused?.(agent, error);
        }
      });
    }
    await clock.advanceTo(hour.start);
    const settled = await finishListing(operator, opened);
    plan.onHour?.(hour, await readListing(operator, settled));
  }
}

/** Whether the request is to blame and not the gateway: the same for nobody else, and no use in trying again. */
const isOwnFault = ({ status }: GatewayError) => status >= 400 && status < 500 && status !== 429;

/** The listing of an hour, opened unless it is there already; it can only be there when the clock had come that far. */
async function openListing(
  operator: MarketApi,
  market: string,
  hour: RecordedHour,
  isNew: boolean,
): Promise<ListingView> {
  const id = listingId(market, parseTime(ledgerTime(hour.start)));
  const existing = isNew ? undefined : await operator.listing(id);
  if (existing) return existing;
  try {
    return await operator.broadcast(market, ledgerTime(hour.start));
  } catch (error) {
    const listing = isRefusal(error, 'LISTING_EXISTS') ? await operator.listing(id) : undefined;
    if (!listing) throw error;
    return listing;
  }
}

/** The rules that an offer has to keep, in the ledger's units. */
export function offerRules(rules: MarketRulesView): OfferRules {
  return {
    tick: parsePrice(rules.tick),
    smallestOffer: parseEnergy(rules.smallestOffer),
    largestOffer: parseEnergy(rules.largestOffer),
    priceFloor: parsePrice(rules.priceFloor),
    priceCap: parsePrice(rules.priceCap),
    fee: parseRatio(rules.fee),
  };
}

/** The clock of a simulated market, which only goes forward. */
class MarketClock {
  constructor(
    private readonly operator: MarketApi,
    private readonly market: string,
    private time: string | null,
  ) {}

  isBefore(time: Date): boolean {
    return this.time === null || this.time < ledgerTime(time);
  }

  async advanceTo(time: Date): Promise<void> {
    if (!this.isBefore(time)) return;
    this.time = (await this.operator.advanceClock(this.market, ledgerTime(time))).clock;
  }
}
