import { type Receipt } from './receipt';

/** Where a write stands, as its member may ask (dependencies.md, "Conventions to follow"). */
export type TransactionState = 'submitted' | 'committed' | 'invalid' | 'unknown';

export interface TransactionEntry {
  readonly member: string;
  /** Name of the transaction. */
  readonly transaction: string;
  state: TransactionState;
  /** The transaction that counts: a conflict makes a new attempt, with an id of its own. */
  transactionId: string;
  receipt?: Receipt;
  /** Why it did not take effect. */
  failure?: unknown;
}

/** The gateway's memory of the latest writes that passed through it; older ones are read from the ledger. */
export class TransactionLog {
  private readonly entries = new Map<string, TransactionEntry>();

  constructor(private readonly limit = 10_000) {}

  /** Remembers a further transaction id of the entry. */
  add(entry: TransactionEntry): void {
    this.entries.set(entry.transactionId, entry);
    const [oldest] = this.entries.keys();
    if (this.entries.size > this.limit && oldest !== undefined) this.entries.delete(oldest);
  }

  get(transactionId: string): TransactionEntry | undefined {
    return this.entries.get(transactionId);
  }
}
