import { type PrivateCollection } from '../../running-network';
import { type ChaincodeDefinition, collectionOf } from '../channel-config';
import { sha256 } from '../orderer/block-header';
import { type ChannelLedger } from '../store/channel-ledger';
import { type LedgerView } from '../store/shared-view';
import { decodeMetadata, sameVersion, type StateEntry } from '../store/state-entry';
import { type MetadataEntry, type Version } from '../wire/rwset-messages';
import { type StateKey } from '../wire/state-key';
import { HistoryResults, PrivateResults, RangeResults, type QueryResults } from './query-results';
import { RwSetBuilder, type SimulationResults } from './rwset-builder';

/** The chaincode asked for something that Fabric refuses; `message` is what Fabric says. */
export class SimulationError extends Error {
  override readonly name = 'SimulationError';
}

export interface SimulationSetting {
  readonly channel: string;
  readonly definition: ChaincodeDefinition;
  readonly ledger: ChannelLedger;
  /** Shared by the simulations of one proposal: they all see the same height. */
  readonly view: LedgerView;
  /** The organisation on whose peer this runs: it has the private data of its own collections only. */
  readonly peerMspId: string;
  readonly creatorMspId: string;
  readonly txId: string;
}

/**
 * One transaction running on one peer: answers what the chaincode reads from the state before the transaction, its own
 * writes included in none of it, and collects the read-write set. Not for concurrent use.
 */
export class Simulation {
  private readonly sets: RwSetBuilder;
  private readonly ranges: RangeResults[] = [];
  private wrote = false;
  private queriedPrivateData = false;
  private queriedInPages = false;

  constructor(private readonly setting: SimulationSetting) {
    this.sets = new RwSetBuilder(setting.definition.name);
  }

  /** The chaincode whose state this is. */
  get namespace(): string {
    return this.setting.definition.name;
  }

  getState(key: StateKey): Buffer | undefined {
    return this.readState(key)?.value;
  }

  putState(key: StateKey, value: Buffer): void {
    this.beforeWrite();
    this.sets.write(key, value);
  }

  getStateMetadata(key: StateKey): readonly MetadataEntry[] {
    return metadataOf(this.readState(key));
  }

  putStateMetadata(key: StateKey, entry: MetadataEntry): void {
    this.beforeWrite();
    this.sets.writeMetadata(key, [entry]);
  }

  getPrivateData(collection: string, key: StateKey): Buffer | undefined {
    this.readable(collection);
    const hash = this.hashOf(collection, key);
    const entry = this.holdsPrivateData(collection)
      ? this.setting.view.private.value(this.namespace, collection, key)
      : undefined;
    if (!sameVersion(hash?.version, entry?.version)) {
      throw new SimulationError(
        `private data matching public hash version is not available. Public hash version = ${described(hash?.version)}, Private data version = ${described(entry?.version)}`,
      );
    }
    this.sets.readPrivate(collection, key, entry?.version, true);
    return entry?.value;
  }

  getPrivateDataHash(collection: string, key: StateKey): Buffer | undefined {
    return this.readHash(collection, key)?.value;
  }

  putPrivateData(collection: string, key: StateKey, value: Buffer): void {
    this.writable(collection);
    this.beforeWrite();
    this.sets.writePrivate(collection, key, value);
  }

  purgePrivateData(collection: string, key: StateKey): void {
    if (collection === '') throw new SimulationError('only applicable for private data');
    this.writable(collection);
    this.beforeWrite();
    this.sets.writePrivate(collection, key, noValue, true);
  }

  getPrivateDataMetadata(collection: string, key: StateKey): readonly MetadataEntry[] {
    this.readable(collection);
    return metadataOf(this.readHash(collection, key));
  }

  putPrivateDataMetadata(collection: string, key: StateKey, entry: MetadataEntry): void {
    this.writable(collection);
    this.beforeWrite();
    this.sets.writePrivateMetadata(collection, key, [entry]);
  }

  /** start <= key < end; what is read of it is checked again at commit. */
  range(start: StateKey, end: StateKey): QueryResults {
    return this.track(start, end, 0);
  }

  /** A page of a range; the transaction can't write after it. */
  page(start: StateKey, end: StateKey, pageSize: number): QueryResults {
    if (this.wrote) {
      throw this.unsupported('Paginated queries are supported only in a read-only transaction');
    }
    this.queriedInPages = true;
    return this.track(start, end, pageSize);
  }

  /** Private data in a range; not checked at commit, so the transaction can't write. */
  privateRange(collection: string, start: StateKey, end: StateKey): QueryResults {
    this.readable(collection);
    if (this.wrote) throw this.unsupported('Queries on pvt data is supported only in a read-only transaction');
    this.queriedPrivateData = true;
    this.defined(collection);
    if (!this.holdsPrivateData(collection)) return new PrivateResults(this.namespace, undefined);
    const cursor = this.setting.view.private.range(this.namespace, collection, start, end);
    return new PrivateResults(this.namespace, cursor);
  }

  history(key: StateKey): QueryResults {
    return new HistoryResults(this.setting.ledger, this.setting.view.state, this.namespace, key);
  }

  /** To be called once, when the chaincode has answered. */
  results(): SimulationResults {
    for (const range of this.ranges) this.sets.rangeQuery(range.info());
    return this.sets.results();
  }

  private track(start: StateKey, end: StateKey, pageSize: number): QueryResults {
    const cursor = this.setting.view.state.range(this.namespace, start, end);
    const results = new RangeResults(this.namespace, cursor, start, end, pageSize);
    this.ranges.push(results);
    return results;
  }

  private readState(key: StateKey): StateEntry | undefined {
    const entry = this.setting.view.state.state(this.namespace, key);
    this.sets.read(key, entry?.version);
    return entry;
  }

  private readHash(collection: string, key: StateKey): StateEntry | undefined {
    this.defined(collection);
    const entry = this.hashOf(collection, key);
    this.sets.readPrivate(collection, key, entry?.version, false);
    return entry;
  }

  private hashOf(collection: string, key: StateKey): StateEntry | undefined {
    const keyHash = sha256(Buffer.from(key, 'latin1')).toString('latin1');
    return this.setting.view.state.hashed(this.namespace, collection, keyHash);
  }

  private beforeWrite(): void {
    if (this.queriedPrivateData) {
      throw this.unsupported('Transaction has already performed queries on pvt data. Writes are not allowed');
    }
    if (this.queriedInPages) {
      throw this.unsupported('Transaction has already performed a paginated query. Writes are not allowed');
    }
    this.wrote = true;
  }

  private holdsPrivateData(collection: string): boolean {
    return this.found(collection).memberMspIds.includes(this.setting.peerMspId);
  }

  private readable(name: string): void {
    const collection = this.found(name);
    if (collection.memberOnlyRead && !this.creatorIsMember(collection)) throw this.denied('read', name);
  }

  private writable(name: string): void {
    const collection = this.found(name);
    if (collection.memberOnlyWrite && !this.creatorIsMember(collection)) throw this.denied('write', name);
  }

  private creatorIsMember(collection: PrivateCollection): boolean {
    return collection.memberMspIds.includes(this.setting.creatorMspId);
  }

  private found(name: string): PrivateCollection {
    const collection = collectionOf(this.setting.definition, name);
    if (collection !== undefined) return collection;
    throw new SimulationError(`collection ${this.setting.channel}/${this.namespace}/${name} could not be found`);
  }

  private defined(name: string): void {
    if (collectionOf(this.setting.definition, name) !== undefined) return;
    throw new SimulationError(
      `collection [${name}] not defined in the collection config for chaincode [${this.namespace}]`,
    );
  }

  private denied(access: 'read' | 'write', collection: string): SimulationError {
    return new SimulationError(
      `tx creator does not have ${access} access permission on privatedata in chaincodeName:${this.namespace} collectionName: ${collection}`,
    );
  }

  private unsupported(what: string): SimulationError {
    return new SimulationError(`txid [${this.setting.txId}]: unsuppored transaction. ${what}`);
  }
}

const noValue: Buffer = Buffer.alloc(0);

function metadataOf(entry: StateEntry | undefined): readonly MetadataEntry[] {
  return entry === undefined ? [] : decodeMetadata(entry.metadata);
}

function described(version: Version | undefined): string {
  return version === undefined ? '<nil>' : `{BlockNum: ${version.blockNum}, TxNum: ${version.txNum}}`;
}
