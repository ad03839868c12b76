import { formatTime } from '../../../chaincode/domain/time';
import { type ListingView, type MarketView } from '../model/views';
import { read, readAll } from './api';
import { demo } from './demo';
import { marketPath, useMarket } from './ledger-time';
import { prepareResource, type Resource, tellResource, useResource } from './resources';
import { useStore } from './store';

/** What moves a listing on from one state to the next. */
export const listingSteps: readonly string[] = [
  'AcceptOfferBroadcast',
  'CloseBidding',
  'ClearListing',
  'SettleListing',
  'CancelListing',
  'AttestClearing',
];
/** Hours that are looked back on. */
const HOURS_BACK = 24;
const MARKETS = '/v1/markets';
const listingsPath = (market: string): string => `${marketPath(market)}/listings`;

/** All markets. What the list says of each needs not be asked again. */
async function loadMarkets(): Promise<MarketView[]> {
  const markets = await readAll<MarketView>(MARKETS);
  for (const market of markets) {
    const path = marketPath(market.id);
    tellResource(path, market, () => read<MarketView>(path));
  }
  return markets;
}

async function loadListings({ id, clock }: MarketView): Promise<ListingView[]> {
  const now = clock === null ? Date.now() : Date.parse(clock);
  const from = formatTime(Math.floor(now / 1000) - HOURS_BACK * 3600);
  return await readAll<ListingView>(`${listingsPath(id)}?from=${from}`);
}

/** The market of those that is shown first: the demonstration's own, or else the newest. */
const firstOf = (markets: readonly MarketView[] | undefined, played: string | undefined): MarketView | undefined =>
  markets?.find(({ id }) => id === played) ?? markets?.at(-1);

/** Begins to read what most sections begin with, while they themselves are being loaded. */
export async function prepareListings(): Promise<void> {
  const first = firstOf(await prepareResource(MARKETS, loadMarkets), demo.get()?.market);
  if (first) await prepareResource(listingsPath(first.id), () => loadListings(first));
}

/** All markets. */
export function useMarkets(): Resource<MarketView[]> {
  return useResource(MARKETS, loadMarkets, { changedBy: ({ transaction }) => transaction === 'CreateMarket' });
}

/** The market to show where nothing else was chosen; undefined until it is known, or where there is none. */
export function useFirstMarket(): string | undefined {
  const status = useStore(demo);
  return firstOf(useMarkets().data, status?.market)?.id;
}

/** The listings of a market of the last day and the next hours, oldest first. */
export function useListings(market: string | undefined): Resource<ListingView[]> {
  const record = useMarket(market).data;
  const load = async (): Promise<ListingView[]> => (record ? await loadListings(record) : []);
  return useResource(record && listingsPath(record.id), load, {
    changedBy: (event) => event.market === market && listingSteps.includes(event.transaction),
  });
}
