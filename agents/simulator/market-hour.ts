import { type GatewayProblem, isProblem, type Listing } from '../../client';
import { listingId } from '../../chaincode/domain/delivery-interval';
import { hasMicrogrids } from '../../chaincode/domain/market-rules';
import { parseGridPrices } from '../../chaincode/domain/microgrid/supply-demand-prices';
import { parseTime } from '../../chaincode/domain/time';
import { parseEnergy, parsePrice, parseRatio } from '../../chaincode/domain/units';
import { type MarketRulesView } from '../../chaincode/wire/views';
import { type OfferRules } from '../bidding/spread-bidder';
import { isOwnFault } from '../client/own-fault';
import { inParallel } from '../client/in-parallel';
import { type MarketApi } from '../client/market-api';
import { type RecordedHour } from '../community/community';
import { ledgerTime } from '../community/local-time';
import { type LedgerListing } from '../report/day-ledger';
import { readListing } from '../report/read-day-ledger';
import { finishListing } from '../scheduler/finish-listing';
import { awaitAttestation } from './await-attestation';
import { type HouseholdAgent } from './household-agent';
import { type MarketClock } from './market-clock';

/** What an agent is about to offer, once it is made. It never fails for what is the member's own fault. */
export interface Bid {
  readonly agent: HouseholdAgent;
  readonly make: () => Promise<void>;
}

/** Lets the time of bidding for an hour pass: has the bids made, and may move the clock up to the hour meanwhile. */
export type Bidding = (hour: RecordedHour, bids: readonly Bid[], clock: MarketClock) => Promise<void>;

/** A market and who trades in it. */
export interface MarketHourPlan {
  readonly market: string;
  /** The market's operator, who moves its clock. */
  readonly operator: MarketApi;
  readonly agents: readonly HouseholdAgent[];
  /** How the time of bidding passes; all at once where nothing is said. */
  readonly bidding?: Bidding;
  /** Called when the ledger refuses a household's offer, a suspended member's for one; the day goes on without it. */
  readonly onRefused?: (agent: HouseholdAgent, refusal: GatewayProblem) => void;
  /** How long an hour waits for the agent whose turn it is to attest its clearing, in ms; a few seconds unless told. */
  readonly attestationPatienceMs?: number | undefined;
}

const HOUR_MS = 3_600_000;
/** Offers under way at once. */
const AT_ONCE = 24;

/**
 * One hour of the hourly market (spec 10): its listing is opened, offered in during the hour before it, cleared and
 * settled. Whatever was done before is found on the ledger and not done again.
 */
export async function playMarketHour(
  plan: MarketHourPlan,
  clock: MarketClock,
  hour: RecordedHour,
): Promise<LedgerListing> {
  const { market, operator } = plan;
  const opensAt = new Date(hour.start.getTime() - HOUR_MS);
  const ahead = clock.isBefore(opensAt);
  await clock.advanceTo(opensAt);
  const opened = await openListing(operator, market, hour, ahead);
  if (opened.state === 'open' && clock.isBefore(hour.start)) {
    const rules = offerRules(opened.rules);
    const bids = plan.agents.map((agent) => ({
      agent,
      make: async () => {
        try {
          await agent.offer(opened.id, hour, rules);
        } catch (error) {
          if (!isOwnFault(error)) throw error;
          plan.onRefused?.(agent, error);
        }
      },
    }));
    await (plan.bidding ?? allAtOnce)(hour, bids, clock);
  }
  await clock.advanceTo(hour.start);
  const awaited = (listing: Listing) => awaitAttestation(operator, clock, listing, plan.attestationPatienceMs);
  return readListing(operator, await finishListing(operator, opened, awaited));
}

/** Has all bids made, beside each other. */
export const allAtOnce: Bidding = async (_hour, bids) => {
  await inParallel(bids, AT_ONCE, ({ make }) => make());
};

/** The listing of an hour, opened unless it is there already; it can only be there when the clock had come that far. */
async function openListing(operator: MarketApi, market: string, hour: RecordedHour, isNew: boolean): Promise<Listing> {
  const id = listingId(market, parseTime(ledgerTime(hour.start)));
  const existing = isNew ? undefined : await operator.listing(id);
  if (existing) return existing;
  try {
    return await operator.broadcast(market, ledgerTime(hour.start));
  } catch (error) {
    const listing = isProblem(error, 'LISTING_EXISTS') ? await operator.listing(id) : undefined;
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
    grid: hasMicrogrids(rules) ? parseGridPrices(rules) : undefined,
  };
}
