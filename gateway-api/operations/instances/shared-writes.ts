import { type Kysely } from 'kysely';
import { type Receipt } from '../../fabric/receipt';
import { type TransactionEntry, type TransactionState, type WriteBoard } from '../../fabric/transaction-log';
import { type ProblemCode, Refusal, type RefusalContext } from '../../refusal';
import { type Instance } from './instance';
import { reachable } from './reachable';
import { type SharedTables } from './shared-tables';

/** A write as its row says it. */
interface Document {
  readonly transaction: string;
  readonly state: TransactionState;
  readonly transactionId: string;
  readonly receipt?: Receipt;
  readonly failure?: { readonly code: ProblemCode; readonly message: string; readonly context: RefusalContext };
}

const HOUR_MS = 3_600_000;

/** Writes that were answered with 202, for whichever instance is asked what became of them. */
export class SharedWrites implements WriteBoard {
  constructor(
    private readonly tables: Kysely<SharedTables>,
    private readonly instance: Instance,
    private readonly onError: (error: unknown) => void,
    private readonly retentionHours = 24,
  ) {}

  async announce(transactionId: string, entry: TransactionEntry): Promise<void> {
    await reachable(
      this.tables
        .insertInto('gateway_write')
        .values(this.rowOf(transactionId, entry))
        .onConflict((conflict) => conflict.column('transaction_id').doNothing())
        .execute(),
    );
  }

  async end(transactionId: string, entry: TransactionEntry): Promise<void> {
    const row = this.rowOf(transactionId, entry);
    await this.tables
      .insertInto('gateway_write')
      .values(row)
      .onConflict((conflict) => conflict.column('transaction_id').doUpdateSet({ document: row.document }))
      .execute()
      .catch(this.onError);
  }

  async find(transactionId: string): Promise<TransactionEntry | undefined> {
    const row = await reachable(
      this.tables
        .selectFrom('gateway_write')
        .select(['member', 'owner', 'document'])
        .where('transaction_id', '=', transactionId)
        .executeTakeFirst(),
    );
    if (!row) return undefined;
    const { failure, ...entry } = JSON.parse(row.document) as Document;
    // Of an instance that is gone nobody tries again: the ledger knows better.
    if (entry.state === 'submitted' && !(await reachable(this.instance.isAlive(row.owner)))) return undefined;
    const refusal = failure && new Refusal(failure.code, failure.message, failure.context);
    return { ...entry, member: row.member, ...(refusal ? { failure: refusal } : {}) };
  }

  /** Drops what was noted longer ago than the retention. */
  async dropExpired(now = Date.now()): Promise<void> {
    const before = BigInt(now - this.retentionHours * HOUR_MS);
    await this.tables.deleteFrom('gateway_write').where('made_at', '<', before).execute();
  }

  private rowOf(
    transactionId: string,
    { member, transaction, state, transactionId: counts, receipt, failure }: TransactionEntry,
  ) {
    const refusal =
      failure === undefined
        ? undefined
        : failure instanceof Refusal
          ? { code: failure.code, message: failure.message, context: failure.context }
          : { code: 'INTERNAL' as const, message: 'Something went wrong inside the gateway.', context: {} };
    const document: Document = {
      ...{ transaction, state, transactionId: counts },
      ...(receipt ? { receipt } : {}),
      ...(refusal ? { failure: refusal } : {}),
    };
    const { id: owner } = this.instance;
    return { transaction_id: transactionId, member, owner, document: JSON.stringify(document), made_at: Date.now() };
  }
}
