import { type ChaincodeStub } from 'fabric-shim-api';
import { type TestIdentity } from './test-identity';
import { type TestPeer } from './test-peer';

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

export interface Call {
  readonly identity: TestIdentity;
  readonly transient?: Readonly<Record<string, unknown>>;
  /** Seconds; the peer's own time when absent. */
  readonly time?: number;
}

/** How many keys a peer hands its chaincode at once. */
const BATCH = 100;

/**
 * One simulation of a transaction on a test peer: what the chaincode sees of the ledger, and a note of all that it read
 * and wrote.
 */
export class SimulatedTransaction {
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
