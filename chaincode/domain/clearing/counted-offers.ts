/** Trust in a clearing (spec 14): what counts of an offer, and who is served first. */
import { type Offer } from '../offer';
import { NEWCOMER_POINTS, quotaOf, type TrustPoints } from '../trust/points';
import { type Clearing, type Mechanism, type MechanismOptions } from './clearing';
import { highestFirst } from './ranking';

/** An offer with the energy that its member's points let count. */
export interface CountedOffer<O extends Offer = Offer> extends Offer {
  readonly points: TrustPoints;
  /** The offer itself. */
  readonly whole: O;
}

/**
 * The mechanism that counts 50, 75, 90 or 100 % of each offer's energy, rounded down to a Wh, and then clears as
 * `clear` does. Trades name the offers as they were given. A member of unknown points has those of a newcomer.
 */
export function onCountedEnergy(
  clear: <O extends Offer>(offers: readonly CountedOffer<O>[], options: MechanismOptions) => Clearing<CountedOffer<O>>,
): Mechanism {
  return (offers, options) => {
    const { trades, ...totals } = clear(offers.map(countedOffer), options);
    return { ...totals, trades: trades.map((trade) => ({ ...trade, buy: trade.buy.whole, sell: trade.sell.whole })) };
  };
}

/** Most points first; within equal points as they stand. */
export const byPoints = <T extends { readonly points: TrustPoints }>(entries: readonly T[]): T[] =>
  highestFirst(entries, ({ points }) => BigInt(points));

function countedOffer<O extends Offer>(whole: O): CountedOffer<O> {
  const points = whole.points ?? NEWCOMER_POINTS;
  const { id, side, price, microgrid } = whole;
  return { id, side, price, microgrid, energy: quotaOf(whole.energy, points), points, whole };
}
