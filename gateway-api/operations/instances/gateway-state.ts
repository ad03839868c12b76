import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import path from 'node:path';
import { type Kysely } from 'kysely';
import { type Attempts, AttemptsHere } from '../../auth/attempts';
import { type KeptKeyStore, KeyStore } from '../../auth/key-store';
import { OnceInMemory, type OnceStore } from '../../auth/once-store';
import { SessionsInMemory, type SessionStore } from '../../auth/session-store';
import { type TakenTokens, TokensTakenHere } from '../../auth/taken-tokens';
import { type IdempotencyRecords } from '../../fabric/idempotency-records';
import { IdempotencyStore } from '../../fabric/idempotency-store';
import { type WriteBoard } from '../../fabric/transaction-log';
import { type GatewayLog } from '../../gateway-log';
import { migrate } from '../../sql/migrate';
import { type SqlDatabase } from '../../sql/sql-database';
import { Instance } from './instance';
import { SharedAttempts } from './shared-attempts';
import { SharedKeys } from './shared-keys';
import { SharedOnce } from './shared-once';
import { SharedRequests } from './shared-requests';
import { SharedSessions } from './shared-sessions';
import { type SharedTables, sharedTables } from './shared-tables';
import { SharedTokens } from './shared-tokens';
import { SharedWrites } from './shared-writes';

/** What a gateway has to remember from one request to the next. The ledger is not among it. */
export interface GatewayState {
  readonly keys: KeptKeyStore;
  readonly sessions: SessionStore;
  readonly requests: IdempotencyRecords;
  /** Absent where this gateway is the only one that can be asked for its writes. */
  readonly writes: WriteBoard | undefined;
  readonly attempts: Attempts;
  readonly tokens: TakenTokens;
  /** Requests that wait for their member's signature. */
  readonly once: OnceStore;
  close(): Promise<void>;
}

const SWEEP_MS = 3_600_000;

/**
 * Where a gateway keeps what it has to remember: in PostgreSQL where it has one, so that other instances go on where it
 * stops; else in its own folder, and sessions in memory. Throws when the database belongs to gateways with another key,
 * or of other organisations.
 */
export async function openGatewayState(
  database: SqlDatabase,
  { home, ownKey, mspIds }: { readonly home: string; readonly ownKey: Buffer; readonly mspIds: readonly string[] },
  log: GatewayLog,
): Promise<GatewayState> {
  const onError = (error: unknown): void => {
    log.error({ err: error }, 'What came of a request could not be written down');
  };
  const { requests, writes, ...state } =
    database.kind === 'postgres'
      ? await sharedState(database, ownKey, mspIds, log, onError)
      : await ownState(home, onError);
  const sweeping = setInterval(() => {
    Promise.all([requests.dropExpired(), writes?.dropExpired()]).catch((error: unknown) => {
      log.warn({ err: error }, 'Old records of requests could not be dropped');
    });
  }, SWEEP_MS);
  sweeping.unref();
  return {
    ...{ requests, writes, ...state },
    close: async () => {
      clearInterval(sweeping);
      await requests.close();
      await state.close();
    },
  };
}

async function ownState(home: string, onError: (error: unknown) => void) {
  return {
    keys: await KeyStore.open(path.join(home, 'keys')),
    sessions: new SessionsInMemory(),
    requests: await IdempotencyStore.open(path.join(home, 'idempotency'), onError),
    writes: undefined,
    attempts: new AttemptsHere(),
    tokens: new TokensTakenHere(),
    once: new OnceInMemory(),
    close: () => Promise.resolve(),
  };
}

async function sharedState(
  database: SqlDatabase,
  ownKey: Buffer,
  mspIds: readonly string[],
  log: GatewayLog,
  onError: (error: unknown) => void,
) {
  await migrate(database, sharedTables);
  const tables = database.withTables<SharedTables>();
  await requireCommon(tables, ownKey, mspIds);
  const instance = new Instance(database, log);
  await instance.start();
  return {
    keys: new SharedKeys(tables),
    sessions: new SharedSessions(tables),
    requests: new SharedRequests(tables, instance, onError),
    writes: new SharedWrites(tables, instance, onError),
    attempts: new SharedAttempts(tables),
    tokens: new SharedTokens(tables),
    once: new SharedOnce(tables, Buffer.from(hkdfSync('sha256', ownKey, '', 'prepared requests', 32))),
    close: () => instance.stop(),
  };
}

/** The first instance on a database says whose it is and proves its key; the others have to agree. */
async function requireCommon(tables: Kysely<SharedTables>, ownKey: Buffer, mspIds: readonly string[]): Promise<void> {
  const organizations = [...mspIds].sort().join(' ');
  const ours = await common(tables, 'organizations', organizations);
  if (ours !== organizations) {
    throw new Error(
      `The database belongs to gateways of ${ours}, this one serves ${organizations}. Each organisation's gateways need a database of their own.`,
    );
  }
  const proof = createHmac('sha256', ownKey).update('the key of gateways that share a database').digest();
  const known = Buffer.from(await common(tables, 'key', proof.toString('base64')), 'base64');
  if (known.length !== proof.length || !timingSafeEqual(known, proof)) {
    throw new Error(
      "The database belongs to gateways with another key. Instances share one: give this one the first one's gateway.key.",
    );
  }
}

/** The value that all instances have: what is there, or ours where there is none. */
async function common(tables: Kysely<SharedTables>, name: string, value: string): Promise<string> {
  await tables
    .insertInto('gateway_common')
    .values({ name, value })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .execute();
  const row = await tables
    .selectFrom('gateway_common')
    .select('value')
    .where('name', '=', name)
    .executeTakeFirstOrThrow();
  return row.value;
}
