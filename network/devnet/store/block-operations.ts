import { type BlockUpdates, type KeyUpdate } from '../committer/block-updates';
import { type CommittedBlock } from '../committer/committed-block';
import { message, type MessageOf } from '../wire/codec';
import { uint32, uint64 } from '../wire/fields';
import { type StoreOperation } from './key-value-store';
import { type LedgerKeys } from './ledger-keys';
import { encodeEntry, type StateEntry } from './state-entry';

/** Where a transaction lies and what became of it (a peer.TxValidationCode). */
export const StoredPlace = message({ block: uint64(1), index: uint32(2), code: uint32(3) });
export type TransactionPlace = MessageOf<typeof StoredPlace>;

const nothing = Buffer.alloc(0);

/** A block's effect on the state and the private hashes, each key once. */
export function* stateOperations(keys: LedgerKeys, updates: BlockUpdates): Generator<StoreOperation> {
  for (const [namespace, ofNamespace] of updates.state) {
    for (const [key, { entry }] of ofNamespace) yield written(keys.state(namespace, key), entry);
  }
  for (const [namespace, collection, keyHash, { entry }] of hashedUpdates(updates)) {
    yield written(keys.hashed(namespace, collection, keyHash), entry);
  }
}

/** When blockToLive will end what a block writes. */
export function* expiryOperations(
  keys: LedgerKeys,
  updates: BlockUpdates,
  blockToLive: (namespace: string, collection: string) => number,
): Generator<StoreOperation> {
  for (const [namespace, collection, keyHash, { entry }] of hashedUpdates(updates)) {
    const blocks = entry === undefined ? 0 : blockToLive(namespace, collection);
    if (entry === undefined || blocks === 0) continue;
    const ends = entry.version.blockNum + blocks + 1;
    yield { type: 'put', key: keys.expiry(ends, namespace, collection, keyHash), value: nothing };
  }
}

function* hashedUpdates({ hashed }: BlockUpdates): Generator<readonly [string, string, string, KeyUpdate]> {
  for (const [namespace, collections] of hashed) {
    for (const [collection, ofCollection] of collections) {
      for (const [keyHash, update] of ofCollection) yield [namespace, collection, keyHash, update];
    }
  }
}

function written(key: string, entry: StateEntry | undefined): StoreOperation {
  return entry === undefined ? { type: 'del', key } : { type: 'put', key, value: encodeEntry(entry) };
}

/** One history entry per public write of a valid transaction; the values stay in the blocks. */
export function* historyOperations(keys: LedgerKeys, block: CommittedBlock): Generator<StoreOperation> {
  for (const [index, { rwset }] of block.transactions.entries()) {
    for (const { namespace, kv } of rwset?.namespaces ?? []) {
      for (const { key } of kv.writes) {
        yield { type: 'put', key: keys.history(namespace, key, block.number, index), value: nothing };
      }
    }
  }
}

/** An entry per transaction id; an id that the ledger knows keeps its first place. */
export function* transactionOperations(
  keys: LedgerKeys,
  block: CommittedBlock,
  known: (txId: string) => boolean,
): Generator<StoreOperation> {
  const seen = new Set<string>();
  for (const [index, { txId, code }] of block.transactions.entries()) {
    if (txId === '' || seen.has(txId) || known(txId)) continue;
    seen.add(txId);
    yield { type: 'put', key: keys.transaction(txId), value: StoredPlace.encode({ block: block.number, index, code }) };
  }
}
