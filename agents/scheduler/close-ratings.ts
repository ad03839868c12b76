import { ledgerTime } from '../community/local-time';
import { isProblem } from '../../client';
import { type MarketApi } from '../client/market-api';

const DAY_MS = 86_400_000;
/** More steps than the largest listing takes: forty trades each. */
const MOST_STEPS = 5_000;

/**
 * Closes the ratings of a market's listings whose time to rate is over, so that unrated trades count (spec 14). Looks at
 * listings up to two windows old: a delivery that is settled on the last day can be rated for a window from then on.
 * `closed` are listings that are done with; answers those of them that will be looked at again. May be called by several.
 */
export async function closeOldRatings(
  api: MarketApi,
  market: string,
  closed: ReadonlySet<string>,
): Promise<ReadonlySet<string>> {
  const { ratingWindow = '14' } = await api.parameters();
  const windowMs = Number(ratingWindow) * DAY_MS;
  const over = Date.now() - windowMs;
  const done = new Set<string>();
  for (const { id, state, deliveryEnd } of await api.listings(market, ledgerTime(new Date(over - windowMs - DAY_MS)))) {
    if (state !== 'settled' || Date.parse(deliveryEnd) >= over) continue;
    if (closed.has(id) || (await closeRatings(api, id))) done.add(id);
  }
  return done;
}

/** Takes a listing's closing as far as it goes; answers whether all of its ratings are closed. */
async function closeRatings(api: MarketApi, listing: string): Promise<boolean> {
  for (let step = 0; step < MOST_STEPS; step++) {
    try {
      const { done } = await api.closeRatings(listing);
      if (done) return true;
    } catch (error) {
      // Another has closed them, or some trades can still be rated.
      if (!isProblem(error, 'RATINGS_CLOSED', 'RATING_WINDOW_OPEN')) throw error;
      return error.code === 'RATINGS_CLOSED';
    }
  }
  throw new Error(`Ratings of ${listing} are not closed after ${MOST_STEPS} steps`);
}
