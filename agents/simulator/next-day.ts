import { listingId } from '../../chaincode/domain/delivery-interval';
import { parseTime } from '../../chaincode/domain/time';
import { type MarketApi } from '../client/market-api';
import { type Community, type RecordedDay } from '../community/community';
import { ledgerTime } from '../community/local-time';

/** A recorded day and the market that it belongs into. */
export interface PlayableDay {
  readonly market: string;
  readonly day: RecordedDay;
}

/** How far a community has been played. */
export interface Progress {
  /** The day to play next; it may have been begun. */
  readonly next: PlayableDay;
  /** The last day that is wholly settled. */
  readonly last: PlayableDay | undefined;
}

/**
 * Finds where to go on. A market's clock never goes back, so when all recorded days have been played they are played
 * again in a further market: `name`, `name-2`, `name-3` and so on. Reads one listing per played day of the last market.
 */
export async function findProgress(api: MarketApi, community: Community, name: string): Promise<Progress> {
  const existing = new Set((await api.markets()).map(({ id }) => id));
  let round = 1;
  while (existing.has(marketOf(name, round + 1))) round++;
  let last = round === 1 ? undefined : finalDay(community, marketOf(name, round - 1));
  const market = marketOf(name, round);
  if (!existing.has(market)) return { next: { market, day: firstDay(community) }, last };
  for (const day of community.days) {
    if (!(await isSettled(api, market, day))) return { next: { market, day }, last };
    last = { market, day };
  }
  return { next: { market: marketOf(name, round + 1), day: firstDay(community) }, last };
}

const marketOf = (name: string, round: number) => (round === 1 ? name : `${name}-${round}`);

function firstDay({ days: [day], name }: Community): RecordedDay {
  if (!day) throw new Error(`${name} has no recorded day`);
  return day;
}

function finalDay({ days }: Community, market: string): PlayableDay | undefined {
  const day = days.at(-1);
  return day && { market, day };
}

/** A day is settled when its last hour is: hours are played in order. */
async function isSettled(api: MarketApi, market: string, day: RecordedDay): Promise<boolean> {
  const last = day.hours.at(-1);
  if (!last) return true;
  const listing = await api.listing(listingId(market, parseTime(ledgerTime(last.start))));
  return listing?.state === 'settled';
}
