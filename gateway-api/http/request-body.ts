import { isUtf8 } from 'node:buffer';
import { type IncomingMessage } from 'node:http';
import { Refusal } from '../refusal';
import { repeatedName } from './repeated-name';

const NOTHING = Buffer.alloc(0);

/**
 * Reads a request's body, at most `limit` bytes. Throws BODY_TOO_LARGE, REQUEST_TIMEOUT when the client stops sending,
 * or UNSUPPORTED_MEDIA_TYPE for a body that isn't plain JSON. What is refused is still taken off the wire, unread, so
 * that the client gets to see why.
 */
export function readBody(request: IncomingMessage, limit: number): Promise<Buffer> {
  const { headers } = request;
  const declared = headers['content-length'];
  const hasBody = declared === undefined ? headers['transfer-encoding'] !== undefined : declared !== '0';
  if (!hasBody) return Promise.resolve(NOTHING);
  if (Number(declared) > limit) return Promise.reject(tooLarge(limit));
  const refusal = notJson(headers['content-type'], headers['content-encoding']);
  return refusal ? Promise.reject(refusal) : collect(request, limit);
}

function collect(request: IncomingMessage, limit: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= limit) chunks.push(chunk);
      else reject(tooLarge(limit));
    });
    request.on('end', () => resolve(chunks.length === 1 ? (chunks[0] ?? NOTHING) : Buffer.concat(chunks)));
    request.on('close', () => {
      if (!request.complete) reject(new Refusal('REQUEST_TIMEOUT', 'The connection ended before the body did.'));
    });
    request.on('error', () => reject(new Refusal('REQUEST_TIMEOUT', 'The connection broke before the body ended.')));
  });
}

/** Why a body can't be plain JSON, by what its headers say of it. */
function notJson(type: string | undefined, encoding: string | undefined): Refusal | undefined {
  if (encoding !== undefined && encoding !== 'identity') {
    return new Refusal('UNSUPPORTED_MEDIA_TYPE', 'A body may not be compressed.', { field: 'Content-Encoding' });
  }
  const [media = '', ...parameters] = (type ?? '').toLowerCase().split(';');
  const charset = parameters.map((parameter) => parameter.trim()).find((parameter) => parameter.startsWith('charset='));
  const isUtf8 = charset === undefined || /^charset="?utf-8"?$/.test(charset);
  if (media.trim() === 'application/json' && isUtf8) return undefined;
  return new Refusal('UNSUPPORTED_MEDIA_TYPE', 'The Content-Type has to be application/json, in UTF-8.', {
    field: 'Content-Type',
  });
}

/** The JSON object that the bytes hold; an empty one for no bytes. Throws MALFORMED_REQUEST. */
export function parseObject(bytes: Buffer): Readonly<Record<string, unknown>> {
  if (bytes.length === 0) return {};
  if (!isUtf8(bytes)) throw new Refusal('MALFORMED_REQUEST', 'The body is not UTF-8.');
  const text = bytes.toString();
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Refusal('MALFORMED_REQUEST', 'The body is not JSON.');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Refusal('MALFORMED_REQUEST', 'The body has to be a JSON object.');
  }
  const twice = repeatedName(text);
  if (twice !== undefined) {
    throw new Refusal('MALFORMED_REQUEST', `The body has ${JSON.stringify(twice.slice(0, 64))} twice in one object.`);
  }
  return value as Readonly<Record<string, unknown>>;
}

const tooLarge = (limit: number) => new Refusal('BODY_TOO_LARGE', `A body may have at most ${limit} bytes.`);
