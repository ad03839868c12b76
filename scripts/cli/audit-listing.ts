import { type Listing, type Trade } from '../../client';
import { type ListingOffers, readOffers, recomputeListing } from '../../agents/attester/recompute-listing';
import { type MarketApi } from '../../agents/client/market-api';
import { formatMicros } from '../../chaincode/domain/units';
import { type ClearedCase, formatCase } from './case-file';
import { CliError } from './cli-error';

/** A listing as a member sees it on the ledger. */
export interface PublishedListing extends ListingOffers {
  readonly listing: Listing;
  readonly trades: readonly Trade[];
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
  const [offers, trades] = await Promise.all([readOffers(api, listing), api.trades(id)]);
  return { listing, trades, ...offers };
}

/** Clears a listing again, from its offers alone. Compares price, energy, turnover and every trade. */
export function auditListing({ listing, trades, ...given }: PublishedListing): Audit {
  const { clearing, settlement, offers } = recomputeListing(listing, given);
  const recomputed = formatCase(listing.id, clearing);
  const payment = settlement.payments.map((paid) => formatMicros(paid));
  const published = listing.clearing;
  const pairs: [string, string | number | null | undefined, string | number | null | undefined][] = [
    ['price', published?.price, recomputed.price],
    ['energy in kWh', published?.energy, recomputed.kWh],
    ['turnover in eEuro', published?.turnover, recomputed.turnover],
    ['number of offers', published?.offers, offers],
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
