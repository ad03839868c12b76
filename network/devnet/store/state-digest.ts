import { hash } from 'node:crypto';
import { entriesOf, type KeyValueReader, type StoreOperation } from './key-value-store';
import { type LedgerKeys } from './ledger-keys';

const digestBytes = 32;

/**
 * A digest of a channel's state and private hashes that doesn't depend on the order in which they were written: the XOR
 * of every entry's SHA-256. It goes on from block to block at the cost of what the block writes, and shows at the next
 * start whether the state still is what the blocks have made. It is a check against damage and slips, no protection
 * against somebody who may write the files.
 */
export class StateDigest {
  private constructor(private readonly digest: Buffer) {}

  static of(bytes: Buffer): StateDigest {
    return new StateDigest(bytes.length === digestBytes ? Buffer.from(bytes) : Buffer.alloc(digestBytes));
  }

  /** Reads the whole state: about 1.5 s of processor time for 300,000 entries. */
  static async read(reader: KeyValueReader, keys: LedgerKeys): Promise<StateDigest> {
    const digest = new StateDigest(Buffer.alloc(digestBytes));
    for (const family of ['s', 'x'] as const) {
      for await (const [key, value] of entriesOf(reader, keys.family(family))) digest.toggle(key, value);
    }
    return digest;
  }

  get bytes(): Buffer {
    return this.digest;
  }

  /** The digest after operations on entries of the state, each key once; the reader still has what was before. */
  after(operations: readonly StoreOperation[], reader: Pick<KeyValueReader, 'get'>): StateDigest {
    const next = new StateDigest(Buffer.from(this.digest));
    for (const operation of operations) {
      const before = reader.get(operation.key);
      if (before !== undefined) next.toggle(operation.key, before);
      if (operation.type === 'put') next.toggle(operation.key, operation.value);
    }
    return next;
  }

  private toggle(key: string, value: Buffer): void {
    const entry = Buffer.concat([Buffer.from(`${key.length} `), Buffer.from(key, 'latin1'), value]);
    const entryHash = hash('sha256', entry, 'buffer');
    for (let at = 0; at < digestBytes; at++) this.digest[at] = (this.digest[at] ?? 0) ^ (entryHash[at] ?? 0);
  }
}
