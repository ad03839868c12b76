import {
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  type QueryResult,
  type TransactionSettings,
} from 'kysely';
import { setTimeout as pause } from 'node:timers/promises';
import { LibsqlConnection } from './libsql-connection';
import { Mutex } from './mutex';

/** Snapshots that can be open at once; more wait. */
const SNAPSHOTS = 4;
/** How long a transaction waits for one of another process, and how often it looks. */
const PATIENCE_MS = 10_000;
const LOOK_AGAIN_MS = 5;
const MEMORY = ':memory:';

/** What Kysely takes a connection to be: bound to a real one while a transaction lasts. */
class Lease implements DatabaseConnection {
  bound: LibsqlConnection | undefined;
  unlock: (() => void) | undefined;

  constructor(private readonly driver: SqliteDriver) {}

  executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    const { bound } = this;
    return bound ? settled(() => bound.run<Row>(query)) : this.driver.runAlone<Row>(query);
  }

  streamQuery(): AsyncIterableIterator<never> {
    throw new Error('Rows of SQLite are not streamed: they are there at once');
  }
}

function leaseOf(connection: DatabaseConnection): Lease {
  if (connection instanceof Lease) return connection;
  throw new Error('A connection that SQLite never gave out');
}

/** Tries again while another process writes, without stopping this one meanwhile. */
async function whenFree<T>(work: () => T): Promise<T> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    try {
      return work();
    } catch (error) {
      const busy = error instanceof Error && 'code' in error && error.code === 'SQLITE_BUSY';
      if (!busy || Date.now() > deadline) throw error;
    }
    await pause(LOOK_AGAIN_MS);
  }
}

const settled = <T>(work: () => T): Promise<T> =>
  new Promise((resolve) => {
    resolve(work());
  });

/**
 * SQLite for Kysely, through libsql. A file has one connection that writes, one transaction after another, and others
 * that read: readers see the last committed state and never wait for a writer. A database in memory has one connection
 * for everything, so there everybody waits for everybody.
 */
export class SqliteDriver implements Driver {
  private readonly writer: LibsqlConnection;
  private readonly writing = new Mutex();
  /** For single queries; in memory the writer. */
  private readonly reader: LibsqlConnection;
  private readonly idle: LibsqlConnection[] = [];
  private readonly snapshots: readonly Mutex[];
  private nextSnapshot = 0;

  constructor(private readonly file: string) {
    this.writer = new LibsqlConnection(file);
    this.reader = file === MEMORY ? this.writer : new LibsqlConnection(file);
    this.snapshots = Array.from({ length: SNAPSHOTS }, () => new Mutex());
  }

  init(): Promise<void> {
    return Promise.resolve();
  }

  acquireConnection(): Promise<DatabaseConnection> {
    return Promise.resolve(new Lease(this));
  }

  /** A query outside any transaction. */
  async runAlone<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    if (query.query.kind === 'SelectQueryNode' && this.reader !== this.writer) return this.reader.run<Row>(query);
    const unlock = await this.writing.lock();
    try {
      return await whenFree(() => this.writer.run<Row>(query));
    } finally {
      unlock();
    }
  }

  async beginTransaction(connection: DatabaseConnection, { accessMode }: TransactionSettings): Promise<void> {
    const lease = leaseOf(connection);
    if (accessMode === 'read only' && this.reader !== this.writer) {
      const turn = this.snapshots[this.nextSnapshot++ % SNAPSHOTS] as Mutex;
      lease.unlock = await turn.lock();
      lease.bound = this.idle.pop() ?? new LibsqlConnection(this.file);
      lease.bound.execute('begin');
      return;
    }
    lease.unlock = await this.writing.lock();
    try {
      // At once, not at the first write: a transaction that reads first could not get the lock afterwards.
      await whenFree(() => this.writer.execute('begin immediate'));
      lease.bound = this.writer;
    } catch (error) {
      lease.unlock();
      lease.unlock = undefined;
      throw error;
    }
  }

  commitTransaction(connection: DatabaseConnection): Promise<void> {
    return settled(() => {
      this.end(leaseOf(connection), 'commit');
    });
  }

  rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    return settled(() => {
      this.end(leaseOf(connection), 'rollback');
    });
  }

  releaseConnection(): Promise<void> {
    return Promise.resolve();
  }

  destroy(): Promise<void> {
    return settled(() => {
      for (const connection of new Set([this.writer, this.reader, ...this.idle])) connection.close();
    });
  }

  /** A commit that fails leaves the transaction open for the rollback that follows. */
  private end(lease: Lease, how: 'commit' | 'rollback'): void {
    const { bound } = lease;
    if (!bound) return;
    bound.execute(how);
    lease.bound = undefined;
    if (bound !== this.writer) this.idle.push(bound);
    lease.unlock?.();
    lease.unlock = undefined;
  }
}
