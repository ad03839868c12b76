import { broadcast } from './broadcast';
import { type CallContext } from './call-context';
import { chaincodeEvents } from './chaincode-events';
import { deliver } from './deliver';
import { channelsOf, endorserOf, type GatewayNetwork } from './gateway-network';
import { GatewayService } from './gateway-service';
import { processProposal } from './process-proposal';

export type UnaryHandler = (request: Buffer, context: CallContext) => Promise<Buffer>;
/** Answers one request with a stream; for Deliver, one request of the client's stream. */
export type StreamHandler = (request: Buffer, context: CallContext) => AsyncGenerator<Buffer>;

/** A peer's services by method path, from bytes to bytes: what both the gRPC server and the in-process transport serve. */
export interface PeerServices {
  readonly unary: ReadonlyMap<string, UnaryHandler>;
  readonly serverStream: ReadonlyMap<string, StreamHandler>;
  readonly bidiStream: ReadonlyMap<string, StreamHandler>;
}

/** The services of the organisation's peer, which knows its own channels; without one, of all peers to this process. */
export function peerServices(whole: GatewayNetwork, localMspId: string | undefined): PeerServices {
  const channels = localMspId === undefined ? whole.channels : channelsOf(whole, localMspId);
  const network = { ...whole, channels };
  const gateway = new GatewayService(network, localMspId);
  return {
    unary: new Map<string, UnaryHandler>([
      ...endorserService(network, localMspId),
      ['/gateway.Gateway/Evaluate', (request) => gateway.evaluate(request)],
      ['/gateway.Gateway/Endorse', (request) => gateway.endorse(request)],
      ['/gateway.Gateway/Submit', (request) => gateway.submit(request)],
      ['/gateway.Gateway/CommitStatus', (request, context) => gateway.commitStatus(request, context)],
    ]),
    serverStream: new Map<string, StreamHandler>([
      ['/gateway.Gateway/ChaincodeEvents', (request, context) => chaincodeEvents(channels, request, context)],
    ]),
    bidiStream: new Map<string, StreamHandler>([
      // For Fabric's `peer` program the peer is its own ordering service.
      ['/orderer.AtomicBroadcast/Broadcast', (request) => broadcast(network.ordering, request)],
      [
        '/orderer.AtomicBroadcast/Deliver',
        (request, context) => deliver(network.ordering, 'blocks', request, context, network.now()),
      ],
      ['/protos.Deliver/Deliver', (request, context) => deliver(channels, 'blocks', request, context, network.now())],
      [
        '/protos.Deliver/DeliverFiltered',
        (request, context) => deliver(channels, 'filtered', request, context, network.now()),
      ],
    ]),
  };
}

/** Only a peer of an organisation endorses for who asks it directly; a gateway in this process has the Gateway service. */
function endorserService(network: GatewayNetwork, localMspId: string | undefined): [string, UnaryHandler][] {
  if (localMspId === undefined) return [];
  const process: UnaryHandler = (request) => {
    const local = endorserOf(network, localMspId);
    if (local === undefined) throw new Error(`${localMspId} has no peer`);
    return processProposal(network, local, request);
  };
  return [['/protos.Endorser/ProcessProposal', process]];
}
