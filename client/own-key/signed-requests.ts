import { problemCode, textField } from './answer-fields';
import { type Bytes, fromBase64, sha256, toBase64, toHex } from './bytes';
import { checkCaRequest, type ExpectedCaRequest } from './check-ca-request';
import { checkProposal, type CheckedProposal } from './check-proposal';
import { checkStatusRequest, checkTransaction } from './check-transaction';
import { EndorserTrust } from './endorser-trust';
import { checkRepetition, type GivenTransactions } from './given-transactions';
import { type ExpectedCall } from './expected-call';
import { signLowS } from './low-s-signature';
import { type ApiAnswer, type ApiCall, type Transport } from './member-signer';
import { type OwnKeyIdentity } from './own-key-identity';
import { insist } from './signing-refused';

/** How a write that meets conflicts is prepared and signed anew. Times in ms. */
export interface SignedRetry {
  readonly attempts: number;
  readonly withinMs: number;
  /** Waits are random, up to this at first and twice as much each time, never more than `longestWaitMs`. */
  readonly firstWaitMs: number;
  readonly longestWaitMs: number;
}

export const defaultRetry: SignedRetry = { attempts: 8, withinMs: 30_000, firstWaitMs: 50, longestWaitMs: 1_000 };

/** A write whose outcome the member doesn't want to wait for is waited for so long, so that a conflict can be met. */
const WAIT_S = 20;

interface Prepared {
  readonly preparation: string;
  readonly bytes: Bytes;
  readonly proposal: CheckedProposal;
}

/** Requests in the form that takes the member's signatures: prepare, check, sign, and on. */
export class SignedRequests {
  private readonly trust: EndorserTrust;

  constructor(
    private readonly identity: OwnKeyIdentity,
    private readonly retry: SignedRetry,
    private readonly given: GivenTransactions,
    private readonly now: () => number,
  ) {
    this.trust = new EndorserTrust(identity.roots);
  }

  /** What the ledger answers to a read. Throws SigningRefused. */
  async read(call: ApiCall, expected: ExpectedCall, transport: Transport): Promise<ApiAnswer> {
    const prepared = await this.prepare(call, expected, transport, {});
    if ('status' in prepared) return prepared;
    const body = { signature: await this.sign(prepared.bytes) };
    return await transport({ method: 'POST', path: stepOf(prepared.preparation, 'answer'), body });
  }

  /** What the member's CA answers to a request in its name. Throws SigningRefused. */
  async askCa(call: ApiCall, expected: ExpectedCaRequest, transport: Transport): Promise<ApiAnswer> {
    const answer = await transport({ ...call, path: preparePath(call) });
    if (answer.status !== 200) return answer;
    const bytes = await digested(answer);
    checkCaRequest(bytes, expected, this.identity);
    const path = stepOf(textField(answer, 'preparation'), 'answer');
    return await transport({ method: 'POST', path, body: { signature: await this.sign(bytes) } });
  }

  /**
   * A write with the member's signatures. A conflict with other transactions is met by a new transaction, within the
   * bounds, where that can't take effect beside those that were signed for the command before. Throws SigningRefused:
   * REPEATED where it could.
   */
  async write(call: ApiCall, expected: ExpectedCall, transport: Transport): Promise<ApiAnswer> {
    const until = this.now() + this.retry.withinMs;
    const key = Object.entries(call.headers ?? {}).find(([name]) => name.toLowerCase() === 'idempotency-key')?.[1];
    const prefer = call.headers?.['prefer'] ?? `wait=${WAIT_S}`;
    const command = key ?? crypto.randomUUID();
    const headers: Record<string, string> = { 'idempotency-key': command, prefer };
    for (let attempt = 1; ; attempt++) {
      const answer = await this.attempt(call, expected, transport, headers, command);
      const again = problemCode(answer) === 'CONFLICT' && attempt < this.retry.attempts && this.now() < until;
      if (!again) return answer;
      const failed = failedTransaction(answer);
      if (failed !== undefined) headers['retry-of'] = failed;
      await pause(Math.random() * Math.min(this.retry.firstWaitMs * 2 ** (attempt - 1), this.retry.longestWaitMs));
    }
  }

  private async attempt(
    call: ApiCall,
    expected: ExpectedCall,
    transport: Transport,
    headers: Readonly<Record<string, string>>,
    command: string,
  ): Promise<ApiAnswer> {
    const prepared = await this.prepare(call, expected, transport, headers);
    if ('status' in prepared) return prepared;
    const signature = await this.sign(prepared.bytes);
    const endorsed = await transport({
      method: 'POST',
      path: stepOf(prepared.preparation, 'endorsement'),
      body: { signature },
    });
    if (endorsed.status !== 200) return endorsed;
    const transaction = await digested(endorsed);
    const { transactionId } = prepared.proposal;
    const { result, rewrites } = await checkTransaction(transaction, prepared.proposal, this.identity, this.trust);
    checkRepetition(await this.given.of(command), expected.transaction, rewrites);
    const question = fromBase64(textField(endorsed, 'statusRequest'));
    checkStatusRequest(question, transactionId, this.identity);
    const body = { signature: await this.sign(transaction), statusSignature: await this.sign(question) };
    const path = stepOf(textField(endorsed, 'preparation'), 'submission');
    await this.given.note(command, { transactionId, rewrites });
    const answer = await transport({ method: 'POST', path, body, headers });
    if (answer.status === 200 || answer.status === 201) checkReceipt(answer, transactionId, result);
    return answer;
  }

  /** What is to be signed, checked; or the gateway's answer where it has nothing to be signed. */
  private async prepare(
    call: ApiCall,
    expected: ExpectedCall,
    transport: Transport,
    headers: Readonly<Record<string, string>>,
  ): Promise<Prepared | ApiAnswer> {
    const answer = await transport({ ...call, path: preparePath(call), headers: { ...call.headers, ...headers } });
    if (answer.status !== 200 || answer.header('idempotency-replayed') !== undefined) return answer;
    const bytes = await digested(answer);
    const proposal = await checkProposal(bytes, expected, this.identity, this.now());
    return { preparation: textField(answer, 'preparation'), bytes, proposal };
  }

  private async sign(bytes: Bytes): Promise<string> {
    return toBase64(await signLowS(this.identity.keys.privateKey, bytes));
  }
}

/** The bytes to be signed; the digest beside them is for people and has to be theirs. */
async function digested(answer: ApiAnswer): Promise<Bytes> {
  const bytes = fromBase64(textField(answer, 'bytes'));
  const digest = toHex(await sha256(bytes));
  insist(textField(answer, 'digest') === digest, 'DIGEST', 'The digest is not that of the bytes to be signed.');
  return bytes;
}

/** The outcome has to be of the transaction that was signed, with the result that its endorsers signed. */
function checkReceipt(answer: ApiAnswer, transactionId: string, result: string): void {
  const { result: told } = answer.body as { readonly result?: unknown };
  const same = textField(answer, 'transactionId') === transactionId && JSON.stringify(told) === plain(result);
  insist(same, 'RESULT', 'The gateway tells another outcome than that of the signed transaction.');
}

const plain = (json: string): string => (json === '' ? 'null' : JSON.stringify(JSON.parse(json)));

/** The address at which a request is prepared instead of made. */
const preparePath = ({ path }: ApiCall): string => path.replace(/^\/v1\//, '/v1/prepare/');

const stepOf = (preparation: string, step: string): string =>
  `/v1/preparations/${encodeURIComponent(preparation)}/${step}`;

function failedTransaction({ body }: ApiAnswer): string | undefined {
  const { transactionId } = body as { readonly transactionId?: unknown };
  return typeof transactionId === 'string' ? transactionId : undefined;
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
