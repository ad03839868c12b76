import { message, type MessageOf } from '../wire/codec';
import { bytes, int32, repeated, string } from '../wire/fields';
import {
  HashedRwSet,
  type KvMetadataWrite,
  type KvRead,
  KvRwSet,
  type KvWrite,
  type MetadataEntry,
  type RangeQueryInfo,
  TxRwSet,
  type Version,
} from '../wire/rwset-messages';
import { byStateKey, type StateKey } from '../wire/state-key';
import { sha256 } from '../orderer/block-header';

const CollectionPvtRwSet = message({ collection: string(1), rwset: bytes(2) });
const NsPvtRwSet = message({ namespace: string(1), collections: repeated(2, CollectionPvtRwSet) });
/** The private write set of a transaction in the clear, as members hold it. */
export const TxPvtRwSet = message({ dataModel: int32(1), namespaces: repeated(2, NsPvtRwSet) });

/** What a simulation read and wrote, as it goes into the block, and the private part that stays out of it. */
export interface SimulationResults {
  readonly publicRwSet: Buffer;
  readonly privateRwSet: Buffer | undefined;
  /** Collections written, and whether the simulation also read values of theirs in the clear. */
  readonly collections: ReadonlyMap<string, { readonly read: boolean; readonly written: boolean }>;
  /** Public keys whose value or metadata is written: their own policies, where they have some, have to be satisfied. */
  readonly written: readonly StateKey[];
}

interface CollectionSets {
  readonly reads: Map<StateKey, Version | undefined>;
  readonly writes: Map<StateKey, { readonly value: Buffer; readonly isDelete: boolean; readonly isPurge: boolean }>;
  readonly metadataWrites: Map<StateKey, readonly MetadataEntry[]>;
  readInTheClear: boolean;
}

type HashedParts = MessageOf<typeof HashedRwSet>;
const noBytes: Buffer = Buffer.alloc(0);

/** Collects a simulation's reads and writes of one namespace; sorted and encoded as Fabric does. */
export class RwSetBuilder {
  private readonly reads = new Map<StateKey, KvRead>();
  private readonly writes = new Map<StateKey, KvWrite>();
  private readonly metadataWrites = new Map<StateKey, KvMetadataWrite>();
  private readonly rangeQueries: RangeQueryInfo[] = [];
  private readonly collections = new Map<string, CollectionSets>();

  constructor(private readonly namespace: string) {}

  read(key: StateKey, version: Version | undefined): void {
    this.reads.set(key, { key, version });
  }

  write(key: StateKey, value: Buffer): void {
    this.writes.set(key, { key, value, isDelete: value.length === 0 });
  }

  writeMetadata(key: StateKey, entries: readonly MetadataEntry[]): void {
    this.metadataWrites.set(key, { key, entries });
  }

  rangeQuery(info: RangeQueryInfo): void {
    const same = (other: RangeQueryInfo): boolean =>
      other.startKey === info.startKey && other.endKey === info.endKey && other.exhausted === info.exhausted;
    if (!this.rangeQueries.some(same)) this.rangeQueries.push(info);
  }

  readPrivate(collection: string, key: StateKey, version: Version | undefined, inTheClear: boolean): void {
    const sets = this.collection(collection);
    sets.reads.set(key, version);
    if (inTheClear) sets.readInTheClear = true;
  }

  writePrivate(collection: string, key: StateKey, value: Buffer, isPurge = false): void {
    this.collection(collection).writes.set(key, { value, isDelete: value.length === 0, isPurge });
  }

  writePrivateMetadata(collection: string, key: StateKey, entries: readonly MetadataEntry[]): void {
    this.collection(collection).metadataWrites.set(key, entries);
  }

  /** To be called once, at the end. */
  results(): SimulationResults {
    const collections = [...this.collections].sort(([a], [b]) => byStateKey(a, b));
    const written = collections.filter(([, { writes, metadataWrites }]) => writes.size + metadataWrites.size > 0);
    const privateSets = new Map(written.map(([name, sets]) => [name, privateRwSet(sets)]));
    const { namespace } = this;
    const untouched = this.reads.size + this.writes.size + this.metadataWrites.size + this.rangeQueries.length === 0;
    const rwset = KvRwSet.encode({
      reads: sorted(this.reads),
      rangeQueries: this.rangeQueries,
      writes: sorted(this.writes),
      metadataWrites: sorted(this.metadataWrites),
    });
    const hashed = collections.map(([collection, sets]) => {
      const clear = privateSets.get(collection);
      return { collection, rwset: hashedRwSet(sets), pvtRwsetHash: clear === undefined ? noBytes : sha256(clear) };
    });
    const namespaces = untouched && hashed.length === 0 ? [] : [{ namespace, rwset, collections: hashed }];
    const clear = [...privateSets].map(([collection, set]) => ({ collection, rwset: set }));
    return {
      publicRwSet: TxRwSet.encode({ namespaces }),
      privateRwSet:
        clear.length === 0 ? undefined : TxPvtRwSet.encode({ namespaces: [{ namespace, collections: clear }] }),
      collections: new Map(
        collections.map(([name, sets]) => [name, { read: sets.readInTheClear, written: privateSets.has(name) }]),
      ),
      written: [...this.writes.keys(), ...this.metadataWrites.keys()],
    };
  }

  private collection(name: string): CollectionSets {
    let sets = this.collections.get(name);
    if (sets === undefined) {
      sets = { reads: new Map(), writes: new Map(), metadataWrites: new Map(), readInTheClear: false };
      this.collections.set(name, sets);
    }
    return sets;
  }
}

function sorted<T>(entries: ReadonlyMap<StateKey, T>): T[] {
  if (entries.size < 2) return [...entries.values()];
  return [...entries].sort(([a], [b]) => byStateKey(a, b)).map(([, value]) => value);
}

function keyHashOf(key: StateKey): Buffer {
  return sha256(Buffer.from(key, 'latin1'));
}

function hashedRwSet({ reads, writes, metadataWrites }: CollectionSets): Buffer {
  const parts: HashedParts = {
    reads: sorted(mapped(reads, (key, version) => ({ keyHash: keyHashOf(key), version }))),
    writes: sorted(
      mapped(writes, (key, { value, isDelete, isPurge }) => ({
        keyHash: keyHashOf(key),
        isDelete,
        valueHash: isDelete ? noBytes : sha256(value),
        isPurge,
      })),
    ),
    metadataWrites: sorted(mapped(metadataWrites, (key, entries) => ({ keyHash: keyHashOf(key), entries }))),
  };
  return HashedRwSet.encode(parts);
}

function privateRwSet({ writes, metadataWrites }: CollectionSets): Buffer {
  return KvRwSet.encode({
    writes: sorted(mapped(writes, (key, { value, isDelete }) => ({ key, isDelete, value }))),
    metadataWrites: sorted(mapped(metadataWrites, (key) => ({ key, entries: [] }))),
  });
}

function mapped<V, R>(map: ReadonlyMap<StateKey, V>, convert: (key: StateKey, value: V) => R): Map<StateKey, R> {
  return new Map([...map].map(([key, value]) => [key, convert(key, value)]));
}
