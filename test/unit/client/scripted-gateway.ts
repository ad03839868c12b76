import { type TransportOptions } from '../../../client';

/** A request as a gateway saw it. */
export interface SeenRequest {
  readonly method: string;
  readonly address: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** What a gateway answers, or that it doesn't. */
export type Reply =
  | { readonly status: number; readonly body?: unknown; readonly headers?: Readonly<Record<string, string>> }
  | 'no answer';

/** A gateway that answers from a list, and remembers what it was asked. What follows the last answer is status 500. */
export function scriptedGateway(...replies: Reply[]): { options: TransportOptions; seen: SeenRequest[] } {
  const seen: SeenRequest[] = [];
  const answer = (url: string, init: RequestInit): Promise<Response> => {
    seen.push({
      method: init.method ?? 'GET',
      address: url.slice('http://gateway'.length),
      headers: init.headers as Record<string, string>,
      body: typeof init.body === 'string' ? (JSON.parse(init.body) as unknown) : undefined,
    });
    if (init.signal?.aborted === true) return Promise.reject(init.signal.reason as Error);
    const reply = replies.shift() ?? { status: 500 };
    if (reply === 'no answer') return Promise.reject(new TypeError('fetch failed'));
    const { status, body, headers = {} } = reply;
    const text = typeof body === 'string' ? body : body === undefined ? null : JSON.stringify(body);
    return Promise.resolve(new Response(text, { status, headers }));
  };
  return { options: { url: 'http://gateway', firstWaitMs: 1, fetch: answer as typeof fetch }, seen };
}

/** A refusal as the gateway writes it. */
export const refusal = (
  status: number,
  code: string,
  more: { readonly headers?: Readonly<Record<string, string>>; readonly [field: string]: unknown } = {},
): Exclude<Reply, string> => {
  const { headers = {}, ...fields } = more;
  return { status, headers, body: { code, status, detail: `${code} it is`, title: code, ...fields } };
};
