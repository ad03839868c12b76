import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { GatewayError, isRefusal } from './gateway-error';
import { type GatewayTransport } from './gateway-transport';

/** Who signs in: an enrolled member of an organisation whose key the gateway keeps under a passphrase. */
export interface Credentials {
  readonly enrollmentId: string;
  readonly mspId: string;
  readonly passphrase: string;
}

/** What a page of a list holds; `bookmark` is empty when nothing follows. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly bookmark: string;
}

/** What is known of a transaction. */
interface TransactionAnswer<T> {
  readonly transactionId: string;
  readonly state: 'submitted' | 'committed' | 'invalid' | 'unknown';
  readonly result: T;
  readonly problem?: { readonly code: string; readonly detail: string };
}

/** How often, and after how long each time, a transaction is asked after that is slow to commit. */
const MOST_QUESTIONS = 60;
const ASK_AGAIN_MS = 1_000;
/** How often a command is sent whose outcome nobody knows. */
const MOST_REPETITIONS = 3;
/** How many entries of a list are asked for at once: the most that the ledger gives. */
const PAGE_SIZE = 200;

/**
 * A member at the gateway. Signs in when it first has to and again when its session is over; the key never leaves the
 * gateway, where the passphrase unlocks it. Methods throw GatewayError.
 */
export class MemberClient {
  /** As the ledger knows it. */
  readonly member: string;
  private signingIn: Promise<string> | undefined;

  constructor(
    private readonly transport: GatewayTransport,
    private readonly credentials: Credentials,
  ) {
    this.member = `${credentials.enrollmentId}@${credentials.mspId}`;
  }

  /** The document at a path. */
  async read<T>(path: string): Promise<T> {
    return (await this.signedIn((token) => this.transport.send({ method: 'GET', path, token }))) as T;
  }

  /** Every entry of a list, page by page in its order. */
  async readAll<T>(path: string): Promise<T[]> {
    const items: T[] = [];
    let bookmark = '';
    do {
      const query = new URLSearchParams({ pageSize: String(PAGE_SIZE), bookmark });
      const page = await this.read<Page<T>>(`${path}${path.includes('?') ? '&' : '?'}${query.toString()}`);
      items.push(...page.items);
      bookmark = page.bookmark;
    } while (bookmark !== '');
    return items;
  }

  /**
   * Submits a command and waits until it is committed; answers what its transaction answered. While nobody knows what became
   * of it, it is repeated under its key, a few times: the gateway goes on looking for that very transaction.
   */
  async submit<T>(path: string, body: unknown = {}, method: 'POST' | 'DELETE' = 'POST'): Promise<T> {
    const idempotencyKey = randomUUID();
    for (let attempt = 1; ; attempt++) {
      const answer = await this.outcomeOf(await this.send<TransactionAnswer<T>>(path, body, method, idempotencyKey));
      if (answer.state === 'committed') return answer.result;
      if (answer.state !== 'invalid' && attempt < MOST_REPETITIONS) continue;
      const { code = 'OUTCOME_UNKNOWN', detail = `it is ${answer.state}` } = answer.problem ?? {};
      throw new GatewayError(0, code, `Transaction ${answer.transactionId} took no effect: ${detail}`);
    }
  }

  /** Sends something and answers the document that comes back. */
  post<T>(path: string, body: unknown, method: 'POST' | 'DELETE' = 'POST'): Promise<T> {
    return this.send<T>(path, body, method, randomUUID());
  }

  /** A gateway that was started anew knows no session, but what the key has led to: so it outlives signing in again. */
  private async send<T>(path: string, body: unknown, method: 'POST' | 'DELETE', idempotencyKey: string): Promise<T> {
    return (await this.signedIn((token) => this.transport.send({ method, path, token, body, idempotencyKey }))) as T;
  }

  /** What became of a transaction that was taken: asked for until the gateway knows, or knows nothing of it. */
  private async outcomeOf<T>(taken: TransactionAnswer<T>): Promise<TransactionAnswer<T>> {
    let answer = taken;
    for (let asked = 0; answer.state === 'submitted' && asked < MOST_QUESTIONS; asked++) {
      await pause(ASK_AGAIN_MS);
      try {
        answer = await this.read(`/v1/transactions/${answer.transactionId}`);
      } catch (error) {
        // A gateway that was started anew has only what is on the ledger already.
        if (!isRefusal(error, 'TRANSACTION_NOT_FOUND')) throw error;
        return { ...answer, state: 'unknown' };
      }
    }
    return answer;
  }

  /** Opens a stream of server-sent events behind the one with the id `after`. */
  async open(path: string, after: string | undefined, signal: AbortSignal): Promise<ReadableStream<Uint8Array>> {
    return this.signedIn((token) => this.transport.open({ path, token, after }, signal));
  }

  /** Has the organisation's CA issue a certificate against the one-time secret, and the gateway keep its key. */
  async enroll(secret: string): Promise<void> {
    const { enrollmentId, mspId, passphrase } = this.credentials;
    const answer = await this.transport.send({
      method: 'POST',
      path: '/v1/auth/enroll',
      body: { organization: mspId, enrollmentId, secret, passphrase },
    });
    const { session } = answer as { readonly session: { readonly token: string } };
    this.signingIn = Promise.resolve(session.token);
  }

  private async signedIn<T>(act: (token: string) => Promise<T>): Promise<T> {
    const used = this.session();
    try {
      return await act(await used);
    } catch (error) {
      if (!isRefusal(error, 'SESSION_OVER')) throw error;
      // Whoever notices first opens the next session; the others wait for it.
      if (this.signingIn === used) this.signingIn = undefined;
      return act(await this.session());
    }
  }

  private session(): Promise<string> {
    this.signingIn ??= this.signIn().catch((error: unknown) => {
      this.signingIn = undefined;
      throw error;
    });
    return this.signingIn;
  }

  private async signIn(): Promise<string> {
    const { enrollmentId, mspId, passphrase } = this.credentials;
    const answer = await this.transport.send({
      method: 'POST',
      path: '/v1/auth/sessions',
      body: { organization: mspId, enrollmentId, passphrase },
    });
    return (answer as { readonly token: string }).token;
  }
}
