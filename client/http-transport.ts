import { answerOf, requestInit } from './answer-of';
import { type LedgerProgress } from './ledger-progress';
import { type ApiAnswer, type ApiCall, type Transport } from './own-key/member-signer';
import { pause } from './pause';
import { GatewayProblem } from './problem';

/** How to reach a gateway. What is left out takes the value in brackets. */
export interface TransportOptions {
  /** Address of the gateway, like "https://gateway.example:3000"; empty in a browser for the page's own. */
  readonly url: string;
  /** How often a request is sent at most [5]. */
  readonly attempts?: number;
  /** How long the first wait between attempts is, in ms; it doubles [200]. */
  readonly firstWaitMs?: number;
  /** The longest wait, whatever the gateway asks for, in ms [10 s]. */
  readonly longestWaitMs?: number;
  /** Gives up on an attempt that has no answer after this long, in ms [60 s]. */
  readonly timeoutMs?: number;
  /** [the platform's own] */
  readonly fetch?: typeof fetch;
  /** Shared by clients of several gateways: each then sees what was written through the others. */
  readonly progress?: LedgerProgress;
  /** Ends waiting and requests. */
  readonly signal?: AbortSignal;
}

/** How far to go for an answer. */
export interface Persistence {
  /** What is asked for; carrying it may take requests besides. */
  readonly call: ApiCall;
  /** Whether a repetition does no harm, even if the gateway has taken the request. */
  readonly repeatable: boolean;
}

/** How often, and how long apart, a gateway is asked whether it has caught up; longer apart while it doesn't answer. */
const MOST_QUESTIONS = 200;
const ASK_AGAIN_MS = 25;
const ASK_AGAIN_AT_LAST_MS = 1_000;

/** One gateway, reached by `fetch`. Methods throw GatewayProblem. */
export class HttpTransport {
  private readonly fetch: typeof fetch;
  /** The newest block that this gateway is known to read. */
  private readsBlock = -1n;

  constructor(private readonly options: TransportOptions) {
    this.fetch = options.fetch ?? ((input, init) => fetch(input, init));
  }

  /** Sends a request once and gives the answer, whatever it is. Throws NO_ANSWER where there is none. */
  readonly call: Transport = async (call: ApiCall): Promise<ApiAnswer> => {
    const response = await this.fetched(call, this.options.timeoutMs ?? 60_000);
    return await answerOf(response).catch((cause: unknown) => this.unanswered(call.path, cause));
  };

  /** Opens a stream, once; it ends with the signal. What is no stream comes as the answer that it is. */
  async open(call: ApiCall): Promise<ReadableStream<Uint8Array> | ApiAnswer> {
    const response = await this.fetched(call);
    return response.ok && response.body ? response.body : await answerOf(response);
  }

  /**
   * Acts, and again a few times for what may pass, with growing random waits that are never shorter than the gateway asks
   * for (`Retry-After`): a refusal for load (429) always, and where a repetition does no harm also no answer, 502 to 504
   * and a conflict that outlasted the gateway's own retries.
   */
  async persistently({ call, repeatable }: Persistence, act: () => Promise<ApiAnswer>): Promise<ApiAnswer> {
    await this.catchUp();
    const { attempts = 5 } = this.options;
    for (let attempt = 1; ; attempt++) {
      try {
        const answer = await act();
        this.noteBlock(answer.body);
        return answer;
      } catch (error) {
        if (!(error instanceof GatewayProblem) || attempt >= attempts || !mayPass(error, repeatable)) throw error;
        await this.wait(attempt, error, call.signal);
      }
    }
  }

  private async fetched(call: ApiCall, timeoutMs?: number): Promise<Response> {
    const { path } = call;
    const init = { ...requestInit(call), signal: this.signalOf(call.signal, timeoutMs) };
    try {
      return await this.fetch(`${this.options.url}${path}`, init);
    } catch (cause) {
      return this.unanswered(path, cause);
    }
  }

  /** Who stopped the request gets that as the error; everybody else NO_ANSWER. */
  private unanswered(path: string, cause: unknown): never {
    this.options.signal?.throwIfAborted();
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause;
    const [address = ''] = path.split('?');
    const message = `No answer from ${this.options.url === '' ? 'the gateway' : this.options.url} to ${address}`;
    throw new GatewayProblem(message, { status: 0, code: 'NO_ANSWER' }, { cause });
  }

  private signalOf(signal: AbortSignal | undefined, timeoutMs?: number): AbortSignal | null {
    const timeout = timeoutMs === undefined ? undefined : AbortSignal.timeout(timeoutMs);
    const signals = [signal, this.options.signal, timeout].filter((each) => each !== undefined);
    return signals.length > 0 ? AbortSignal.any(signals) : null;
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
      if (asked > 0) await pause(waitMs, signal);
      const answer = await this.call({ method: 'GET', path: '/v1/network' }).catch(() => undefined);
      signal?.throwIfAborted();
      const { height } = (answer?.body ?? {}) as { readonly height?: string };
      if (height !== undefined) this.readsBlock = BigInt(height) - 1n;
      // One that is gone isn't helped by being asked at that pace.
      waitMs = height === undefined ? Math.min(2 * waitMs, ASK_AGAIN_AT_LAST_MS) : ASK_AGAIN_MS;
    }
  }

  private async wait(attempt: number, { retryAfterMs = 0 }: GatewayProblem, signal?: AbortSignal): Promise<void> {
    const { firstWaitMs = 200, longestWaitMs = 10_000 } = this.options;
    const own = firstWaitMs * 2 ** (attempt - 1) * (0.5 + Math.random() / 2);
    await pause(Math.min(Math.max(retryAfterMs, own), longestWaitMs), this.signalOf(signal) ?? undefined);
  }
}

/** Whether the same request may succeed a little later. */
function mayPass({ status, code }: GatewayProblem, repeatable: boolean): boolean {
  if (status === 429) return code !== 'TOO_MANY_ATTEMPTS';
  if (!repeatable) return false;
  return status === 0 || (status >= 502 && status <= 504) || code === 'CONFLICT' || code === 'REQUEST_IN_FLIGHT';
}
