import { fromBase64, textOf } from './bytes';
import { type SigningContext } from './expected-call';
import { type ApiCall } from './member-signer';
import { insist } from './signing-refused';

/** What a member asks of its organisation's Fabric CA: the measure of what a gateway wants signed for it. */
export interface ExpectedCaRequest {
  readonly operation: 'register' | 'revoke' | 'reenroll';
  /** Every field of the request but the name of the CA. */
  readonly fields: Readonly<Record<string, unknown>>;
}

const REVOCATION = /^\/v1\/members\/([^/?]+)\/revocation$/;

/** The request to the CA that a call means, or undefined where it means none. */
export function expectedCaRequest({ method, path, body }: ApiCall): ExpectedCaRequest | undefined {
  if (method !== 'POST') return undefined;
  const given = (body ?? {}) as Readonly<Record<string, unknown>>;
  const [, member] = REVOCATION.exec(path) ?? [];
  if (member !== undefined) {
    const id = decodedId(member);
    return { operation: 'revoke', fields: { id, reason: '', gencrl: true } };
  }
  if (path === '/v1/members') {
    const { enrollmentId: id, maxEnrollments = 1, secret } = given;
    const wish = { type: 'client', affiliation: '', attrs: [], max_enrollments: maxEnrollments };
    return { operation: 'register', fields: { id, ...wish, ...(secret === undefined ? {} : { secret }) } };
  }
  if (path !== '/v1/me/renewal') return undefined;
  return { operation: 'reenroll', fields: { certificate_request: given['certificateRequest'], profile: '' } };
}

function decodedId(member: string): string {
  try {
    return decodeURIComponent(member).split('@')[0] ?? '';
  } catch {
    return '';
  }
}

/**
 * Opens the text of a Fabric CA token (method, path, body and certificate, each in base64) that a gateway wants signed,
 * and compares it with what was asked. Throws SigningRefused (CA_REQUEST) with what differs.
 */
export function checkCaRequest(bytes: Uint8Array, expected: ExpectedCaRequest, context: SigningContext): void {
  const [method, uri, body, certificate, ...rest] = textOf(bytes).split('.');
  insist(method === 'POST' && rest.length === 0, 'CA_REQUEST', 'What is to be signed is no request to a CA.');
  const path = textOf(fromBase64(uri));
  const right = new RegExp(`^(/[\\w-]+)*/api/v1/${expected.operation}$`).test(path);
  insist(right, 'CA_REQUEST', `Expected a request to ${expected.operation}, found one to another address of the CA.`);
  const own = textOf(fromBase64(certificate)) === context.certificatePem;
  insist(own, 'CREATOR', 'The request to the CA names another certificate than that of who signs.');
  const { caname, ...found } = jsonObject(textOf(fromBase64(body)));
  insist(typeof caname === 'string', 'CA_REQUEST', 'The request to the CA names no CA.');
  const names = Object.keys(expected.fields);
  const same = (name: string): boolean => JSON.stringify(found[name]) === JSON.stringify(expected.fields[name]);
  const all = Object.keys(found).length === names.length && names.every(same);
  insist(all, 'CA_REQUEST', `The request to ${expected.operation} is not what was asked.`);
}

function jsonObject(text: string): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    value = undefined;
  }
  insist(typeof value === 'object' && value !== null, 'CA_REQUEST', 'The request to the CA has no body in JSON.');
  return value as Readonly<Record<string, unknown>>;
}
