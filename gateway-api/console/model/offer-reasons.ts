import { countsTrust } from '../../../chaincode/domain/market-rules';
import { type PricePerKWh, priceOf } from '../../../chaincode/domain/units';
import { quotaOf } from '../../../chaincode/domain/trust/points';
import { clearHour, type ClearingRules, type HourOffer } from './hour-offers';

/** Why an offer traded as it did. Energy in Wh, prices in millionths. */
export type Reason =
  /** Nobody on the other side. */
  | { readonly kind: 'nobody' }
  /** The price of the hour is beyond the offer's limit. */
  | { readonly kind: 'limit'; readonly price: PricePerKWh; readonly limit: PricePerKWh }
  /** Trust points let only a part of it count. */
  | { readonly kind: 'quota'; readonly points: number; readonly quota: bigint }
  /** Others of the same side, who were served before, took what there was. */
  | { readonly kind: 'rank'; readonly by: RankedBy; readonly before: bigint; readonly there: bigint }
  /** No offer of the other side had a price that meets its own. */
  | { readonly kind: 'noPartner'; readonly best: PricePerKWh }
  /** It traded in full: its price was within the hour's. */
  | { readonly kind: 'within'; readonly price: PricePerKWh; readonly limit: PricePerKWh }
  /** With this price, all else the same, it would have traded so much. */
  | { readonly kind: 'wouldHave'; readonly price: PricePerKWh; readonly energy: bigint }
  /** No price within the market's bounds would have changed it. */
  | { readonly kind: 'noPriceHelps' };

/** What decides who is served first: a bid's value, the time of arrival, the price, or trust points. */
export type RankedBy = 'value' | 'arrival' | 'price' | 'points';

export interface Explanation {
  readonly offer: HourOffer;
  /** Wh */
  readonly traded: bigint;
  readonly outcome: 'whole' | 'part' | 'none';
  /** The one price of the hour, where there is one. */
  readonly price: PricePerKWh | null;
  readonly reasons: readonly Reason[];
}

/** What an offer may ask and bid in the market. */
export interface PriceBounds {
  readonly tick: bigint;
  readonly floor: bigint;
  readonly cap: bigint;
}

/**
 * Explains what came of an offer, by clearing the hour with the ledger's own function: as it was, and with other prices
 * of this offer. undefined where the offer is not among them. Clears about twenty times.
 */
export function explainOffer(
  offers: readonly HourOffer[],
  rules: ClearingRules,
  lockedBy: string | null,
  id: string,
  bounds: PriceBounds,
): Explanation | undefined {
  const offer = offers.find((candidate) => candidate.id === id);
  if (!offer) return undefined;
  const { clearing, settlement } = clearHour(offers, rules, lockedBy);
  const tradedOf = (of: HourOffer): bigint => settlement.offers.find((entry) => entry.offer === of)?.energy ?? 0n;
  const traded = tradedOf(offer);
  const { price } = clearing;
  const outcome = traded === 0n ? 'none' : traded < offer.energy ? 'part' : 'whole';
  const told = { offer, traded, outcome, price } as const;
  const counted = countedEnergy(offer, rules);
  const reasons: Reason[] = [];
  if (counted < offer.energy) reasons.push({ kind: 'quota', points: offer.points ?? 1, quota: counted });
  if (traded >= counted) {
    reasons.push({ kind: 'within', price: price ?? offer.price, limit: offer.price });
    return { ...told, reasons };
  }
  const others = offers.filter(({ side, energy }) => side !== offer.side && energy > 0n);
  if (others.length === 0) return { ...told, reasons: [...reasons, { kind: 'nobody' }] };
  if (price !== null && isBeyond(offer, price)) {
    reasons.push({ kind: 'limit', price, limit: offer.price });
  } else {
    const partners = others.filter(
      (other) => !isBeyond(offer, price ?? other.price) && !isBeyond(other, price ?? offer.price),
    );
    if (partners.length === 0) reasons.push({ kind: 'noPartner', best: bestOf(others) });
    else {
      const before = offers
        .filter((other) => other.side === offer.side && other !== offer)
        .reduce((sum, other) => sum + tradedOf(other), 0n);
      const there = partners.reduce((sum, other) => sum + countedEnergy(other, rules), 0n);
      reasons.push({ kind: 'rank', by: rankedBy(rules, offer), before, there });
    }
  }
  const better = betterPrice(offers, rules, lockedBy, offer, bounds, traded);
  reasons.push(better ?? { kind: 'noPriceHelps' });
  return { ...told, reasons };
}

const countedEnergy = (offer: HourOffer, rules: ClearingRules): bigint =>
  countsTrust(rules) ? quotaOf(offer.energy, offer.points ?? 1) : offer.energy;

/** Whether a price is one that the offer does not agree to. */
const isBeyond = ({ side, price: limit }: HourOffer, price: PricePerKWh): boolean =>
  side === 'buy' ? price > limit : price < limit;

function bestOf(others: readonly HourOffer[]): PricePerKWh {
  const prices = others.map(({ price }) => price).sort((a, b) => (a < b ? -1 : 1));
  const best = others[0]?.side === 'sell' ? prices[0] : prices.at(-1);
  return best ?? priceOf(0n);
}

function rankedBy(rules: ClearingRules, { side }: HourOffer): RankedBy {
  if (countsTrust(rules) || rules.mechanism === 'two-level') return 'points';
  if (rules.mechanism === 'mcp-fifo') return side === 'buy' ? 'value' : 'arrival';
  return 'price';
}

/**
 * The price nearest to the offer's own with which it would have traded all that it can for a price: a bid higher, an ask
 * lower. Found by halving, which is right where a better price never trades less; the price that is told was tried.
 */
function betterPrice(
  offers: readonly HourOffer[],
  rules: ClearingRules,
  lockedBy: string | null,
  offer: HourOffer,
  { tick, floor, cap }: PriceBounds,
  traded: bigint,
): Reason | undefined {
  const up = offer.side === 'buy';
  const tradedAt = (price: bigint): bigint => {
    const tried = { ...offer, price: priceOf(price) };
    const { settlement } = clearHour(
      offers.map((other) => (other === offer ? tried : other)),
      rules,
      lockedBy,
    );
    return settlement.offers.find((entry) => entry.offer === tried)?.energy ?? 0n;
  };
  const steps = ((up ? cap - offer.price : offer.price - floor) / tick) satisfies bigint;
  const priceAfter = (count: bigint): bigint => (up ? offer.price + count * tick : offer.price - count * tick);
  if (steps <= 0n) return undefined;
  const most = tradedAt(priceAfter(steps));
  if (most <= traded) return undefined;
  let low = 0n;
  let high = steps;
  while (low < high - 1n) {
    const middle = (low + high) / 2n;
    if (tradedAt(priceAfter(middle)) >= most) high = middle;
    else low = middle;
  }
  return { kind: 'wouldHave', price: priceOf(priceAfter(high)), energy: tradedAt(priceAfter(high)) };
}
