/** Trust rating points: who may trade how much, and who is served first (spec 14). */
import { type Ratio, type Wh, whOf } from '../units';

/** 1 for a newcomer or a bad name, 4 for the best. */
export type TrustPoints = 1 | 2 | 3 | 4;

/** Points of a member of whom nothing is known: else a fresh identity would wash off a bad name. */
export const NEWCOMER_POINTS: TrustPoints = 1;

/** Percent of its energy that an offer counts for. */
const quotaPercent: Readonly<Record<TrustPoints, bigint>> = { 1: 50n, 2: 75n, 3: 90n, 4: 100n };

/** What share of an offer counts, in millionths. */
export const quotaShare = (points: TrustPoints): Ratio => (quotaPercent[points] * 10_000n) as Ratio;

/** The energy that an offer counts for, rounded down to a Wh: never more than it offers. */
export const quotaOf = (energy: Wh, points: TrustPoints): Wh => whOf((energy * quotaPercent[points]) / 100n);

/** The scores from which on a trader has 2, 3 and 4 points. */
export type PointThresholds = readonly [two: Ratio, three: Ratio, four: Ratio];

/**
 * The class of a score: a point for being here and one for every threshold that it reaches. Votes set the thresholds
 * one by one, so for a moment they needn't rise; what counts then is how many of them are reached.
 */
export function pointsOfScore(score: Ratio, thresholds: PointThresholds): TrustPoints {
  return (1 + thresholds.filter((threshold) => score >= threshold).length) as TrustPoints;
}
