import { formatEnergy, formatMicros } from '../../../chaincode/domain/units';
import { clearHour, clearingRules, collectedOffers } from '../model/hour-offers';
import { type CollectedOfferView, type ListingView } from '../model/views';
import { read, readNumbered } from './api';
import { useMember } from './me';
import { ApiProblem } from './problem';
import { type Resource, useResource } from './resources';

/** What came of one of the member's offers. Decimal strings: kWh and eEuro. */
export interface MyTrade {
  readonly listing: string;
  readonly deliveryStart: string;
  readonly side: 'buy' | 'sell';
  readonly energy: string;
  readonly traded: string;
  readonly amount: string;
}

/** A cleared hour's offers never change: they are read once. */
const computed = new Map<string, Promise<readonly MyTrade[]>>();

/** What the member's offers in cleared hours came to, in the order of the hours. */
export function useMyTrades(listings: readonly ListingView[] | undefined): Resource<MyTrade[]> {
  const member = useMember();
  const over = (listings ?? []).filter(({ state }) => state === 'cleared' || state === 'settled');
  const market = over[0]?.market ?? '';
  const from = over[0]?.deliveryStart ?? '';
  const key = listings === undefined ? undefined : `/v1/members/${member}/offers?${over.map(({ id }) => id).join()}`;
  return useResource(key, async () => {
    if (over.length === 0) return [];
    try {
      const path = `/v1/members/${member}/offers?market=${market}&from=${from}&pageSize=200`;
      const { items } = await read<{
        items: (Omit<MyTrade, 'traded' | 'amount'> & { traded: string | null; amount: string | null })[];
      }>(path);
      const known = items.flatMap((item) =>
        item.traded === null || item.amount === null ? [] : [{ ...item, traded: item.traded, amount: item.amount }],
      );
      return known.reverse();
    } catch (error) {
      // A gateway without a history leaves it to the ledger's own records.
      if (!(error instanceof ApiProblem) || error.code !== 'ROUTE_NOT_FOUND') throw error;
      return (await Promise.all(over.map((listing) => tradesIn(listing, member)))).flat();
    }
  });
}

function tradesIn(listing: ListingView, member: string): Promise<readonly MyTrade[]> {
  const key = `${member} ${listing.id}`;
  const known = computed.get(key);
  if (known) return known;
  const reading = readTrades(listing, member);
  computed.set(key, reading);
  reading.catch(() => computed.delete(key));
  return reading;
}

async function readTrades(listing: ListingView, member: string): Promise<readonly MyTrade[]> {
  const offers = collectedOffers(await readNumbered<CollectedOfferView>(`/v1/clearings/${listing.id}/offers`));
  const { settlement } = clearHour(offers, clearingRules(listing.rules), listing.lockedBy);
  return settlement.offers
    .filter(({ offer }) => offer.member === member)
    .map(({ offer, energy, amount }) => ({
      listing: listing.id,
      deliveryStart: listing.deliveryStart,
      side: offer.side,
      energy: formatEnergy(offer.energy),
      traded: formatEnergy(energy),
      amount: formatMicros(amount),
    }));
}
