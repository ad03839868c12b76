import { type Fixed, fixedOf, ratioOfFixed } from '../fixed-point';
import { type Ratio } from '../units';

/** A score as the mean of what has counted so far. */
export interface RunningScore {
  readonly score: Ratio;
  /** How many have counted. With none, `score` means nothing and doesn't count either. */
  readonly count: number;
}

/**
 * (n x score + next) / (n + 1), rounded once, half to even to a millionth: how every score of spec 14 moves. It lies
 * between the score and `next` (to the millionth that a score has). Throws INVALID_ARGUMENT where the mean is negative.
 */
export function meanWith({ score, count }: RunningScore, next: Fixed): Ratio {
  return ratioOfFixed(fixedMean([(fixedOf(score, 1_000_000n) * BigInt(count)) as Fixed, next], count + 1));
}

/** The sum of `values` over `count`, above 0; no value is negative. */
export function fixedMean(values: readonly Fixed[], count = values.length): Fixed {
  return (values.reduce((sum: bigint, value) => sum + value, 0n) / BigInt(count)) as Fixed;
}
