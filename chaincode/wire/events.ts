/**
 * The one event of a transaction. Its name is the transaction's name; its payload says who did what, and holds every
 * record of the public state that changed, as the ledger holds it: a reader that applies `changes` in block order
 * has an exact copy of the state (spec 00, "What every transaction promises").
 */
export interface LedgerEvent {
  readonly version: 1;
  readonly transaction: string;
  readonly transactionId: string;
  /** Time of the transaction. */
  readonly at: string;
  readonly by: string;
  /** What the transaction answered. */
  readonly result: unknown;
  /** The market and listing that it concerns, for readers that follow only some. */
  readonly market?: string;
  readonly listing?: string;
  /** Members other than `by` whom it concerns, for the same purpose. */
  readonly members?: readonly string[];
  readonly changes: readonly RecordChange[];
}

export interface RecordChange {
  readonly key: string;
  /** The record as JSON with amounts as whole numbers in strings; null when it was deleted. */
  readonly value: unknown;
}
