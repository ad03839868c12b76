import { DomainError } from '../errors';
import { formatTime, parseTime, type Seconds } from '../time';

/** `continuous`: an order trades when it comes. `interval`: orders collect, and are paired when the interval is over. */
export const matchingModes = ['continuous', 'interval'] as const;
export type MatchingMode = (typeof matchingModes)[number];

/** When a book does things by itself (spec 11). */
export interface BookSchedule {
  readonly matching: MatchingMode;
  /** Length of an interval; null where matching is continuous. Intervals begin at whole multiples of it since 1970. */
  readonly interval: Seconds | null;
  /** How long a held trade waits for a dispute before it releases itself. */
  readonly holdFor: Seconds;
}

const MINUTE = 60;
const DAY = 86_400;
/** A held trade of a book that says nothing else releases itself after a day. */
export const DEFAULT_HOLD: Seconds = DAY;
const LONGEST_HOLD = 30 * DAY;

/**
 * Refuses a schedule that contradicts itself: BOOK_RULES_INVALID, naming the field. Nothing in it is shorter than a
 * minute: no rule depends on less (spec 00, "Time").
 */
export function checkSchedule({ matching, interval, holdFor }: BookSchedule): void {
  const refuse = (message: string, field: string): never => {
    throw new DomainError('BOOK_RULES_INVALID', message, { field });
  };
  if ((interval === null) !== (matching === 'continuous')) {
    refuse(`interval belongs to interval matching, and matching is ${matching}`, 'interval');
  }
  if (interval !== null && (interval < MINUTE || interval > DAY || interval % MINUTE !== 0)) {
    refuse('interval must be a whole number of minutes up to a day, in seconds', 'interval');
  }
  if (holdFor < MINUTE || holdFor > LONGEST_HOLD) refuse('holdFor must lie between a minute and 30 days', 'holdFor');
}

/** How far an interval book has been cleared. Times are RFC 3339, which compare as text. */
export interface IntervalState {
  /** End of the last interval that was cleared whole; orders that count as placed before it have been paired. */
  readonly clearedTo: string;
  /** End of the interval that is being cleared, null when none is. */
  readonly clearing: string | null;
}

/** Start of the interval that a time lies in. */
export const intervalStart = (now: Seconds, length: Seconds): Seconds => now - (now % length);

/**
 * The interval that an order joins which comes now, as its start: that of its time, or a later one where that is cleared
 * or being cleared already. So no order joins an interval once its clearing has begun, whatever its timestamp says.
 */
export function joinedInterval(state: IntervalState | undefined, now: Seconds, length: Seconds): string {
  const own = formatTime(intervalStart(now, length));
  const over = state?.clearing ?? state?.clearedTo ?? own;
  return over > own ? over : own;
}

/**
 * End of the interval that a step of clearing works on: the one under way, else the last one that is over. Refused with
 * INTERVAL_NOT_OVER where all that are over have been cleared.
 */
export function intervalToClear(state: IntervalState | undefined, now: Seconds, length: Seconds): string {
  if (state?.clearing) return state.clearing;
  const end = formatTime(intervalStart(now, length));
  if (state && state.clearedTo >= end) {
    const next = formatTime(parseTime(state.clearedTo) + length);
    throw new DomainError('INTERVAL_NOT_OVER', `The interval is over at ${next}`, { next });
  }
  return end;
}
