import { status } from '@grpc/grpc-js';
import { BroadcastError, type Channel } from '../channel';
import { type Endorser } from '../endorser/endorser';
import { type UnpackedProposal } from '../endorser/proposal';
import { systemChaincode } from '../system-chaincodes/system-chaincode';
import {
  EndorseRequest,
  EndorseResponse,
  EvaluateRequest,
  EvaluateResponse,
  SubmitRequest,
} from '../wire/gateway-messages';
import { type Envelope } from '../wire/common-messages';
import { WireError } from '../wire/reader';
import { admit, admitCreator, detailOf, endorsing } from './admission';
import { channelFor } from './broadcast';
import { type CallContext } from './call-context';
import { commitStatus } from './commit-status';
import { decodeRequest, proposalIn } from './decode-request';
import { endorse } from './endorsement-plan';
import { evaluate, evaluateSystem } from './evaluation';
import { definitionFor, endorserOf, endorsersOn, type GatewayNetwork } from './gateway-network';
import { preparedTransaction } from './prepared-transaction';
import { RpcError } from './rpc-error';

const noBytes: Buffer = Buffer.alloc(0);

/** The Gateway service of a peer, from request bytes to response bytes. Throws RpcError as Fabric's gateway answers. */
export class GatewayService {
  constructor(
    private readonly network: GatewayNetwork,
    /** The peer's organisation; undefined for this process: each identity is served as by the peer of its own. */
    private readonly localMspId: string | undefined,
  ) {}

  async evaluate(bytes: Buffer): Promise<Buffer> {
    const { network } = this;
    const unpacking = 'failed to unpack transaction proposal: ';
    const { proposedTransaction, targetOrganizations } = decodeRequest(EvaluateRequest, bytes);
    const proposal = proposalIn(proposedTransaction, 'a signed proposal is required', unpacking);
    const { channelHeader, chaincodeName } = proposal;
    const { channelId } = channelHeader;
    if (channelId === '') throw new RpcError(status.INVALID_ARGUMENT, `${unpacking}no channel id provided`);
    if (chaincodeName === '') {
      const message = `${unpacking}no chaincode name is provided, channel id [${channelId}]`;
      throw new RpcError(status.INVALID_ARGUMENT, message);
    }
    if (!network.channels.has(channelId)) throw new RpcError(status.UNAVAILABLE, noChannel(channelId));
    const system = systemChaincode(chaincodeName);
    const [first, ...others] = this.evaluators(proposal, targetOrganizations);
    if (first === undefined || (system === undefined && definitionFor(network, proposal) === undefined)) {
      throw new RpcError(
        status.FAILED_PRECONDITION,
        `no peers available to evaluate chaincode ${chaincodeName} in channel ${channelId}`,
      );
    }
    const result =
      system === undefined
        ? await evaluate(network, proposal, [first, ...others])
        : await evaluateSystem(network, proposal, [first, ...others], system);
    return EvaluateResponse.encode({ result });
  }

  async endorse(bytes: Buffer): Promise<Buffer> {
    const { network } = this;
    const { proposedTransaction, endorsingOrganizations } = decodeRequest(EndorseRequest, bytes);
    const proposal = proposalIn(proposedTransaction, 'the proposed transaction must contain a signed proposal');
    const { channelId, txId } = proposal.channelHeader;
    const chosen = this.chosen(endorsingOrganizations, channelId);
    if (definitionFor(network, proposal) === undefined) {
      // The peer's own part comes first, and it knows system chaincodes; that others would have to endorse, second.
      const isSystem = systemChaincode(proposal.chaincodeName) !== undefined && network.channels.has(channelId);
      if (isSystem) await admitCreator(network, proposal, [this.localEndorser(proposal)], endorsing);
      throw new RpcError(
        status.FAILED_PRECONDITION,
        `no combination of peers can be derived which satisfy the endorsement policy: No metadata was found for chaincode ${proposal.chaincodeName} in channel ${channelId}`,
      );
    }
    const local = this.localEndorser(proposal);
    const admitted = await admit(network, proposal, [local], endorsing);
    admitted.channel.times.note(txId, 'proposed');
    const { payload, endorsements, results } = await endorse(admitted, endorsersOn(network, channelId), local, chosen);
    const { channel } = admitted;
    channel.times.note(txId, 'endorsed');
    if (results.privateRwSet !== undefined) {
      await channel.keepPending(txId, results.privateRwSet).catch((error: unknown) => {
        if (!(error instanceof BroadcastError)) throw error;
        throw new RpcError(status.UNAVAILABLE, error.message, [detailOf(local, error.message)]);
      });
    }
    return EndorseResponse.encode({ preparedTransaction: preparedTransaction(proposal, payload, endorsements) });
  }

  async submit(bytes: Buffer): Promise<Buffer> {
    const { channelId, preparedTransaction: envelope } = decodeRequest(SubmitRequest, bytes);
    if (envelope === undefined) throw new RpcError(status.INVALID_ARGUMENT, 'a prepared transaction is required');
    if (envelope.signature.length === 0) {
      throw new RpcError(status.INVALID_ARGUMENT, 'prepared transaction must be signed');
    }
    const { network } = this;
    const channel = network.channels.get(channelId);
    if (channel === undefined) throw new RpcError(status.FAILED_PRECONDITION, noChannel(channelId));
    await broadcast(network.ordering, channel, envelope);
    return noBytes;
  }

  commitStatus(bytes: Buffer, context: CallContext): Promise<Buffer> {
    const caller = this.localMspId === undefined ? 'this process' : 'client';
    return commitStatus(this.network.channels, caller, bytes, context);
  }

  private chosen(mspIds: readonly string[], channelId: string): Endorser[] {
    const joined = endorsersOn(this.network, channelId);
    const missing = mspIds.filter((wanted) => !joined.some(({ mspId }) => mspId === wanted));
    if (missing.length > 0) {
      throw new RpcError(status.UNAVAILABLE, `failed to find any endorsing peers for org(s): ${missing.join(', ')}`);
    }
    return joined.filter(({ mspId }) => mspIds.includes(mspId));
  }

  /** The peers that may answer a query, the local one first. Transient data stays with it unless the client says more. */
  private evaluators(proposal: UnpackedProposal, targets: readonly string[]): Endorser[] {
    const local = this.localEndorser(proposal);
    if (targets.length === 0 && proposal.transientMap.size > 0) return [local];
    const joined = endorsersOn(this.network, proposal.channelHeader.channelId);
    const others = joined.filter((endorser) => endorser !== local);
    return [local, ...others].filter(({ mspId }) => targets.length === 0 || targets.includes(mspId));
  }

  private localEndorser(proposal: UnpackedProposal): Endorser {
    const mspId = this.localMspId ?? this.creatorMspId(proposal);
    const [first] = endorsersOn(this.network, proposal.channelHeader.channelId);
    const local = (mspId === undefined ? undefined : endorserOf(this.network, mspId)) ?? first;
    if (local === undefined) throw new Error('The network has no endorsing peer');
    return local;
  }

  private creatorMspId({ signatureHeader, channelHeader }: UnpackedProposal): string | undefined {
    try {
      return this.network.channels.get(channelHeader.channelId)?.identities.mspIdOf(signatureHeader.creator);
    } catch (error) {
      if (error instanceof WireError) return undefined;
      throw error;
    }
  }
}

/** As if the ordering service's process had ended. */
function ordererAway(): RpcError {
  const message = 'failed to create BroadcastClient: rpc error: code = Unavailable desc = connection refused';
  return new RpcError(status.UNAVAILABLE, 'no orderers could successfully process transaction', [
    { address: 'orderer', mspId: '', message },
  ]);
}

/**
 * Hands a transaction to the orderer. Which channel it is for, its own header says: the request's only says whose orderers
 * are asked. Throws RpcError.
 */
async function broadcast(
  channels: ReadonlyMap<string, Channel>,
  requested: Channel,
  envelope: Envelope,
): Promise<void> {
  if (requested.faults.state.ordererAway) throw ordererAway();
  try {
    await (channelFor(channels, envelope) ?? requested).broadcast(envelope);
  } catch (error) {
    if (!(error instanceof BroadcastError)) throw error;
    const info = `received unsuccessful response from orderer: status=${error.status}, info=${error.message}`;
    if (error.status !== 'SERVICE_UNAVAILABLE') throw new RpcError(status.ABORTED, info);
    throw new RpcError(status.UNAVAILABLE, 'no orderers could successfully process transaction', [
      { address: 'orderer', mspId: '', message: info },
    ]);
  }
}

function noChannel(channelId: string): string {
  return `failed to get config for channel [${channelId}]: could not get last config for channel ${channelId}`;
}
