import { type RawBuilder, sql } from 'kysely';

/** Splits a 64-bit number so that each part of a sum of up to 9 x 10^8 rows stays within 64 bits. */
const HALF = 1_000_000_000n;

/**
 * The sum of a column of whole numbers, exact at any size, as two columns of the same query: `high * 10^9 + low`, put
 * together by `sumOf`. SQLite's own sum fails beyond 64 bits and PostgreSQL's goes on; so neither is asked for it. Both
 * divide towards zero, so that negative numbers split alike. Null where there is no row.
 */
export function exactSum(column: string): {
  readonly high: RawBuilder<bigint | null>;
  readonly low: RawBuilder<bigint | null>;
} {
  const value = sql.ref<bigint>(column);
  return {
    high: sql<bigint | null>`sum(${value} / ${sql.lit(Number(HALF))})`,
    low: sql<bigint | null>`sum(${value} % ${sql.lit(Number(HALF))})`,
  };
}

/** The sum whose halves a query has answered; 0 where there was no row. */
export const sumOf = (high: bigint | null, low: bigint | null): bigint => (high ?? 0n) * HALF + (low ?? 0n);
