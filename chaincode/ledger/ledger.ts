import { type ChaincodeStub } from 'fabric-shim-api';
import { type RecordChange } from '../wire/events';
import { keyOf, rangeBelow } from './key';
import { keyOfRecord, type RecordType } from './record-type';

/** A page of records; `bookmark` is empty when nothing follows. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly bookmark: string;
}

const text = (bytes: Uint8Array): string => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8');

/**
 * The public state as one transaction sees it: read, decide, write. Writes wait until `flush`, so that a transaction
 * sees what it decided itself (a peer would show it the state before), and one that is refused leaves nothing.
 */
export class Ledger {
  private readonly seen = new Map<string, string>();
  private readonly writes = new Map<string, string | null>();
  private readonly guards = new Map<string, Buffer>();

  constructor(private readonly stub: ChaincodeStub) {}

  /** The record, or undefined when there is none. Reads one key, once. */
  async get<T>(type: RecordType<T>, ...parts: readonly string[]): Promise<T | undefined> {
    const key = keyOf(type.family, ...parts);
    let json = this.writes.has(key) ? (this.writes.get(key) ?? '') : this.seen.get(key);
    if (json === undefined) {
      json = text(await this.stub.getState(key));
      this.seen.set(key, json);
    }
    return json === '' ? undefined : type.decode(json);
  }

  put<T>(type: RecordType<T>, record: T): void {
    this.writes.set(keyOfRecord(type, record), type.encode(record));
  }

  delete<T>(type: RecordType<T>, record: T): void {
    this.writes.set(keyOfRecord(type, record), null);
  }

  /**
   * Says who has to endorse the next changes of a record besides what the chaincode's policy asks: a validation
   * parameter, or none where it is empty. Whoever does so has to be endorsed by those who guard the record now.
   */
  guard<T>(type: RecordType<T>, parameter: Buffer, ...parts: readonly string[]): void {
    this.guards.set(keyOf(type.family, ...parts), parameter);
  }

  /** The validation parameter of a record as it is on the ledger, empty where it has none. Reads its key. */
  async guardOf<T>(type: RecordType<T>, ...parts: readonly string[]): Promise<Buffer> {
    const parameter = await this.stub.getStateValidationParameter(keyOf(type.family, ...parts));
    // The shim's answer for a key without one is undefined, whatever its types say.
    return Buffer.from((parameter as Uint8Array | undefined) ?? []);
  }

  /**
   * At most `limit` records below a prefix, in key order: those of the state before the transaction, less what it has
   * deleted and as it has changed them. `next` is the key to resume after, undefined when the range is exhausted.
   * Reads limit + 1 keys.
   */
  async scan<T>(
    type: RecordType<T>,
    prefix: readonly string[],
    limit: number,
    after?: string,
  ): Promise<{ items: readonly T[]; next: string | undefined }> {
    return this.scanRange(type, rangeBelow(keyOf(type.family, ...prefix), after), limit);
  }

  /**
   * The same records one by one, read on only as far as they are asked for; a peer hands them over, and counts them as
   * read, a hundred at a time. Begins behind the key that `after` names, where it is given, and ends behind the keys that
   * the parts `through` begin, or in front of those that `before` begin.
   */
  async *walk<T>(
    type: RecordType<T>,
    prefix: readonly string[],
    {
      after,
      through = [],
      before,
    }: { after?: readonly string[]; through?: readonly string[]; before?: readonly string[] } = {},
  ): AsyncGenerator<T, void, undefined> {
    const resumed = after === undefined ? undefined : keyOf(type.family, ...prefix, ...after);
    const { start } = rangeBelow(keyOf(type.family, ...prefix), resumed);
    const { end } = rangeBelow(keyOf(type.family, ...prefix, ...through));
    const last = before === undefined ? end : keyOf(type.family, ...prefix, ...before);
    for await (const { record } of this.entries(type, start, last)) yield record;
  }

  private async scanRange<T>(
    type: RecordType<T>,
    { start, end }: { start: string; end: string },
    limit: number,
  ): Promise<{ items: readonly T[]; next: string | undefined }> {
    const items: T[] = [];
    let last: string | undefined;
    for await (const { key, record } of this.entries(type, start, end)) {
      if (items.length === limit) return { items, next: last };
      items.push(record);
      last = key;
    }
    return { items, next: undefined };
  }

  private async *entries<T>(
    type: RecordType<T>,
    start: string,
    end: string,
  ): AsyncGenerator<{ key: string; record: T }, void, undefined> {
    const iterator = await this.stub.getStateByRange(start, end);
    try {
      for (let entry = await iterator.next(); !entry.done; entry = await iterator.next()) {
        const { key, value } = entry.value;
        const pending = this.writes.get(key);
        if (pending !== null) yield { key, record: type.decode(pending ?? text(value)) };
      }
    } finally {
      await iterator.close();
    }
  }

  /**
   * A page of the records below a prefix, in key order; for queries only: a peer refuses writes after a paged read.
   * A bookmark comes from outside: one that doesn't lead into this list begins it anew.
   */
  async page<T>(
    type: RecordType<T>,
    prefix: readonly string[],
    { pageSize, bookmark }: { pageSize: number; bookmark: string },
  ): Promise<Page<T>> {
    const { start, end } = rangeBelow(keyOf(type.family, ...prefix));
    return this.pageOf(type, start, end, pageSize, bookmark);
  }

  /** The same for records whose single key part lies in [from, to). */
  async pageBetween<T>(
    type: RecordType<T>,
    [from, to]: readonly [from: string, to: string],
    { pageSize, bookmark }: { pageSize: number; bookmark: string },
  ): Promise<Page<T>> {
    return this.pageOf(type, `${type.family}/${from}`, `${type.family}/${to}`, pageSize, bookmark);
  }

  private async pageOf<T>(
    type: RecordType<T>,
    start: string,
    end: string,
    pageSize: number,
    bookmark: string,
  ): Promise<Page<T>> {
    const resumed = Buffer.from(bookmark, 'base64url').toString('utf8');
    const valid = /^[A-Za-z0-9@._+/-]+$/.test(resumed) && resumed >= start && resumed < end;
    const result = await this.stub.getStateByRangeWithPagination(valid ? resumed : start, end, pageSize);
    const items: T[] = [];
    for (let entry = await result.iterator.next(); !entry.done; entry = await result.iterator.next()) {
      items.push(type.decode(text(entry.value.value)));
    }
    await result.iterator.close();
    // A peer's answer for an empty page has no metadata, whatever the shim's types say.
    const { metadata } = result as { readonly metadata?: { readonly bookmark: string } };
    return { items, bookmark: Buffer.from(metadata?.bookmark ?? '', 'utf8').toString('base64url') };
  }

  /** Versions of a record, newest first, at most `limit`; from the peer's history index, for queries only. */
  async history<T>(type: RecordType<T>, limit: number, ...parts: readonly string[]): Promise<readonly T[]> {
    const versions: T[] = [];
    const iterator = await this.stub.getHistoryForKey(keyOf(type.family, ...parts));
    try {
      for (let entry = await iterator.next(); !entry.done; entry = await iterator.next()) {
        if (versions.length === limit) break;
        if (!entry.value.isDelete) versions.push(type.decode(text(entry.value.value)));
      }
    } finally {
      await iterator.close();
    }
    return versions;
  }

  /** What `flush` will write, in key order. */
  changes(): readonly RecordChange[] {
    return this.sortedWrites().map(([key, json]) => ({
      key,
      value: json === null ? null : (JSON.parse(json) as unknown),
    }));
  }

  /** Writes everything decided, in key order. */
  async flush(): Promise<void> {
    for (const [key, json] of this.sortedWrites()) {
      if (json === null) await this.stub.deleteState(key);
      else await this.stub.putState(key, Buffer.from(json, 'utf8'));
    }
    for (const [key, parameter] of [...this.guards].sort(byKey)) {
      await this.stub.setStateValidationParameter(key, parameter);
    }
  }

  private sortedWrites(): [string, string | null][] {
    return [...this.writes].sort(byKey);
  }
}

const byKey = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number =>
  a < b ? -1 : a > b ? 1 : 0;
