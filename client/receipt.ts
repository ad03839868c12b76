/** A command that took effect. */
export interface Receipt<T> {
  readonly transactionId: string;
  readonly state: 'committed';
  /** Block that it stands in, a decimal number. */
  readonly blockNumber: string;
  /** How many transactions it took: the others met a conflict. */
  readonly attempts: number;
  /** What the transaction answered. */
  readonly result: T;
}

/** How to read. */
export interface ReadOptions {
  /** Ends the request. */
  readonly signal?: AbortSignal;
}

/** How to send a command. */
export interface WriteOptions extends ReadOptions {
  /**
   * Makes a repetition of the same command harmless, even after a crash of either side: keep it where the command must
   * not happen twice. Unless given, each call has one of its own, which protects its own repetitions.
   */
  readonly idempotencyKey?: string;
  /** How long the gateway may wait for the commit before it answers, in seconds, 1 to 60 [30]. */
  readonly waitSeconds?: number;
  /** Is told the transaction's id where the commit takes longer than that. */
  readonly onSubmitted?: (transactionId: string) => void;
}
