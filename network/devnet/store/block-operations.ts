import { type BlockUpdates } from '../committer/block-updates';
import { type CommittedBlock } from '../committer/committed-block';
import { message, type MessageOf } from '../wire/codec';
import { uint32, uint64 } from '../wire/fields';
import { type StoreOperation } from './key-value-store';
import { type LedgerKeys } from './ledger-keys';
import { encodeEntry } from './state-entry';

/** Where a transaction lies and what became of it (a peer.TxValidationCode). */
export const StoredPlace = message({ block: uint64(1), index: uint32(2), code: uint32(3) });
export type TransactionPlace = MessageOf<typeof StoredPlace>;

const nothing = Buffer.alloc(0);

/** A block's effect on the state and the hashes, and when blockToLive will end what it wrote. */
export function* updateOperations(
  keys: LedgerKeys,
  updates: BlockUpdates,
  blockToLive: (namespace: string, collection: string) => number,
): Generator<StoreOperation> {
  for (const [namespace, ofNamespace] of updates.state) {
    for (const [key, { entry }] of ofNamespace) {
      const at = keys.state(namespace, key);
      yield entry === undefined ? { type: 'del', key: at } : { type: 'put', key: at, value: encodeEntry(entry) };
    }
  }
  for (const [namespace, collections] of updates.hashed) {
    for (const [collection, ofCollection] of collections) {
      const blocks = blockToLive(namespace, collection);
      for (const [keyHash, { entry }] of ofCollection) {
        const at = keys.hashed(namespace, collection, keyHash);
        if (entry === undefined) {
          yield { type: 'del', key: at };
          continue;
        }
        yield { type: 'put', key: at, value: encodeEntry(entry) };
        if (blocks === 0) continue;
        const ends = entry.version.blockNum + blocks + 1;
        yield { type: 'put', key: keys.expiry(ends, namespace, collection, keyHash), value: nothing };
      }
    }
  }
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
