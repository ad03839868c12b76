import { type ApiCall } from '../../../client/own-key/member-signer';
import { ApiProblem, problemFrom, problemOf, valueOf } from './problem';
import { dropSession, session, type SignedIn } from './session';
import { signerOf, takeUp, transport } from './signer';

/** What a committed write answers. */
export interface Receipt<T> {
  readonly transactionId: string;
  readonly blockNumber: string;
  readonly attempts: number;
  readonly result: T;
}

export type WriteMethod = 'POST' | 'DELETE';

const WAIT_S = 30;
/** Codes that say that the session is no more. */
const overCodes = ['NOT_AUTHENTICATED', 'SESSION_OVER', 'CERTIFICATE_REFUSED'];

/** A request that anybody may make; throws ApiProblem. */
export async function ask<T>(method: 'GET' | 'POST', path: string, body?: object): Promise<T> {
  try {
    // The gateway's forms say what it answers where; so below.
    return valueOf(await transport({ method, path, ...(body === undefined ? {} : { body }) })) as T;
  } catch (error) {
    throw problemOf(error);
  }
}

/** A request of whoever is signed in, signed as that member signs. A session that is over ends here, too. */
async function send<T>(call: ApiCall): Promise<T> {
  const signedIn = session.get();
  try {
    const answer = signedIn ? await (await signerOf(signedIn)).send(call, transport) : await transport(call);
    return valueOf(answer) as T;
  } catch (error) {
    if (call.signal?.aborted === true) throw error;
    throw await sessionEndedBy(problemOf(error), signedIn);
  }
}

/** Ends a session that is over, or takes up the next one; gives the problem back. */
async function sessionEndedBy(problem: ApiProblem, signedIn: SignedIn | undefined): Promise<ApiProblem> {
  if (!signedIn || session.get() !== signedIn || !overCodes.includes(problem.code)) return problem;
  if (problem.code === 'SESSION_OVER' && (await takeUp(signedIn))) return problem;
  if (session.get() === signedIn) dropSession(problem.message);
  return problem;
}

/** Opens a stream of whoever is signed in. */
export async function openStream(
  path: string,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<ReadableStream<Uint8Array> | null> {
  const signedIn = session.get();
  if (!signedIn) return null;
  try {
    const authorization = await (await signerOf(signedIn)).authorization(transport);
    const response = await fetch(path, { headers: { ...headers, authorization }, signal });
    if (!response.ok) throw await problemFrom(response);
    return response.body;
  } catch (error) {
    throw await sessionEndedBy(problemOf(error), signedIn);
  }
}

/** Reads a resource. */
export const read = async <T>(path: string, signal?: AbortSignal): Promise<T> =>
  await send<T>({ method: 'GET', path, ...(signal ? { signal } : {}) });

/** All items of a list that comes in pages by bookmark, up to `most` pages. */
export async function readAll<T>(path: string, most = 50): Promise<T[]> {
  const items: T[] = [];
  let bookmark = '';
  for (let page = 0; page < most; page++) {
    const address = `${path}${path.includes('?') ? '&' : '?'}pageSize=100&bookmark=${encodeURIComponent(bookmark)}`;
    const answer = await read<{ items: T[]; bookmark: string }>(address);
    items.push(...answer.items);
    bookmark = answer.bookmark;
    if (bookmark === '') break;
  }
  return items;
}

/** All items of what comes in numbered pages. */
export async function readNumbered<T>(path: string, most = 50): Promise<T[]> {
  const items: T[] = [];
  for (let page = 0, pages = 1; page < Math.min(pages, most); page++) {
    const answer = await read<{ items: T[]; pages: number }>(`${path}?page=${page}`);
    items.push(...answer.items);
    pages = answer.pages;
  }
  return items;
}

/**
 * Writes to the ledger and waits for the commit. A repetition with the same key takes effect once; throws ApiProblem
 * with the reason of a refusal.
 */
export async function write<T>(method: WriteMethod, path: string, body?: object, key = newKey()): Promise<Receipt<T>> {
  const answer = await send<Receipt<T> & { readonly state: string }>({
    ...{ method, path },
    headers: { prefer: `wait=${WAIT_S}`, 'idempotency-key': key },
    ...(method === 'DELETE' && body === undefined ? {} : { body: body ?? {} }),
  });
  return answer.state === 'committed' ? answer : await committed<T>(answer.transactionId);
}

/** Asks the gateway itself for something that is no transaction of the ledger: an admission, a sign-out. */
export const act = async <T>(method: WriteMethod, path: string, body?: object): Promise<T> =>
  await send<T>({ method, path, headers: { 'idempotency-key': newKey() }, ...(body === undefined ? {} : { body }) });

/** A key for one intended effect, however often it is sent. */
export const newKey = (): string => crypto.randomUUID();

/** What became of a transaction that took longer than the gateway waits. */
async function committed<T>(transactionId: string): Promise<Receipt<T>> {
  for (let attempt = 0; attempt < 30; attempt++) {
    await new Promise((resolve) => setTimeout(resolve, 1000));
    const answer = await read<Receipt<T> & { readonly state: string }>(`/v1/transactions/${transactionId}`);
    if (answer.state === 'committed') return answer;
  }
  throw new ApiProblem(0, 'OUTCOME_UNKNOWN', `Transaction ${transactionId} has not been confirmed yet.`);
}
