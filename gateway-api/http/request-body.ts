import { isUtf8 } from 'node:buffer';
import { type IncomingMessage } from 'node:http';
import { Refusal } from '../refusal';

const NOTHING = Buffer.alloc(0);

/**
 * Reads a request's body, at most `limit` bytes. Throws BODY_TOO_LARGE, REQUEST_TIMEOUT when the client stops sending,
 * or UNSUPPORTED_MEDIA_TYPE for a body that isn't plain JSON.
 */
export async function readBody(request: IncomingMessage, limit: number): Promise<Buffer> {
  const { headers } = request;
  const declared = headers['content-length'];
  if (declared === undefined && headers['transfer-encoding'] === undefined) return NOTHING;
  if (declared === '0') return NOTHING;
  if (Number(declared) > limit) throw tooLarge(limit);
  requireJson(headers['content-type'], headers['content-encoding']);
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > limit) throw tooLarge(limit);
      chunks.push(chunk);
    }
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal('REQUEST_TIMEOUT', 'The connection ended before the body did.', {}, { cause: error });
  }
  return chunks.length === 1 ? (chunks[0] ?? NOTHING) : Buffer.concat(chunks);
}

function requireJson(type: string | undefined, encoding: string | undefined): void {
  if (encoding !== undefined && encoding !== 'identity') {
    throw new Refusal('UNSUPPORTED_MEDIA_TYPE', 'A body may not be compressed.', { field: 'Content-Encoding' });
  }
  const [media = '', ...parameters] = (type ?? '').toLowerCase().split(';');
  const charset = parameters.map((parameter) => parameter.trim()).find((parameter) => parameter.startsWith('charset='));
  if (media.trim() !== 'application/json' || (charset !== undefined && !/^charset="?utf-8"?$/.test(charset))) {
    throw new Refusal('UNSUPPORTED_MEDIA_TYPE', 'The Content-Type has to be application/json, in UTF-8.', {
      field: 'Content-Type',
    });
  }
}

/** The JSON object that the bytes hold; an empty one for no bytes. Throws MALFORMED_REQUEST. */
export function parseObject(bytes: Buffer): Readonly<Record<string, unknown>> {
  if (bytes.length === 0) return {};
  if (!isUtf8(bytes)) throw new Refusal('MALFORMED_REQUEST', 'The body is not UTF-8.');
  let value: unknown;
  try {
    value = JSON.parse(bytes.toString());
  } catch {
    throw new Refusal('MALFORMED_REQUEST', 'The body is not JSON.');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Refusal('MALFORMED_REQUEST', 'The body has to be a JSON object.');
  }
  return value as Readonly<Record<string, unknown>>;
}

const tooLarge = (limit: number) => new Refusal('BODY_TOO_LARGE', `A body may have at most ${limit} bytes.`);
