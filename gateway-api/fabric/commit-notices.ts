import { type EventHub } from './event-hub';

/**
 * Learns of commits from the stream of events that the gateway follows anyway: a transaction that emitted an event and is
 * in it was valid. That saves a signature, its verification and a call per transaction. What is not in the stream in time,
 * an invalid transaction above all, has to be asked for.
 */
export class CommitNotices {
  private readonly waiting = new Map<string, (block: bigint) => void>();

  constructor(hub: EventHub) {
    hub.subscribe(({ transactionId, block }) => this.waiting.get(transactionId)?.(block));
  }

  /** The block of a transaction, or undefined when its event does not come within `ms`. Call it before the submit. */
  async blockOf(transactionId: string, ms: number): Promise<bigint | undefined> {
    return await new Promise((resolve) => {
      const settle = (block?: bigint): void => {
        clearTimeout(late);
        this.waiting.delete(transactionId);
        resolve(block);
      };
      const late = setTimeout(settle, ms);
      this.waiting.set(transactionId, settle);
    });
  }
}
