import { createHash } from 'node:crypto';
import { type TSchema } from '@sinclair/typebox';
import { type Answer, type ApiRequest, type DocumentedAnswer } from './route';

/** Where an answer comes from. */
export type ReadSource = 'read-model' | 'ledger';

/** Headers of reads, for the OpenAPI document. */
const documented = {
  ETag: 'Changes when the answer does; If-None-Match with it is answered 304',
  'Sunledger-Source': 'read-model or ledger',
  'Sunledger-Height': 'How many blocks the answer knows of; not given for the ledger',
};

/** What a read answers, for the OpenAPI document. */
export const readAnswers = (schema: TSchema): Readonly<Record<number, DocumentedAnswer>> => ({
  200: { description: 'OK', schema, headers: documented },
  304: { description: 'What If-None-Match names is still the answer', headers: documented },
});

/** What was read: JSON, where it comes from and, for the read model, as of how many blocks. */
export interface ReadResult {
  readonly json: string | Uint8Array | object;
  readonly source: ReadSource;
  readonly height?: bigint;
}

/**
 * Answers a read with a tag of its content, or 304 where the client has that very content. No cache may store it, as no
 * answer of the API: a member's accounts have no place on a shared computer's disk. Who keeps it itself names the tag.
 */
export function readAnswer({ headers }: Pick<ApiRequest, 'headers'>, { json, source, height }: ReadResult): Answer {
  const bytes = json instanceof Uint8Array ? json : Buffer.from(typeof json === 'string' ? json : JSON.stringify(json));
  const tag = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 27)}"`;
  const given: Record<string, string> = {
    ETag: tag,
    Vary: 'Authorization',
    'Sunledger-Source': source,
    ...(height === undefined ? {} : { 'Sunledger-Height': height.toString() }),
  };
  if (names(headers['if-none-match'], tag)) return { status: 304, headers: given };
  return { status: 200, json: bytes, headers: given };
}

/** Whether an If-None-Match holds the tag; weak ones count, as RFC 9110 has it for reads. */
function names(header: string | undefined, tag: string): boolean {
  if (header === undefined) return false;
  return header.split(',').some((each) => ['*', tag, `W/${tag}`].includes(each.trim()));
}
