import { setTimeout as sleep } from 'node:timers/promises';
import { StatusCode, type SubmittedTransaction, type Transaction } from '@hyperledger/fabric-gateway';
import { gateway as messages, msp } from '@hyperledger/fabric-protos';
import { Refusal } from '../refusal';
import { type CommitNotices } from './commit-notices';
import { type FabricIdentity } from './fabric-identity';
import { isNeverOrdered } from './fabric-refusal';
import { type IdentityConnection } from './identity-connections';

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
  { gateway }: IdentityConnection,
  identity: FabricIdentity,
  transaction: Transaction,
  notices: CommitNotices,
  search: OutcomeSearch,
  onOrdered: () => void,
): Promise<Outcome> {
  const notice = notices.blockOf(transaction.getTransactionId(), search.noticeMs);
  let submitted: SubmittedTransaction;
  try {
    submitted = await transaction.submit();
  } catch (error) {
    if (isNeverOrdered(error)) throw error;
    return await findOutcome({ gateway }, identity, transaction, search);
  }
  onOrdered();
  const blockNumber = await notice;
  if (blockNumber !== undefined) return { code: StatusCode.VALID, blockNumber };
  try {
    return await submitted.getStatus();
  } catch {
    return await findOutcome({ gateway }, identity, transaction, search);
  }
}

/**
 * Finds out what became of a transaction that may or may not have been ordered. It is never proposed anew, which could
 * make it happen twice: the very same envelope is sent again, which the ledger takes only once (threats.md, 2.4.5).
 */
export async function findOutcome(
  { gateway }: Pick<IdentityConnection, 'gateway'>,
  identity: FabricIdentity,
  transaction: Transaction,
  search: OutcomeSearch,
): Promise<Outcome> {
  const transactionId = transaction.getTransactionId();
  const request = statusRequest(search.channel, transactionId, identity);
  const end = Date.now() + search.searchMs;
  let lastError: unknown;
  while (Date.now() < end) {
    try {
      return await gateway.newCommit(request).getStatus({ deadline: Date.now() + search.askMs });
    } catch (error) {
      lastError = error;
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

function statusRequest(channel: string, transactionId: string, identity: FabricIdentity): Uint8Array {
  const creator = new msp.SerializedIdentity();
  creator.setMspid(identity.mspId);
  creator.setIdBytes(Buffer.from(identity.certificatePem));
  const request = new messages.CommitStatusRequest();
  request.setChannelId(channel);
  request.setTransactionId(transactionId);
  request.setIdentity(creator.serializeBinary());
  const signed = new messages.SignedCommitStatusRequest();
  signed.setRequest(request.serializeBinary());
  return signed.serializeBinary();
}
