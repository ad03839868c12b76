import { type ApiAnswer, type ApiCall } from './own-key/member-signer';

/** What `fetch` wants of a call besides its address. */
export function requestInit({ method, body, headers, signal }: ApiCall): RequestInit {
  const json = body === undefined ? {} : { 'content-type': 'application/json' };
  return {
    method,
    headers: { ...headers, ...json },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(signal ? { signal } : {}),
  };
}

/** What a response says, read to its end. */
export async function answerOf(response: Response): Promise<ApiAnswer> {
  const body = parsed(await response.text());
  return { status: response.status, header: (name) => response.headers.get(name) ?? undefined, body };
}

/** The JSON value, or undefined where there is none. */
function parsed(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
