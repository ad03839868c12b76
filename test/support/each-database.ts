import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type DatabasePlace, openDatabase } from '../../gateway-api/sql/open-database';
import { type SqlDatabase } from '../../gateway-api/sql/sql-database';
import { noPostgres, type PostgresServer, startPostgres } from './postgres-server';

/** Where a test's databases come from: the same suite runs on each kind. */
export interface Databases {
  /** An empty place; the same place opened twice is the same database. */
  newPlace(): Promise<DatabasePlace>;
  /** Opens a place, closed again after the test. */
  open(place?: DatabasePlace): Promise<SqlDatabase>;
}

/** Declares a suite once for each kind of database; that for PostgreSQL is skipped where there is no server. */
export function describeEachDatabase(title: string, suite: (databases: Databases) => void): void {
  describe(`${title} on SQLite`, () => {
    let folder = '';
    before(() => {
      folder = mkdtempSync(path.join(os.tmpdir(), 'sunledger-sql-'));
    });
    after(() => {
      rmSync(folder, { recursive: true, force: true });
    });
    let files = 0;
    suite(opening(() => Promise.resolve({ file: path.join(folder, `${++files}.db`) })));
  });

  const postgres = noPostgres === undefined ? describe : describe.skip;
  postgres(`${title} on PostgreSQL${noPostgres === undefined ? '' : ` (skipped: ${noPostgres})`}`, () => {
    let server: PostgresServer | undefined;
    before(async () => {
      server = await startPostgres();
    });
    after(() => server?.stop());
    suite(
      opening(async () => {
        if (!server) throw new Error('The server is not running');
        return { url: await server.newDatabase() };
      }),
    );
  });
}

function opening(newPlace: () => Promise<DatabasePlace>): Databases {
  const opened: SqlDatabase[] = [];
  afterEach(async () => {
    for (const database of opened.splice(0)) await database.close();
  });
  return {
    newPlace,
    open: async (place) => {
      const database = await openDatabase(place ?? (await newPlace()), () => undefined);
      opened.push(database);
      return database;
    },
  };
}
