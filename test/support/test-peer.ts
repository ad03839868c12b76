import { createHash } from 'node:crypto';
import { type ChaincodeStub } from 'fabric-shim-api';
import { createChaincode } from '../../chaincode/sunledger-chaincode';
import { keyOfRecord, type RecordType } from '../../chaincode/ledger/record-type';
import { type ChaincodeError, decodeChaincodeError } from '../../chaincode/wire/chaincode-error';
import { type LedgerEvent } from '../../chaincode/wire/events';
import { type TestIdentity } from './test-identity';

type ReadVersions = Map<string, number>;
interface RangeRead {
  readonly start: string;
  /** Where the iterator stopped: the last key it returned when it wasn't exhausted, else the range's end. */
  end: string;
  exhausted: boolean;
  readonly results: [string, number][];
}

/** What a transaction read and would write, as an endorser signs it. */
export interface Simulation {
  readonly transactionId: string;
  readonly time: number;
  readonly reads: ReadVersions;
  readonly privateReads: ReadVersions;
  readonly ranges: readonly RangeRead[];
  readonly writes: ReadonlyMap<string, Buffer | null>;
  readonly privateWrites: ReadonlyMap<string, Buffer | null>;
  /** Validation parameters of keys. */
  readonly parameters: ReadonlyMap<string, Buffer>;
  readonly result: string;
  readonly event: { readonly name: string; readonly payload: Buffer } | undefined;
}

interface Versioned {
  readonly value: Buffer;
  readonly version: number;
}
interface PastVersion {
  readonly value: Buffer;
  readonly transactionId: string;
  readonly time: number;
  readonly isDelete: boolean;
}

export type ValidationCode = 'VALID' | 'MVCC_READ_CONFLICT' | 'PHANTOM_READ_CONFLICT';

export interface Call {
  readonly identity: TestIdentity;
  readonly transient?: Readonly<Record<string, unknown>>;
  /** Seconds; the peer's own time when absent. */
  readonly time?: number;
}

/** The chaincode refused a transaction; `refusal` is undefined when it failed without a code of its own. */
export class Refused extends Error {
  readonly refusal: ChaincodeError | undefined;
  constructor(message: string) {
    super(message);
    this.refusal = decodeChaincodeError(message);
  }
}

const BATCH = 100;

const simulating: TestPeer[] = [];

/**
 * A ledger for contract tests, as strict as a peer: a transaction doesn't see its own writes, a missing key is empty
 * bytes, reads come in byte order of keys, a paged read forbids writes, and what is committed is checked against the
 * versions that were read (MVCC) and the ranges that were scanned (phantoms). Calls go through fabric-shim's dispatcher.
 */
export class TestPeer {
  /** The peer's clock, seconds; tests move it. */
  now = Math.floor(Date.UTC(2026, 5, 1, 11, 0, 0) / 1000);
  readonly events: LedgerEvent[] = [];
  private state = new Map<string, Versioned>();
  private privateState = new Map<string, Versioned>();
  private past = new Map<string, readonly PastVersion[]>();
  private parameters = new Map<string, Buffer>();
  /** In byte order, as a peer iterates. */
  private sortedKeys: string[] = [];
  private height = 0;
  private serial = 0;

  constructor(private readonly chaincode = createChaincode()) {}

  /** A peer with the same ledger, which goes its own way from here on. */
  fork(): TestPeer {
    const copy = new TestPeer(this.chaincode);
    copy.now = this.now;
    copy.events.push(...this.events);
    copy.state = new Map(this.state);
    copy.privateState = new Map(this.privateState);
    copy.past = new Map(this.past);
    copy.parameters = new Map(this.parameters);
    copy.sortedKeys = [...this.sortedKeys];
    copy.height = this.height;
    copy.serial = this.serial;
    return copy;
  }

  /** A peer that is simulating a transaction, the one that began last: the chaincode may be asking for its clock. */
  static get simulating(): TestPeer | undefined {
    return simulating.at(-1);
  }

  /** Runs a transaction without committing it. */
  async simulate(fn: string, args: readonly string[], call: Call): Promise<Simulation> {
    this.serial += 1;
    const transactionId = createHash('sha256').update(`transaction ${this.serial}`).digest('hex');
    const run = new SimulatedTransaction(this, fn, args, call, transactionId);
    simulating.push(this);
    const response = await this.chaincode
      .Invoke(run.stub())
      .finally(() => simulating.splice(simulating.lastIndexOf(this), 1));
    if (response.status !== 200) throw new Refused(response.message ?? '');
    return run.simulation(Buffer.from(response.payload ?? []).toString('utf8'));
  }

  /** Validates a simulation against the state as it is now, and applies it when it is valid. */
  commit(simulation: Simulation): ValidationCode {
    for (const [key, version] of simulation.reads) {
      if (this.version(key) !== version) return 'MVCC_READ_CONFLICT';
    }
    // A peer checks what was read of a collection by the hashes of its keys.
    for (const [key, version] of simulation.privateReads) {
      if ((this.privateState.get(key)?.version ?? 0) !== version) return 'MVCC_READ_CONFLICT';
    }
    for (const range of simulation.ranges) {
      const found = this.keysBetween(range.start, range.end, !range.exhausted).map(
        (key) => [key, this.state.get(key)?.version] as const,
      );
      const same =
        found.length === range.results.length &&
        found.every(([key, version], i) => key === range.results[i]?.[0] && version === range.results[i][1]);
      if (!same) return 'PHANTOM_READ_CONFLICT';
    }
    this.height += 1;
    for (const [key, value] of simulation.writes) this.apply(key, value, simulation);
    for (const [key, parameter] of simulation.parameters) this.setParameter(key, parameter);
    for (const [key, value] of simulation.privateWrites) {
      if (value === null) this.privateState.delete(key);
      else this.privateState.set(key, { value, version: this.height });
    }
    if (simulation.event) {
      this.events.push(JSON.parse(simulation.event.payload.toString('utf8')) as LedgerEvent);
    }
    return 'VALID';
  }

  /** Simulates and commits; answers the parsed result. Throws Refused, and Error for a conflict. */
  async submit<T = unknown>(fn: string, args: readonly string[], call: Call): Promise<T> {
    const simulation = await this.simulate(fn, args, call);
    const code = this.commit(simulation);
    if (code !== 'VALID') throw new Error(`${fn} was invalidated with ${code}`);
    return JSON.parse(simulation.result) as T;
  }

  /** Simulates a query; answers the parsed result. */
  async evaluate<T = unknown>(fn: string, args: readonly string[], call: Call): Promise<T> {
    return JSON.parse((await this.simulate(fn, args, call)).result) as T;
  }

  /** The parsed records of a key family, by key. */
  records<T>(family: string): Map<string, T> {
    const found = this.keysBetween(`${family}/`, `${family}0`).map((key): [string, T] => [
      key,
      JSON.parse(this.read(key).toString('utf8')) as T,
    ]);
    return new Map(found);
  }

  stateHash(): string {
    const hash = createHash('sha256');
    for (const key of this.sortedKeys) hash.update(key).update('\0').update(this.read(key)).update('\0');
    for (const key of [...this.privateState.keys()].sort()) hash.update(key).update(this.readPrivate(key));
    return hash.digest('hex');
  }

  /** Everything public as text: what a stranger could read. */
  publicText(): string {
    const versions = [...this.past.values()].flat().map(({ value }) => value.toString('utf8'));
    return [...this.sortedKeys, ...versions, JSON.stringify(this.events)].join('\n');
  }

  /** Puts a record where no transaction can put it yet. */
  seed<T>(type: RecordType<T>, record: T): void {
    this.put(keyOfRecord(type, record), type.encode(record));
  }

  /** Takes a record away that no transaction takes away. */
  unseed<T>(type: RecordType<T>, record: T): void {
    this.height += 1;
    this.apply(keyOfRecord(type, record), null, { transactionId: 'unseeded', time: this.now });
  }

  put(key: string, json: string): void {
    this.height += 1;
    this.apply(key, Buffer.from(json, 'utf8'), { transactionId: 'seeded', time: this.now });
  }

  /** All that lies on the ledger, to be laid on another one: public records, and private ones as `collection/key`. */
  get contents(): { readonly state: ReadonlyMap<string, Buffer>; readonly privateState: ReadonlyMap<string, Buffer> } {
    const values = (entries: ReadonlyMap<string, Versioned>): Map<string, Buffer> =>
      new Map(Array.from(entries, ([key, { value }]) => [key, value]));
    return { state: values(this.state), privateState: values(this.privateState) };
  }

  read(key: string): Buffer {
    return this.state.get(key)?.value ?? Buffer.alloc(0);
  }

  /** Who has to endorse changes of a key besides what the chaincode's policy asks; empty where nobody has. */
  parameter(key: string): Buffer {
    return this.parameters.get(key) ?? Buffer.alloc(0);
  }

  private setParameter(key: string, parameter: Buffer): void {
    const known = this.state.get(key);
    // As a peer: there is no metadata without a value, and it is a new version of the key.
    if (!known) return;
    this.parameters.set(key, parameter);
    this.state.set(key, { value: known.value, version: this.height });
  }

  version(key: string): number {
    return this.state.get(key)?.version ?? 0;
  }

  readPrivate(key: string): Buffer {
    return this.privateState.get(key)?.value ?? Buffer.alloc(0);
  }

  privateVersion(key: string): number {
    return this.privateState.get(key)?.version ?? 0;
  }

  history(key: string) {
    return [...(this.past.get(key) ?? [])].reverse();
  }

  keysBetween(start: string, end: string, inclusive = false): string[] {
    const to = this.position(end);
    return this.sortedKeys.slice(this.position(start), inclusive && this.sortedKeys[to] === end ? to + 1 : to);
  }

  /** How many keys lie before a key. */
  private position(key: string): number {
    const wanted = Buffer.from(key);
    let low = 0;
    let high = this.sortedKeys.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (Buffer.compare(Buffer.from(this.sortedKeys[middle] ?? ''), wanted) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  private apply(
    key: string,
    value: Buffer | null,
    { transactionId, time }: Pick<Simulation, 'transactionId' | 'time'>,
  ): void {
    const version = { value: value ?? Buffer.alloc(0), transactionId, time, isDelete: value === null };
    this.past.set(key, [...(this.past.get(key) ?? []), version]);
    const known = this.state.has(key);
    if (value === null) {
      this.state.delete(key);
      this.parameters.delete(key);
      if (known) this.sortedKeys.splice(this.position(key), 1);
      return;
    }
    if (!known) this.sortedKeys.splice(this.position(key), 0, key);
    this.state.set(key, { value, version: this.height });
  }
}

class SimulatedTransaction {
  private readonly reads: ReadVersions = new Map();
  private readonly privateReads: ReadVersions = new Map();
  private readonly ranges: RangeRead[] = [];
  private readonly writes = new Map<string, Buffer | null>();
  private readonly privateWrites = new Map<string, Buffer | null>();
  private readonly parameters = new Map<string, Buffer>();
  private paged = false;
  private event: { name: string; payload: Buffer } | undefined;

  constructor(
    private readonly peer: TestPeer,
    private readonly fn: string,
    private readonly args: readonly string[],
    private readonly call: Call,
    private readonly transactionId: string,
  ) {}

  simulation(result: string): Simulation {
    const { transactionId, time, reads, privateReads, ranges, writes, privateWrites, parameters, event } = this;
    return { transactionId, time, reads, privateReads, ranges, writes, privateWrites, parameters, result, event };
  }

  private get time(): number {
    return this.call.time ?? this.peer.now;
  }

  /** What the contracts call of the shim's stub. */
  stub(): ChaincodeStub {
    const { identity, transient = {} } = this.call;
    const stub: Partial<Record<keyof ChaincodeStub, unknown>> & { getBufferArgs: () => Buffer[] } = {
      getBufferArgs: () => [this.fn, ...this.args].map((arg) => Buffer.from(arg, 'utf8')),
      getArgs: () => [this.fn, ...this.args],
      getFunctionAndParameters: () => ({ fcn: this.fn.split(':').at(-1), params: [...this.args] }),
      getTxID: () => this.transactionId,
      getChannelID: () => 'energy',
      getCreator: () => ({ mspid: identity.mspId, idBytes: Buffer.from(identity.certificatePem) }),
      getDateTimestamp: () => new Date(this.time * 1000),
      getTransient: () =>
        new Map(
          Object.entries(transient).map(([key, value]) => [
            key,
            Buffer.isBuffer(value) ? value : Buffer.from(JSON.stringify(value)),
          ]),
        ),
      getState: (key: string) => Promise.resolve(this.get(key)),
      putState: (key: string, value: Uint8Array) => this.write(this.writes, key, Buffer.from(value)),
      deleteState: (key: string) => this.write(this.writes, key, null),
      getStateValidationParameter: (key: string) => {
        this.get(key);
        const parameter = this.peer.parameter(key);
        return Promise.resolve(parameter.length === 0 ? undefined : parameter);
      },
      setStateValidationParameter: (key: string, parameter: Uint8Array) => {
        this.parameters.set(key, Buffer.from(parameter));
        return Promise.resolve();
      },
      getStateByRange: (start: string, end: string) => Promise.resolve(this.range(start, end)),
      getStateByRangeWithPagination: (start: string, end: string, pageSize: number) =>
        Promise.resolve(this.page(start, end, pageSize)),
      getHistoryForKey: (key: string) => Promise.resolve(iteratorOver(this.peer.history(key))),
      getPrivateData: (collection: string, key: string) => Promise.resolve(this.getPrivate(`${collection}/${key}`)),
      putPrivateData: (collection: string, key: string, value: Uint8Array) =>
        this.write(this.privateWrites, `${collection}/${key}`, Buffer.from(value)),
      purgePrivateData: (collection: string, key: string) =>
        this.write(this.privateWrites, `${collection}/${key}`, null),
      setEvent: (name: string, payload: Uint8Array) => {
        this.event = { name, payload: Buffer.from(payload) };
      },
    };
    return stub as unknown as ChaincodeStub;
  }

  private get(key: string): Buffer {
    if (!this.reads.has(key)) this.reads.set(key, this.peer.version(key));
    return this.peer.read(key);
  }

  private getPrivate(key: string): Buffer {
    if (!this.privateReads.has(key)) this.privateReads.set(key, this.peer.privateVersion(key));
    return this.peer.readPrivate(key);
  }

  private write(writes: Map<string, Buffer | null>, key: string, value: Buffer | null): Promise<void> {
    if (this.paged) {
      return Promise.reject(new Error('the transaction has performed a paginated query, writes are not allowed'));
    }
    writes.set(key, value);
    return Promise.resolve();
  }

  private range(start: string, end: string) {
    const keys = this.peer.keysBetween(start, end);
    const read: RangeRead = { start, end, exhausted: true, results: [] };
    this.ranges.push(read);
    let position = 0;
    const note = () => {
      // A peer reads in batches, but what counts as read is what it handed on with them.
      const batch = keys.slice(read.results.length, read.results.length + BATCH);
      for (const key of batch) read.results.push([key, this.peer.version(key)]);
      read.exhausted = read.results.length === keys.length;
      read.end = read.exhausted ? end : (read.results.at(-1)?.[0] ?? start);
    };
    note();
    return {
      next: () => {
        if (position === read.results.length) note();
        const key = keys[position];
        position += 1;
        return Promise.resolve(
          key === undefined
            ? { done: true, value: undefined }
            : { done: false, value: { key, value: this.peer.read(key) } },
        );
      },
      close: () => Promise.resolve(),
    };
  }

  private page(start: string, end: string, pageSize: number) {
    this.paged = true;
    const keys = this.peer.keysBetween(start, end);
    const values = keys.slice(0, pageSize).map((key) => ({ key, value: this.peer.read(key) }));
    const bookmark = keys[pageSize] ?? '';
    return { iterator: iteratorOver(values), metadata: { fetchedRecordsCount: values.length, bookmark } };
  }
}

function iteratorOver<T>(values: readonly T[]) {
  let position = 0;
  return {
    next: () => {
      const value = values[position];
      position += 1;
      return Promise.resolve({ done: position > values.length, value });
    },
    close: () => Promise.resolve(),
  };
}
