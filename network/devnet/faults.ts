/** What is to go wrong on a channel. Nothing does unless a developer asks for it. */
export interface FaultState {
  /** So many of the next valid transactions that read something are found in conflict: MVCC_READ_CONFLICT. */
  readonly conflicts: number;
  /** So many of the next calls lose their chaincode process in the middle. */
  readonly crashes: number;
  /** Whether the ordering service is away: transactions are endorsed, and can't be submitted. */
  readonly ordererAway: boolean;
}

const none: FaultState = { conflicts: 0, crashes: 0, ordererAway: false };
/** More at once would only be a slip of the finger. */
export const mostFaults = 1_000;
/** How many transactions are remembered that a forced conflict made invalid. */
const kept = 1_000;

/**
 * The faults of one channel, on request: for the code of a client or a chaincode that has to live with them. A forced
 * conflict is in the block for good, as a real one would be, and every reader of the block takes it for one.
 */
export class Faults {
  private current = none;
  private readonly forced = new Set<string>();

  get state(): FaultState {
    return this.current;
  }

  /** Changes what is named and leaves the rest. Throws RangeError for a count that isn't a whole number up to 1,000. */
  set(wanted: Partial<FaultState>): FaultState {
    for (const count of [wanted.conflicts ?? 0, wanted.crashes ?? 0]) {
      if (!Number.isInteger(count) || count < 0 || count > mostFaults) {
        throw new RangeError(`Between 0 and ${mostFaults} faults can be asked for at once, found ${count}`);
      }
    }
    return (this.current = { ...this.current, ...wanted });
  }

  /** Nothing goes wrong on purpose any more. */
  off(): FaultState {
    return (this.current = none);
  }

  /** Whether this valid transaction is to be found in conflict all the same. */
  takeConflict(txId: string): boolean {
    if (this.current.conflicts === 0) return false;
    this.current = { ...this.current, conflicts: this.current.conflicts - 1 };
    this.forced.add(txId);
    if (this.forced.size > kept) for (const oldest of this.forced.keys()) if (this.forced.delete(oldest)) break;
    return true;
  }

  /** Whether the chaincode is to die in the middle of this call. */
  takeCrash(): boolean {
    if (this.current.crashes === 0) return false;
    this.current = { ...this.current, crashes: this.current.crashes - 1 };
    return true;
  }

  /** Whether a transaction of this run of the network was made invalid on purpose. */
  wasForced(txId: string): boolean {
    return this.forced.has(txId);
  }
}
