import { type Insertable, sql, type Transaction } from 'kysely';
import { type RecordType, keyOf } from '../../chaincode/copy/records';
import { type HoldingTable, type ReadModelTables } from './tables';

/** Tables that only grow: what happened stays. */
type History = Exclude<keyof ReadModelTables, 'read_model' | 'state' | 'holding' | 'listing'>;
type Row = Readonly<Record<string, unknown>>;

/** Tables of what is now, and what names a row of theirs. */
const keyColumns = { state: ['key'], holding: ['member', 'token'], listing: ['id'] } as const;

/** Values of one statement: SQLite takes 32,766, PostgreSQL twice as many. */
const MOST_VALUES = 16_000;
const MOST_ROWS = 500;
const MOST_KEYS = 1_000;

/** What a member holds of a token. */
export type Holding = { readonly [K in 'available' | 'locked' | 'escrowed']: bigint };
const nothingHeld: Holding = { available: 0n, locked: 0n, escrowed: 0n };

/**
 * What some blocks change, gathered and then written with few statements. Reads see what the batch has changed so far.
 */
export class Batch {
  private readonly state = new Map<string, string | null>();
  private readonly holdings = new Map<string, Insertable<HoldingTable>>();
  private readonly listings = new Map<string, Insertable<ReadModelTables['listing']>>();
  private readonly rows = new Map<History, Row[]>();

  constructor(private readonly tables: Transaction<ReadModelTables>) {}

  setState(key: string, value: string | null): void {
    this.state.set(key, value);
  }

  /** The record at this point of the ledger, or undefined. */
  async record<T>(type: RecordType<T>, ...parts: readonly string[]): Promise<T | undefined> {
    const key = keyOf(type.family, ...parts);
    return (await this.records(type, [key])).get(key);
  }

  /** The same for many, by their keys. */
  async records<T>(type: RecordType<T>, keys: readonly string[]): Promise<Map<string, T>> {
    return new Map([...(await this.states(keys))].map(([key, value]) => [key, type.decode(value)]));
  }

  /** What is stored under keys at this point of the ledger. */
  async states(keys: readonly string[]): Promise<Map<string, string>> {
    const missing = [...new Set(keys)].filter((key) => !this.state.has(key));
    const found = new Map<string, string>();
    for (let start = 0; start < missing.length; start += MOST_KEYS) {
      const part = missing.slice(start, start + MOST_KEYS);
      const rows = await this.tables.selectFrom('state').selectAll().where('key', 'in', part).execute();
      for (const { key, value } of rows) found.set(key, value);
    }
    const states = new Map<string, string>();
    for (const key of keys) {
      const value = this.state.has(key) ? this.state.get(key) : found.get(key);
      if (value !== null && value !== undefined) states.set(key, value);
    }
    return states;
  }

  /** Changes what a member holds; answers what it holds then. */
  async hold(member: string, token: string, change: Holding): Promise<Holding> {
    const key = `${member}/${token}`;
    const known = this.holdings.get(key) ?? (await this.holdingOf(member, token));
    const after = {
      available: BigInt(known.available) + change.available,
      locked: BigInt(known.locked) + change.locked,
      escrowed: BigInt(known.escrowed) + change.escrowed,
    };
    this.holdings.set(key, { member, token, ...after });
    return after;
  }

  setListing(listing: Insertable<ReadModelTables['listing']>): void {
    this.listings.set(listing.id, listing);
  }

  /** Adds to a history. */
  add<T extends History>(table: T, ...rows: readonly Insertable<ReadModelTables[T]>[]): void {
    const known = this.rows.get(table);
    if (known) known.push(...rows);
    else this.rows.set(table, [...rows]);
  }

  /** Writes everything; the batch is done then. */
  async write(): Promise<void> {
    const deleted = [...this.state].filter(([, value]) => value === null).map(([key]) => key);
    for (let start = 0; start < deleted.length; start += MOST_KEYS) {
      const part = deleted.slice(start, start + MOST_KEYS);
      await this.tables.deleteFrom('state').where('key', 'in', part).execute();
    }
    const changed = [...this.state].flatMap(([key, value]) => (value === null ? [] : [{ key, value }]));
    await this.put('state', changed);
    await this.put('holding', [...this.holdings.values()]);
    await this.put('listing', [...this.listings.values()]);
    for (const [table, rows] of this.rows) {
      for (const part of partsOf(rows)) await this.tables.insertInto(table).values(part).execute();
    }
  }

  /** Inserts rows, or replaces those of the same key; a key must not come twice. */
  private async put(table: keyof typeof keyColumns, rows: readonly Row[]): Promise<void> {
    const key: readonly (typeof keyColumns)[typeof table][number][] = keyColumns[table];
    const named = new Set<string>(key);
    for (const part of partsOf(rows)) {
      const others = Object.keys(part[0] ?? {}).filter((column) => !named.has(column));
      const replaced = Object.fromEntries(others.map((column) => [column, sql.ref(`excluded.${column}`)]));
      await this.tables
        .insertInto(table)
        .values(part)
        .onConflict((conflict) => conflict.columns(key).doUpdateSet(replaced))
        .execute();
    }
  }

  private async holdingOf(member: string, token: string): Promise<Holding> {
    const row = await this.tables
      .selectFrom('holding')
      .select(['available', 'locked', 'escrowed'])
      .where('member', '=', member)
      .where('token', '=', token)
      .executeTakeFirst();
    return row ?? nothingHeld;
  }
}

function partsOf(rows: readonly Row[]): readonly Row[][] {
  const [first] = rows;
  if (!first) return [];
  const size = Math.min(MOST_ROWS, Math.floor(MOST_VALUES / Object.keys(first).length));
  const parts: Row[][] = [];
  for (let start = 0; start < rows.length; start += size) parts.push(rows.slice(start, start + size));
  return parts;
}
