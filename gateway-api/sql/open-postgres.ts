import { Kysely, PostgresDialect, type Transaction } from 'kysely';
import { Client, type CustomTypesConfig, Pool, types } from 'pg';
import { lockKey } from './lock-key';
import { type HeldLock, type SqlDatabase } from './sql-database';

type Parser = (value: string) => unknown;
type TypeNumber = Parameters<typeof types.getTypeParser>[0];

const MOST_CONNECTIONS = 10;
const CONNECT_MS = 10_000;
/** PostgreSQL's type numbers of bigint and numeric. */
const WHOLE_NUMBERS = new Set<number>([20, 1700]);

/** Whole numbers as bigint, in every connection of ours and in no other of the process. */
const wholeNumbers: CustomTypesConfig = {
  getTypeParser: (id: TypeNumber) => (WHOLE_NUMBERS.has(id) ? BigInt : (types.getTypeParser(id, 'text') as Parser)),
};

/**
 * Opens a PostgreSQL database by its address. Throws when the server doesn't answer, or refuses. `onError` hears of
 * connections that broke while nobody used them; the next query opens another.
 */
export async function openPostgres(url: string, onError: (error: Error) => void): Promise<SqlDatabase> {
  const settings = {
    connectionString: url,
    types: wholeNumbers,
    application_name: 'sunledger',
    connectionTimeoutMillis: CONNECT_MS,
    keepAlive: true,
  };
  const pool = new Pool({ ...settings, max: MOST_CONNECTIONS });
  pool.on('error', onError);
  const locks = new Set<Client>();
  try {
    await pool.query('select 1');
  } catch (error) {
    await pool.end();
    throw error;
  }
  const kysely = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });

  /** On a connection of its own: the server gives the lock back when that ends, however it ends. */
  const tryLock = async (name: string): Promise<HeldLock | undefined> => {
    const client = new Client(settings);
    const lost = new AbortController();
    client.on('error', (error) => {
      lost.abort();
      onError(error);
    });
    client.on('end', () => {
      lost.abort();
    });
    await client.connect();
    // The lock of a machine that lost its power is free again after ten seconds, not after the system's two hours.
    await client.query('set tcp_keepalives_idle = 4; set tcp_keepalives_interval = 2; set tcp_keepalives_count = 3');
    locks.add(client);
    const release = async (): Promise<void> => {
      locks.delete(client);
      await client.end();
    };
    const { rows } = await client.query<{ held: boolean }>('select pg_try_advisory_lock($1) as held', [lockKey(name)]);
    if (rows[0]?.held === true) return { lost: lost.signal, release };
    await release();
    return undefined;
  };

  return {
    kind: 'postgres',
    withTables: <Tables>() => kysely as Kysely<Tables>,
    snapshot: <Tables, Result>(work: (tables: Transaction<Tables>) => Promise<Result>) =>
      (kysely as Kysely<Tables>)
        .transaction()
        .setIsolationLevel('repeatable read')
        .setAccessMode('read only')
        .execute(work),
    tryLock,
    close: async () => {
      await Promise.all([...locks].map((client) => client.end()));
      await kysely.destroy();
    },
  };
}
