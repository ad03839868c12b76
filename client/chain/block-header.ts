import { type Bytes, sha256, toHex } from '../own-key/bytes';
import { der, derUnsigned, Tag } from '../own-key/der';

/** A block's header as `GET /v1/block-headers` gives it. */
export interface ShownHeader {
  readonly number: string;
  /** Hashes in hex; `previousHash` is empty in block 0. */
  readonly previousHash: string;
  readonly dataHash: string;
  readonly hash: string;
  /** The metadata with the signatures of the orderers, base64. */
  readonly signatures: string;
}

const OCTET_STRING = 4;

/** The bytes that a block's hash is taken of, and that orderers sign: number, previous hash and data hash in ASN.1. */
export function headerBytes({ number, previousHash, dataHash }: Omit<ShownHeader, 'hash' | 'signatures'>): Bytes {
  const digits = BigInt(number).toString(16);
  return der(
    Tag.sequence,
    derUnsigned(fromHex(digits.length % 2 === 0 ? digits : `0${digits}`)),
    der(OCTET_STRING, fromHex(previousHash)),
    der(OCTET_STRING, fromHex(dataHash)),
  );
}

/** The block's hash, hex: what the next block names. */
export const blockHash = async (header: Omit<ShownHeader, 'hash' | 'signatures'>): Promise<string> =>
  toHex(await sha256(headerBytes(header)));

const fromHex = (text: string): Bytes => Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
