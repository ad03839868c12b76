import { type Receipt } from './receipt';

/** Where a write stands, as its member may ask. */
export type TransactionState = 'submitted' | 'committed' | 'invalid' | 'unknown';

export interface TransactionEntry {
  readonly member: string;
  /** Name of the transaction. */
  readonly transaction: string;
  state: TransactionState;
  /** The transaction that counts: a conflict makes a new attempt, with an id of its own. */
  transactionId: string;
  /** How many of a member's own transactions for it met a conflict, where the member signs by itself. */
  conflicts?: number;
  receipt?: Receipt;
  /** Why it did not take effect. */
  failure?: unknown;
}

/** Where other instances of the gateway find writes that this one answered before their end. */
export interface WriteBoard {
  /** Shows a write under one of its transactions. */
  announce(transactionId: string, entry: TransactionEntry): Promise<void>;
  /** Says how it ended. Never throws. */
  end(transactionId: string, entry: TransactionEntry): Promise<void>;
  /** A write of whichever instance, as long as somebody works on it or its end is known. */
  find(transactionId: string): Promise<TransactionEntry | undefined>;
  /** Forgets old ones. */
  dropExpired(): Promise<void>;
}

/** The gateway's memory of the latest writes that passed through it; older ones are read from the ledger. */
export class TransactionLog {
  private readonly entries = new Map<string, TransactionEntry>();

  constructor(
    private readonly board?: WriteBoard,
    private readonly limit = 10_000,
  ) {}

  /** Remembers a further transaction id of the entry. */
  add(entry: TransactionEntry): void {
    this.entries.set(entry.transactionId, entry);
    const [oldest] = this.entries.keys();
    if (this.entries.size > this.limit && oldest !== undefined) this.entries.delete(oldest);
  }

  /** Lets other instances answer for a write whose end its client does not wait for. */
  async announce(transactionId: string, ended: Promise<unknown>): Promise<void> {
    const entry = this.entries.get(transactionId);
    const { board } = this;
    if (!entry || !board) return;
    await board.announce(transactionId, entry);
    const end = (): Promise<void> => board.end(transactionId, entry);
    void ended.then(end, end);
  }

  /** The write of one of this gateway's transactions. */
  get(transactionId: string): TransactionEntry | undefined {
    return this.entries.get(transactionId);
  }

  /** The write of a transaction, of whichever instance. */
  async find(transactionId: string): Promise<TransactionEntry | undefined> {
    return this.entries.get(transactionId) ?? (await this.board?.find(transactionId));
  }
}
