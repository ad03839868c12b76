import { createHash } from 'node:crypto';
import { encodeMetadata, type StateEntry } from '../store/state-entry';
import { type CommittedState } from '../store/ledger-view';
import { StateUpdates, type MetadataEntry, type StateUpdate, type Version } from '../wire/rwset-messages';
import { type MessageOf } from '../wire/codec';
import { byStateKey, type StateKey } from '../wire/state-key';
import { type TransactionRwSet } from './transaction-rwset';

/** What a block does to a key: a new entry, or undefined with the height that deleted it. */
export interface KeyUpdate {
  readonly entry: StateEntry | undefined;
  readonly version: Version;
}

interface KeyChange {
  value: Buffer | undefined;
  deleted: boolean;
  metadata: readonly MetadataEntry[] | undefined;
}

type KeyUpdates = Map<StateKey, KeyUpdate>;

/** The effect of a block's valid transactions so far: what later ones of the block are checked against. */
export class BlockUpdates {
  readonly state = new Map<string, KeyUpdates>();
  /** By namespace, then collection; keys and values are hashes. */
  readonly hashed = new Map<string, Map<string, KeyUpdates>>();

  constructor(private readonly committed: Pick<CommittedState, 'state' | 'hashed'>) {}

  stateUpdate(namespace: string, key: StateKey): KeyUpdate | undefined {
    return this.state.get(namespace)?.get(key);
  }

  hashedUpdate(namespace: string, collection: string, keyHash: string): KeyUpdate | undefined {
    return this.hashed.get(namespace)?.get(collection)?.get(keyHash);
  }

  /** Adds the writes of a valid transaction. */
  apply(rwset: TransactionRwSet, version: Version): void {
    for (const { namespace, kv, collections } of rwset.namespaces) {
      const changes = new Map<StateKey, KeyChange>();
      for (const write of kv.writes) recordWrite(changes, write.key, write.isDelete, write.value);
      for (const write of kv.metadataWrites) recordMetadata(changes, write.key, write.entries);
      this.applyChanges(changes, version, getOrAdd(this.state, namespace, newKeyUpdates), (key) =>
        this.committed.state(namespace, key),
      );
      for (const { collection, hashed } of collections) {
        const hashes = new Map<StateKey, KeyChange>();
        for (const { keyHash, isDelete, valueHash } of hashed.writes) {
          recordWrite(hashes, keyHash.toString('latin1'), isDelete, valueHash);
        }
        for (const { keyHash, entries } of hashed.metadataWrites)
          recordMetadata(hashes, keyHash.toString('latin1'), entries);
        const ofNamespace = getOrAdd(this.hashed, namespace, () => new Map<string, KeyUpdates>());
        this.applyChanges(hashes, version, getOrAdd(ofNamespace, collection, newKeyUpdates), (key) =>
          this.committed.hashed(namespace, collection, key),
        );
      }
    }
  }

  /** A collection's blockToLive has run out for a key that this block doesn't write. */
  expire(namespace: string, collection: string, keyHash: string, version: Version): void {
    const ofNamespace = getOrAdd(this.hashed, namespace, () => new Map<string, KeyUpdates>());
    getOrAdd(ofNamespace, collection, newKeyUpdates).set(keyHash, { entry: undefined, version });
  }

  /** Fabric's commit hash: over the codes, the updates in key order and the hash before. */
  commitHash(codes: Buffer, previous: Buffer): Buffer {
    const hash = createHash('sha256');
    hash.update(varint(codes.length)).update(codes).update(this.serialized()).update(previous);
    return hash.digest();
  }

  private applyChanges(
    changes: ReadonlyMap<StateKey, KeyChange>,
    version: Version,
    updates: KeyUpdates,
    committed: (key: StateKey) => StateEntry | undefined,
  ): void {
    for (const [key, change] of changes) {
      if (change.deleted) {
        updates.set(key, { entry: undefined, version });
        continue;
      }
      const latest = (): StateEntry | undefined => {
        const update = updates.get(key);
        return update === undefined ? committed(key) : update.entry;
      };
      // What the transaction leaves alone, value or metadata, stays as it is.
      const value = change.value ?? latest()?.value;
      if (value === undefined) continue;
      const metadata =
        change.metadata === undefined ? (latest()?.metadata ?? noBytes) : encodeMetadata(change.metadata);
      updates.set(key, { entry: { value, metadata, version }, version });
    }
  }

  private serialized(): Buffer {
    const updates: Partial<StateUpdate>[] = [];
    const namespaces = [...new Set([...this.state.keys(), ...this.hashed.keys()])].sort();
    for (const namespace of namespaces) {
      const ofNamespace = serializedUpdates(this.state.get(namespace));
      const collections = [...(this.hashed.get(namespace) ?? [])].sort(([a], [b]) => byStateKey(a, b));
      for (const [collection, keys] of collections) {
        const ofCollection = serializedUpdates(keys);
        if (ofCollection[0] !== undefined) ofCollection[0] = { ...ofCollection[0], collection };
        ofNamespace.push(...ofCollection);
      }
      if (ofNamespace[0] !== undefined) ofNamespace[0] = { ...ofNamespace[0], namespace };
      updates.push(...ofNamespace);
    }
    return StateUpdates.encode({ updates: updates as MessageOf<typeof StateUpdates>['updates'] });
  }
}

const noBytes: Buffer = Buffer.alloc(0);
const newKeyUpdates = (): KeyUpdates => new Map();

function getOrAdd<K, V>(map: Map<K, V>, key: K, create: () => V): V {
  let value = map.get(key);
  if (value === undefined) map.set(key, (value = create()));
  return value;
}

function changeOf(changes: Map<StateKey, KeyChange>, key: StateKey): KeyChange {
  return getOrAdd(changes, key, () => ({ value: undefined, deleted: false, metadata: undefined }));
}

/** Fabric takes an empty value for a deletion. */
function recordWrite(changes: Map<StateKey, KeyChange>, key: StateKey, isDelete: boolean, value: Buffer): void {
  const change = changeOf(changes, key);
  if (isDelete || value.length === 0) change.deleted = true;
  else change.value = value;
}

function recordMetadata(changes: Map<StateKey, KeyChange>, key: StateKey, entries: readonly MetadataEntry[]): void {
  changeOf(changes, key).metadata = entries;
}

function serializedUpdates(keys: KeyUpdates | undefined): Partial<StateUpdate>[] {
  const sorted = [...(keys ?? [])].sort(([a], [b]) => byStateKey(a, b));
  return sorted.map(([key, { entry, version }]) => ({
    key: Buffer.from(key, 'latin1'),
    value: entry?.value ?? noBytes,
    isDelete: entry === undefined,
    version: Buffer.concat([orderPreserving(version.blockNum), orderPreserving(version.txNum)]),
  }));
}

/** Fabric's order-preserving integer: the number of bytes as a varint, then the bytes. */
function orderPreserving(value: number): Buffer {
  const bytes: number[] = [];
  for (let rest = value; rest > 0; rest = Math.floor(rest / 256)) bytes.unshift(rest % 256);
  return Buffer.from([bytes.length, ...bytes]);
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) bytes.push((rest % 0x80) | 0x80);
  return Buffer.from([...bytes, rest]);
}
