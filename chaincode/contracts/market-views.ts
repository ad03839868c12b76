/** Markets, listings, offers and trades as members see them. */
import { quotaOf, type TrustPoints } from '../domain/trust/points';
import { formatEnergy, formatMicros, whOf } from '../domain/units';
import { keyNumber } from '../ledger/key';
import { type Ledger } from '../ledger/ledger';
import {
  type CarriedOffer,
  carriedOfferRecord,
  type Listing,
  type Market,
  type MarketClock,
  type OfferEntry,
  offerPageRecord,
  type OfferRow,
  outcomePageRecord,
  type TradeRow,
} from '../ledger/records';
import { type ResultOf } from '../wire/declaration';
import type * as declared from '../wire/transactions/market';
import { type ListingView, type OfferView } from '../wire/views';

export const marketView = (market: Market, clock: MarketClock | undefined): ResultOf<typeof declared.GetMarket> => ({
  ...market,
  clock: clock?.time ?? null,
});

export function listingView(listing: Listing): ListingView {
  const { cursor, collectedOffers, collectedPages, publishedPages, publishedBy, settledPages, ...shown } = listing;
  const collectionDone = cursor === null && listing.state !== 'cancelled';
  return {
    ...shown,
    progress: {
      collectedOffers,
      collectionDone,
      publishedPages,
      publishedBy: [...publishedBy],
      settledPages,
      pages: collectionDone ? collectedPages : null,
    },
  };
}

export const offerView = (offer: OfferEntry): OfferView => ({
  ...offer,
  energy: formatEnergy(offer.energy),
  price: formatMicros(offer.price),
  escrow: formatMicros(offer.escrow),
});

export const collectedOfferView = ([member, id, side, energy, price, escrow, slot, points, microgrid]: OfferRow) => ({
  id: `${member}:${id}`,
  side,
  energy: formatEnergy(BigInt(energy)),
  price: formatMicros(BigInt(price)),
  escrow: formatMicros(BigInt(escrow)),
  slot,
  points: points ?? null,
  microgrid: microgrid ?? null,
});

export const tradeView = ([buy, sell, energy, price, payment]: TradeRow) => ({
  buy,
  sell,
  energy: formatEnergy(BigInt(energy)),
  price: formatMicros(BigInt(price)),
  payment: formatMicros(BigInt(payment)),
});

/** An offer with what came of it. Reads as many pages as halving their number takes, and one of outcomes. */
export async function offerResult(
  ledger: Ledger,
  listing: Listing,
  offer: OfferEntry,
): Promise<ResultOf<typeof declared.GetOffer>> {
  const none = { tradedEnergy: null, amount: null, fee: null, refund: null, points: null, quota: null, carried: null };
  const unknown = { offer: offerView(offer), ...none };
  if (offer.state !== 'open' || (listing.state !== 'cleared' && listing.state !== 'settled')) return unknown;
  const place = await findInPages(ledger, listing, offer);
  const outcomes = await ledger.get(outcomePageRecord, listing.id, keyNumber(place.page));
  const [traded, amount, fee, refund = 0n] = outcomes?.rows[place.row]?.map(BigInt) ?? [];
  const carried = await ledger.get(carriedOfferRecord, listing.id, offer.member, offer.id);
  const kept = carried && carried.to !== null ? carried.escrow : 0n;
  return {
    offer: offerView(offer),
    tradedEnergy: formatEnergy(traded ?? 0n),
    amount: formatMicros(amount ?? 0n),
    fee: formatMicros(fee ?? 0n),
    refund: formatMicros(refund - kept),
    points: place.points ?? null,
    quota: place.points === undefined ? null : formatEnergy(quotaOf(whOf(offer.energy), place.points)),
    carried: carried ? carriedView(carried) : null,
  };
}

const carriedView = ({ energy, escrow, to, as, reason }: CarriedOffer) => ({
  energy: formatEnergy(energy),
  escrow: formatMicros(escrow),
  ...{ to, as, reason },
});

/** Finds an offer in the listing's pages, which are in key order, by bisection. */
async function findInPages(
  ledger: Ledger,
  listing: Listing,
  offer: OfferEntry,
): Promise<{ page: number; row: number; points: TrustPoints | undefined }> {
  const wanted = `${offer.member}/${offer.id}`;
  let low = 0;
  let high = listing.collectedPages - 1;
  while (low <= high) {
    const page = Math.floor((low + high) / 2);
    const rows = (await ledger.get(offerPageRecord, listing.id, keyNumber(page)))?.rows ?? [];
    const row = rows.findIndex(([member, id]) => `${member}/${id}` === wanted);
    if (row >= 0) return { page, row, points: rows[row]?.[7] ?? undefined };
    const [member, id] = rows.at(-1) ?? ['', ''];
    if (`${member}/${id}` < wanted) low = page + 1;
    else high = page - 1;
  }
  throw new Error(`Offer ${wanted} is in no page of ${listing.id}`);
}
