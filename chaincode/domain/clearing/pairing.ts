import { type Offer } from '../offer';
import { exactPayment, type PricePerKWh, type Wh } from '../units';
import { type Clearing, type Trade } from './clearing';
import { highestFirst, lowestFirst } from './ranking';

/** The two sides of a listing, each in the order in which it is served. Every offer has energy. */
export interface Sides<O extends Offer> {
  readonly buyers: readonly O[];
  readonly sellers: readonly O[];
}

/** The two sides in the order of `offers`. An offer of no energy takes no part. */
export function sidesOf<O extends Offer>(offers: readonly O[]): Sides<O> {
  return {
    buyers: offers.filter((offer) => offer.side === 'buy' && offer.energy > 0n),
    sellers: offers.filter((offer) => offer.side === 'sell' && offer.energy > 0n),
  };
}

/** The two sides, best price first: bids descending, asks ascending; equal prices: earlier first. */
export function bestPriceFirst<O extends Offer>(offers: readonly O[]): Sides<O> {
  const { buyers, sellers } = sidesOf(offers);
  return {
    buyers: highestFirst(buyers, (offer) => offer.price),
    sellers: lowestFirst(sellers, (offer) => offer.price),
  };
}

/** bid >= ask. */
export function bidReachesAsk(buy: Offer, sell: Offer): boolean {
  return buy.price >= sell.price;
}

/** How the offers that meet in `tradeInTurn` trade. */
export interface Terms<O extends Offer> {
  /** The listing's one price, where there is one. */
  readonly price: PricePerKWh | null;
  /** Whether the two trade at all. */
  readonly agree: (buy: O, sell: O) => boolean;
  readonly priceOf: (buy: O, sell: O) => PricePerKWh;
}

/**
 * Serves the buyers in their order, each from the first seller with energy left, up to the first two that don't agree.
 * A step per trade: at most buyers + sellers - 1.
 */
export function tradeInTurn<O extends Offer>({ buyers, sellers }: Sides<O>, terms: Terms<O>): Clearing<O> {
  const trades: Trade<O>[] = [];
  let total = 0n;
  let turnover = 0n;
  let buyerIndex = 0;
  let sellerIndex = 0;
  let buy = buyers[0];
  let sell = sellers[0];
  let wanted: bigint = buy?.energy ?? 0n;
  let offered: bigint = sell?.energy ?? 0n;
  while (buy && sell && terms.agree(buy, sell)) {
    const energy = (wanted < offered ? wanted : offered) as Wh;
    const price = terms.priceOf(buy, sell);
    trades.push({ buy, sell, energy, price });
    total += energy;
    turnover += exactPayment(price, energy);

    const buyerServed = wanted === energy;
    const sellerServed = offered === energy;
    if (buyerServed) {
      buy = buyers[++buyerIndex];
      wanted = buy?.energy ?? 0n;
    } else wanted -= energy;
    if (sellerServed) {
      sell = sellers[++sellerIndex];
      offered = sell?.energy ?? 0n;
    } else offered -= energy;
  }
  return { price: terms.price, energy: total, turnover, trades };
}
