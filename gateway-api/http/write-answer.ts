import { type TSchema, Type } from '@sinclair/typebox';
import { TransactionId } from '../../chaincode/wire/schemas';
import { signingIdentity } from '../auth/signing-identity';
import { type IdempotencyClaim } from '../fabric/idempotency';
import { type LedgerCall } from '../fabric/ledger-call';
import { type NetworkClient } from '../fabric/network-client';
import { type Receipt, type Submission } from '../fabric/receipt';
import { Refusal } from '../refusal';
import { type Answer, type DocumentedAnswer, type MemberRequest } from './route';

/** The longest that a client may have the gateway wait for the commit. */
export const LONGEST_WAIT_S = 60;

const closed = { additionalProperties: false } as const;
const headers = { Location: 'Where the transaction can be asked for', 'Idempotency-Replayed': 'true for a repetition' };

/** What a write answers, for the OpenAPI document. */
export function writeAnswers(result: TSchema): Record<number, DocumentedAnswer> {
  const id = { transactionId: TransactionId };
  const attempts = Type.Integer({
    minimum: 1,
    description: 'How many transactions it took: the others met a conflict',
  });
  return {
    201: {
      description: 'The transaction took effect (200 for a DELETE)',
      headers,
      schema: Type.Object(
        {
          ...id,
          state: Type.Literal('committed'),
          blockNumber: Type.String({ examples: ['420'], description: 'Block that it stands in, a decimal number' }),
          attempts,
          result,
        },
        closed,
      ),
    },
    202: {
      description: 'The transaction is ordered; ask at Location what became of it',
      headers,
      schema: Type.Object({ ...id, state: Type.Literal('submitted') }, closed),
    },
  };
}

/**
 * Starts a write and answers: 202 as soon as it is ordered, or `committedStatus` after the commit if the client prefers
 * to wait and it comes in time (`Prefer: wait=N`).
 */
export async function writeAnswer(
  client: NetworkClient,
  request: MemberRequest,
  call: LedgerCall,
  committedStatus: number,
): Promise<Answer> {
  const identity = signingIdentity(request.caller);
  const started = await client.submit(identity, call, claimOf(request), request.requestId);
  return await submissionAnswer(client, request, started, committedStatus);
}

/** Answers for a write that was started, the same way. */
export async function submissionAnswer(
  client: Pick<NetworkClient, 'announce'>,
  request: MemberRequest,
  { submission, repeated }: { readonly submission: Submission; readonly repeated: boolean },
  committedStatus: number,
): Promise<Answer> {
  const waitS = waitOf(request.headers.prefer);
  const replayed: Record<string, string> = repeated ? { 'Idempotency-Replayed': 'true' } : {};
  const receipt = waitS === undefined ? undefined : await withinSeconds(submission.committed, waitS);
  if (receipt) {
    const location = locationOf(receipt.transactionId);
    const headers = { Location: location, 'Preference-Applied': `wait=${String(waitS)}`, ...replayed };
    return { status: committedStatus, json: receiptJson(receipt), headers };
  }
  const transactionId = await submission.ordered;
  await client.announce(transactionId, submission.committed);
  return {
    status: 202,
    json: `{"transactionId":"${transactionId}","state":"submitted"}`,
    headers: { Location: locationOf(transactionId), ...replayed },
  };
}

export const locationOf = (transactionId: string): string => `/v1/transactions/${transactionId}`;

/** The result goes through as the chaincode wrote it: it is JSON already. */
export const receiptJson = ({ transactionId, blockNumber, attempts, result }: Receipt): string =>
  `{"transactionId":"${transactionId}","state":"committed","blockNumber":"${blockNumber}","attempts":${attempts},"result":${result === '' ? 'null' : result}}`;

/** The request's idempotency key. Throws INVALID_ARGUMENT. */
export function claimOf(request: MemberRequest): IdempotencyClaim | undefined {
  const header = request.headers['idempotency-key'];
  if (header === undefined) return undefined;
  const [, quoted, plain] = /^(?:"([\w.:-]{1,128})"|([\w.:-]{1,128}))$/.exec(String(header)) ?? [];
  const key = quoted ?? plain;
  if (key === undefined) {
    throw new Refusal('INVALID_ARGUMENT', 'Idempotency-Key must have 1 to 128 of the characters A-Z a-z 0-9 _ . : -.', {
      field: 'Idempotency-Key',
    });
  }
  return { key, requestHash: request.fingerprint() };
}

/** Seconds of a `Prefer: wait=N`; undefined when the client doesn't want to wait. A preference can't be wrong. */
function waitOf(prefer: unknown): number | undefined {
  const match = /(?:^|[,;\s])wait=(\d{1,6})(?:$|[,;\s])/i.exec(typeof prefer === 'string' ? prefer : '');
  const seconds = Number(match?.[1] ?? '0');
  return seconds > 0 ? Math.min(seconds, LONGEST_WAIT_S) : undefined;
}

/** What the promise gives, or undefined when it takes longer. */
function withinSeconds<T>(promise: Promise<T>, seconds: number): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => resolve(undefined), seconds * 1000);
    promise.then(resolve, reject).finally(() => clearTimeout(late));
  });
}
