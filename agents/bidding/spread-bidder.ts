import { type MarketRules } from '../../chaincode/domain/market-rules';
import { type GridPrices } from '../../chaincode/domain/microgrid/supply-demand-prices';
import { type Side } from '../../chaincode/domain/offer';
import { divideHalfEven, priceOf, type PricePerKWh, type Ratio, type Wh } from '../../chaincode/domain/units';
import { type Reading } from '../community/community';
import { netPosition } from './net-position';

/** The rules of a market that an offer has to keep. */
export type OfferRules = Pick<
  MarketRules,
  'tick' | 'smallestOffer' | 'largestOffer' | 'priceFloor' | 'priceCap' | 'fee'
> & {
  /** In a market of price takers: the grid's prices, which every bid and ask takes. */
  readonly grid?: GridPrices | undefined;
};

/** What a household's agent knows when it makes its offer for an hour. */
export interface BiddingSituation {
  /** Its place in the community, from 1. */
  readonly household: number;
  /** Local hour of the day, 0..23. */
  readonly hour: number;
  /** What the home will use and produce in the hour. */
  readonly reading: Reading;
  /** What the grid asks and pays in the hour. */
  readonly retail: PricePerKWh;
  readonly feedIn: PricePerKWh;
}

export interface PlannedOffer {
  readonly side: Side;
  readonly energy: Wh;
  readonly price: PricePerKWh;
}

const MILLION = 1_000_000n;
/** The golden ratio's fraction in millionths: its multiples fall evenly into 0..1 however many there are. */
const GOLDEN = 618_034n;

/**
 * How far a household moves from its best price towards the middle, in millionths: the fraction of
 * (household + hour) x 0.618034. It differs from home to home and goes round with the hours, so that nobody is always last.
 */
export function eagerness(household: number, hour: number): bigint {
  return (BigInt(household + hour) * GOLDEN) % MILLION;
}

/**
 * The offer of a household for one hour, or undefined when it has nothing to trade (docs/replay.md).
 *
 * With e the eagerness, R retail, F feed-in, f the market's fee and M = (floor + R) / 2 the middle of the range:
 * a seller's reserve is floor + e x (M - floor), where floor = F / (1 - f) is what leaves it F after the fee;
 * a buyer's bid is R - e x (R - M). Reserves are rounded up and bids down to the tick, so no trade is worse than the grid.
 * Where the market makes its price itself, it bids retail and asks feed-in.
 * Energy is the hour's surplus or deficit, cut at the largest offer; less than the smallest is not offered.
 */
export function planOffer(situation: BiddingSituation, rules: OfferRules): PlannedOffer | undefined {
  const position = netPosition(situation.reading);
  if (!position) return undefined;
  const energy = position.energy > rules.largestOffer ? rules.largestOffer : position.energy;
  if (energy < rules.smallestOffer) return undefined;
  if (rules.grid) return { ...position, energy, price: takersPrice(position.side, rules.grid, rules.tick) };

  const floor = breakEven(situation.feedIn, rules.fee);
  const top: bigint = situation.retail;
  // Where the fee eats the whole range there is nothing to share.
  if (floor >= top) return undefined;
  const move = divideHalfEven(((top - floor) / 2n) * eagerness(situation.household, situation.hour), MILLION);
  const wanted = position.side === 'sell' ? upTo(floor + move, rules.tick) : downTo(top - move, rules.tick);
  const price = wanted > rules.priceCap && position.side === 'buy' ? downTo(rules.priceCap, rules.tick) : wanted;
  if (price < rules.priceFloor || price > rules.priceCap) return undefined;
  return { side: position.side, energy, price: priceOf(price) };
}

/** Retail or more, feed-in or less: by less than a tick. */
const takersPrice = (side: Side, { retail, feedIn }: GridPrices, tick: bigint) =>
  priceOf(side === 'sell' ? downTo(feedIn, tick) : upTo(retail, tick));

/** The price that leaves a seller `feedIn` after the fee, rounded up to a millionth. */
function breakEven(feedIn: PricePerKWh, fee: Ratio): bigint {
  const kept = MILLION - fee;
  if (kept <= 0n) throw new Error('A market that keeps everything as its fee cannot be sold in');
  return upTo(feedIn * MILLION, kept) / kept;
}

const downTo = (value: bigint, step: bigint) => value - (value % step);
const upTo = (value: bigint, step: bigint) => downTo(value + step - 1n, step);
