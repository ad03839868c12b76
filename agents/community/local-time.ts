import { formatTime } from '../../chaincode/domain/time';

/** A moment as the clock on a community's wall shows it. */
export interface LocalTime {
  /** "2016-08-15" */
  readonly date: string;
  /** Minutes since local midnight, 0..1439. */
  readonly minuteOfDay: number;
}

const formatters = new Map<string, Intl.DateTimeFormat>();

/** Reads a moment on the wall clock of an IANA time zone. Throws RangeError for a zone or time that doesn't exist. */
export function localTimeOf(time: Date, timeZone: string): LocalTime {
  const parts = new Map(
    formatterOf(timeZone)
      .formatToParts(time)
      .map(({ type, value }) => [type, value]),
  );
  const part = (name: Intl.DateTimeFormatPartTypes) => parts.get(name) ?? '';
  return {
    date: `${part('year')}-${part('month')}-${part('day')}`,
    minuteOfDay: Number(part('hour')) * 60 + Number(part('minute')),
  };
}

/** Minutes since midnight as a clock shows them: 570 is "09:30". */
export function clockOf(minuteOfDay: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${two(Math.floor(minuteOfDay / 60))}:${two(minuteOfDay % 60)}`;
}

/** A time as the ledger writes it: RFC 3339 UTC, whole seconds. */
export const ledgerTime = (time: Date): string => formatTime(Math.floor(time.getTime() / 1000));

// Making a formatter costs far more than using one.
function formatterOf(timeZone: string): Intl.DateTimeFormat {
  let formatter = formatters.get(timeZone);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat('en-GB', {
      timeZone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
    formatters.set(timeZone, formatter);
  }
  return formatter;
}
