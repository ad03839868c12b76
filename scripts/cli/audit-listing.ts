import { type CollectedOfferView, type MarketApi, type TradeView } from '../../agents/client/market-api';
import { type BookOffer, clearBook } from '../../chaincode/domain/clear-book';
import { countsTrust, hasMicrogrids } from '../../chaincode/domain/market-rules';
import { parseGridPrices } from '../../chaincode/domain/microgrid/supply-demand-prices';
import { type TrustPoints } from '../../chaincode/domain/trust/points';
import { formatMicros, parseEnergy, parseEuro, parsePrice, parseRatio } from '../../chaincode/domain/units';
import { type ListingView, type OfferView } from '../../chaincode/wire/views';
import { type ClearedCase, formatCase } from './case-file';
import { CliError } from './cli-error';

/** A listing as a member sees it on the ledger. */
export interface PublishedListing {
  readonly listing: ListingView;
  readonly offers: readonly OfferView[];
  readonly trades: readonly TradeView[];
  /** The offers with the points and microgrids that the ledger says it collected them with; none where neither counts. */
  readonly collected: readonly CollectedOfferView[];
}

export interface Audit {
  /** What the offers come to by the listing's rule. */
  readonly recomputed: ClearedCase;
  /** Where the published result says something else; none when it is right. */
  readonly differences: readonly string[];
}

/** Reads a listing with all its offers and trades. Throws CliError when there is no result to recompute yet. */
export async function readPublished(api: MarketApi, id: string): Promise<PublishedListing> {
  const listing = await api.listing(id);
  if (!listing) throw new CliError(`There is no listing ${id}`);
  if (listing.state !== 'cleared' && listing.state !== 'settled') {
    throw new CliError(`Listing ${id} is ${listing.state}: it has no published result to recompute`);
  }
  const [offers, trades, collected] = await Promise.all([
    api.offers(id),
    api.trades(id),
    countsTrust(listing.rules) || hasMicrogrids(listing.rules) ? api.collectedOffers(id) : [],
  ]);
  return { listing, offers, trades, collected };
}

/**
 * Clears a listing again, from its offers alone, by the rule that it was opened with: in the order of arrival that the
 * locking transaction's lottery gives (spec 00, "Time"). Compares price, energy, turnover and every trade. Where trust
 * counts, the points are those that the ledger collected, and so are microgrids where there are any.
 */
export function auditListing({ listing, offers, trades, collected }: PublishedListing): Audit {
  const { mechanism, limits, fee, trust = 'off' } = listing.rules;
  const standing = new Map(collected.map((offer) => [offer.id, offer]));
  const open = offers.filter(({ state }) => state === 'open');
  const book = open.map((offer) => bookOffer(offer, standing.get(offerId(offer))));
  const rules = { mechanism, limits, trust, fee: parseRatio(fee), grid: parseGridPrices(listing.rules) };
  const { clearing, settlement } = clearBook(book, listing.lockedBy ?? '', rules);
  const recomputed = formatCase(listing.id, clearing);
  const payment = settlement.payments.map((paid) => formatMicros(paid));
  const published = listing.clearing;
  const pairs: [string, string | number | null | undefined, string | number | null | undefined][] = [
    ['price', published?.price, recomputed.price],
    ['energy in kWh', published?.energy, recomputed.kWh],
    ['turnover in eEuro', published?.turnover, recomputed.turnover],
    ['number of offers', published?.offers, book.length],
    ['number of trades', published?.trades, recomputed.trades.length],
    ['number of listed trades', trades.length, recomputed.trades.length],
    ...recomputed.trades.flatMap((trade, index): [string, string | undefined, string | undefined][] => {
      const listed = trades[index];
      const name = `trade ${index + 1}`;
      return [
        [`${name}: buyer`, listed?.buy, trade.buy],
        [`${name}: seller`, listed?.sell, trade.sell],
        [`${name}: energy in kWh`, listed?.energy, trade.kWh],
        [`${name}: price`, listed?.price, trade.price],
        [`${name}: payment in eEuro`, listed?.payment, payment[index]],
      ];
    }),
  ];
  const differences = pairs
    .filter(([, said, found]) => said !== found)
    .map(([what, said, found]) => `${what}: published ${shown(said)}, recomputed ${shown(found)}`);
  return { recomputed, differences };
}

const shown = (value: string | number | null | undefined) => String(value ?? 'none');

/** How trades name an offer. */
const offerId = ({ member, id }: OfferView) => `${member}:${id}`;

/** An offer as the clearing sees it. */
function bookOffer(offer: OfferView, standing: CollectedOfferView | undefined): BookOffer {
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
