import { type Listing } from '../../client';
import { type MarketApi } from '../client/market-api';
import { ledgerTime } from '../community/local-time';

/** How far back a market's listings are looked through; a listing waits minutes, or a week at the very most. */
const LOOK_BACK_MS = 8 * 86_400_000;

/** The listings of all markets that wait for an attestation. Reads the last days' listings of each market. */
export async function awaitedListings(api: MarketApi): Promise<Listing[]> {
  const awaited: Listing[] = [];
  for (const { id, rules, clock } of await api.markets()) {
    const now = rules.clock === 'simulated' ? clock : ledgerTime(new Date());
    if (now === null) continue;
    const from = ledgerTime(new Date(Date.parse(now) - LOOK_BACK_MS));
    const listings = await api.listings(id, from);
    awaited.push(...listings.filter(({ attestation }) => attestation?.state === 'awaited'));
  }
  return awaited;
}
