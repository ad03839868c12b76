import { type Bytes, concat } from './bytes';
import { insist } from './signing-refused';

/** Tags of ASN.1 that certificates and requests are made of. */
export const Tag = {
  integer: 2,
  bitString: 3,
  oid: 6,
  utf8String: 12,
  sequence: 0x30,
  set: 0x31,
  context0: 0xa0,
} as const;

/** One element of DER, with contents of at most 65,535 bytes. */
export function der(tag: number, ...contents: readonly Uint8Array[]): Bytes {
  const body = concat(...contents);
  const { length } = body;
  const size = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return concat(Uint8Array.of(tag, ...size), body);
}

/** An INTEGER of an unsigned number, big-endian: as short as it can be, never negative. */
export function derUnsigned(digits: Uint8Array): Bytes {
  const start = digits.findIndex((byte) => byte !== 0);
  const short = start < 0 ? Uint8Array.of(0) : digits.subarray(start);
  return der(Tag.integer, (short[0] ?? 0) >= 0x80 ? concat(Uint8Array.of(0), short) : short);
}

/** A BIT STRING of whole bytes. */
export const derBits = (bytes: Uint8Array): Bytes => der(Tag.bitString, Uint8Array.of(0), bytes);

/** An OBJECT IDENTIFIER of its encoded contents, in hex. */
export const derOid = (hex: string): Bytes =>
  der(
    Tag.oid,
    Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16)),
  );

/** An element that was read. */
export interface Element {
  readonly tag: number;
  readonly contents: Uint8Array;
  /** Tag, length and contents. */
  readonly encoded: Uint8Array;
}

/** The elements that stand one after another in the bytes. Throws SigningRefused unless they fill them exactly. */
export function elementsOf(bytes: Uint8Array): Element[] {
  const found: Element[] = [];
  for (let offset = 0; offset < bytes.length;) {
    const element = elementAt(bytes, offset);
    found.push(element);
    offset += element.encoded.length;
  }
  return found;
}

function elementAt(bytes: Uint8Array, offset: number): Element {
  const tag = bytes[offset] ?? 0;
  const first = bytes[offset + 1] ?? 0xff;
  const more = first < 0x80 ? 0 : first - 0x80;
  insist(first !== 0x80 && more <= 2, 'MALFORMED', 'Found DER with a length that is not allowed.');
  const digits = bytes.subarray(offset + 2, offset + 2 + more);
  const length = more === 0 ? first : digits.reduce((sum, digit) => sum * 256 + digit, 0);
  const start = offset + 2 + more;
  insist(start + length <= bytes.length, 'MALFORMED', 'Found DER that ends inside an element.');
  return { tag, contents: bytes.subarray(start, start + length), encoded: bytes.subarray(offset, start + length) };
}

/** The element at the place, if it has the tag. Throws SigningRefused. */
export function expectElement(elements: readonly Element[], index: number, tag: number): Element {
  const element = elements[index];
  insist(element?.tag === tag, 'MALFORMED', `Expected DER with tag ${tag} at place ${index}.`);
  return element;
}
