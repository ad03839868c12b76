import { type Bytes, concat } from './bytes';
import { der, derUnsigned, elementsOf, expectElement, Tag } from './der';
import { insist } from './signing-refused';

/** ECDSA on P-256 with SHA-256, in WebCrypto's words. */
export const ecdsa = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;

const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
const FIELD_BYTES = 32;

/** The signature of the bytes' SHA-256, in the only form that Fabric takes: DER, s in the lower half. */
export async function signLowS(key: CryptoKey, message: Bytes): Promise<Bytes> {
  const fixed = new Uint8Array(await crypto.subtle.sign(ecdsa, key, message));
  const s = numberOf(fixed.subarray(FIELD_BYTES));
  const low = s > ORDER / 2n ? bytesOfNumber(ORDER - s) : fixed.subarray(FIELD_BYTES);
  return der(Tag.sequence, derUnsigned(fixed.subarray(0, FIELD_BYTES)), derUnsigned(low));
}

/** Whether a DER signature is the key's over the bytes, and low-S. Throws SigningRefused for bytes that are no DER. */
export async function verifyLowS(key: CryptoKey, message: Bytes, signature: Uint8Array): Promise<boolean> {
  const [, s] = partsOf(signature);
  return numberOf(s) <= ORDER / 2n && (await verifyAnyS(key, message, signature));
}

/** The same where s may lie in either half, as in certificates that other programs signed. */
export async function verifyAnyS(key: CryptoKey, message: Bytes, signature: Uint8Array): Promise<boolean> {
  return await crypto.subtle.verify(ecdsa, key, concat(...partsOf(signature)), message);
}

function partsOf(signature: Uint8Array): [Bytes, Bytes] {
  const [outer, ...rest] = elementsOf(signature);
  const elements = outer?.tag === Tag.sequence && rest.length === 0 ? elementsOf(outer.contents) : [];
  insist(elements.length === 2, 'MALFORMED', 'A signature has to be two numbers.');
  const [r, s] = [0, 1].map((index) => fixedOf(expectElement(elements, index, Tag.integer).contents));
  return [r ?? new Uint8Array(), s ?? new Uint8Array()];
}

/** A number of DER in 32 bytes. */
function fixedOf(digits: Uint8Array): Bytes {
  const start = digits[0] === 0 ? 1 : 0;
  const short = digits.subarray(start);
  insist(short.length <= FIELD_BYTES, 'MALFORMED', 'A number of the signature is too long.');
  return concat(new Uint8Array(FIELD_BYTES - short.length), short);
}

const numberOf = (digits: Uint8Array): bigint => digits.reduce((sum, digit) => sum * 256n + BigInt(digit), 0n);

const bytesOfNumber = (value: bigint): Bytes =>
  Uint8Array.from({ length: FIELD_BYTES }, (_, index) =>
    Number((value >> BigInt(8 * (FIELD_BYTES - 1 - index))) & 0xffn),
  );
