import { createHash } from 'node:crypto';
import { createChaincode } from '../../chaincode/sunledger-chaincode';
import { keyOfRecord, type RecordType } from '../../chaincode/ledger/record-type';
import { type ChaincodeError, decodeChaincodeError } from '../../chaincode/wire/chaincode-error';
import { type LedgerEvent } from '../../chaincode/wire/events';
import { type Call, SimulatedTransaction, type Simulation } from './simulated-transaction';

export { type Call, type Simulation } from './simulated-transaction';

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

/** The chaincode refused a transaction; `refusal` is undefined when it failed without a code of its own. */
export class Refused extends Error {
  readonly refusal: ChaincodeError | undefined;
  constructor(message: string) {
    super(message);
    this.refusal = decodeChaincodeError(message);
  }
}

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
