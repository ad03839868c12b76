import { message, type MessageOf } from './codec';
import { Timestamp } from './common-messages';
import { binaryString, bool, bytes, int32, nested, repeated, repeatedBytes, string, uint32, uint64 } from './fields';

// Packages rwset, kvrwset and queryresult. State keys are binary strings (see state-key.ts).

/** The height at which a key was last written: which transaction of which block. */
export const Version = message({ blockNum: uint64(1), txNum: uint64(2) });
export type Version = MessageOf<typeof Version>;

export const KvRead = message({ key: binaryString(1), version: nested(2, Version) });
export type KvRead = MessageOf<typeof KvRead>;
export const KvWrite = message({ key: binaryString(1), isDelete: bool(2), value: bytes(3) });
export type KvWrite = MessageOf<typeof KvWrite>;
export const MetadataEntry = message({ name: string(1), value: bytes(2) });
export type MetadataEntry = MessageOf<typeof MetadataEntry>;
export const KvMetadataWrite = message({ key: binaryString(1), entries: repeated(2, MetadataEntry) });
export type KvMetadataWrite = MessageOf<typeof KvMetadataWrite>;

export const QueryReads = message({ kvReads: repeated(1, KvRead) });
export const MerkleSummary = message({ maxDegree: uint32(1), maxLevel: uint32(2), maxLevelHashes: repeatedBytes(3) });
export type MerkleSummary = MessageOf<typeof MerkleSummary>;
/** What a range query read, as its results or, when there are many, as hashes over them. */
export const RangeQueryInfo = message({
  startKey: binaryString(1),
  endKey: binaryString(2),
  exhausted: bool(3),
  rawReads: nested(4, QueryReads),
  readsMerkleHashes: nested(5, MerkleSummary),
});
export type RangeQueryInfo = MessageOf<typeof RangeQueryInfo>;

export const KvRwSet = message({
  reads: repeated(1, KvRead),
  rangeQueries: repeated(2, RangeQueryInfo),
  writes: repeated(3, KvWrite),
  metadataWrites: repeated(4, KvMetadataWrite),
});
export type KvRwSet = MessageOf<typeof KvRwSet>;

export const KvReadHash = message({ keyHash: bytes(1), version: nested(2, Version) });
export const KvWriteHash = message({ keyHash: bytes(1), isDelete: bool(2), valueHash: bytes(3), isPurge: bool(4) });
export const KvMetadataWriteHash = message({ keyHash: bytes(1), entries: repeated(2, MetadataEntry) });
export const HashedRwSet = message({
  reads: repeated(1, KvReadHash),
  writes: repeated(2, KvWriteHash),
  metadataWrites: repeated(3, KvMetadataWriteHash),
});
export type HashedRwSet = MessageOf<typeof HashedRwSet>;

export const CollectionHashedRwSet = message({ collection: string(1), rwset: bytes(2), pvtRwsetHash: bytes(3) });
export const NsRwSet = message({
  namespace: string(1),
  rwset: bytes(2),
  collections: repeated(3, CollectionHashedRwSet),
});
export const TxRwSet = message({ dataModel: int32(1), namespaces: repeated(2, NsRwSet) });

export const QueryKv = message({ namespace: string(1), key: binaryString(2), value: bytes(3) });
export const KeyModification = message({
  txId: string(1),
  value: bytes(2),
  timestamp: nested(3, Timestamp),
  isDelete: bool(4),
});

/** Fabric's record of a block's effect on the state, of which the commit hash is taken. */
export const StateUpdate = message({
  namespace: string(1),
  collection: string(2),
  key: bytes(3),
  isDelete: bool(4),
  value: bytes(5),
  version: bytes(6),
});
export const StateUpdates = message({ updates: repeated(1, StateUpdate) });
export type StateUpdate = MessageOf<typeof StateUpdate>;
