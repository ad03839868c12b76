/** The platform's own score (spec 14, "Platform score"). */
import { formatTime, parseTime, type Seconds } from '../time';
import { divideHalfEven, type Ratio, ratioOf } from '../units';

export interface PlatformScore {
  /** Sum of all satisfaction and service ratings: the mean is taken from it at once, so that no rounding adds up. */
  readonly sum: bigint;
  /** Ratings that have counted. */
  readonly count: number;
}

export const unratedPlatform: PlatformScore = { sum: 0n, count: 0 };

/**
 * The score after one more rating. temp = (satisfaction + service) / 2 and score' = (n x score + temp) / (n + 1) is the
 * mean of all temps.
 */
export const ratePlatform = ({ sum, count }: PlatformScore, satisfaction: number, service: number): PlatformScore => ({
  sum: sum + BigInt(satisfaction) + BigInt(service),
  count: count + 1,
});

/** 1..5 in millionths, rounded half to even; null without a rating. */
export const platformScore = ({ sum, count }: PlatformScore): Ratio | null =>
  count === 0 ? null : ratioOf(divideHalfEven(sum * 500_000n, BigInt(count)));

const DAY = 86_400;

/** ISO 8601 week: "2026-W01". It belongs to the year that has its Thursday. */
export function isoWeek(time: Seconds): string {
  const day = Math.floor(time / DAY);
  // 1970-01-01 was a Thursday.
  const thursday = day - ((day + 3) % 7) + 3;
  const year = formatTime(thursday * DAY).slice(0, 4);
  const newYear = parseTime(`${year}-01-01T00:00:00Z`) / DAY;
  return `${year}-W${String(Math.floor((thursday - newYear) / 7) + 1).padStart(2, '0')}`;
}
