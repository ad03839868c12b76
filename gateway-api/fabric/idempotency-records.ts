import { Refusal } from '../refusal';
import { type DoneRecord, type IdempotencyRecord, type PendingRecord } from './idempotency-store';

/**
 * Where it is kept what came of requests with an idempotency key: in this gateway's own folder, or where all instances
 * of it see the same. A pending record names the one transaction that may be sent for its request.
 */
export interface IdempotencyRecords {
  get(member: string, key: string): Promise<IdempotencyRecord | undefined>;
  /**
   * Keeps a record before its transaction is sent: the first of its request, or one that `replaces` the transaction with
   * that id, which certainly took no effect. Done when it survives a power cut. Throws REQUEST_IN_FLIGHT when another
   * instance works on the request: then nothing may be sent.
   */
  begin(member: string, key: string, record: PendingRecord, replaces?: string): Promise<void>;
  /** Whether this instance may go on with a request that was left pending: nobody else who lives works on it. */
  takeOver(member: string, key: string, record: PendingRecord): Promise<boolean>;
  /** Leaves a request whose outcome is not known to whoever is asked for it next. */
  release(member: string, key: string): Promise<void>;
  /** Keeps what came of a request. Were it lost, the pending record would lead to the same transaction. */
  finish(member: string, key: string, record: DoneRecord): Promise<void>;
  /** Forgets a request that took no effect, so that it may be tried again with the same key. */
  forget(member: string, key: string): Promise<void>;
  /** Drops the records of requests older than the retention. */
  dropExpired(): Promise<void>;
  close(): Promise<void>;
}

/** Somebody works on the request with this key at the moment. */
export const requestInFlight = (key: string): Refusal =>
  new Refusal('REQUEST_IN_FLIGHT', `A request with the idempotency key ${key} is still under way.`, {
    retryAfterSeconds: 1,
  });

/** Throws IDEMPOTENCY_KEY_REUSED for a request that is not the one that its key was first used with. */
export function requireSameRequest(requestHash: string, otherHash: string): void {
  if (requestHash === otherHash) return;
  throw new Refusal(
    'IDEMPOTENCY_KEY_REUSED',
    'The idempotency key was used for another request. Repeat that request unchanged, or choose a new key.',
    { field: 'Idempotency-Key' },
  );
}
