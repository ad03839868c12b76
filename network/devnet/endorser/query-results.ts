import { type ChannelLedger } from '../store/channel-ledger';
import { type StateCursor, type StateReader } from '../store/ledger-view';
import { KeyModification, QueryKv, type RangeQueryInfo, type Version } from '../wire/rwset-messages';
import { type StateKey } from '../wire/state-key';
import { RangeReads } from './range-reads';

/** The results of one query of a chaincode, encoded as it gets them. */
export interface QueryResults {
  /** The next result, or undefined when there is none. */
  next(): Promise<Buffer | undefined>;
  /** Where the next page begins; empty at the end of the range. */
  bookmark(): Promise<StateKey>;
  close(): Promise<void>;
}

/** A range of the state; remembers what was read of it, for the phantom check at commit. */
export class RangeResults implements QueryResults {
  private readonly reads = new RangeReads();
  private returned = 0;
  private endKey: StateKey = '';
  private exhausted = false;

  constructor(
    private readonly namespace: string,
    private readonly cursor: StateCursor,
    private readonly start: StateKey,
    private readonly end: StateKey,
    /** 0 doesn't limit. */
    private readonly pageSize: number,
  ) {}

  async next(): Promise<Buffer | undefined> {
    const withinPage = this.pageSize === 0 || this.returned < this.pageSize;
    const found = withinPage ? await this.cursor.next() : undefined;
    if (found === undefined) {
      this.exhausted = true;
      this.endKey = this.end;
      return undefined;
    }
    const { key, entry } = found;
    this.returned++;
    this.reads.add({ key, version: entry.version });
    // The caller may stop here: only this much was read.
    this.endKey = key;
    return QueryKv.encode({ namespace: this.namespace, key, value: entry.value });
  }

  async bookmark(): Promise<StateKey> {
    return (await this.cursor.next())?.key ?? '';
  }

  close(): Promise<void> {
    return this.cursor.close();
  }

  /** To be called once, at the end of the simulation. */
  info(): RangeQueryInfo {
    const reads = this.reads.finish();
    return {
      startKey: this.start,
      endKey: this.endKey,
      exhausted: this.exhausted,
      rawReads: 'raw' in reads && reads.raw.length > 0 ? { kvReads: reads.raw } : undefined,
      readsMerkleHashes: 'merkle' in reads ? reads.merkle : undefined,
    };
  }
}

/** A range of a private collection, or nothing where the peer doesn't hold it. */
export class PrivateResults implements QueryResults {
  constructor(
    private readonly namespace: string,
    private readonly cursor: StateCursor | undefined,
  ) {}

  async next(): Promise<Buffer | undefined> {
    const found = await this.cursor?.next();
    if (found === undefined) return undefined;
    return QueryKv.encode({ namespace: this.namespace, key: found.key, value: found.entry.value });
  }

  bookmark(): Promise<StateKey> {
    return Promise.resolve('');
  }

  async close(): Promise<void> {
    await this.cursor?.close();
  }
}

/** All that was written under a key, newest first; the values come out of the blocks. */
export class HistoryResults implements QueryResults {
  private readonly versions: AsyncGenerator<Version>;

  constructor(
    private readonly ledger: ChannelLedger,
    state: StateReader,
    private readonly namespace: string,
    private readonly key: StateKey,
  ) {
    this.versions = state.history(namespace, key);
  }

  async next(): Promise<Buffer | undefined> {
    const step = await this.versions.next();
    if (step.done === true) return undefined;
    const { blockNum, txNum } = step.value;
    const transaction = (await this.ledger.block(blockNum)).transactions[txNum];
    const written = transaction?.rwset?.namespaces
      .find(({ namespace }) => namespace === this.namespace)
      ?.kv.writes.find(({ key }) => key === this.key);
    if (transaction === undefined || written === undefined) {
      throw new Error(`The history names block ${blockNum}, transaction ${txNum}, which doesn't write the key`);
    }
    const isDelete = written.isDelete || written.value.length === 0;
    const timestamp = transaction.header?.timestamp;
    return KeyModification.encode({ txId: transaction.txId, value: written.value, timestamp, isDelete });
  }

  bookmark(): Promise<StateKey> {
    return Promise.resolve('');
  }

  async close(): Promise<void> {
    await this.versions.return(undefined);
  }
}
