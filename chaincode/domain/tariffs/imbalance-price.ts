import { divideHalfEven, type PricePerKWh, type Ratio, type Wh } from '../units';

/** The distributor's price curve (spec 16, "The distributor's imbalance price"): base x clamp(1 - slope x, floor, cap). */
export interface ImbalanceCurve {
  readonly base: PricePerKWh;
  readonly slope: Ratio;
  /** At most 1, and below `cap`: a balanced slot costs `base`. */
  readonly floor: Ratio;
  /** At least 1. */
  readonly cap: Ratio;
  /** The imbalance at which x is 1; above 0. */
  readonly scale: Wh;
}

const ONE = 1_000_000n;

/**
 * What the energy costs that takes a slot's imbalance (promised production less promised consumption, Wh of either sign)
 * from one value to another: the exact integral of the price along the way, in micro-eEuro, rounded once, half to even.
 * Not negative, and the same in both directions: a promise that is taken back returns what it moved, and an order
 * costs what its parts would (but for the rounding of each part).
 */
export function imbalancePayment(curve: ImbalanceCurve, from: bigint, to: bigint): bigint {
  const { base, slope, floor, cap, scale } = curve;
  const [low, high] = from < to ? [from, to] : [to, from];
  if (slope === 0n) return divideHalfEven(base * (high - low), 1000n);
  // u = (1 - slope x) x scale, in millionths of a Wh, is whole at every whole imbalance and falls by `slope` per Wh.
  // So the integral over the imbalance is one over u, of u held between floor x scale and cap x scale.
  const u = (imbalance: bigint) => ONE * scale - slope * imbalance;
  const area = (at: bigint) => twiceAreaTo(at, floor * scale, cap * scale);
  const twice = area(u(low)) - area(u(high));
  return divideHalfEven(base * twice, 2n * slope * scale * ONE * 1000n);
}

/** Twice the integral of clamp(u, low, high) from 0 to `u`, but for a constant that cancels out in differences. */
function twiceAreaTo(u: bigint, low: bigint, high: bigint): bigint {
  const bound = u < low ? low : u > high ? high : u;
  return 2n * bound * u - bound * bound;
}
