import assert from 'node:assert/strict';
import { status } from '@grpc/grpc-js';
import { type ErrorDetail, GatewayError } from '@hyperledger/fabric-gateway';
import { isEndorsementMismatch, othersRefusal } from '../../../gateway-api/fabric/fabric-refusal';

describe('Endorsers that answer differently', () => {
  const refusal = 'chaincode response 500, {"code":"LISTING_STATE","message":"It is closed","details":{}}';
  const others = 'failed to collect enough transaction endorsements, see attached details for more info';
  const refused = (code: status, ...messages: readonly string[]): GatewayError => failed(others, code, ...messages);
  const failed = (message: string, code: status, ...messages: readonly string[]): GatewayError => {
    const details = messages.map((each): ErrorDetail => ({ address: 'peer:7051', mspId: 'BankMSP', message: each }));
    const cause = Object.assign(new Error(message), { code, details: message, metadata: undefined as never });
    return new GatewayError({ code, details, cause, message });
  };

  it('are told by the details of the error, as a peer gives them', () => {
    assert.ok(isEndorsementMismatch(refused(status.ABORTED, 'ProposalResponsePayloads do not match')));
  });

  it("are not what another failure, or a chaincode's refusal, means", () => {
    assert.ok(!isEndorsementMismatch(refused(status.ABORTED, 'the peer is busy')));
    assert.ok(!isEndorsementMismatch(refused(status.ABORTED, refusal, 'ProposalResponsePayloads do not match')));
    assert.ok(!isEndorsementMismatch(new Error('ProposalResponsePayloads do not match')));
  });

  it('may be behind, where one refuses what the own peer, which is asked first, agrees to', () => {
    assert.equal(othersRefusal(refused(status.ABORTED, refusal))?.code, 'LISTING_STATE');
    const own = 'failed to endorse transaction, see attached details for more info';
    assert.equal(othersRefusal(failed(own, status.ABORTED, refusal)), undefined);
    assert.equal(othersRefusal(refused(status.ABORTED, 'the peer is busy')), undefined);
    assert.equal(othersRefusal(new Error(others)), undefined);
  });
});
