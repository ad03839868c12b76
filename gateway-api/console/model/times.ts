/** Ledger times (RFC 3339, UTC) for people. A community lives in its own time zone, which is not always the reader's. */

const shapes = {
  second: { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' },
  time: { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  day: { weekday: 'short', day: 'numeric', month: 'short' },
  date: { day: 'numeric', month: 'short', year: 'numeric' },
  long: { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
  moment: { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
} as const satisfies Readonly<Record<string, Intl.DateTimeFormatOptions>>;

/** How a time is written: 14:00:05; 14:00; Mon 15 Aug; 15 Aug 2016; Monday 15 August 2016; 15 Aug, 14:00. */
export type TimeShape = keyof typeof shapes;

export interface TimeOptions {
  readonly locale?: string | undefined;
  /** IANA name; the reader's own where nothing is said. */
  readonly timeZone?: string | undefined;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Shows a ledger time; a time that cannot be read comes back as it is. */
export function showTime(time: string, shape: TimeShape, { locale, timeZone }: TimeOptions = {}): string {
  const ms = Date.parse(time);
  if (Number.isNaN(ms)) return time;
  const key = `${locale ?? ''} ${shape} ${timeZone ?? ''}`;
  let format = formats.get(key);
  if (!format) {
    format = new Intl.DateTimeFormat(locale, { ...shapes[shape], ...(timeZone === undefined ? {} : { timeZone }) });
    formats.set(key, format);
  }
  return format.format(ms);
}

/** An hour of delivery: "14:00 – 15:00". */
export const showHour = (start: string, end: string, options?: TimeOptions): string =>
  `${showTime(start, 'time', options)}\u2009–\u2009${showTime(end, 'time', options)}`;

/** What is left of a wait: "42 min", "3 min 05 s" below ten minutes, "0 s" when it is over. */
export function showWait(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  if (seconds >= 3600)
    return `${Math.floor(seconds / 3600)} h ${String(Math.floor(seconds / 60) % 60).padStart(2, '0')} min`;
  if (seconds >= 600) return `${Math.floor(seconds / 60)} min`;
  if (seconds >= 60) return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, '0')} s`;
  return `${seconds} s`;
}
