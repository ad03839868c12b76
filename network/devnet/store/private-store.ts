import { message, type MessageOf } from '../wire/codec';
import { binaryString, bool, bytes, nested, repeated, string, uint64 } from '../wire/fields';
import { Version } from '../wire/rwset-messages';
import { type StateKey } from '../wire/state-key';
import { entriesOf, type KeyValueReader, type KeyValueStore, type StoreOperation } from './key-value-store';
import { after, bigEndian, fromBigEndian } from './ledger-keys';
import { stateCursor, type StateCursor } from './ledger-view';
import { decodeEntry, encodeEntry, type StateEntry } from './state-entry';

/** What a committed transaction does to private data in the clear. A purge also leaves nothing on the disk. */
export const PrivateWrite = message({
  namespace: string(1),
  collection: string(2),
  key: binaryString(3),
  isDelete: bool(4),
  value: bytes(5),
  version: nested(6, Version),
  isPurge: bool(7),
});
export type PrivateWrite = MessageOf<typeof PrivateWrite>;
const PrivateWrites = message({ writes: repeated(1, PrivateWrite) });
const Pending = message({ height: uint64(1), rwset: bytes(2) });

const noBytes: Buffer = Buffer.alloc(0);

/** Reads private values in the clear. */
export class PrivateReader {
  constructor(
    private readonly reader: KeyValueReader,
    private readonly channel: string,
  ) {}

  value(namespace: string, collection: string, key: StateKey): StateEntry | undefined {
    const stored = this.reader.get(valueKey(this.channel, namespace, collection) + key);
    return stored === undefined ? undefined : decodeEntry(stored);
  }

  range(namespace: string, collection: string, start: StateKey, end: StateKey): StateCursor {
    return stateCursor(this.reader, valueKey(this.channel, namespace, collection), start, end);
  }
}

/**
 * Private data in the clear, beside the blocks, which only hold hashes. It can't be made again from the blocks, so a
 * block's private writes are on the disk, as intent, before the block is; after a crash the intents of blocks that
 * exist are carried out and the others dropped. Purged values leave the files too.
 */
export class PrivateStore {
  private purging: Promise<void> = Promise.resolve();

  constructor(
    private readonly store: KeyValueStore,
    private readonly channel: string,
  ) {}

  reader(reader: KeyValueReader = this.store): PrivateReader {
    return new PrivateReader(reader, this.channel);
  }

  snapshot(): ReturnType<KeyValueStore['snapshot']> {
    return this.store.snapshot();
  }

  /** Keeps the private write set of an endorsed transaction (TxPvtReadWriteSet) until it is committed. */
  async keepPending(txId: string, height: number, rwset: Buffer): Promise<void> {
    await this.store.batch([{ type: 'put', key: this.pendingKey(txId), value: Pending.encode({ height, rwset }) }]);
  }

  pending(txId: string): Buffer | undefined {
    const stored = this.store.get(this.pendingKey(txId));
    return stored === undefined ? undefined : Pending.decode(stored).rwset;
  }

  /** Drops pending write sets endorsed before `height`: their transactions are not coming any more. */
  async dropPendingBefore(height: number): Promise<void> {
    const operations: StoreOperation[] = [];
    const prefix = `${this.channel}\0t`;
    for await (const [key, value] of entriesOf(this.store, { start: prefix, end: after(prefix) })) {
      if (Pending.decode(value).height < height) operations.push({ type: 'del', key });
    }
    if (operations.length > 0) await this.store.batch(operations);
  }

  /** The intent of a block that is about to be written, on the disk when this resolves. */
  async intend(block: number, writes: readonly PrivateWrite[]): Promise<void> {
    const value = PrivateWrites.encode({ writes });
    await this.store.batch([{ type: 'put', key: this.intentKey(block), value }], { sync: true });
  }

  /** Carries out what was intended for a block that is now in the ledger, and forgets its pending write sets. */
  async carryOut(block: number, writes: readonly PrivateWrite[], txIds: readonly string[]): Promise<void> {
    const operations = writes.map((write) => this.operation(write));
    for (const txId of txIds) operations.push({ type: 'del', key: this.pendingKey(txId) });
    operations.push({ type: 'del', key: this.intentKey(block) });
    const purges = writes.some(({ isPurge }) => isPurge);
    if (purges) operations.push({ type: 'put', key: this.purgeKey, value: noBytes });
    await this.store.batch(operations);
    if (purges) this.leaveNothing();
  }

  /** After a crash: carries out the intents of blocks below `height` and drops the others. */
  async recover(height: number): Promise<void> {
    const prefix = `${this.channel}\0i`;
    for await (const [key, value] of entriesOf(this.store, { start: prefix, end: after(prefix) })) {
      const block = fromBigEndian(key.slice(prefix.length));
      const writes = block < height ? PrivateWrites.decode(value).writes : [];
      await this.carryOut(block, writes, []);
    }
    if (this.store.get(this.purgeKey) !== undefined) this.leaveNothing();
  }

  /** The writes that would remove, for good, what a collection holds from blocks before `block`. */
  async writtenBefore(namespace: string, collection: string, block: number): Promise<PrivateWrite[]> {
    const writes: PrivateWrite[] = [];
    const cursor = this.reader().range(namespace, collection, '', '');
    for (let found = await cursor.next(); found !== undefined; found = await cursor.next()) {
      const { version } = found.entry;
      if (version.blockNum >= block) continue;
      writes.push({ namespace, collection, key: found.key, isDelete: true, value: noBytes, version, isPurge: true });
    }
    await cursor.close();
    return writes;
  }

  /** Resolves when everything purged so far has left the disk, or can't before the next start. */
  async settled(): Promise<void> {
    await this.purging;
  }

  private operation({ namespace, collection, key, isDelete, value, version }: PrivateWrite): StoreOperation {
    const at = valueKey(this.channel, namespace, collection) + key;
    if (isDelete || version === undefined) return { type: 'del', key: at };
    return { type: 'put', key: at, value: encodeEntry({ value, metadata: noBytes, version }) };
  }

  /** LevelDB only marks what is deleted; rewriting its files removes it. */
  private leaveNothing(): void {
    const prefix = `${this.channel}\0`;
    this.purging = this.purging
      .then(() => this.store.compact(prefix, after(prefix)))
      .then(() => this.store.batch([{ type: 'del', key: this.purgeKey }]))
      // The key is still there, so the next start does it; a store that can't be written says so at the next write.
      .catch(() => undefined);
  }

  /** Present while something purged may still be in the files. */
  private get purgeKey(): string {
    return `${this.channel}\0p`;
  }

  private pendingKey(txId: string): string {
    return `${this.channel}\0t${txId}`;
  }

  private intentKey(block: number): string {
    return `${this.channel}\0i${bigEndian(block)}`;
  }
}

function valueKey(channel: string, namespace: string, collection: string): string {
  return `${channel}\0v${namespace}\0${collection}\0`;
}
