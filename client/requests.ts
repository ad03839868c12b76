import { followStream, type FollowOptions } from './follow-stream';
import { type HttpTransport } from './http-transport';
import { addressed, type AddressedRequest, type Operation, type OperationRequest } from './operation';
import { byBookmark, byNumber, type NumberedPage, type Page, Paged } from './paged';
import { pause } from './pause';
import { GatewayProblem, isProblem, problemOf } from './problem';
import { type ReadOptions, type Receipt, type WriteOptions } from './receipt';
import { type ApiAnswer, type ApiCall, type MemberSigner, type Transport } from './own-key/member-signer';
import { type ServerEvent } from './server-events';

/** How often, and after how long each time, a transaction is asked after that is slow to commit. */
const MOST_QUESTIONS = 60;
const ASK_AGAIN_MS = 1_000;
/** How often a command is sent whose outcome nobody knows. */
const MOST_REPETITIONS = 3;

/** What is known of a transaction. */
interface TransactionAnswer<T> extends Omit<Receipt<T>, 'state'> {
  readonly state: 'submitted' | 'committed' | 'invalid' | 'unknown';
  readonly problem?: { readonly code: GatewayProblem['code']; readonly detail: string; readonly status: number };
}

const transaction: Operation = {
  id: 'getTransaction',
  method: 'GET',
  path: '/v1/transactions/{transaction}',
  query: [],
  body: false,
  authenticated: true,
  kind: 'read',
  transactions: [],
};

/**
 * Carries operations to a gateway in a member's name: signs in again when a session is over, gives commands their
 * idempotency key and waits for their commit. The generated classes stand on it. Methods throw GatewayProblem.
 */
export class Requests {
  constructor(
    private readonly http: Pick<HttpTransport, 'call' | 'open' | 'persistently'>,
    /** Says who is asking, and signs; undefined for what everybody may ask. */
    readonly signer: MemberSigner | undefined,
  ) {}

  /** Carries operations that everybody may ask for, each sent once: for who signs in on the way to something else. */
  static once(transport: Transport): Requests {
    const open = () => Promise.reject(new TypeError('A stream needs somebody who follows it'));
    return new Requests({ call: transport, open, persistently: (_, act) => act() }, undefined);
  }

  /** The document that an operation answers. */
  async send<T>(operation: Operation, request: OperationRequest, options: ReadOptions = {}): Promise<T> {
    const { body } = await this.answer(addressed(operation, request), operation.kind === 'read', options);
    return body as T;
  }

  /** A list that goes on behind its bookmark. */
  list<T>(operation: Operation, request: OperationRequest, options: ReadOptions = {}): Paged<T> {
    return new Paged<T>((where) => this.send<Page<T>>(operation, { ...request, ...where }, options), byBookmark);
  }

  /** A list whose pages are numbered. */
  numbered<T>(operation: Operation, request: OperationRequest, options: ReadOptions = {}): Paged<T, NumberedPage<T>> {
    return new Paged<T, NumberedPage<T>>(
      (where) => this.send<NumberedPage<T>>(operation, { ...request, ...where }, options),
      byNumber,
    );
  }

  /**
   * Submits a command and waits until it is committed. While nobody knows what became of it, it is repeated under its key,
   * a few times: the gateway goes on looking for that very transaction. Throws what the ledger refused it for.
   */
  async write<T>(operation: Operation, request: OperationRequest, options: WriteOptions = {}): Promise<Receipt<T>> {
    const { idempotencyKey = randomKey(), waitSeconds = 30 } = options;
    const headers = { 'idempotency-key': idempotencyKey, prefer: `wait=${waitSeconds}` };
    for (let sent = 1; ; sent++) {
      const { body } = await this.answer(addressed(operation, request), true, options, headers);
      const outcome = await this.outcomeOf(body as TransactionAnswer<T>, options);
      if (outcome.state === 'committed') return { ...outcome, state: 'committed' };
      if (outcome.state !== 'invalid' && sent < MOST_REPETITIONS) continue;
      const { transactionId, state, problem } = outcome;
      const { code = 'OUTCOME_UNKNOWN', detail = `It is ${state}.`, status = 503 } = problem ?? {};
      throw new GatewayProblem(detail, { status, code, transactionId });
    }
  }

  /** Server-sent events, resumed where they broke off, until the signal says stop. */
  follow(
    operation: Operation,
    request: OperationRequest,
    options: FollowOptions,
  ): AsyncGenerator<ServerEvent, void, undefined> {
    const { address: path } = addressed(operation, request);
    const open = (after: string | undefined, signal: AbortSignal) => {
      const resume = after === undefined ? {} : { 'last-event-id': after };
      return this.opened({ method: 'GET', path, headers: { accept: 'text/event-stream', ...resume }, signal });
    };
    return followStream(open, options);
  }

  /** What became of a transaction that was taken: asked for until the gateway knows, or knows nothing of it. */
  private async outcomeOf<T>(
    taken: TransactionAnswer<T>,
    { signal, onSubmitted }: WriteOptions,
  ): Promise<TransactionAnswer<T>> {
    let answer = taken;
    if (answer.state === 'submitted') onSubmitted?.(answer.transactionId);
    for (let asked = 0; answer.state === 'submitted' && asked < MOST_QUESTIONS; asked++) {
      await pause(ASK_AGAIN_MS, signal);
      try {
        answer = await this.send(transaction, { transaction: answer.transactionId }, signal ? { signal } : {});
      } catch (error) {
        // A gateway that was started anew has only what is on the ledger already.
        if (!isProblem(error, 'TRANSACTION_NOT_FOUND')) throw error;
        return { ...answer, state: 'unknown' };
      }
    }
    return answer;
  }

  private async answer(
    { operation, address, body }: AddressedRequest,
    repeatable: boolean,
    { signal }: ReadOptions,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<ApiAnswer> {
    const call: ApiCall = {
      method: operation.method,
      path: address,
      headers: { accept: 'application/json', ...headers },
      ...(body === undefined ? {} : { body }),
      ...(signal === undefined ? {} : { signal }),
    };
    const signer = operation.authenticated ? this.signer : undefined;
    return await this.http.persistently({ call, repeatable }, async () => {
      const answer = signer ? await signer.send(call, this.http.call) : await this.http.call(call);
      if (answer.status >= 400) throw problemOf(answer);
      return answer;
    });
  }

  /** Opens a stream, once; one that is refused because the session is over once more, after a request that signs in anew. */
  async opened(call: ApiCall): Promise<ReadableStream<Uint8Array>> {
    try {
      return await this.openedOnce(call);
    } catch (error) {
      if (!this.signer || !isProblem(error, 'SESSION_OVER')) throw error;
      await this.signer.send({ method: 'GET', path: '/v1/auth/sessions' }, this.http.call);
      return await this.openedOnce(call);
    }
  }

  private async openedOnce(call: ApiCall): Promise<ReadableStream<Uint8Array>> {
    const authorization = await this.signer?.authorization(this.http.call);
    const headers = { ...call.headers, ...(authorization === undefined ? {} : { authorization }) };
    const opened = await this.http.open({ ...call, headers });
    if ('status' in opened) throw problemOf(opened);
    return opened;
  }
}

/** 128 random bits. Not `randomUUID`, which browsers have only where a page came over TLS. */
function randomKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
