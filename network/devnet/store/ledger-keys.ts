import { type StateKey } from '../wire/state-key';

/**
 * Where things lie in a channel's store. Every key begins with the channel's name and NUL, then a letter for the
 * family. All are binary strings; numbers are big-endian, so that their order is the ledger's.
 */
export class LedgerKeys {
  private readonly prefix: string;

  constructor(channel: string) {
    this.prefix = `${channel}\0`;
  }

  state(namespace: string, key: StateKey): string {
    return `${this.prefix}s${namespace}\0${key}`;
  }

  /** The hash of a private value, under the hash of its key. */
  hashed(namespace: string, collection: string, keyHash: string): string {
    return `${this.prefix}x${namespace}\0${collection}\0${keyHash}`;
  }

  /** One entry per write of a key; the length keeps a key's entries apart from those of keys that it begins. */
  history(namespace: string, key: StateKey, block: number, transaction: number): string {
    return this.historyOf(namespace, key) + bigEndian(block) + bigEndian(transaction);
  }

  historyOf(namespace: string, key: StateKey): string {
    return `${this.prefix}h${namespace}\0${bigEndian(key.length)}${key}`;
  }

  block(number: number): string {
    return `${this.prefix}n${bigEndian(number)}`;
  }

  blockHash(hash: Buffer): string {
    return `${this.prefix}b${hash.toString('latin1')}`;
  }

  transaction(txId: string): string {
    return `${this.prefix}t${Buffer.from(txId).toString('latin1')}`;
  }

  /** Hashes that a collection's blockToLive removes with this block. */
  expiry(block: number, namespace: string, collection: string, keyHash: string): string {
    return `${this.prefix}e${bigEndian(block)}${namespace}\0${collection}\0${keyHash}`;
  }

  /** How far the store has followed the blocks. */
  get savepoint(): string {
    return `${this.prefix}z`;
  }

  /** The whole of one family, or of what begins with `start` in it. */
  family(letter: 's' | 'x' | 'e' | '', start = ''): { readonly start: string; readonly end: string } {
    const from = `${this.prefix}${letter}${start}`;
    return { start: from, end: after(from) };
  }
}

/** The smallest binary string beyond all that begin with `prefix`. */
export function after(prefix: string): string {
  return prefix.slice(0, -1) + String.fromCharCode(prefix.charCodeAt(prefix.length - 1) + 1);
}

/** Eight bytes. */
export function bigEndian(value: number): string {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(value));
  return bytes.toString('latin1');
}

export function fromBigEndian(text: string): number {
  return Number(Buffer.from(text, 'latin1').readBigUInt64BE());
}
