import { type Offer } from '../offer';
import { type Wh } from '../units';
import { highestFirst, lowestFirst } from './ranking';

/** Energy that goes from one offer to another; what it costs is the mechanism's business. */
export interface Pair<O extends Offer> {
  readonly buy: O;
  readonly sell: O;
  readonly energy: Wh;
}

export interface Pairing<O extends Offer> {
  readonly pairs: readonly Pair<O>[];
  /** The first buyer and the first seller that are not wholly served, where there is one. */
  readonly buyerLeft: O | undefined;
  readonly sellerLeft: O | undefined;
}

/** The two sides of a listing, each in the order of `offers`. An offer of no energy takes no part. */
export function sidesOf<O extends Offer>(offers: readonly O[]): { buyers: O[]; sellers: O[] } {
  return {
    buyers: offers.filter((offer) => offer.side === 'buy' && offer.energy > 0n),
    sellers: offers.filter((offer) => offer.side === 'sell' && offer.energy > 0n),
  };
}

/**
 * Serves the buyers in their order, each from the first seller with energy left, up to the first two that don't agree.
 * Every offer must have energy. Costs one step per pair: at most buyers + sellers - 1.
 */
export function pairInTurn<O extends Offer>(
  buyers: readonly O[],
  sellers: readonly O[],
  agree: (buy: O, sell: O) => boolean = () => true,
): Pairing<O> {
  const pairs: Pair<O>[] = [];
  let buyerIndex = 0;
  let sellerIndex = 0;
  let buy = buyers[0];
  let sell = sellers[0];
  let wanted: bigint = buy?.energy ?? 0n;
  let offered: bigint = sell?.energy ?? 0n;
  while (buy && sell && agree(buy, sell)) {
    const energy = wanted < offered ? wanted : offered;
    pairs.push({ buy, sell, energy: energy as Wh });
    // Subtracts on one side only: a bigint costs an allocation.
    const buyerDone = wanted === energy;
    const sellerDone = offered === energy;
    if (buyerDone) {
      buy = buyers[++buyerIndex];
      wanted = buy?.energy ?? 0n;
    } else wanted -= energy;
    if (sellerDone) {
      sell = sellers[++sellerIndex];
      offered = sell?.energy ?? 0n;
    } else offered -= energy;
  }
  return { pairs, buyerLeft: buy, sellerLeft: sell };
}

/** Pairs the highest bid with the lowest ask for as long as the bid reaches the ask; equal prices: earlier first. */
export function pairByPrice<O extends Offer>(offers: readonly O[]): Pairing<O> {
  const { buyers, sellers } = sidesOf(offers);
  const bids = highestFirst(buyers, (offer) => offer.price);
  const asks = lowestFirst(sellers, (offer) => offer.price);
  return pairInTurn(bids, asks, (bid, ask) => bid.price >= ask.price);
}
