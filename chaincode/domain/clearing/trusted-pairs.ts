import { exactPayment, middlePrice, type PricePerKWh, type Wh } from '../units';
import { type Offer } from '../offer';
import { type Clearing, type Mechanism, type Trade } from './clearing';
import { byPoints, type CountedOffer, onCountedEnergy } from './counted-offers';
import { bestPriceFirst, bidReachesAsk, type Sides } from './pairing';

type PriceOf = (buy: Offer, sell: Offer) => PricePerKWh;

/** `pay-as-bid` by trust: see `trustedPairs`; each pair at its bid. */
export const trustedPayAsBid: Mechanism = trustedPairs((buy) => buy.price);

/** `midpoint` by trust: see `trustedPairs`; each pair at the middle of bid and ask. */
export const trustedMidpoint: Mechanism = trustedPairs((buy, sell) => middlePrice(buy.price, sell.price));

/**
 * Bids and asks in pairs, by trust (spec 14): quotas first; buyers by points, then highest bid first; each takes from
 * the first seller with energy left whose ask its bid reaches, sellers by points, then cheapest first. Unlike without
 * trust, two that don't agree end nothing: the next seller may have fewer points and a lower ask.
 */
function trustedPairs(priceOf: PriceOf): Mechanism {
  return onCountedEnergy((offers) => tradeByPoints(bestPriceFirst(offers), priceOf));
}

/** A step per trade and four per buyer: at most buyers + sellers - 1 trades. */
function tradeByPoints<O extends Offer>(
  { buyers, sellers }: Sides<CountedOffer<O>>,
  priceOf: PriceOf,
): Clearing<CountedOffer<O>> {
  const queues = ([4, 3, 2, 1] as const).map(
    (points) => new SellerQueue(sellers.filter((seller) => seller.points === points)),
  );
  const trades: Trade<CountedOffer<O>>[] = [];
  let total = 0n;
  let turnover = 0n;
  for (const buy of byPoints(buyers)) {
    let wanted: bigint = buy.energy;
    for (const queue of queues) {
      // The head is the cheapest of its queue: where the bid doesn't reach it, it reaches none.
      while (wanted > 0n && queue.head && bidReachesAsk(buy, queue.head)) {
        const sell = queue.head;
        const energy = queue.take(wanted);
        const price = priceOf(buy, sell);
        trades.push({ buy, sell, energy, price });
        wanted -= energy;
        total += energy;
        turnover += exactPayment(price, energy);
      }
    }
  }
  return { price: null, energy: total, turnover, trades };
}

/** Sellers in the order in which they are served. */
class SellerQueue<O extends Offer> {
  private readonly sellers: readonly O[];
  private index = 0;
  private left: bigint;

  constructor(sellers: readonly O[]) {
    this.sellers = sellers;
    this.left = sellers[0]?.energy ?? 0n;
  }

  /** The first seller with energy left. */
  get head(): O | undefined {
    return this.sellers[this.index];
  }

  /** Up to `wanted` from the head. */
  take(wanted: bigint): Wh {
    const energy = wanted < this.left ? wanted : this.left;
    this.left -= energy;
    if (this.left === 0n) this.left = this.sellers[++this.index]?.energy ?? 0n;
    return energy as Wh;
  }
}
