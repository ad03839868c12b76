import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { GatewayProblem, HttpTransport, type Persistence, SunledgerClient, type TransportOptions } from '../../client';
import { type ApiAnswer, type ApiCall } from '../../client/own-key/member-signer';

/** Something that a member wanted of a gateway, with every request that it took. */
export interface Act {
  /** Method and path. */
  readonly request: string;
  readonly writes: boolean;
  readonly sentAt: number;
  /** When requests were made for it: the first one, and all that repeated it. */
  readonly requests: number[];
  /** When requests for it got no answer, or one that blames the network. */
  readonly failures: number[];
  /** Undefined while it is under way. */
  endedAt: number | undefined;
  /** Whether it ended in an answer of the ledger: what was asked for, or a refusal by its rules. */
  answered: boolean;
}

/**
 * What members' clients do and learn, request by request: which transactions they were told are committed, what failed,
 * what they had to repeat, how long they waited.
 */
export class Witness {
  readonly acts: Act[] = [];
  /** Transactions that somebody was told are on the ledger. */
  readonly acknowledged = new Set<string>();
  private readonly current = new AsyncLocalStorage<Act>();

  /** A client of a gateway that is watched. */
  gateway(options: TransportOptions): SunledgerClient {
    const watched = { ...options, fetch: this.watched(options.fetch ?? fetch) };
    return new SunledgerClient(watched, new WatchedTransport(this, watched));
  }

  /** Runs a client's call as one act. */
  async watch({ method, path }: ApiCall, call: () => Promise<ApiAnswer>): Promise<ApiAnswer> {
    const act: Act = {
      ...{
        request: `${method} ${path}`,
        writes: method !== 'GET',
        sentAt: Date.now(),
        requests: [],
        failures: [],
      },
      ...{ endedAt: undefined, answered: false },
    };
    this.acts.push(act);
    try {
      const answer = await this.current.run(act, call);
      act.answered = true;
      this.note(answer.body);
      return answer;
    } catch (error) {
      act.answered = error instanceof GatewayProblem && error.status >= 400 && error.status < 500;
      throw error;
    } finally {
      act.endedAt = Date.now();
    }
  }

  /** Writes that are under way. */
  get busy(): number {
    return this.acts.filter(({ writes, endedAt }) => writes && endedAt === undefined).length;
  }

  /** Waits until so many writes are under way. */
  async untilBusy(writes: number, signal: AbortSignal): Promise<void> {
    while (this.busy < writes) await pause(5, undefined, { signal });
  }

  /**
   * Waits until members are served again after a time: nothing that was under way then is still, and so many writes that
   * were begun later are done. Answers whether that came within so many ms.
   */
  async untilServed(since: number, writes: number, withinMs: number, signal: AbortSignal): Promise<boolean> {
    const end = Date.now() + withinMs;
    while (Date.now() < end) {
      await pause(50, undefined, { signal });
      const waiting = this.acts.some(({ sentAt, endedAt }) => sentAt <= since && endedAt === undefined);
      const served = this.acts.filter((act) => act.writes && act.sentAt > since && act.endedAt !== undefined);
      if (!waiting && served.length >= writes) return true;
    }
    return false;
  }

  private watched(send: typeof fetch): typeof fetch {
    return async (...request) => {
      const [address] = request;
      const act = this.current.getStore();
      // A client also asks its gateway how far that has read: that repeats nothing.
      const asksProgress = typeof address === 'string' && new URL(address).pathname === '/v1/network';
      if (!asksProgress) act?.requests.push(Date.now());
      try {
        const response = await send(...request);
        if (response.status >= 500 && response.status !== 501) act?.failures.push(Date.now());
        return response;
      } catch (error) {
        act?.failures.push(Date.now());
        throw error;
      }
    };
  }

  private note(document: unknown): void {
    const { transactionId, state } = (document ?? {}) as Record<string, unknown>;
    if (typeof transactionId === 'string' && state === 'committed') this.acknowledged.add(transactionId);
  }
}

class WatchedTransport extends HttpTransport {
  constructor(
    private readonly witness: Witness,
    options: TransportOptions,
  ) {
    super(options);
  }

  override persistently(how: Persistence, act: () => Promise<ApiAnswer>): Promise<ApiAnswer> {
    return this.witness.watch(how.call, () => super.persistently(how, act));
  }
}
