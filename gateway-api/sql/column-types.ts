import { sql, type RawBuilder } from 'kysely';
import { type SqlDatabase } from './sql-database';

/** What columns are made of, in the words of the database at hand. */
export interface ColumnTypes {
  /** 64-bit whole number. */
  readonly integer: RawBuilder<unknown>;
  /** Text in the order of its bytes, whatever the database's locale: keys, ids, times sort as on the ledger. */
  readonly text: RawBuilder<unknown>;
  /** Ends a table's definition: SQLite then refuses a value that isn't of its column's type, as PostgreSQL does. */
  readonly tableEnd: RawBuilder<unknown>;
}

const sqlite: ColumnTypes = { integer: sql`integer`, text: sql`text`, tableEnd: sql`strict` };
const postgres: ColumnTypes = { integer: sql`bigint`, text: sql`text collate "C"`, tableEnd: sql`` };

/** The column types of a database. */
export const columnTypesOf = ({ kind }: Pick<SqlDatabase, 'kind'>): ColumnTypes =>
  kind === 'sqlite' ? sqlite : postgres;
