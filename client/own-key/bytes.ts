import { SigningRefused } from './signing-refused';

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

export type Bytes = Uint8Array<ArrayBuffer>;

/** UTF-8. */
export const bytesOf = (text: string): Bytes => encoder.encode(text);

/** The text of UTF-8 bytes. Throws SigningRefused for bytes that are none. */
export function textOf(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes);
  } catch {
    throw new SigningRefused('MALFORMED', 'Found bytes that are not UTF-8 where a text was expected.');
  }
}

export function concat(...parts: readonly Uint8Array[]): Bytes {
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    joined.set(part, offset);
    offset += part.length;
  }
  return joined;
}

export const sameBytes = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, index) => byte === b[index]);

export const toHex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

export function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}

/** The bytes of a base64 text in its canonical form. Throws SigningRefused for anything else. */
export function fromBase64(text: unknown): Bytes {
  if (typeof text !== 'string' || !/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text)) {
    throw new SigningRefused('MALFORMED', 'Found something else where base64 was expected.');
  }
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}

/** SHA-256. */
export const sha256 = async (bytes: Bytes): Promise<Bytes> =>
  new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));

/** A block of PEM, with lines of 64 characters. */
export function toPem(label: string, der: Uint8Array): string {
  const lines = toBase64(der).match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}

/** The bytes of the first block of PEM with that label. Throws SigningRefused when there is none. */
export function fromPem(label: string, pem: string): Bytes {
  const [, body] = new RegExp(`-----BEGIN ${label}-----([^-]*)-----END ${label}-----`).exec(pem) ?? [];
  if (body === undefined) throw new SigningRefused('MALFORMED', `Expected a ${label} in PEM.`);
  return fromBase64(body.replace(/\s/g, ''));
}
