import { DomainError } from './errors';

/** The states of a listing (spec 10). */
export const listingStates = ['open', 'closed', 'cleared', 'settled', 'cancelled'] as const;
export type ListingState = (typeof listingStates)[number];

/**
 * Which state may follow which. Between `cleared` and `settled` a metered market waits for its readings: that state
 * is one more row here. A cancelled listing keeps its state while its escrow is paid back.
 */
const successors: Readonly<Record<ListingState, readonly ListingState[]>> = {
  open: ['closed', 'cancelled'],
  closed: ['cleared', 'cancelled'],
  cleared: ['settled'],
  settled: [],
  cancelled: [],
};

/** The next state, or LISTING_STATE when the lifecycle doesn't lead there. */
export function advance(
  listing: { readonly id: string; readonly state: ListingState },
  to: ListingState,
): ListingState {
  if (!successors[listing.state].includes(to)) {
    throw new DomainError('LISTING_STATE', `Listing ${listing.id} is ${listing.state} and cannot become ${to}`, {
      listing: listing.id,
      state: listing.state,
    });
  }
  return to;
}

/** Refuses (LISTING_STATE) a listing that is in none of the states. */
export function requireState(
  listing: { readonly id: string; readonly state: ListingState },
  allowed: readonly ListingState[],
): void {
  if (allowed.includes(listing.state)) return;
  const expected = allowed.join(' or ');
  throw new DomainError('LISTING_STATE', `Listing ${listing.id} is ${listing.state}, it would have to be ${expected}`, {
    listing: listing.id,
    state: listing.state,
  });
}
