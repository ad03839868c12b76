import { type CollectedOffer, type Listing } from '../../client';
import { type BookOffer, clearBook, type ClearedBook } from '../../chaincode/domain/clear-book';
import { commitTo, committedTrades } from '../../chaincode/domain/commitment';
import { countsTrust, hasMicrogrids } from '../../chaincode/domain/market-rules';
import { parseGridPrices } from '../../chaincode/domain/microgrid/supply-demand-prices';
import { type TrustPoints } from '../../chaincode/domain/trust/points';
import { parseEnergy, parseEuro, parsePrice, parseRatio } from '../../chaincode/domain/units';
import { type OfferView } from '../../chaincode/wire/views';
import { type MarketApi } from '../client/market-api';

/** A listing's offers as members see them on the ledger. */
export interface ListingOffers {
  readonly offers: readonly OfferView[];
  /** The offers with the points and microgrids that the ledger says it collected them with; none where neither counts. */
  readonly collected: readonly CollectedOffer[];
}

/** Reads all offers of a cleared listing. */
export async function readOffers(api: MarketApi, { id, rules }: Listing): Promise<ListingOffers> {
  const [offers, collected] = await Promise.all([
    api.offers(id),
    countsTrust(rules) || hasMicrogrids(rules) ? api.collectedOffers(id) : [],
  ]);
  return { offers, collected };
}

/**
 * Clears a listing again, from its offers alone, by the rule that it was opened with: in the order of arrival that the
 * locking transaction's lottery gives (spec 00, "Time"). Where trust counts, the points are those that the ledger
 * collected, and so are microgrids where there are any.
 */
export function recomputeListing(
  { lockedBy, rules }: Pick<Listing, 'lockedBy' | 'rules'>,
  { offers, collected }: ListingOffers,
): ClearedBook & { readonly offers: number } {
  const { mechanism, limits, fee, trust = 'off' } = rules;
  const standing = new Map(collected.map((offer) => [offer.id, offer]));
  const open = offers.filter(({ state }) => state === 'open');
  const book = open.map((offer) => bookOffer(offer, standing.get(offerId(offer))));
  const cleared = clearBook(book, lockedBy ?? '', {
    ...{ mechanism, limits, trust },
    fee: parseRatio(fee),
    grid: parseGridPrices(rules),
  });
  return { ...cleared, offers: book.length };
}

/** What the recomputed trades of a listing come to, as the ledger commits to them. */
export function digestOf(listing: string, { clearing, settlement }: ClearedBook): string {
  return commitTo(listing, committedTrades(clearing, settlement)).digest;
}

/** How trades name an offer. */
const offerId = ({ member, id }: OfferView) => `${member}:${id}`;

/** An offer as the clearing sees it. */
function bookOffer(offer: OfferView, standing: CollectedOffer | undefined): BookOffer {
  return {
    id: offerId(offer),
    side: offer.side,
    energy: parseEnergy(offer.energy),
    price: parsePrice(offer.price),
    escrow: parseEuro(offer.escrow),
    slot: offer.slot,
    ...(standing?.points ? { points: standing.points as TrustPoints } : {}),
    ...(standing?.microgrid ? { microgrid: standing.microgrid } : {}),
  };
}
