import assert from 'node:assert/strict';
import { status } from '@grpc/grpc-js';
import { type ErrorDetail, GatewayError } from '@hyperledger/fabric-gateway';
import { isEndorsementMismatch } from '../../../gateway-api/fabric/fabric-refusal';

describe('Endorsers that answer differently', () => {
  const refused = (code: status, ...messages: readonly string[]): GatewayError => {
    const details = messages.map((message): ErrorDetail => ({ address: 'peer:7051', mspId: 'BankMSP', message }));
    const message = 'failed to collect enough transaction endorsements, see attached details for more info';
    const cause = Object.assign(new Error(message), { code, details: message, metadata: undefined as never });
    return new GatewayError({ code, details, cause, message });
  };

  it('are told by the details of the error, as a peer gives them', () => {
    assert.ok(isEndorsementMismatch(refused(status.ABORTED, 'ProposalResponsePayloads do not match')));
  });

  it("are not what another failure, or a chaincode's refusal, means", () => {
    const refusal = 'chaincode response 500, {"code":"LISTING_NOT_OPEN","message":"It is closed","details":{}}';
    assert.ok(!isEndorsementMismatch(refused(status.ABORTED, 'the peer is busy')));
    assert.ok(!isEndorsementMismatch(refused(status.ABORTED, refusal, 'ProposalResponsePayloads do not match')));
    assert.ok(!isEndorsementMismatch(new Error('ProposalResponsePayloads do not match')));
  });
});
