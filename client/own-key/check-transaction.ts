import { type Bytes, concat, sameBytes, sha256, textOf } from './bytes';
import { type CheckedProposal } from './check-proposal';
import { type EndorserTrust } from './endorser-trust';
import { type SigningContext } from './expected-call';
import {
  readAction,
  readActionPayload,
  readAnsweringChaincode,
  readChaincodeAction,
  readEndorsedAction,
  readEndorsement,
  readHeader,
  readPayload,
  readProposalPayload,
  readResponse,
  readResponsePayload,
  readStatusRequest,
  readIdentity,
  readTransaction,
} from './fabric-messages';
import { type RewrittenKeys, rewrittenKeys } from './rewritten-keys';
import { insist } from './signing-refused';

/** What a transaction that may be signed answers. */
export interface CheckedTransaction {
  /** The chaincode's answer, as text. */
  readonly result: string;
  /** Keys that it reads and writes: no two transactions can both rewrite the same version of one. */
  readonly rewrites: RewrittenKeys;
}

/**
 * Opens a transaction that a gateway wants signed and checks that it is the endorsed form of the proposal that the
 * member signed: the same headers, the same invocation, an answer that the endorsers gave to this very proposal by its
 * hash, and endorsements whose signatures are good. Throws SigningRefused with what differs.
 */
export async function checkTransaction(
  bytes: Bytes,
  proposal: CheckedProposal,
  context: SigningContext,
  trust: EndorserTrust,
): Promise<CheckedTransaction> {
  const { header, data } = readPayload(bytes);
  const { channelHeader, signatureHeader } = readHeader(header);
  const sameHeader =
    sameBytes(channelHeader, proposal.channelHeader) && sameBytes(signatureHeader, proposal.signatureHeader);
  insist(sameHeader, 'PROPOSAL_CHANGED', 'The transaction has other headers than the signed proposal.');
  const [action, ...others] = readTransaction(data).actions;
  insist(
    action !== undefined && others.length === 0,
    'PROPOSAL_CHANGED',
    `Expected one action in the transaction, found ${others.length + (action ? 1 : 0)}.`,
  );
  const { header: actionHeader, payload } = readAction(action);
  insist(
    sameBytes(actionHeader, proposal.signatureHeader),
    'PROPOSAL_CHANGED',
    'The action has another header than the proposal.',
  );
  const { proposalPayload, endorsed } = readActionPayload(payload);
  const { input, transient } = readProposalPayload(proposalPayload);
  insist(
    sameBytes(input, proposal.input),
    'PROPOSAL_CHANGED',
    'The transaction invokes something else than the proposal.',
  );
  insist(transient.length === 0, 'TRANSIENT', 'The transaction would publish transient data.');
  const { response, endorsements } = readEndorsedAction(endorsed);
  const { proposalHash, extension } = readResponsePayload(response);
  const hash = await sha256(concat(channelHeader, signatureHeader, proposalPayload));
  insist(sameBytes(proposalHash, hash), 'PROPOSAL_CHANGED', 'The endorsers answered another proposal.');
  const answered = answerOf(extension, context);
  insist(endorsements.length > 0, 'ENDORSEMENT', 'Nobody has endorsed the transaction.');
  for (const each of endorsements) {
    const { endorser, signature } = readEndorsement(each);
    await trust.check(endorser, concat(response, endorser), signature);
  }
  return answered;
}

function answerOf(extension: Uint8Array, { chaincode }: SigningContext): CheckedTransaction {
  const { results, response, chaincode: answering } = readChaincodeAction(extension);
  const { name } = readAnsweringChaincode(answering);
  insist(name === chaincode, 'CHAINCODE', `Expected an answer of chaincode ${chaincode}, found one of ${name}.`);
  const { status, payload } = readResponse(response);
  insist(status === 200n, 'RESULT', `Expected an answer with status 200, found ${status.toString()}.`);
  return { result: textOf(payload), rewrites: rewrittenKeys(results) };
}

/** Checks that a question for an outcome is the member's own, for that transaction. Throws SigningRefused (STATUS). */
export function checkStatusRequest(bytes: Bytes, transactionId: string, context: SigningContext): void {
  const request = readStatusRequest(bytes);
  const { mspId, certificate } = readIdentity(request.identity);
  const own = mspId === context.mspId && certificate === context.certificatePem;
  const right = request.transactionId === transactionId && request.channel === context.channel && own;
  insist(right, 'STATUS', 'The question for the outcome is about another transaction, or in another name.');
}
