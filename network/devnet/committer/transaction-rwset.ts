import { HashedRwSet, KvRwSet, TxRwSet } from '../wire/rwset-messages';

/** A transaction's read-write set, unpacked to its keys. */
export interface TransactionRwSet {
  readonly namespaces: readonly NamespaceRwSet[];
}

export interface NamespaceRwSet {
  readonly namespace: string;
  readonly kv: KvRwSet;
  readonly collections: readonly CollectionRwSet[];
}

export interface CollectionRwSet {
  readonly collection: string;
  readonly hashed: HashedRwSet;
  readonly pvtRwsetHash: Buffer;
}

/** Throws WireError when the bytes are no TxReadWriteSet. */
export function decodeRwSet(bytes: Buffer): TransactionRwSet {
  return {
    namespaces: TxRwSet.decode(bytes).namespaces.map(({ namespace, rwset, collections }) => ({
      namespace,
      kv: KvRwSet.decode(rwset),
      collections: collections.map(({ collection, rwset: hashed, pvtRwsetHash }) => ({
        collection,
        hashed: HashedRwSet.decode(hashed),
        pvtRwsetHash,
      })),
    })),
  };
}

/** Whether the transaction writes anything in the namespace: values, metadata or private data. */
export function writesTo({ kv, collections }: NamespaceRwSet): boolean {
  return (
    kv.writes.length > 0 ||
    kv.metadataWrites.length > 0 ||
    collections.some(({ hashed }) => hashed.writes.length > 0 || hashed.metadataWrites.length > 0)
  );
}

/** Whether the transaction depends on anything that another one could have changed. */
export function readsSomething({ namespaces }: TransactionRwSet): boolean {
  return namespaces.some(
    ({ kv, collections }) =>
      kv.reads.length > 0 || kv.rangeQueries.length > 0 || collections.some(({ hashed }) => hashed.reads.length > 0),
  );
}
