import { Kysely, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler, type Transaction } from 'kysely';
import { type HeldLock, type SqlDatabase } from './sql-database';
import { SqliteDriver } from './sqlite-driver';

/**
 * Opens an SQLite file, made when it isn't there, or a database in memory for `:memory:`. One process uses it at a time;
 * two would not harm each other's data, but locks are the process's own. Throws when the file can't be opened.
 */
export function openSqlite(file: string): SqlDatabase {
  const driver = new SqliteDriver(file);
  const kysely = new Kysely<unknown>({
    dialect: {
      createAdapter: () => new SqliteAdapter(),
      createDriver: () => driver,
      createIntrospector: (tables) => new SqliteIntrospector(tables),
      createQueryCompiler: () => new SqliteQueryCompiler(),
    },
  });
  const locks = new Set<string>();
  return {
    kind: 'sqlite',
    withTables: <Tables>() => kysely as Kysely<Tables>,
    snapshot: <Tables, Result>(work: (tables: Transaction<Tables>) => Promise<Result>) =>
      (kysely as Kysely<Tables>).transaction().setAccessMode('read only').execute(work),
    tryLock: (name) => {
      if (locks.has(name)) return Promise.resolve(undefined);
      locks.add(name);
      const held: HeldLock = {
        lost: new AbortController().signal,
        release: () => {
          locks.delete(name);
          return Promise.resolve();
        },
      };
      return Promise.resolve(held);
    },
    close: () => kysely.destroy(),
  };
}
