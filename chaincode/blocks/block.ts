/** Blocks as Fabric writes and hashes them, read without trust in whoever brings them (spec 14, "Two-block ledger"). */
import { createHash } from 'node:crypto';
import { BlockError } from './block-error';
import { Message } from './message';
import { transactionId } from './transaction';

/** Fabric's AbsoluteMaxBytes of a block's transactions, and room for its metadata. */
export const LARGEST_BLOCK = 12 * 1024 * 1024;
const HASH_BYTES = 32;

/** Where a block's metadata has what. */
const Slot = { signatures: 0, validationCodes: 2 } as const;

/** A block whose transactions are those that its header stands for. Who ordered it is still to be checked. */
export interface Block {
  readonly number: number;
  /** Hash of the block before; empty in the channel's first block. */
  readonly previousHash: Buffer;
  /** What an orderer signs of the block, and what is hashed. */
  readonly header: Buffer;
  /** The block's hash: SHA-256 of the header. */
  readonly hash: Buffer;
  /** Envelopes, in order. */
  readonly transactions: readonly Buffer[];
  /** The part of the metadata that holds the orderers' signatures. */
  readonly signatures: Buffer;
  /**
   * One code per transaction: what the peer that gave out the block found. No signature covers them. Empty when the
   * block came straight from an orderer.
   */
  readonly validationCodes: Buffer;
}

/**
 * Reads a block and checks that its transactions come to the data hash in its header. Each must be one envelope as
 * Fabric writes it: the data hash is taken of all of them in a row, which says nothing of where one ends. BlockError
 * MALFORMED or HASH.
 */
export function readBlock(bytes: Uint8Array): Block {
  if (bytes.length > LARGEST_BLOCK) {
    throw new BlockError('MALFORMED', `A block has at most ${LARGEST_BLOCK} bytes, this one ${bytes.length}`);
  }
  const block = new Message(bytes, 'The block');
  const head = block.message(1, "The block's header");
  if (!head) throw new BlockError('MALFORMED', 'The block has no header');
  const number = head.integer(1);
  const [previousHash, dataHash] = [head.bytes(2), head.bytes(3)];
  if (dataHash.length !== HASH_BYTES || previousHash.length !== (number === 0 ? 0 : HASH_BYTES)) {
    throw new BlockError('MALFORMED', `The header of block ${number} has a hash that is not of ${HASH_BYTES} bytes`);
  }
  const transactions = block.message(2, "The block's data")?.list(1) ?? [];
  if (transactions.length === 0) throw new BlockError('MALFORMED', `Block ${number} has no transactions`);
  transactions.forEach((envelope, index) => {
    checkEnvelope(envelope, `Transaction ${index} of block ${number}`);
  });
  if (!hashOfData(transactions).equals(dataHash)) {
    throw new BlockError('HASH', `The transactions of block ${number} don't come to the data hash in its header`);
  }
  const metadata = block.message(3, "The block's metadata")?.list(1) ?? [];
  const header = headerBytes(number, previousHash, dataHash);
  return {
    number,
    previousHash,
    header,
    hash: createHash('sha256').update(header).digest(),
    transactions,
    signatures: metadata[Slot.signatures] ?? Buffer.alloc(0),
    validationCodes: metadata[Slot.validationCodes] ?? Buffer.alloc(0),
  };
}

/** BlockError LINK unless `next` is the block right after `previous`. */
export function checkLink(previous: Block, next: Block): void {
  if (next.number !== previous.number + 1) {
    throw new BlockError('LINK', `Block ${next.number} can't follow block ${previous.number}`);
  }
  if (!next.previousHash.equals(previous.hash)) {
    throw new BlockError('LINK', `Block ${next.number} doesn't name the hash of block ${previous.number}`);
  }
}

/** Where a transaction lies in a block. */
export interface TransactionPlace {
  readonly index: number;
  readonly envelope: Buffer;
  /** See `Block.validationCodes`; undefined when the block has none. */
  readonly validationCode: number | undefined;
}

/**
 * The transaction with that id: the first, when the block has several, because a peer refuses the others as repeated.
 * Its id is computed, not believed. BlockError ABSENT when the block doesn't hold it.
 */
export function findTransaction(block: Block, id: string): TransactionPlace {
  const index = block.transactions.findIndex((envelope) => idOf(envelope) === id);
  const envelope = block.transactions[index];
  if (envelope === undefined) {
    throw new BlockError('ABSENT', `Block ${block.number} doesn't hold transaction ${id}`);
  }
  return { index, envelope, validationCode: block.validationCodes[index] };
}

/** What an envelope holds besides its signature. */
export const payloadOf = (envelope: Uint8Array): Buffer => new Message(envelope, 'The envelope').bytes(1);

/** A block may hold transactions that nobody can read; such a one has no id. */
function idOf(envelope: Buffer): string | undefined {
  try {
    return transactionId(payloadOf(envelope));
  } catch (error) {
    if (error instanceof BlockError) return undefined;
    throw error;
  }
}

/** Payload, then signature, each once and not empty, and nothing else. */
function checkEnvelope(envelope: Buffer, what: string): void {
  const read = new Message(envelope, what);
  const [payload, signature] = [read.bytes(1), read.bytes(2)];
  const written = Buffer.concat([delimited(1, payload), delimited(2, signature)]);
  if (payload.length === 0 || signature.length === 0 || !written.equals(envelope)) {
    throw new BlockError('MALFORMED', `${what} is no envelope of a payload and a signature`);
  }
}

function delimited(number: number, bytes: Buffer): Buffer {
  const head = [(number << 3) | 2];
  let length = bytes.length;
  for (; length >= 0x80; length >>>= 7) head.push((length & 0x7f) | 0x80);
  head.push(length);
  return Buffer.concat([Buffer.from(head), bytes]);
}

function hashOfData(transactions: readonly Buffer[]): Buffer {
  const digest = createHash('sha256');
  for (const envelope of transactions) digest.update(envelope);
  return digest.digest();
}

/** DER of SEQUENCE { INTEGER number, OCTET STRING previous hash, OCTET STRING data hash }. */
function headerBytes(number: number, previousHash: Buffer, dataHash: Buffer): Buffer {
  const hex = number.toString(16);
  const digits = Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex');
  const unsigned = (digits[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.alloc(1), digits]) : digits;
  // Of fewer than 128 bytes, parts and whole, so that each length is one byte.
  const element = (tag: number, contents: Buffer) => Buffer.concat([Buffer.from([tag, contents.length]), contents]);
  return element(0x30, Buffer.concat([element(2, unsigned), element(4, previousHash), element(4, dataHash)]));
}
