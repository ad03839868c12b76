import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { GatewayError } from './gateway-error';

export interface TransportOptions {
  /** Like "http://127.0.0.1:3000". */
  readonly url: string;
  /** How often a request is sent at most; 5 unless told. */
  readonly attempts?: number;
  /** How long the first wait between attempts is, in ms; it doubles. 200 unless told. */
  readonly firstWaitMs?: number;
  /** Gives up on an attempt that has no answer after this long, in ms; 60 s unless told. */
  readonly timeoutMs?: number;
  readonly fetch?: typeof fetch;
  /** Shared by the transports of one client to several gateways: each then sees what was written through the others. */
  readonly progress?: LedgerProgress;
  /** Ends waiting and requests. */
  readonly signal?: AbortSignal;
}

/** How far the ledger is known to have come. */
export class LedgerProgress {
  /** The newest block that somebody was told of. */
  newestBlock = -1n;

  note(block: bigint): void {
    if (block > this.newestBlock) this.newestBlock = block;
  }
}

/** A request to the gateway. */
export interface GatewayRequest {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Path and query, ready to send: "/v1/markets/fontana". */
  readonly path: string;
  readonly token?: string;
  readonly body?: unknown;
  /** The same for every repetition of one and the same act; made up where it isn't given. */
  readonly idempotencyKey?: string;
}

const LONGEST_WAIT_MS = 10_000;
/** How often, and how long apart, a gateway is asked whether it has caught up; longer apart while it doesn't answer. */
const MOST_QUESTIONS = 200;
const ASK_AGAIN_MS = 25;
const LONGEST_PAUSE_MS = 1_000;

/**
 * Sends requests to the gateway and tries again what may succeed later: no answer, 429, 502, 503, 504, and a conflict
 * that outlasted the gateway's own retries. Everything that changes something carries an idempotency key, the same in
 * each attempt, so that a repeat never acts twice. Throws GatewayError.
 */
export class GatewayTransport {
  private readonly attempts: number;
  private readonly firstWaitMs: number;
  private readonly timeoutMs: number;
  private readonly fetch: typeof fetch;
  /** The newest block that this gateway is known to read. */
  private readsBlock = -1n;

  constructor(private readonly options: TransportOptions) {
    this.attempts = options.attempts ?? 5;
    this.firstWaitMs = options.firstWaitMs ?? 200;
    this.timeoutMs = options.timeoutMs ?? 60_000;
    this.fetch = options.fetch ?? fetch;
  }

  /** The answer's JSON document; undefined where it has none. */
  async send(request: GatewayRequest): Promise<unknown> {
    const headers = headersOf(request);
    await this.catchUp();
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.attempt(request, headers);
      } catch (error) {
        if (!(error instanceof GatewayError) || attempt >= this.attempts || !mayPass(error)) throw error;
        await this.wait(attempt, error);
      }
    }
  }

  /** Opens a stream of server-sent events behind the one with the id `after`; tried once. Ends with the signal. */
  async open(
    { path, token, after }: { readonly path: string; readonly token: string; readonly after: string | undefined },
    signal: AbortSignal,
  ): Promise<ReadableStream<Uint8Array>> {
    const headers = {
      accept: 'text/event-stream',
      authorization: `Bearer ${token}`,
      ...(after === undefined ? {} : { 'last-event-id': after }),
    };
    let response: Response;
    try {
      response = await this.fetch(`${this.options.url}${path}`, { headers, signal });
    } catch (cause) {
      throw new GatewayError(0, 'NO_ANSWER', `GET ${path} got no answer from ${this.options.url}`, { cause });
    }
    if (response.ok && response.body) return response.body;
    throw refusalOf(response, parsed(await response.text()), `GET ${path}`);
  }

  private async attempt(request: GatewayRequest, headers: Record<string, string>): Promise<unknown> {
    const { method, path, body } = request;
    const timeout = AbortSignal.timeout(this.timeoutMs);
    let response: Response;
    let text: string;
    try {
      response = await this.fetch(`${this.options.url}${path}`, {
        method,
        headers,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        signal: this.options.signal ? AbortSignal.any([timeout, this.options.signal]) : timeout,
      });
      text = await response.text();
    } catch (cause) {
      this.options.signal?.throwIfAborted();
      throw new GatewayError(0, 'NO_ANSWER', `${method} ${path} got no answer from ${this.options.url}`, { cause });
    }
    const document = parsed(text);
    if (!response.ok) throw refusalOf(response, document, `${method} ${path}`);
    this.noteBlock(document);
    return document;
  }

  private noteBlock(document: unknown): void {
    const { blockNumber } = (document ?? {}) as Record<string, unknown>;
    if (!this.options.progress || typeof blockNumber !== 'string' || !/^\d+$/.test(blockNumber)) return;
    const block = BigInt(blockNumber);
    this.options.progress.note(block);
    if (block > this.readsBlock) this.readsBlock = block;
  }

  /** Waits, within bounds, until this gateway reads the newest block that another one has told of. */
  private async catchUp(): Promise<void> {
    const { progress, signal } = this.options;
    if (!progress) return;
    let waitMs = ASK_AGAIN_MS;
    for (let asked = 0; this.readsBlock < progress.newestBlock && asked < MOST_QUESTIONS; asked++) {
      if (asked > 0) await pause(waitMs, undefined, { signal });
      try {
        const { height } = (await this.attempt({ method: 'GET', path: '/v1/network' }, {})) as { height?: string };
        if (height !== undefined) this.readsBlock = BigInt(height) - 1n;
        waitMs = ASK_AGAIN_MS;
      } catch (error) {
        signal?.throwIfAborted();
        if (!(error instanceof GatewayError)) throw error;
        // It is gone: to go on asking at that pace would help nobody.
        waitMs = Math.min(2 * waitMs, LONGEST_PAUSE_MS);
      }
    }
  }

  private async wait(attempt: number, error: GatewayError): Promise<void> {
    const asked = error instanceof DelayedError ? error.retryAfterMs : 0;
    const own = this.firstWaitMs * 2 ** (attempt - 1) * (0.5 + Math.random() / 2);
    await pause(Math.min(Math.max(asked, own), LONGEST_WAIT_MS), undefined, { signal: this.options.signal });
  }
}

/** A refusal that says when to come back. */
class DelayedError extends GatewayError {
  constructor(
    status: number,
    code: string,
    message: string,
    readonly retryAfterMs: number,
  ) {
    super(status, code, message);
  }
}

function headersOf({ method, token, body, idempotencyKey }: GatewayRequest): Record<string, string> {
  return {
    accept: 'application/json',
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    ...(method === 'GET' ? {} : { 'idempotency-key': idempotencyKey ?? randomUUID(), prefer: 'wait=30' }),
  };
}

/** Whether the same request may succeed a little later. */
function mayPass({ status, code }: GatewayError): boolean {
  return (
    status === 0 ||
    status === 429 ||
    (status >= 502 && status <= 504) ||
    code === 'CONFLICT' ||
    code === 'REQUEST_IN_FLIGHT'
  );
}

function parsed(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function refusalOf(response: Response, document: unknown, request: string): GatewayError {
  const { code, detail, title } = (document ?? {}) as Record<string, unknown>;
  const sentence = [detail, title].find((text) => typeof text === 'string') ?? 'no reason given';
  const message = `${request} was refused (${response.status}): ${sentence}`;
  const known = typeof code === 'string' ? code : `HTTP_${response.status}`;
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  return Number.isFinite(seconds)
    ? new DelayedError(response.status, known, message, seconds * 1000)
    : new GatewayError(response.status, known, message);
}
