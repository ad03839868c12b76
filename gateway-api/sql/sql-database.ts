import { type ColumnType, type Kysely, type Transaction } from 'kysely';

/**
 * A whole number in a table: bigint on the way out, always; 64 bits. A number goes in only if it is whole. What the
 * ledger holds of one thing fits (spec 00 ends at 10^18 millionths); what doesn't is refused by both databases, never
 * rounded. Sums can be larger: see `exactSum`.
 */
export type SqlInteger = ColumnType<bigint, bigint | number, bigint | number>;
/** The same where there may be none. */
export type SqlPerhapsInteger = ColumnType<bigint | null, bigint | number | null, bigint | number | null>;

/** A lock that one instance of the gateway holds among all that share a database. */
export interface HeldLock {
  /** Aborted when the lock is gone without having been given back: the connection that held it broke. */
  readonly lost: AbortSignal;
  release(): Promise<void>;
}

/**
 * The gateway's database: embedded SQLite or PostgreSQL behind the same typed queries (spec 32, "Read model"). A part of
 * the gateway sees its own tables through `withTables`, after `migrate` has made them.
 */
export interface SqlDatabase {
  readonly kind: 'sqlite' | 'postgres';
  /** The part's typed door: `database.withTables<MyTables>()`. Cheap; nothing is opened. */
  withTables<Tables>(): Kysely<Tables>;
  /**
   * Reads that belong together see one moment of the database, however much is written meanwhile. `work` must not write.
   */
  snapshot<Tables, Result>(work: (tables: Transaction<Tables>) => Promise<Result>): Promise<Result>;
  /** The lock, or undefined while another instance holds it. It goes free by itself when its holder dies. */
  tryLock(name: string): Promise<HeldLock | undefined>;
  /** Ends connections; locks go free. */
  close(): Promise<void>;
}
