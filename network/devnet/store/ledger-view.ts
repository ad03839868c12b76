import { type StateKey } from '../wire/state-key';
import { type KeyValueReader } from './key-value-store';
import { after, fromBigEndian, type LedgerKeys } from './ledger-keys';
import { decodeEntry, type StateEntry } from './state-entry';
import { type Version } from '../wire/rwset-messages';

export interface StateCursor {
  /** The next entry in key order, or undefined at the end. */
  next(): Promise<{ readonly key: StateKey; readonly entry: StateEntry } | undefined>;
  close(): Promise<void>;
}

const readAhead = 101;

/** What validation asks of the state that the block before has left. */
export type CommittedState = Pick<StateReader, 'state' | 'hashed' | 'range'>;

/** Reads a channel's state, hashes and history, from a store or a snapshot of one. */
export class StateReader {
  constructor(
    private readonly reader: KeyValueReader,
    private readonly keys: LedgerKeys,
  ) {}

  state(namespace: string, key: StateKey): StateEntry | undefined {
    return decoded(this.reader.get(this.keys.state(namespace, key)));
  }

  /** `value` of the entry is the hash of the private value. */
  hashed(namespace: string, collection: string, keyHash: string): StateEntry | undefined {
    return decoded(this.reader.get(this.keys.hashed(namespace, collection, keyHash)));
  }

  /** start <= key < end; an empty end means to the last key. */
  range(namespace: string, start: StateKey, end: StateKey): StateCursor {
    const prefix = this.keys.state(namespace, '');
    return stateCursor(this.reader, prefix, start, end);
  }

  /** The heights that wrote a key, newest first. */
  async *history(namespace: string, key: StateKey): AsyncGenerator<Version> {
    const prefix = this.keys.historyOf(namespace, key);
    const cursor = this.reader.range({ start: prefix, end: after(prefix), reverse: true });
    try {
      for (;;) {
        const page = await cursor.next(readAhead);
        for (const [entryKey] of page) {
          const place = entryKey.slice(prefix.length);
          yield { blockNum: fromBigEndian(place.slice(0, 8)), txNum: fromBigEndian(place.slice(8)) };
        }
        if (page.length < readAhead) return;
      }
    } finally {
      await cursor.close();
    }
  }
}

/** Reads through a store that doesn't change meanwhile, every key once. */
export class CachedStateReader implements CommittedState {
  private readonly states = new Map<string, StateEntry | undefined>();
  private readonly hashes = new Map<string, StateEntry | undefined>();

  constructor(private readonly reader: StateReader) {}

  state(namespace: string, key: StateKey): StateEntry | undefined {
    const at = `${namespace}\0${key}`;
    if (!this.states.has(at)) this.states.set(at, this.reader.state(namespace, key));
    return this.states.get(at);
  }

  hashed(namespace: string, collection: string, keyHash: string): StateEntry | undefined {
    const at = `${namespace}\0${collection}\0${keyHash}`;
    if (!this.hashes.has(at)) this.hashes.set(at, this.reader.hashed(namespace, collection, keyHash));
    return this.hashes.get(at);
  }

  range(namespace: string, start: StateKey, end: StateKey): StateCursor {
    return this.reader.range(namespace, start, end);
  }
}

export function stateCursor(reader: KeyValueReader, prefix: string, start: StateKey, end: StateKey): StateCursor {
  const stop = end === '' ? after(prefix) : prefix + end;
  const cursor = reader.range({ start: prefix + start, end: stop });
  let page: readonly (readonly [string, Buffer])[] = [];
  let at = 0;
  let exhausted = false;
  return {
    next: async () => {
      if (at === page.length) {
        if (exhausted) return undefined;
        page = await cursor.next(readAhead);
        at = 0;
        exhausted = page.length < readAhead;
      }
      const found = page[at++];
      if (found === undefined) return undefined;
      return { key: found[0].slice(prefix.length), entry: decodeEntry(found[1]) };
    },
    close: () => cursor.close(),
  };
}

function decoded(stored: Buffer | undefined): StateEntry | undefined {
  return stored === undefined ? undefined : decodeEntry(stored);
}
