import { createHash } from 'node:crypto';
import { BlockUpdates } from '../committer/block-updates';
import { CommittedBlock } from '../committer/committed-block';
import { type DevnetLog } from '../devnet-log';
import { message } from '../wire/codec';
import { bytes, uint64 } from '../wire/fields';
import { type BlockLocation, type BlockLog } from './block-log';
import { type OpenBlockFile } from './block-file';
import { ChainCheck } from './chain-check';
import {
  expiryOperations,
  historyOperations,
  stateOperations,
  StoredPlace,
  transactionOperations,
  type TransactionPlace,
} from './block-operations';
import { entriesOf, type KeyValueStore, type StoreOperation } from './key-value-store';
import { after, LedgerKeys } from './ledger-keys';
import { StateReader } from './ledger-view';
import { PrivateStore, type PrivateWrite } from './private-store';
import { type LedgerView, SharedView } from './shared-view';
import { StateDigest } from './state-digest';
import { decodeEntry } from './state-entry';

const Savepoint = message({ height: uint64(1), blockHash: bytes(2), stateDigest: bytes(3) });
const StoredLocation = message({ offset: uint64(1), length: uint64(2) });
const StoredNumber = message({ block: uint64(1) });

const keptBlocks = 16;
/** Fabric's transientBlockRetention: how many blocks an endorsed private write set waits for its transaction. */
const pendingRetention = 1000;

/** A collection's blockToLive; 0 keeps everything. */
export type BlockToLive = (namespace: string, collection: string) => number;

/** What a channel's ledger lies on: the same code over disk and over memory. */
export interface LedgerStorage {
  readonly store: KeyValueStore;
  readonly privateStore: KeyValueStore;
  openBlocks(options: Omit<OpenBlockFile, 'path'>): Promise<BlockLog>;
}

/**
 * A channel's blocks, and the state, history and indexes that follow from them. A block counts once it is on the
 * disk; the rest is written after it without waiting, and caught up from the blocks when the ledger is opened.
 */
export class ChannelLedger {
  readonly keys: LedgerKeys;
  /** The state now; commits change it. For a consistent view over time take `view`. */
  readonly state: StateReader;
  readonly private: PrivateStore;
  private readonly store: KeyValueStore;
  private readonly recent = new Map<number, CommittedBlock>();
  private last: CommittedBlock | undefined;
  private current: SharedView | undefined;

  private constructor(
    channel: string,
    storage: LedgerStorage,
    private readonly blocks: BlockLog,
    private readonly blockToLive: BlockToLive,
    private digest: StateDigest,
  ) {
    this.store = storage.store;
    this.keys = new LedgerKeys(channel);
    this.state = new StateReader(storage.store, this.keys);
    this.private = new PrivateStore(storage.privateStore, channel);
  }

  /** Throws DamagedLedgerError when the blocks are damaged; what doesn't match them is made again from them. */
  static async open(
    channel: string,
    storage: LedgerStorage,
    log: DevnetLog,
    blockToLive: BlockToLive,
  ): Promise<ChannelLedger> {
    const stored = storage.store.get(new LedgerKeys(channel).savepoint);
    const savepoint = Savepoint.decode(stored ?? Buffer.alloc(0));
    const chain = new ChainCheck(channel, savepoint.height - 1);
    const blocks = await storage.openBlocks({ committed: savepoint.height, log, onRecord: chain.add });
    try {
      const digest = await StateDigest.read(storage.store, new LedgerKeys(channel));
      const ledger = new ChannelLedger(channel, storage, blocks, blockToLive, digest);
      const { height, blockHash, stateDigest } = savepoint;
      let from = height;
      const otherBlocks = height > 0 && !blockHash.equals(chain.watched?.hash ?? Buffer.alloc(0));
      // Without blocks there is no state; a store from before there were digests has none to compare with.
      const expected = height === 0 ? StateDigest.of(Buffer.alloc(0)).bytes : stateDigest;
      if (otherBlocks || (expected.length > 0 && !expected.equals(digest.bytes))) {
        const found = otherBlocks ? 'belongs to other blocks' : 'is not what the blocks have made';
        log.warn({ channel }, `The state ${found} and is made again from them`);
        await ledger.clear();
        from = 0;
      }
      await ledger.catchUp(chain, from);
      return ledger;
    } catch (error) {
      await blocks.close();
      throw error;
    }
  }

  /** The number of blocks. */
  get height(): number {
    return this.last === undefined ? 0 : this.last.number + 1;
  }

  get lastBlock(): CommittedBlock | undefined {
    return this.last;
  }

  /** The ledger as of the last committed block. */
  view(): LedgerView {
    this.current ??= new SharedView(this.height, this.store, this.keys, this.private);
    return this.current.use();
  }

  /**
   * Commits the block that follows the last: resolves when it is durable and visible. `updates` and `privateWrites`
   * are its effect. A rejection is final: nothing more can be committed.
   */
  async commit(block: CommittedBlock, updates: BlockUpdates, privateWrites: readonly PrivateWrite[]): Promise<void> {
    const writes = [...privateWrites, ...(await this.expire(block.number, updates))];
    if (writes.length > 0) await this.private.intend(block.number, writes);
    const location = await this.blocks.append(block.bytes);
    await this.follow(block, updates, location);
    if (writes.length > 0) {
      const txIds = block.transactions.map(({ txId }) => txId);
      await this.private.carryOut(block.number, writes, txIds);
    }
    if (block.number % pendingRetention === 0) await this.private.dropPendingBefore(block.number - pendingRetention);
    this.advance(block);
  }

  /** Throws RangeError when there is no such block. */
  async block(number: number): Promise<CommittedBlock> {
    const kept = this.recent.get(number);
    if (kept !== undefined) return kept;
    const stored = number < this.height ? this.store.get(this.keys.block(number)) : undefined;
    if (stored === undefined) throw new RangeError(`no such block number [${number}] in index`);
    return new CommittedBlock(await this.blocks.read(StoredLocation.decode(stored)));
  }

  numberOf(blockHash: Buffer): number | undefined {
    const stored = this.store.get(this.keys.blockHash(blockHash));
    return stored === undefined ? undefined : StoredNumber.decode(stored).block;
  }

  /** The first transaction with this id that the ledger holds. */
  transaction(txId: string): TransactionPlace | undefined {
    const stored = this.store.get(this.keys.transaction(txId));
    return stored === undefined ? undefined : StoredPlace.decode(stored);
  }

  /** SHA-256 over every key and value of the public state and the private hashes, versions left out. */
  async stateHash(): Promise<string> {
    const digest = createHash('sha256');
    for (const family of ['s', 'x'] as const) {
      for await (const [key, stored] of entriesOf(this.store, this.keys.family(family))) {
        const { value, metadata } = decodeEntry(stored);
        const lengths = Buffer.from([key.length, value.length, metadata.length].join(' '));
        digest.update(lengths).update(key, 'latin1').update(value).update(metadata);
      }
    }
    return digest.digest('hex');
  }

  async close(): Promise<void> {
    this.current?.retire();
    await this.private.settled();
    await this.blocks.close();
  }

  private async clear(): Promise<void> {
    const operations: StoreOperation[] = [];
    for await (const [key] of entriesOf(this.store, this.keys.family(''))) operations.push({ type: 'del', key });
    await this.store.batch(operations);
    this.digest = StateDigest.of(Buffer.alloc(0));
  }

  /** Brings state, history and indexes to where the blocks are. */
  private async catchUp(chain: ChainCheck, from: number): Promise<void> {
    for (const location of chain.locations.slice(from)) {
      const block = new CommittedBlock(await this.blocks.read(location));
      const updates = new BlockUpdates(this.state);
      block.transactions.forEach(({ rwset }, txNum) => {
        if (rwset !== undefined) updates.apply(rwset, { blockNum: block.number, txNum });
      });
      await this.expire(block.number, updates);
      await this.follow(block, updates, location);
    }
    this.last = chain.last;
    await this.private.recover(this.height);
  }

  private async follow(block: CommittedBlock, updates: BlockUpdates, location: BlockLocation): Promise<void> {
    const state = [...stateOperations(this.keys, updates)];
    const digest = this.digest.after(state, this.store);
    const savepoint = { height: block.number + 1, blockHash: block.hash, stateDigest: digest.bytes };
    await this.store.batch([
      ...state,
      ...expiryOperations(this.keys, updates, this.blockToLive),
      ...historyOperations(this.keys, block),
      ...transactionOperations(this.keys, block, (txId) => this.transaction(txId) !== undefined),
      { type: 'put', key: this.keys.block(block.number), value: StoredLocation.encode(location) },
      { type: 'put', key: this.keys.blockHash(block.hash), value: StoredNumber.encode({ block: block.number }) },
      { type: 'put', key: this.keys.savepoint, value: Savepoint.encode(savepoint) },
    ]);
    this.digest = digest;
  }

  /** Adds to the updates what a collection's blockToLive ends with this block; returns the same in the clear. */
  private async expire(block: number, updates: BlockUpdates): Promise<PrivateWrite[]> {
    const writes: PrivateWrite[] = [];
    const collections = new Set<string>();
    const start = this.keys.expiry(block, '', '', '').slice(0, -2);
    for await (const [key] of entriesOf(this.store, { start, end: after(start) })) {
      const [namespace = '', collection = '', ...hash] = key.slice(start.length).split('\0');
      const keyHash = hash.join('\0');
      const latest = this.state.hashed(namespace, collection, keyHash);
      const due = latest !== undefined && latest.version.blockNum + this.blockToLive(namespace, collection) < block;
      if (!due || updates.hashedUpdate(namespace, collection, keyHash) !== undefined) continue;
      updates.expire(namespace, collection, keyHash, { blockNum: block, txNum: 0 });
      collections.add(`${namespace}\0${collection}`);
    }
    for (const name of collections) {
      const [namespace = '', collection = ''] = name.split('\0');
      const oldest = block - this.blockToLive(namespace, collection);
      writes.push(...(await this.private.writtenBefore(namespace, collection, oldest)));
    }
    return writes;
  }

  private advance(block: CommittedBlock): void {
    this.last = block;
    this.recent.set(block.number, block);
    this.recent.delete(block.number - keptBlocks);
    this.current?.retire();
    this.current = undefined;
  }
}
