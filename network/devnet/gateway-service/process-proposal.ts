import { status } from '@grpc/grpc-js';
import { BroadcastError } from '../channel';
import { EndorsementError, type Endorser } from '../endorser/endorser';
import { ProposalError, unpackProposal, type UnpackedProposal } from '../endorser/proposal';
import { callerOf, systemChaincode } from '../system-chaincodes/system-chaincode';
import { ProposalResponse, SignedProposal } from '../wire/peer-messages';
import { admit, admitCreator, type RefusalStyle } from './admission';
import { decodeRequest } from './decode-request';
import { definitionFor, type GatewayNetwork } from './gateway-network';
import { RpcError } from './rpc-error';

/** A peer that is asked directly tells in the call's status why it refuses. */
const directly: RefusalStyle = {
  refused: ({ message }) => new RpcError(status.UNKNOWN, message),
  turnedAway: ([first]) => new RpcError(status.UNKNOWN, first?.message ?? ''),
};

/** Endorser.ProcessProposal of one organisation's peer, as Fabric's `peer` program calls it. Throws RpcError. */
export async function processProposal(network: GatewayNetwork, local: Endorser, bytes: Buffer): Promise<Buffer> {
  const proposal = unpacked(decodeRequest(SignedProposal, bytes));
  const { channelId } = proposal.channelHeader;
  const system = systemChaincode(proposal.chaincodeName);
  if (!network.channels.has(channelId) && (system === undefined || channelId !== '')) {
    throw new RpcError(status.UNKNOWN, `channel '${channelId}' not found`);
  }
  if (system !== undefined) {
    const { creator } = await admitCreator(network, proposal, [local], directly);
    const response = await system(proposal.input.args, callerOf(proposal, creator, network.channels));
    return ProposalResponse.encode(await local.endorseSystem(proposal, response));
  }
  return endorsement(network, local, proposal);
}

async function endorsement(network: GatewayNetwork, local: Endorser, proposal: UnpackedProposal): Promise<Buffer> {
  const { chaincodeName: name, channelHeader } = proposal;
  if (definitionFor(network, proposal) === undefined) {
    const message = `make sure the chaincode ${name} has been successfully defined on channel ${channelHeader.channelId} and try again: chaincode ${name} not found`;
    throw new RpcError(status.UNKNOWN, message);
  }
  const admitted = await admit(network, proposal, [local], directly);
  const { channel } = admitted;
  const view = channel.ledger.view();
  try {
    const { response, payload, endorsement, results } = await local.endorse(admitted, view);
    if (results.privateRwSet !== undefined) {
      await channel.keepPending(channelHeader.txId, results.privateRwSet);
    }
    return ProposalResponse.encode({ version: 1, response, payload, endorsement });
  } catch (error) {
    if (error instanceof BroadcastError) throw new RpcError(status.UNAVAILABLE, error.message);
    if (!(error instanceof EndorsementError)) throw error;
    if (error.response === undefined) throw new RpcError(status.UNKNOWN, error.message);
    return ProposalResponse.encode({ version: 1, response: error.response });
  } finally {
    view.release();
  }
}

function unpacked(signed: SignedProposal): UnpackedProposal {
  try {
    return unpackProposal(signed);
  } catch (error) {
    if (error instanceof ProposalError) throw new RpcError(status.UNKNOWN, error.message);
    throw error;
  }
}
