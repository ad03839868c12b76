/** Round times for an axis: whole minutes, hours or days as they are told in a time zone. Milliseconds since 1970. */

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const steps = [
  ...[1, 5, 15, 30].map((count) => count * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((count) => count * MINUTE),
  ...[1, 2, 3, 6, 12].map((count) => count * HOUR),
  ...[1, 2, 7, 14, 28, 91, 364].map((count) => count * DAY),
];

/** Times to label, and whether they lie so far apart that a day says more than an hour. */
export interface TimeTicks {
  readonly times: readonly number[];
  readonly shape: 'second' | 'time' | 'day';
}

/** At most `most` round times between two, both included. `offset` is what the zone is ahead of UTC, in milliseconds. */
export function timeTicks(from: number, to: number, most: number, offset = 0): TimeTicks {
  const step = steps.find((size) => (to - from) / size < Math.max(1, most)) ?? DAY * 364;
  const times: number[] = [];
  for (let time = Math.ceil((from + offset) / step) * step - offset; time <= to; time += step) times.push(time);
  return { times, shape: step < MINUTE ? 'second' : step < DAY ? 'time' : 'day' };
}

/** What a time zone is ahead of UTC at a time, in milliseconds; the reader's own zone where none is named. */
export function zoneOffset(time: number, timeZone: string | undefined): number {
  // Swedish writes times as ISO 8601 does.
  const wall = new Date(time).toLocaleString('sv-SE', timeZone === undefined ? {} : { timeZone });
  return Date.parse(`${wall.replace(' ', 'T')}Z`) - Math.floor(time / SECOND) * SECOND;
}
