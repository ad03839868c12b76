import { type UnpackedProposal } from '../endorser/proposal';
import { type Envelope, Payload } from '../wire/common-messages';
import { ChaincodeActionPayload, type Endorsement, Transaction } from '../wire/peer-messages';

/** The transaction for the client to sign: the proposal without its transient data, and what the peers signed. */
export function preparedTransaction(
  { header, publicPayload }: UnpackedProposal,
  proposalResponsePayload: Buffer,
  endorsements: readonly Endorsement[],
): Envelope {
  const action = ChaincodeActionPayload.encode({
    chaincodeProposalPayload: publicPayload,
    action: { proposalResponsePayload, endorsements },
  });
  const data = Transaction.encode({ actions: [{ header: header.signatureHeader, payload: action }] });
  return { payload: Payload.encode({ header, data }), signature: Buffer.alloc(0) };
}
