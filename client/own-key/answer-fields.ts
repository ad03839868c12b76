import { type ApiAnswer } from './member-signer';
import { SigningRefused } from './signing-refused';

/** A text in an answer. Throws SigningRefused (MALFORMED) when there is none. */
export function textField({ body, status }: ApiAnswer, name: string): string {
  const value = typeof body === 'object' && body !== null ? (body as Record<string, unknown>)[name] : undefined;
  if (typeof value === 'string') return value;
  throw new SigningRefused('MALFORMED', `The gateway answered ${status} without the text ${name}.`);
}

/** The code of a problem document, or undefined for an answer that is none. */
export function problemCode({ body, status }: ApiAnswer): string | undefined {
  if (status < 400 || typeof body !== 'object' || body === null || !('code' in body)) return undefined;
  return typeof body.code === 'string' ? body.code : undefined;
}
