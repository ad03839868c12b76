import { type KeyObject, verify } from 'node:crypto';

/** Order of the P-256 group. */
const ORDER = BigInt('0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551');
const NUMBER_BYTES = 32;

/**
 * Whether the signature is one that Fabric accepts of that key: ECDSA P-256 over SHA-256, in canonical DER, its second
 * number in the lower half, so that nobody but the signer can make another one of it. Never throws for bad bytes.
 */
export function isSignedBy(key: KeyObject, message: Uint8Array, signature: Uint8Array): boolean {
  const numbers = numbersOf(signature);
  if (numbers === undefined || numbers.s > ORDER / 2n) return false;
  // In its fixed-length form, which leaves OpenSSL nothing to interpret.
  const fixed = Buffer.from(
    [numbers.r, numbers.s].map((n) => n.toString(16).padStart(2 * NUMBER_BYTES, '0')).join(''),
    'hex',
  );
  return verify('sha256', message, { key, dsaEncoding: 'ieee-p1363' }, fixed);
}

/** SEQUENCE { INTEGER r, INTEGER s }, both above 0 and below the order; undefined for anything else. */
function numbersOf(signature: Uint8Array): { r: bigint; s: bigint } | undefined {
  const bytes = Buffer.from(signature.buffer, signature.byteOffset, signature.byteLength);
  const rEnd = 4 + (bytes[3] ?? 0);
  const [r, s] = [unsigned(bytes.subarray(2, rEnd)), unsigned(bytes.subarray(rEnd))];
  if (bytes[0] !== 0x30 || bytes[1] !== bytes.length - 2 || r === undefined || s === undefined) return undefined;
  return { r, s };
}

/** One whole DER INTEGER of at most 33 bytes, in its shortest form. */
function unsigned(element: Buffer): bigint | undefined {
  const contents = element.subarray(2);
  const [first = 0x80, second = 0x80] = contents;
  if (element[0] !== 0x02 || element[1] !== contents.length || contents.length > NUMBER_BYTES + 1) return undefined;
  if (first >= 0x80 || (first === 0 && second < 0x80)) return undefined;
  const value = BigInt(`0x${contents.toString('hex')}`);
  return value > 0n && value < ORDER ? value : undefined;
}
