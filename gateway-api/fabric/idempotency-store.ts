import { ClassicLevel } from 'classic-level';
import { type Receipt } from './receipt';

/** What is known of a request that carried an idempotency key. */
export type IdempotencyRecord =
  | {
      readonly state: 'pending';
      readonly requestHash: string;
      readonly transactionId: string;
      /** The prepared transaction and its signature, base64: enough to send the very same envelope again. */
      readonly prepared: string;
      readonly signature: string;
    }
  | { readonly state: 'done'; readonly requestHash: string; readonly receipt: Receipt };

interface Operation {
  readonly type: 'put' | 'del';
  readonly key: string;
  readonly value: string;
}

const HOUR_MS = 3_600_000;
const hourOf = (time: number) => String(Math.floor(time / HOUR_MS)).padStart(8, '0');
const recordKey = (member: string, key: string) => `r!${member}!${key}`;

/**
 * Remembers, across crashes of the gateway, what came of requests with an idempotency key (threats.md, 2.4.5). Writes
 * that arrive while one is under way are synced to disk together. Records are dropped `retentionHours` after the
 * request, found by an index of hours and not by reading all of them.
 */
export class IdempotencyStore {
  private waiting: Operation[] = [];
  private flushing: Promise<void> | undefined;

  private constructor(
    private readonly level: ClassicLevel,
    private readonly retentionHours: number,
  ) {}

  static async open(folder: string, retentionHours = 24): Promise<IdempotencyStore> {
    const level = new ClassicLevel(folder);
    await level.open();
    const store = new IdempotencyStore(level, retentionHours);
    await store.dropExpired();
    return store;
  }

  async get(member: string, key: string): Promise<IdempotencyRecord | undefined> {
    const text = await this.level.get(recordKey(member, key));
    return text === undefined ? undefined : (JSON.parse(text) as IdempotencyRecord);
  }

  /** Done when the record is on disk and survives a power cut. */
  put(member: string, key: string, record: IdempotencyRecord): Promise<void> {
    const stored = recordKey(member, key);
    this.waiting.push({ type: 'put', key: stored, value: JSON.stringify(record) });
    if (record.state === 'pending') {
      this.waiting.push({ type: 'put', key: `h!${hourOf(Date.now())}!${stored}`, value: '' });
    }
    return this.flush();
  }

  /** Forgets a request that took no effect, so that it may be tried again with the same key. */
  forget(member: string, key: string): Promise<void> {
    this.waiting.push({ type: 'del', key: recordKey(member, key), value: '' });
    return this.flush();
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
    await this.flushing;
    await this.level.close();
  }

  private flush(): Promise<void> {
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
