import { sql } from 'kysely';
import { DomainError } from '../../../chaincode/domain/errors';
import { parseTime } from '../../../chaincode/domain/time';
import { Refusal } from '../../refusal';

/** What statistics are added up over; in UTC. */
export const periods = ['hour', 'day', 'month'] as const;
export type Period = (typeof periods)[number];

/** How much of an RFC 3339 time names its period, and what makes a time of that again. */
const forms = {
  hour: { length: 13, rest: ':00:00Z' },
  day: { length: 10, rest: 'T00:00:00Z' },
  month: { length: 7, rest: '-01T00:00:00Z' },
} as const satisfies Record<Period, { readonly length: number; readonly rest: string }>;

/** The period of a column of times, as text that sorts as the periods do. */
export const periodOf = (column: string, period: Period) =>
  sql<string>`substr(${sql.ref(column)}, 1, ${sql.lit(forms[period].length)})`;

/** When a period begins. */
export const periodStart = (name: string, period: Period): string => name + forms[period].rest;

/** From when on, and until before when. */
export interface TimeRange {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** A range as bounds that hold for every time where one is left out. Throws INVALID_ARGUMENT as `secondBounds` does. */
export function boundsOf(range: TimeRange): { readonly from: string; readonly to: string } {
  secondBounds(range);
  return { from: range.from ?? '', to: range.to ?? '~' };
}

/** The same in seconds. Throws INVALID_ARGUMENT for what looks like a time and is none, like a month 13. */
export function secondBounds(range: TimeRange): { readonly from: number; readonly to: number } {
  return { from: secondsOf('from', range.from, 0), to: secondsOf('to', range.to, 253_402_300_800) };
}

function secondsOf(field: string, text: string | undefined, otherwise: number): number {
  try {
    return text === undefined ? otherwise : parseTime(text, field);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    throw new Refusal('INVALID_ARGUMENT', error.message, { field }, { cause: error });
  }
}
