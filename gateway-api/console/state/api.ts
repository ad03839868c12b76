import { dropSession, session } from './session';
import { ApiProblem, problemFrom, problemOf } from './problem';

/** What a committed write answers. */
export interface Receipt<T> {
  readonly transactionId: string;
  readonly blockNumber: string;
  readonly attempts: number;
  readonly result: T;
}

/** How a write becomes a transaction of the ledger: by the gateway's kept key, or signed here. */
export type Writer = <T>(
  method: WriteMethod,
  path: string,
  body: object | undefined,
  key: string,
) => Promise<Receipt<T>>;
export type WriteMethod = 'POST' | 'DELETE';

const WAIT_S = 30;
/** Codes that say that the session is no more. */
const overCodes = ['NOT_AUTHENTICATED', 'SESSION_OVER', 'CERTIFICATE_REFUSED'];

/** A request of whoever is signed in; throws ApiProblem. A session that is over ends here, too. */
export async function request(method: string, path: string, init: RequestInit = {}): Promise<Response> {
  const signedIn = session.get();
  const headers = new Headers(init.headers);
  if (signedIn) headers.set('authorization', `Bearer ${signedIn.token}`);
  let response: Response;
  try {
    response = await fetch(path, { ...init, method, headers });
  } catch (error) {
    throw init.signal?.aborted === true ? error : problemOf(error);
  }
  if (response.ok || response.status === 304) return response;
  const problem = await problemFrom(response);
  if (overCodes.includes(problem.code) && session.get() === signedIn && signedIn) dropSession(problem.message);
  throw problem;
}

/** Reads a resource. */
export async function read<T>(path: string, signal?: AbortSignal): Promise<T> {
  const response = await request('GET', path, signal ? { signal } : {});
  return (await response.json()) as T;
}

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

/** The gateway signs with the kept key of the session. */
const keptKeyWriter: Writer = async <T>(method: WriteMethod, path: string, body: object | undefined, key: string) => {
  const response = await request(method, path, {
    headers: { 'content-type': 'application/json', prefer: `wait=${WAIT_S}`, 'idempotency-key': key },
    ...(method === 'DELETE' && body === undefined ? {} : { body: JSON.stringify(body ?? {}) }),
  });
  const answer = (await response.json()) as Receipt<T> & { readonly state: string };
  if (answer.state === 'committed') return answer;
  return await committed<T>(answer.transactionId);
};

let writer: Writer = keptKeyWriter;

/** Lets another way of signing take over; undefined goes back to the kept key. */
export function useWriter(other: Writer | undefined): void {
  writer = other ?? keptKeyWriter;
}

/**
 * Writes to the ledger and waits for the commit. A repetition with the same key takes effect once; throws ApiProblem
 * with the reason of a refusal.
 */
export async function write<T>(method: WriteMethod, path: string, body?: object, key = newKey()): Promise<Receipt<T>> {
  return await writer<T>(method, path, body, key);
}

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
