import { createHash, hash } from 'node:crypto';
import { type BlockHeader } from '../wire/common-messages';

/** DER of SEQUENCE { INTEGER number, OCTET STRING previous hash, OCTET STRING data hash }: what is hashed and signed. */
export function headerBytes({ number, previousHash, dataHash }: BlockHeader): Buffer {
  const contents = Buffer.concat([derInteger(number), derOctets(previousHash), derOctets(dataHash)]);
  return Buffer.concat([Buffer.from([0x30]), derLength(contents.length), contents]);
}

export function headerHash(header: BlockHeader): Buffer {
  return sha256(headerBytes(header));
}

/** SHA-256 over the envelopes, one after the other. */
export function dataHash(envelopes: readonly Buffer[]): Buffer {
  const digest = createHash('sha256');
  for (const envelope of envelopes) digest.update(envelope);
  return digest.digest();
}

export function sha256(bytes: Uint8Array): Buffer {
  return hash('sha256', bytes, 'buffer');
}

function derInteger(value: number): Buffer {
  const digits: number[] = [];
  let rest = value;
  do {
    digits.unshift(rest % 256);
    rest = Math.floor(rest / 256);
  } while (rest > 0);
  if ((digits[0] ?? 0) >= 0x80) digits.unshift(0);
  return Buffer.from([0x02, digits.length, ...digits]);
}

function derOctets(bytes: Buffer): Buffer {
  return Buffer.concat([Buffer.from([0x04]), derLength(bytes.length), bytes]);
}

function derLength(length: number): Buffer {
  return length < 0x80 ? Buffer.from([length]) : Buffer.from([0x81, length]);
}
