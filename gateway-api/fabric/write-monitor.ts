/** How a write ended: `refused` by a rule of the chaincode or by an endorser, the others as the network found it. */
export type WriteOutcome = 'committed' | 'refused' | 'conflict' | 'invalid' | 'unknown' | 'failed';

/** A write that ended, whatever became of it. */
export interface EndedWrite {
  /** Name of the transaction. */
  readonly transaction: string;
  /** The request that asked for it. */
  readonly requestId: string | undefined;
  /** The transaction that counts; undefined where none came to be signed. */
  readonly transactionId: string | undefined;
  readonly outcome: WriteOutcome;
  /** The code of the refusal, where it is one. */
  readonly code: string | undefined;
  /** How many transactions it took, with those that met a conflict. */
  readonly attempts: number;
  /** From the request's arrival at the submitter on, with its time in queues. */
  readonly seconds: number;
}

/** Hears of what the submitter does; it changes nothing. */
export interface WriteMonitor {
  /** An attempt was validated with this code of Fabric's, or was never ordered: ENDORSEMENT_MISMATCH. */
  attempted(code: string): void;
  ended(write: EndedWrite): void;
}

/** For who doesn't want to know. */
export const unmonitoredWrites: WriteMonitor = { attempted: () => undefined, ended: () => undefined };

const endings: ReadonlyMap<string | undefined, WriteOutcome> = new Map<string | undefined, WriteOutcome>([
  ['CONFLICT', 'conflict'],
  ['TRANSACTION_INVALID', 'invalid'],
  ['OUTCOME_UNKNOWN', 'unknown'],
  ['NETWORK_UNAVAILABLE', 'failed'],
  [undefined, 'failed'],
]);

/** How a write ended that was refused with the code. */
export const writeOutcomeOf = (code: string | undefined): WriteOutcome => endings.get(code) ?? 'refused';
