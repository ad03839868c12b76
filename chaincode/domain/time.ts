import { DomainError } from './errors';

/** Seconds since 1970-01-01T00:00:00Z, whole; leap seconds don't exist. */
export type Seconds = number;

const RFC3339 = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})Z$/;
const DAY = 86_400;

/** Days from 1970-01-01 to a civil date, counting years from March so that a leap day ends them. */
function daysTo(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  return 365 * y + Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400) + dayOfYear - 719_468;
}

/** The civil date so many days after 1970-01-01. */
function dateOf(days: number): { year: number; month: number; day: number } {
  const z = days + 719_468;
  const era = Math.floor(z / 146_097);
  const dayOfEra = z - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shifted = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1,
  };
}

const padded = (value: number, width = 2): string => value.toString().padStart(width, '0');

/** Seconds as RFC 3339 in UTC: "2026-06-01T12:00:00Z". Years 0 to 9999. */
export function formatTime(seconds: Seconds): string {
  const days = Math.floor(seconds / DAY);
  const rest = seconds - days * DAY;
  const { year, month, day } = dateOf(days);
  const clock = [Math.floor(rest / 3600), Math.floor(rest / 60) % 60, rest % 60].map((part) => padded(part)).join(':');
  return `${padded(year, 4)}-${padded(month)}-${padded(day)}T${clock}Z`;
}

/** RFC 3339 in UTC with whole seconds to seconds; INVALID_ARGUMENT naming `field` for what is no such time. */
export function parseTime(text: string, field = 'time'): Seconds {
  const [, year, month, day, hour, minute, second] = (RFC3339.exec(text) ?? []).map(Number);
  if (
    year !== undefined &&
    month !== undefined &&
    day !== undefined &&
    hour !== undefined &&
    minute !== undefined &&
    second !== undefined
  ) {
    const seconds = daysTo(year, month, day) * DAY + hour * 3600 + minute * 60 + second;
    // A date that doesn't exist, such as 30 February, comes back as another one.
    if (formatTime(seconds) === text) return seconds;
  }
  throw new DomainError('INVALID_ARGUMENT', `${field} must be a time in UTC like 2026-06-01T12:00:00Z`, { field });
}

/** Arrival slot (spec 00, "Time"): the time cut to the minute. */
export const minuteOf = (seconds: Seconds): Seconds => Math.floor(seconds / 60) * 60;
