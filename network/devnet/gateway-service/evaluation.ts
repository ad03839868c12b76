import { status } from '@grpc/grpc-js';
import { EndorsementError, type Endorser } from '../endorser/endorser';
import { type UnpackedProposal } from '../endorser/proposal';
import { callerOf, type SystemChaincode } from '../system-chaincodes/system-chaincode';
import { type ErrorDetail } from '../wire/gateway-messages';
import { type Response } from '../wire/peer-messages';
import { admit, admitCreator, detailOf, evaluateFailed, evaluating } from './admission';
import { type GatewayNetwork } from './gateway-network';
import { RpcError } from './rpc-error';

type Peers = readonly [Endorser, ...Endorser[]];

/** Fabric takes a response of this status or more for a failure. */
const failureStatus = 400;

/** Asks one peer after the other until one answers. Throws RpcError. */
export async function evaluate(network: GatewayNetwork, proposal: UnpackedProposal, peers: Peers): Promise<Response> {
  const admitted = await admit(network, proposal, peers, evaluating);
  const view = admitted.channel.ledger.view();
  const details: ErrorDetail[] = [];
  try {
    for (const endorser of peers) {
      try {
        return await endorser.evaluate(admitted, view);
      } catch (error) {
        if (!(error instanceof EndorsementError)) throw error;
        details.push(detailOf(endorser, error.message));
        if (error.kind === 'chaincode') throw evaluateFailed(status.UNKNOWN, details);
      }
    }
  } finally {
    view.release();
  }
  throw new RpcError(status.ABORTED, 'failed to evaluate transaction, see attached details for more info', details);
}

/** Asks a system chaincode, which every peer has. Throws RpcError. */
export async function evaluateSystem(
  network: GatewayNetwork,
  proposal: UnpackedProposal,
  peers: Peers,
  chaincode: SystemChaincode,
): Promise<Response> {
  const { creator } = await admitCreator(network, proposal, peers, evaluating);
  const response = await chaincode(proposal.input.args, callerOf(proposal, creator, network.channels));
  if (response.status < failureStatus) return response;
  const message = `chaincode response ${response.status}, ${response.message}`;
  throw evaluateFailed(status.UNKNOWN, [detailOf(peers[0], message)]);
}
