import { type ListingView } from '../../chaincode/wire/views';
import { isRefusal } from '../client/gateway-error';
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
} as const satisfies Record<ListingView['state'], 'close' | 'clear' | 'settle' | undefined>;

/**
 * Takes a listing whose bidding is over to its end: closes, clears and settles it, or pays a cancelled one back, page by
 * page. May be called at any time and by several at once: a step that another has done is seen and passed over. Throws
 * GatewayError for a refusal that means something else, such as BIDDING_NOT_OVER.
 *
 * A cleared listing that waits for an agent's attestation (spec 14) is first given to `attested`, which may wait for it;
 * one that still can't be settled after that is answered as it is.
 */
export async function finishListing(
  api: MarketApi,
  listing: ListingView,
  attested: (listing: ListingView) => Promise<void> = () => Promise.resolve(),
): Promise<ListingView> {
  let current = listing;
  for (let steps = 0; steps < MOST_STEPS; steps++) {
    const step = stepFrom[current.state];
    if (step === undefined) return current;
    if (isAwaited(current)) await attested(current);
    try {
      current = await api[step](current.id);
    } catch (error) {
      if (isRefusal(error, 'ATTESTATION_AWAITED')) return current;
      if (!isRefusal(error, 'LISTING_STATE')) throw error;
      const now = await api.listing(current.id);
      if (!now) throw error;
      // Refused in the state it is in: a cancelled listing that is wholly paid back.
      if (now.state === current.state) return now;
      current = now;
    }
  }
  throw new Error(`Listing ${listing.id} is not settled after ${MOST_STEPS} steps`);
}

const isAwaited = ({ state, attestation }: ListingView) => state === 'cleared' && attestation?.state === 'awaited';
