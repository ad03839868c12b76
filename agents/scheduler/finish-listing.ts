import { isProblem, type Listing } from '../../client';
import { type MarketApi } from '../client/market-api';

/** More steps than the largest listing takes: 200 pages to collect, publish and settle, and 2,000 steps of fifty offers that stay. */
const MOST_STEPS = 3000;

/** The transaction that takes a listing on from each state; undefined where nothing is left to do. */
const stepFrom = {
  open: 'close',
  closed: 'clear',
  cleared: 'settle',
  cancelled: 'settle',
  settled: undefined,
} as const satisfies Record<Listing['state'], 'close' | 'clear' | 'settle' | undefined>;

/**
 * Takes a listing whose bidding is over to its end: closes, clears and settles it, or pays a cancelled one back, page by
 * page. May be called at any time and by several at once: a step that another has done is seen and passed over. Throws
 * GatewayProblem for a refusal that means something else, such as BIDDING_NOT_OVER.
 *
 * A cleared listing that waits for an agent's attestation (spec 14) is first given to `attested`, which may wait for it;
 * one that still can't be settled after that is answered as it is.
 */
export async function finishListing(
  api: MarketApi,
  listing: Listing,
  attested: (listing: Listing) => Promise<void> = () => Promise.resolve(),
): Promise<Listing> {
  let current = listing;
  for (let steps = 0; steps < MOST_STEPS; steps++) {
    const step = stepFrom[current.state];
    if (step === undefined) return current;
    if (isAwaited(current)) await attested(current);
    try {
      current = await api[step](current.id);
    } catch (error) {
      if (isProblem(error, 'ATTESTATION_AWAITED')) return current;
      if (!isProblem(error, 'LISTING_STATE')) throw error;
      const now = await api.listing(current.id);
      if (!now) throw error;
      // Refused in the state it is in: a cancelled listing that is wholly paid back.
      if (now.state === current.state) return now;
      current = now;
    }
  }
  throw new Error(`Listing ${listing.id} is not settled after ${MOST_STEPS} steps`);
}

const isAwaited = ({ state, attestation }: Listing) => state === 'cleared' && attestation?.state === 'awaited';
