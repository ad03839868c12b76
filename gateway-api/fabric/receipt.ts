/** A transaction that took effect. */
export interface Receipt {
  readonly transactionId: string;
  /** As a decimal string. */
  readonly blockNumber: string;
  /** How many transactions it took: all before this one met a conflict. */
  readonly attempts: number;
  /** What the transaction answered: JSON text. */
  readonly result: string;
}

/** A write on its way: the id once it is ordered, the receipt once it is committed. Both fail with a Refusal. */
export interface Submission {
  readonly ordered: Promise<string>;
  readonly committed: Promise<Receipt>;
}
