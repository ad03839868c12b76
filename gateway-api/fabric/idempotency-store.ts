import { ClassicLevel } from 'classic-level';
import { type IdempotencyRecords } from './idempotency-records';
import { type Receipt } from './receipt';

/** A request whose transaction was signed, and perhaps sent. */
export interface PendingRecord {
  readonly state: 'pending';
  readonly requestHash: string;
  readonly transactionId: string;
  /** The prepared transaction and its signature, base64: enough to send the very same envelope again. */
  readonly prepared: string;
  readonly signature: string;
  /** The member's signed question for the outcome, where it signs by itself, base64. */
  readonly status?: { readonly request: string; readonly signature: string };
}

/** A request whose transaction took effect. */
export interface DoneRecord {
  readonly state: 'done';
  readonly requestHash: string;
  readonly receipt: Receipt;
}

/** What is known of a request that carried an idempotency key. */
export type IdempotencyRecord = PendingRecord | DoneRecord;

interface Operation {
  readonly type: 'put' | 'del';
  readonly key: string;
  readonly value: string;
}

const HOUR_MS = 3_600_000;
const FLUSH_AFTER_MS = 50;
const hourOf = (time: number) => String(Math.floor(time / HOUR_MS)).padStart(8, '0');
const recordKey = (member: string, key: string) => `r!${member}!${key}`;

/**
 * Remembers, across crashes of the gateway, what came of requests with an idempotency key. Writes
 * that arrive while one is under way are synced to disk together. Records are dropped `retentionHours` after the
 * request, found by an index of hours and not by reading all of them.
 */
export class IdempotencyStore implements IdempotencyRecords {
  private waiting: Operation[] = [];
  private flushing: Promise<void> | undefined;
  private later: NodeJS.Timeout | undefined;

  private constructor(
    private readonly level: ClassicLevel,
    private readonly onError: (error: unknown) => void,
    private readonly retentionHours: number,
  ) {}

  /** `onError` hears of what could not be written and nobody waited for. */
  static async open(folder: string, onError: (error: unknown) => void, retentionHours = 24): Promise<IdempotencyStore> {
    const level = new ClassicLevel(folder);
    await level.open();
    const store = new IdempotencyStore(level, onError, retentionHours);
    await store.dropExpired();
    return store;
  }

  async get(member: string, key: string): Promise<IdempotencyRecord | undefined> {
    await this.flushing;
    const name = recordKey(member, key);
    const unwritten = this.waiting.findLast((operation) => operation.key === name);
    const text = unwritten ? unwritten.value : await this.level.get(name);
    return text === undefined || text === '' ? undefined : (JSON.parse(text) as IdempotencyRecord);
  }

  /** Done when the record is on disk and survives a power cut. */
  begin(member: string, key: string, record: PendingRecord): Promise<void> {
    const stored = recordKey(member, key);
    this.waiting.push({ type: 'put', key: stored, value: JSON.stringify(record) });
    this.waiting.push({ type: 'put', key: `h!${hourOf(Date.now())}!${stored}`, value: '' });
    return this.flush();
  }

  /** Nobody waits for this: were it lost, the pending record would lead to the same transaction. */
  finish(member: string, key: string, record: DoneRecord): Promise<void> {
    this.waiting.push({ type: 'put', key: recordKey(member, key), value: JSON.stringify(record) });
    return this.flushSoon();
  }

  /** Forgets a request that took no effect, so that it may be tried again with the same key. */
  forget(member: string, key: string): Promise<void> {
    this.waiting.push({ type: 'del', key: recordKey(member, key), value: '' });
    return this.flushSoon();
  }

  /** The folder is this gateway's alone: what was left pending, an earlier one left. */
  takeOver(): Promise<boolean> {
    return Promise.resolve(true);
  }

  /** The folder is this gateway's alone. */
  release(): Promise<void> {
    return Promise.resolve();
  }

  /** Drops the records of requests older than the retention. */
  async dropExpired(now = Date.now()): Promise<void> {
    const upTo = `h!${hourOf(now - this.retentionHours * HOUR_MS)}!`;
    for await (const index of this.level.keys({ gte: 'h!', lt: upTo })) {
      const key = index.slice(upTo.length);
      await this.level.batch([
        { type: 'del', key: index },
        { type: 'del', key },
      ]);
    }
  }

  async close(): Promise<void> {
    await this.flush();
    await this.level.close();
  }

  /** What nobody waits for goes with the next request's record, or by itself a little later. */
  private flushSoon(): Promise<void> {
    this.later ??= setTimeout(() => {
      this.flush().catch(this.onError);
    }, FLUSH_AFTER_MS);
    return Promise.resolve();
  }

  private flush(): Promise<void> {
    clearTimeout(this.later);
    this.later = undefined;
    // A write under way takes nothing more on: what comes now goes with the next one.
    const next = (this.flushing ?? Promise.resolve()).then(async () => {
      const batch = this.waiting;
      if (batch.length === 0) return;
      this.waiting = [];
      await this.level.batch(batch as { type: 'put'; key: string; value: string }[], { sync: true });
    });
    this.flushing = next.catch(() => undefined);
    return next;
  }
}
