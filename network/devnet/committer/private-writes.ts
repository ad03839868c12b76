import { sha256 } from '../orderer/block-header';
import { TxPvtRwSet } from '../endorser/rwset-builder';
import { type PrivateReader, type PrivateWrite } from '../store/private-store';
import { KvRwSet, type Version } from '../wire/rwset-messages';
import { type BlockUpdates } from './block-updates';
import { type TransactionRwSet } from './transaction-rwset';

const noBytes: Buffer = Buffer.alloc(0);

/** Whether a transaction writes private data, so that its clear values must be looked up. */
export function writesPrivateData(rwset: TransactionRwSet): boolean {
  return rwset.namespaces.some(({ collections }) => collections.some(({ pvtRwsetHash }) => pvtRwsetHash.length > 0));
}

/**
 * The clear writes of a valid transaction, as far as `pending`, the private write set kept since its endorsement, has
 * the hash that the block names. Deletions and purges need no clear value, but a clear key.
 */
export function privateWritesOf(
  rwset: TransactionRwSet,
  pending: Buffer,
  version: Version,
  updates: BlockUpdates,
  committed: PrivateReader,
): PrivateWrite[] {
  const writes: PrivateWrite[] = [];
  for (const { namespace, collections } of TxPvtRwSet.decode(pending).namespaces) {
    for (const { collection, rwset: clear } of collections) {
      const hashed = rwset.namespaces
        .find((set) => set.namespace === namespace)
        ?.collections.find((set) => set.collection === collection);
      if (hashed === undefined || !sha256(clear).equals(hashed.pvtRwsetHash)) continue;
      const purged = new Set(
        hashed.hashed.writes.filter(({ isPurge }) => isPurge).map(({ keyHash }) => keyHash.toString('latin1')),
      );
      const { writes: values, metadataWrites } = KvRwSet.decode(clear);
      for (const { key, value } of values) {
        const isPurge = purged.has(sha256(Buffer.from(key, 'latin1')).toString('latin1'));
        writes.push({ namespace, collection, key, value, isDelete: value.length === 0, version, isPurge });
      }
      for (const { key } of metadataWrites) {
        // A change of metadata alone gives the hash a new version: the clear value goes along.
        if (writes.some((write) => write.collection === collection && write.key === key)) continue;
        const entry = committed.value(namespace, collection, key);
        const keyHash = sha256(Buffer.from(key, 'latin1')).toString('latin1');
        const hash = updates.hashedUpdate(namespace, collection, keyHash)?.entry?.value ?? noBytes;
        if (entry === undefined || !sha256(entry.value).equals(hash)) continue;
        writes.push({ namespace, collection, key, value: entry.value, isDelete: false, version, isPurge: false });
      }
    }
  }
  return writes;
}
