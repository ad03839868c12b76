import { CliError, exitCodes } from '../cli-error';

/** A stretch of time in RFC 3339, UTC: from included, to not. */
export interface Period {
  readonly from: string;
  readonly to: string;
}

/** A day (2016-08-15) or a month (2016-08) in UTC; the month of `now` where neither is given. Throws CliError. */
export function periodOf({ day, month }: { readonly day?: string; readonly month?: string }, now: Date): Period {
  if (day !== undefined && month !== undefined) throw usage('--day and --month exclude each other');
  if (day !== undefined) {
    const start = parsed(day, /^\d{4}-\d{2}-\d{2}$/, '--day must be a day like 2016-08-15');
    return { from: text(start), to: text(new Date(start.getTime() + 86_400_000)) };
  }
  const named = month ?? now.toISOString().slice(0, 7);
  const start = parsed(`${named}-01`, /^\d{4}-\d{2}-01$/, '--month must be a month like 2016-08');
  return { from: text(start), to: text(new Date(Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + 1, 1))) };
}

function parsed(value: string, form: RegExp, expected: string): Date {
  const date = new Date(`${value}T00:00:00Z`);
  if (!form.test(value) || Number.isNaN(date.getTime()) || !date.toISOString().startsWith(value)) throw usage(expected);
  return date;
}

const text = (date: Date): string => date.toISOString().replace(/\.\d+Z$/, 'Z');
const usage = (message: string): CliError => new CliError(message, { exitCode: exitCodes.usage });
