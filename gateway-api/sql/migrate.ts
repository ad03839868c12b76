import { type Kysely, sql } from 'kysely';
import { type ColumnTypes, columnTypesOf } from './column-types';
import { lockKey } from './lock-key';
import { type SqlDatabase, type SqlInteger } from './sql-database';

/** A step from one form of a part's tables to the next. Once released it never changes: what is to change is a new step. */
export interface Migration {
  /** What it brings, for people. */
  readonly name: string;
  readonly up: (tables: Kysely<unknown>, types: ColumnTypes) => Promise<void>;
}

/** The tables of one part of the gateway, from nothing to what it needs now. Parts don't know each other's. */
export interface MigrationSet {
  readonly part: string;
  readonly steps: readonly Migration[];
}

interface VersionTable {
  readonly schema_version: { readonly part: string; readonly version: SqlInteger };
}

/**
 * Brings a part's tables to the newest form: all missing steps in one transaction, or none. Of instances that start at
 * once, one does it while the others wait. Throws when the tables are of a newer version of the gateway.
 */
export async function migrate(database: SqlDatabase, { part, steps }: MigrationSet): Promise<void> {
  const types = columnTypesOf(database);
  await database
    .withTables<VersionTable>()
    .transaction()
    .execute(async (tables) => {
      // SQLite lets one transaction write at a time; PostgreSQL has to be asked.
      if (database.kind === 'postgres') {
        await sql`select pg_advisory_xact_lock(${lockKey('migrations')}::bigint)`.execute(tables);
      }
      await tables.schema
        .createTable('schema_version')
        .ifNotExists()
        .addColumn('part', types.text, (column) => column.primaryKey())
        .addColumn('version', types.integer, (column) => column.notNull())
        .modifyEnd(types.tableEnd)
        .execute();
      const found = await tables
        .selectFrom('schema_version')
        .select('version')
        .where('part', '=', part)
        .executeTakeFirst();
      const version = Number(found?.version ?? 0n);
      if (version > steps.length) {
        throw new Error(
          `The database's tables of ${part} have version ${version}; this gateway knows them up to ${steps.length}. It is older than the one that made them.`,
        );
      }
      for (const { up } of steps.slice(version)) await up(tables as unknown as Kysely<unknown>, types);
      await tables
        .insertInto('schema_version')
        .values({ part, version: steps.length })
        .onConflict((conflict) => conflict.column('part').doUpdateSet({ version: steps.length }))
        .execute();
    });
}
