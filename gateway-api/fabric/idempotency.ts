import { Refusal } from '../refusal';
import { type IdempotencyRecords, requestInFlight } from './idempotency-records';
import { type IdempotencyRecord } from './idempotency-store';
import { type Submission } from './receipt';

/** What makes a request the same as another one. */
export interface IdempotencyClaim {
  readonly key: string;
  /** Hash of method, path and body. */
  readonly requestHash: string;
}

interface Running {
  readonly requestHash: string;
  submission?: Submission;
  ordered: boolean;
}

/** Keys of requests that are under way in this process, on top of what the store remembers. */
export class Idempotency {
  private readonly running = new Map<string, Running>();

  constructor(readonly store: IdempotencyRecords) {}

  /**
   * What is known of a request before anything is done for it: the write under way, or what the store remembers.
   * Throws IDEMPOTENCY_KEY_REUSED for another request and REQUEST_IN_FLIGHT for one that has no answer yet.
   */
  async find(
    member: string,
    { key, requestHash }: IdempotencyClaim,
  ): Promise<{ readonly submission?: Submission; readonly record?: IdempotencyRecord }> {
    const running = this.running.get(nameOf(member, key));
    if (running) return { submission: submissionOf(running, { key, requestHash }) };
    const record = await this.store.get(member, key);
    if (!record) return {};
    requireSame(requestHash, record.requestHash);
    return { record };
  }

  /**
   * Runs `start` unless the member made the same request before: then what came of that one is the answer. `start` is
   * given what the store knows, which is a transaction whose outcome was not known when a gateway stopped.
   * Throws IDEMPOTENCY_KEY_REUSED for another request and REQUEST_IN_FLIGHT for one that has no answer yet.
   */
  async submit(
    member: string,
    { key, requestHash }: IdempotencyClaim,
    start: (found: IdempotencyRecord | undefined) => Submission,
  ): Promise<{ readonly submission: Submission; readonly repeated: boolean }> {
    const name = nameOf(member, key);
    const other = this.running.get(name);
    if (other) return { submission: submissionOf(other, { key, requestHash }), repeated: true };
    const running: Running = { requestHash, ordered: false };
    this.running.set(name, running);
    const finished = () => void this.running.delete(name);
    try {
      const found = await this.store.get(member, key);
      if (found) requireSame(requestHash, found.requestHash);
      if (found?.state === 'pending' && !(await this.store.takeOver(member, key, found))) throw requestInFlight(key);
      const submission = start(found);
      running.submission = submission;
      submission.ordered.then(() => (running.ordered = true), finished);
      submission.committed.then(finished, finished);
      // What could not even wait its turn is free for whoever is asked next.
      if (found) submission.committed.catch(() => this.store.release(member, key));
      return { submission, repeated: found?.state === 'done' };
    } catch (error) {
      finished();
      throw error;
    }
  }
}

const nameOf = (member: string, key: string): string => `${member}!${key}`;

function submissionOf(running: Running, { key, requestHash }: IdempotencyClaim): Submission {
  requireSame(requestHash, running.requestHash);
  if (running.submission && running.ordered) return running.submission;
  throw new Refusal('REQUEST_IN_FLIGHT', `A request with the idempotency key ${key} is still under way.`, {
    retryAfterSeconds: 1,
  });
}

function requireSame(requestHash: string, otherHash: string): void {
  if (requestHash === otherHash) return;
  throw new Refusal(
    'IDEMPOTENCY_KEY_REUSED',
    'The idempotency key was used for another request. Repeat that request unchanged, or choose a new key.',
    { field: 'Idempotency-Key' },
  );
}
