import { message } from '../wire/codec';
import { bytes, repeated, uint64 } from '../wire/fields';
import { type MetadataEntry, MetadataEntry as MetadataEntryCodec, type Version } from '../wire/rwset-messages';

/** What the ledger holds under a key: the value, who may write it (metadata), and the height that wrote it. */
export interface StateEntry {
  readonly value: Buffer;
  /** Serialized StateMetadata, empty when there is none. */
  readonly metadata: Buffer;
  readonly version: Version;
}

const StoredEntry = message({ block: uint64(1), transaction: uint64(2), metadata: bytes(3), value: bytes(4) });
const StateMetadata = message({ entries: repeated(1, MetadataEntryCodec) });

export function encodeEntry({ value, metadata, version }: StateEntry): Buffer {
  return StoredEntry.encode({ block: version.blockNum, transaction: version.txNum, metadata, value });
}

export function decodeEntry(stored: Buffer): StateEntry {
  const { block, transaction, metadata, value } = StoredEntry.decode(stored);
  return { value, metadata, version: { blockNum: block, txNum: transaction } };
}

/** Entries sorted by name, as they come in a write set. */
export function encodeMetadata(entries: readonly MetadataEntry[]): Buffer {
  return StateMetadata.encode({ entries });
}

export function decodeMetadata(metadata: Buffer): readonly MetadataEntry[] {
  return StateMetadata.decode(metadata).entries;
}

export function sameVersion(a: Version | undefined, b: Version | undefined): boolean {
  return a?.blockNum === b?.blockNum && a?.txNum === b?.txNum;
}
