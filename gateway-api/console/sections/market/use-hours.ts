import { clearHour, clearingRules, collectedOffers, type HourOffer, openOffers } from '../../model/hour-offers';
import { type CollectedOfferView, type ListingView, type OfferView, type TradeView } from '../../model/views';
import { read, readAll, readNumbered } from '../../state/api';
import { listingSteps } from '../../state/markets';
import { type Resource, useResource } from '../../state/resources';

/** One listing by its id. */
export function useListing(listing: string): Resource<ListingView> {
  const path = `/v1/listings/${listing}`;
  return useResource(path, () => read<ListingView>(path), {
    changedBy: (event) => event.listing === listing && listingSteps.includes(event.transaction),
  });
}

/** The offers of a listing as its clearing sees them or will see them. JSON: amounts as strings. */
export interface ListedOffers {
  readonly open?: OfferView[];
  readonly collected?: CollectedOfferView[];
}

/** Offers of a listing, live while it is open. */
export function useHourOffers(listing: ListingView | undefined): Resource<ListedOffers> {
  const isOver = listing !== undefined && ['cleared', 'settled'].includes(listing.state);
  const at = `/v1/${isOver ? 'clearings' : 'listings'}/${listing?.id ?? ''}/offers`;
  const load = async (): Promise<ListedOffers> =>
    isOver ? { collected: await readNumbered<CollectedOfferView>(at) } : { open: await readAll<OfferView>(at) };
  return useResource(listing && at, load, {
    changedBy: (event) =>
      !isOver && event.listing === listing?.id && ['PVOffer', 'BUYOffer', 'CancelOffer'].includes(event.transaction),
  });
}

/** The trades of a cleared listing. */
export function useTrades(listing: ListingView | undefined): Resource<TradeView[]> {
  const isOver = listing !== undefined && ['cleared', 'settled'].includes(listing.state);
  const at = `/v1/clearings/${listing?.id ?? ''}/trades`;
  return useResource(isOver ? at : undefined, () => readNumbered<TradeView>(at));
}

/** An hour's offers and what clearing makes of them, computed here. */
export interface ComputedHour {
  readonly offers: readonly HourOffer[];
  readonly price: bigint | null;
  readonly traded: bigint;
  readonly turnover: bigint;
  readonly tradedBy: ReadonlyMap<string, bigint>;
}

/** Clears what was read: for an open hour, what would come of it now. */
export function computeHour(listing: ListingView, { open, collected }: ListedOffers): ComputedHour {
  const offers = collected ? collectedOffers(collected) : openOffers(open ?? []);
  const { clearing, settlement } = clearHour(offers, clearingRules(listing.rules), listing.lockedBy);
  return {
    offers,
    price: clearing.price,
    traded: clearing.energy,
    turnover: clearing.turnover,
    tradedBy: new Map(settlement.offers.map(({ offer, energy }) => [offer.id, energy])),
  };
}

/** The listing that takes offers, or is just being cleared: the newest. And the newest that was cleared. */
export function currentAndLast(listings: readonly ListingView[]): {
  readonly current: ListingView | undefined;
  readonly last: ListingView | undefined;
} {
  const current = listings.findLast(({ state }) => state === 'open' || state === 'closed') ?? listings.at(-1);
  const last = listings.findLast(({ state }) => state === 'cleared' || state === 'settled');
  return { current, last };
}
