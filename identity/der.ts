import { IdentityError } from './identity-error';

/** One element of DER-encoded ASN.1. Both buffers are views of the input. */
export interface DerElement {
  readonly tag: number;
  readonly contents: Buffer;
  /** Tag, length and contents. */
  readonly encoded: Buffer;
}

/** Universal and context tags that certificates, CRLs and signatures are made of. */
export const DerTag = {
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  objectIdentifier: 0x06,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  context0: 0xa0,
  context3: 0xa3,
} as const;

/**
 * A small, strict DER reader for the few fields that node:crypto doesn't show. Certificates are written by
 * @peculiar/x509; loading that costs about a tenth of a second, which a start with existing data doesn't need.
 */
export function readDer(bytes: Uint8Array): DerElement {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const element = elementAt(buffer, 0);
  if (element.encoded.length !== buffer.length) throw malformed('bytes follow the end of the element');
  return element;
}

/** The elements inside a constructed element, in order. Throws IdentityError when they don't fill it exactly. */
export function derChildren(parent: DerElement): DerElement[] {
  const children: DerElement[] = [];
  for (let offset = 0; offset < parent.contents.length;) {
    const child = elementAt(parent.contents, offset);
    children.push(child);
    offset += child.encoded.length;
  }
  return children;
}

/** Throws IdentityError unless the element is there and has the tag. */
export function expectDer(element: DerElement | undefined, tag: number): DerElement {
  if (element?.tag !== tag) {
    const found = element === undefined ? 'nothing' : `tag 0x${element.tag.toString(16)}`;
    throw malformed(`expected tag 0x${tag.toString(16)}, found ${found}`);
  }
  return element;
}

/** A DER INTEGER, which may not be negative, as lower-case hex without leading zeros: the way fabric-ca writes serials. */
export function derUnsignedHex(element: DerElement): string {
  if ((element.contents[0] ?? 0x80) >= 0x80) throw malformed('expected a non-negative integer');
  return trimmedHex(element.contents.toString('hex'));
}

/** Lower case, without leading zeros and colons: fabric-ca's form of serial numbers and key identifiers. */
export function trimmedHex(hex: string): string {
  return hex.toLowerCase().replaceAll(':', '').replace(/^0+/, '');
}

/** A UTCTime or GeneralizedTime in the form RFC 5280 prescribes. */
export function derTime(element: DerElement | undefined): Date {
  const text = element?.contents.toString('latin1') ?? '';
  const match = /^(\d{2,4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})Z$/.exec(text);
  const [, year = '', month = '', day = '', hour = '', minute = '', second = ''] = match ?? [];
  let fullYear = year;
  if (element?.tag === DerTag.utcTime && year.length === 2) fullYear = `${Number(year) >= 50 ? '19' : '20'}${year}`;
  const time = new Date(`${fullYear}-${month}-${day}T${hour}:${minute}:${second}Z`);
  if (fullYear.length !== 4 || Number.isNaN(time.getTime())) throw malformed('expected a time in UTC');
  return time;
}

function elementAt(buffer: Buffer, offset: number): DerElement {
  const tag = buffer[offset];
  const first = buffer[offset + 1];
  if (tag === undefined || first === undefined) throw malformed('it ends inside an element');
  if ((tag & 0x1f) === 0x1f) throw malformed('it has a tag of several bytes');
  let length = first;
  let start = offset + 2;
  if (first >= 0x80) {
    const count = first - 0x80;
    if (count === 0 || count > 4 || start + count > buffer.length) throw malformed('it has a length that DER forbids');
    length = buffer.readUIntBE(start, count);
    if (length < 0x80 || (count > 1 && buffer[start] === 0))
      throw malformed('it has a length that is not the shortest');
    start += count;
  }
  const end = start + length;
  if (end > buffer.length) throw malformed('it ends inside an element');
  return { tag, contents: buffer.subarray(start, end), encoded: buffer.subarray(offset, end) };
}

function malformed(why: string): IdentityError {
  return new IdentityError(`Not valid DER: ${why}`);
}
