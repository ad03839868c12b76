import Libsql from 'libsql';
import { type CompiledQuery, type QueryResult } from 'kysely';

/** Statements kept compiled per connection: the gateway's queries are few, but lists make many of different length. */
const MOST_STATEMENTS = 500;
/** How long opening waits for another process. Later waiting is the driver's, which doesn't stop the process for it. */
const OPENING_MS = 5_000;

type Statement = Libsql.Statement;

/** One connection to an SQLite file through libsql, which answers at once: there is nothing to wait for. */
export class LibsqlConnection {
  private readonly database: Libsql.Database;
  private readonly statements = new Map<string, Statement>();

  /** Throws when the file can't be opened or is no database. */
  constructor(file: string) {
    this.database = new Libsql(file, { timeout: OPENING_MS });
    this.database.defaultSafeIntegers(true);
    // A power cut may take the last transactions, never a part of one: what is lost is read from the ledger again.
    this.database.exec('pragma journal_mode = wal; pragma synchronous = normal; ');
    this.database.exec('pragma busy_timeout = 0');
  }

  run<Row>({ sql, parameters }: Pick<CompiledQuery, 'sql' | 'parameters'>): QueryResult<Row> {
    const statement = this.statement(sql);
    const values = parameters.map(toSqlite);
    if (statement.reader) return { rows: statement.all(values).map((row) => fromSqlite(row as Row)) };
    const { changes } = statement.run(values);
    return { rows: [], numAffectedRows: BigInt(changes) };
  }

  /** Runs statements without parameters or answer. */
  execute(statements: string): void {
    this.database.exec(statements);
  }

  close(): void {
    this.statements.clear();
    this.database.close();
  }

  private statement(sql: string): Statement {
    const known = this.statements.get(sql);
    if (known) return known;
    const made = this.database.prepare(sql) as Statement;
    const [oldest] = this.statements.keys();
    if (this.statements.size >= MOST_STATEMENTS && oldest !== undefined) this.statements.delete(oldest);
    this.statements.set(sql, made);
    return made;
  }
}

/** Whole numbers as integers: libsql would hand a number over as a floating-point one. */
function toSqlite(value: unknown): unknown {
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value)) throw new RangeError(`${value} is no whole number that a table can hold`);
    return BigInt(value);
  }
  if (value === undefined) return null;
  return value;
}

/** Bytes come as ArrayBuffers. */
function fromSqlite<Row>(row: Row): Row {
  const values = row as Record<string, unknown>;
  for (const name of Object.keys(values)) {
    const value = values[name];
    if (value instanceof ArrayBuffer) values[name] = new Uint8Array(value);
  }
  return row;
}
