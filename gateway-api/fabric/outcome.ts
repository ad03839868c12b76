import { setTimeout as sleep } from 'node:timers/promises';
import { type Gateway, StatusCode, type Transaction } from '@hyperledger/fabric-gateway';
import { gateway as messages, msp } from '@hyperledger/fabric-protos';
import { Refusal } from '../refusal';
import { type CommitNotices } from './commit-notices';
import { type MemberIdentity } from './fabric-identity';
import { closedLedger, isNeverOrdered } from './fabric-refusal';

/** The validation code by Fabric's own name. */
export const codeName = ({ code }: Outcome): string =>
  Object.entries(StatusCode).find(([, value]) => value === code)?.[0] ?? String(code);

/** Asks the network what became of one transaction; without `within`, as long as the connection has patience, in ms. */
export type StatusQuestion = (within?: number) => Promise<Outcome>;

/** How long the gateway looks for the outcome of a transaction before it says that it doesn't know, and how it looks. */
export interface OutcomeSearch {
  readonly channel: string;
  readonly searchMs: number;
  /** How long one question for the commit status may take. */
  readonly askMs: number;
  /** How long to wait for a transaction's event before its commit status is asked for. */
  readonly noticeMs: number;
}

/** What became of a transaction that was ordered. */
export interface Outcome {
  readonly code: number;
  readonly blockNumber: bigint;
}

/**
 * Orders a signed or signable transaction and gives its outcome. `onOrdered` is called as soon as it is certain that the
 * transaction was ordered.
 */
export async function orderAndAwait(
  question: StatusQuestion,
  transaction: Transaction,
  notices: CommitNotices,
  search: OutcomeSearch,
  onOrdered: () => void,
): Promise<Outcome> {
  const notice = notices.blockOf(transaction.getTransactionId(), search.noticeMs);
  try {
    await transaction.submit();
  } catch (error) {
    if (isNeverOrdered(error)) throw error;
    return await findOutcome(question, transaction, search);
  }
  onOrdered();
  const blockNumber = await notice;
  if (blockNumber !== undefined) return { code: StatusCode.VALID, blockNumber };
  try {
    return await question();
  } catch {
    return await findOutcome(question, transaction, search);
  }
}

/**
 * Finds out what became of a transaction that may or may not have been ordered. It is never proposed anew, which could
 * make it happen twice: the very same envelope is sent again, which the ledger takes only once.
 */
export async function findOutcome(
  question: StatusQuestion,
  transaction: Transaction,
  search: OutcomeSearch,
): Promise<Outcome> {
  const transactionId = transaction.getTransactionId();
  const end = Date.now() + search.searchMs;
  let lastError: unknown;
  while (Date.now() < end) {
    try {
      return await question(search.askMs);
    } catch (error) {
      lastError = error;
      // No block comes any more: whether the last one was written shows when the network has been started again.
      if (closedLedger(error) !== undefined) break;
    }
    try {
      await transaction.submit();
    } catch (error) {
      lastError = error;
      await sleep(search.askMs / 4);
    }
  }
  throw new Refusal(
    'OUTCOME_UNKNOWN',
    `The network was asked for transaction ${transactionId} and did not answer. It may still take effect: ask for it later, or repeat the request with the same Idempotency-Key.`,
    { transactionId, retryAfterSeconds: 5 },
    { cause: lastError },
  );
}

/** A question in the name of an identity, whose connection signs it if it can. */
export function statusQuestion(gateway: Gateway, request: Uint8Array, signature?: Uint8Array): StatusQuestion {
  return (within) => {
    const commit = signature ? gateway.newSignedCommit(request, signature) : gateway.newCommit(request);
    return commit.getStatus(within === undefined ? undefined : { deadline: Date.now() + within });
  };
}

/** What a question for an outcome says, yet to be signed (`SignedCommitStatusRequest`). */
export function statusRequest(channel: string, transactionId: string, identity: MemberIdentity): Uint8Array {
  const creator = new msp.SerializedIdentity();
  creator.setMspid(identity.mspId);
  creator.setIdBytes(Buffer.from(identity.certificatePem));
  const request = new messages.CommitStatusRequest();
  request.setTransactionId(transactionId);
  request.setChannelId(channel);
  request.setIdentity(creator.serializeBinary());
  const signed = new messages.SignedCommitStatusRequest();
  signed.setRequest(request.serializeBinary());
  return signed.serializeBinary();
}
