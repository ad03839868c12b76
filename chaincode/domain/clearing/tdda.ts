import { type Offer } from '../offer';
import { type Wh } from '../units';
import { type Clearing, type Mechanism } from './clearing';
import { midpoint } from './midpoint';

/**
 * The interval version of the order book (spec 11, "`tdda`"): offers collect until the interval ends, then bids
 * descending and asks ascending are paired while bid >= ask, each pair at the middle of the two. That is the pairing of
 * `midpoint`; what differs is what becomes of the rest: it stays for the next interval, see `carriedOver`.
 */
export const tdda: Mechanism = midpoint;

/**
 * The offers of an interval with what its clearing left of them, in the order in which they came: those of the next
 * interval, before the new ones. Takes a step per offer and trade.
 */
export function carriedOver<O extends Offer>(offers: readonly O[], { trades }: Pick<Clearing<O>, 'trades'>): O[] {
  const traded = new Map<string, bigint>();
  for (const { buy, sell, energy } of trades) {
    traded.set(buy.id, (traded.get(buy.id) ?? 0n) + energy);
    traded.set(sell.id, (traded.get(sell.id) ?? 0n) + energy);
  }
  return offers
    .map((offer) => ({ ...offer, energy: (offer.energy - (traded.get(offer.id) ?? 0n)) as Wh }))
    .filter((offer) => offer.energy > 0n);
}
