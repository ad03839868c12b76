import { message, type MessageOf } from './codec';
import { Envelope, SeekPosition } from './common-messages';
import { bytes, int32, nested, repeated, repeatedString, string, uint64 } from './fields';
import { ChaincodeEvent, Response, SignedProposal } from './peer-messages';

// Package gateway.

export const EvaluateRequest = message({
  transactionId: string(1),
  channelId: string(2),
  proposedTransaction: nested(3, SignedProposal),
  targetOrganizations: repeatedString(4),
});
export const EvaluateResponse = message({ result: nested(1, Response) });
export const EndorseRequest = message({
  transactionId: string(1),
  channelId: string(2),
  proposedTransaction: nested(3, SignedProposal),
  endorsingOrganizations: repeatedString(4),
});
export const EndorseResponse = message({ preparedTransaction: nested(1, Envelope) });
export const SubmitRequest = message({
  transactionId: string(1),
  channelId: string(2),
  preparedTransaction: nested(3, Envelope),
});
/** SignedCommitStatusRequest and SignedChaincodeEventsRequest. */
export const SignedRequest = message({ request: bytes(1), signature: bytes(2) });
export const CommitStatusRequest = message({ transactionId: string(1), channelId: string(2), identity: bytes(3) });
export const CommitStatusResponse = message({ result: int32(1), blockNumber: uint64(2) });
export const ChaincodeEventsRequest = message({
  channelId: string(1),
  chaincodeId: string(2),
  identity: bytes(3),
  startPosition: nested(4, SeekPosition),
  afterTransactionId: string(5),
});
export const ChaincodeEventsResponse = message({ events: repeated(1, ChaincodeEvent), blockNumber: uint64(2) });
export const ErrorDetail = message({ address: string(1), mspId: string(2), message: string(3) });
export type ErrorDetail = MessageOf<typeof ErrorDetail>;
