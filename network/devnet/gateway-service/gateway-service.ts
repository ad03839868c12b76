import { status } from '@grpc/grpc-js';
import { BroadcastError, type Channel } from '../channel';
import { MspError } from '../msp/msp-error';
import { chaincodeInput, type AdmittedProposal, EndorsementError, type Endorser } from '../endorser/endorser';
import {
  checkProposal,
  checkTimeWindow,
  checkWriter,
  ProposalError,
  unpackProposal,
  type UnpackedProposal,
} from '../endorser/proposal';
import { systemChaincode } from '../system-chaincodes/system-chaincode';
import {
  CommitStatusRequest,
  CommitStatusResponse,
  EndorseRequest,
  EndorseResponse,
  EvaluateRequest,
  EvaluateResponse,
  SignedRequest,
  SubmitRequest,
  type ErrorDetail,
} from '../wire/gateway-messages';
import { type SignedProposal } from '../wire/peer-messages';
import { WireError } from '../wire/reader';
import { type CallContext } from './call-context';
import { endorse } from './endorsement-plan';
import { preparedTransaction } from './prepared-transaction';
import { RpcError } from './rpc-error';

/** What the services of all peers share. */
export interface GatewayNetwork {
  readonly channels: ReadonlyMap<string, Channel>;
  /** One per organisation, in the order of the network's configuration. */
  readonly endorsers: readonly Endorser[];
  readonly now: () => Date;
}

const noBytes: Buffer = Buffer.alloc(0);

/** The Gateway service of a peer, from request bytes to response bytes. Throws RpcError as Fabric's gateway answers. */
export class GatewayService {
  constructor(
    private readonly network: GatewayNetwork,
    /** The peer's organisation; undefined: each client is served as by the peer of its own. */
    private readonly localMspId: string | undefined,
  ) {}

  async evaluate(bytes: Buffer): Promise<Buffer> {
    const { proposedTransaction, targetOrganizations } = decoded(EvaluateRequest, bytes);
    const proposal = unpacked(proposedTransaction, 'failed to unpack transaction proposal: ');
    const local = this.localEndorser(proposal);
    const { channelId } = proposal.channelHeader;
    if (channelId === '')
      throw new RpcError(status.INVALID_ARGUMENT, 'failed to unpack transaction proposal: no channel id provided');
    if (!this.network.channels.has(channelId))
      throw new RpcError(
        status.UNAVAILABLE,
        `failed to get config for channel [${channelId}]: channel ${channelId} does not exist`,
      );
    const system = systemChaincode(proposal.chaincodeName);
    const chosen = this.evaluators(proposal, targetOrganizations, local);
    const [first] = chosen;
    if (first === undefined || (system === undefined && this.definition(proposal) === undefined)) {
      throw new RpcError(
        status.FAILED_PRECONDITION,
        `no peers available to evaluate chaincode ${proposal.chaincodeName} in channel ${channelId}`,
      );
    }
    if (system !== undefined) {
      const { creator, channel } = await this.admitted(proposal, first, 'evaluate');
      const response = await system(proposal.input.args, { creator, channel, channels: this.network.channels });
      if (response.status >= 400) {
        const message = `chaincode response ${response.status}, ${response.message}`;
        throw evaluateFailed(status.UNKNOWN, message, [detail(first, message)]);
      }
      return EvaluateResponse.encode({ result: response });
    }
    const admitted = await this.admit(proposal, chosen, 'evaluate');
    const view = admitted.channel.ledger.view();
    try {
      return EvaluateResponse.encode({ result: await firstToEvaluate(admitted, chosen, view) });
    } finally {
      view.release();
    }
  }

  async endorse(bytes: Buffer): Promise<Buffer> {
    const { proposedTransaction, endorsingOrganizations } = decoded(EndorseRequest, bytes);
    const proposal = unpacked(proposedTransaction, '');
    const local = this.localEndorser(proposal);
    const chosen = endorsingOrganizations.map((mspId) => this.endorser(mspId));
    const missing = endorsingOrganizations.filter((_, index) => chosen[index] === undefined);
    const { channelId } = proposal.channelHeader;
    if (missing.length > 0) {
      throw new RpcError(status.UNAVAILABLE, `failed to find any endorsing peers for org(s): ${missing.join(', ')}`);
    }
    if (this.definition(proposal) === undefined) {
      throw new RpcError(
        status.FAILED_PRECONDITION,
        `no combination of peers can be derived which satisfy the endorsement policy: No metadata was found for chaincode ${proposal.chaincodeName} in channel ${channelId}`,
      );
    }
    const admitted = await this.admit(proposal, [local], 'endorse');
    const { payload, endorsements, results } = await endorse(
      admitted,
      this.network.endorsers,
      local,
      chosen.filter((endorser) => endorser !== undefined),
    );
    const { ledger } = admitted.channel;
    if (results.privateRwSet !== undefined) {
      await ledger.private.keepPending(proposal.channelHeader.txId, ledger.height, results.privateRwSet);
    }
    return EndorseResponse.encode({ preparedTransaction: preparedTransaction(proposal, payload, endorsements) });
  }

  async submit(bytes: Buffer): Promise<Buffer> {
    const { channelId, preparedTransaction: envelope } = decoded(SubmitRequest, bytes);
    if (envelope === undefined) throw new RpcError(status.INVALID_ARGUMENT, 'a prepared transaction is required');
    if (envelope.signature.length === 0)
      throw new RpcError(status.INVALID_ARGUMENT, 'prepared transaction must be signed');
    const channel = this.network.channels.get(channelId);
    if (channel === undefined)
      throw new RpcError(
        status.FAILED_PRECONDITION,
        `failed to get config for channel [${channelId}]: channel ${channelId} does not exist`,
      );
    try {
      await channel.broadcast(envelope);
    } catch (error) {
      if (!(error instanceof BroadcastError)) throw error;
      const info = `received unsuccessful response from orderer: status=${error.status}, info=${error.message}`;
      if (error.status === 'SERVICE_UNAVAILABLE') {
        throw new RpcError(status.UNAVAILABLE, 'no orderers could successfully process transaction', [
          { address: 'orderer', mspId: '', message: info },
        ]);
      }
      throw new RpcError(status.ABORTED, info);
    }
    return noBytes;
  }

  async commitStatus(bytes: Buffer, context: CallContext): Promise<Buffer> {
    const { request, signature } = decoded(SignedRequest, bytes);
    if (request.length === 0) throw new RpcError(status.INVALID_ARGUMENT, 'a commit status request is required');
    const { transactionId, channelId, identity } = decoded(CommitStatusRequest, request);
    if (identity.length === 0) throw new RpcError(status.INVALID_ARGUMENT, 'no identity provided');
    if (channelId === '') throw new RpcError(status.INVALID_ARGUMENT, 'no channel ID provided');
    if (transactionId === '') throw new RpcError(status.INVALID_ARGUMENT, 'transaction ID should not be empty');
    const channel = await requireReader(this.network.channels, channelId, { identity, request, signature });
    const { code, blockNumber } = await statusOf(channel, transactionId, context);
    return CommitStatusResponse.encode({ result: code, blockNumber });
  }

  private endorser(mspId: string): Endorser | undefined {
    return this.network.endorsers.find((endorser) => endorser.mspId === mspId);
  }

  private localEndorser({ signatureHeader, channelHeader }: UnpackedProposal): Endorser {
    const identities = this.network.channels.get(channelHeader.channelId)?.identities;
    const mspId = this.localMspId ?? mspIdOf(signatureHeader.creator, identities);
    const local = (mspId === undefined ? undefined : this.endorser(mspId)) ?? this.network.endorsers[0];
    if (local === undefined) throw new Error('The network has no endorsing peer');
    return local;
  }

  /** The peers that may answer a query, the local one first. Transient data stays with it unless the client says more. */
  private evaluators(proposal: UnpackedProposal, targets: readonly string[], local: Endorser): Endorser[] {
    if (targets.length === 0 && proposal.transientMap.size > 0) return [local];
    const others = this.network.endorsers.filter((endorser) => endorser !== local);
    return [local, ...others].filter(({ mspId }) => targets.length === 0 || targets.includes(mspId));
  }

  private definition({ channelHeader, chaincodeName }: UnpackedProposal): AdmittedProposal['definition'] | undefined {
    return this.network.channels.get(channelHeader.channelId)?.definitions.get(chaincodeName);
  }

  private async admit(
    proposal: UnpackedProposal,
    asked: readonly Endorser[],
    call: 'evaluate' | 'endorse',
  ): Promise<AdmittedProposal> {
    const [first] = asked;
    const definition = this.definition(proposal);
    if (first === undefined || definition === undefined) throw new Error('No peer or chaincode to admit the proposal');
    try {
      checkTimeWindow(proposal.channelHeader.timestamp, this.network.now());
    } catch (error) {
      if (!(error instanceof ProposalError)) throw error;
      // Fabric asks every peer in turn before it gives up on a query; each refuses for its own clock.
      const { message } = error;
      const details = asked.map((endorser) => detail(endorser, message));
      throw call === 'evaluate'
        ? new RpcError(
            status.UNAVAILABLE,
            'failed to evaluate transaction, see attached details for more info',
            details,
          )
        : endorseFailed(details);
    }
    const { creator, channel } = await this.admitted(proposal, first, call);
    try {
      checkWriter(creator);
    } catch (error) {
      throw refused(error, first, call);
    }
    return { proposal, creator, channel, definition, input: chaincodeInput(proposal) };
  }

  /** The checks that also hold for system chaincodes. */
  private async admitted(
    proposal: UnpackedProposal,
    first: Endorser,
    call: 'evaluate' | 'endorse',
  ): Promise<Pick<AdmittedProposal, 'creator' | 'channel'>> {
    const { channelId, txId } = proposal.channelHeader;
    const channel = this.network.channels.get(channelId);
    if (channel === undefined) throw new Error(`No channel ${channelId}`);
    try {
      const creator = await checkProposal(proposal, channel.identities);
      if (channel.ledger.transaction(txId) !== undefined) {
        throw new ProposalError(
          `duplicate transaction found [${txId}]. Creator [${proposal.signatureHeader.creator.toString('hex')}]`,
        );
      }
      return { creator, channel };
    } catch (error) {
      throw refused(error, first, call);
    }
  }
}

/** The reader's channel. Throws RpcError. */
export async function requireReader(
  channels: ReadonlyMap<string, Channel>,
  channelId: string,
  signed: { readonly identity: Buffer; readonly request: Buffer; readonly signature: Buffer },
): Promise<Channel> {
  const channel = channels.get(channelId);
  if (channel === undefined) {
    throw new RpcError(status.PERMISSION_DENIED, `failed to get policy manager for channel [${channelId}]`);
  }
  try {
    const reader = await channel.reader(signed.identity, signed.request, signed.signature);
    if (reader !== undefined) return channel;
  } catch (error) {
    if (!(error instanceof MspError) && !(error instanceof WireError)) throw error;
  }
  throw new RpcError(
    status.PERMISSION_DENIED,
    "implicit policy evaluation failed - 0 sub-policies were satisfied, but this policy requires 1 of the 'Readers' sub-policies to be satisfied",
  );
}

function statusOf(channel: Channel, txId: string, context: CallContext): ReturnType<typeof waitForCommit> {
  const known = channel.statusOf(txId);
  return known === undefined ? waitForCommit(channel, txId, context) : Promise.resolve(known);
}

function waitForCommit(
  channel: Channel,
  txId: string,
  context: CallContext,
): Promise<{ code: number; blockNumber: number }> {
  return new Promise((resolve, reject) => {
    let stopWaiting = (): void => undefined;
    const stopListening = context.onCancel(() => {
      stopWaiting();
      reject(new RpcError(status.CANCELLED, 'context canceled'));
    });
    stopWaiting = channel.onCommitted(txId, (outcome) => {
      stopListening();
      if (outcome instanceof Error) reject(new RpcError(status.UNAVAILABLE, outcome.message));
      else resolve(outcome);
    });
  });
}

async function firstToEvaluate(
  admitted: AdmittedProposal,
  endorsers: readonly Endorser[],
  view: ReturnType<Channel['ledger']['view']>,
): Promise<Awaited<ReturnType<Endorser['evaluate']>>> {
  const details: ErrorDetail[] = [];
  for (const endorser of endorsers) {
    try {
      return await endorser.evaluate(admitted, view);
    } catch (error) {
      if (!(error instanceof EndorsementError)) throw error;
      details.push(detail(endorser, error.message));
      if (error.kind === 'chaincode') throw evaluateFailed(status.UNKNOWN, error.message, details);
      if (!error.retry) break;
    }
  }
  throw new RpcError(status.ABORTED, 'failed to evaluate transaction, see attached details for more info', details);
}

function evaluateFailed(code: status, message: string, details: readonly ErrorDetail[]): RpcError {
  return new RpcError(code, `evaluate call to endorser returned error: ${message}`, details);
}

function endorseFailed(details: readonly ErrorDetail[]): RpcError {
  return new RpcError(status.ABORTED, 'failed to endorse transaction, see attached details for more info', details);
}

function refused(error: unknown, { mspId, address }: Endorser, call: 'evaluate' | 'endorse'): unknown {
  if (!(error instanceof ProposalError)) return error;
  const details = [{ mspId, address, message: error.message }];
  return call === 'evaluate'
    ? evaluateFailed(status.FAILED_PRECONDITION, error.message, details)
    : endorseFailed(details);
}

export function detail({ mspId, address }: Endorser, message: string): ErrorDetail {
  return { mspId, address, message };
}

function mspIdOf(creator: Buffer, identities: Channel['identities'] | undefined): string | undefined {
  try {
    return identities?.mspIdOf(creator);
  } catch (error) {
    if (error instanceof WireError) return undefined;
    throw error;
  }
}

function unpacked(signed: SignedProposal | undefined, prefix: string): UnpackedProposal {
  if (signed === undefined || signed.proposalBytes.length === 0) {
    const what =
      prefix === '' ? 'the proposed transaction must contain a signed proposal' : 'a signed proposal is required';
    throw new RpcError(status.INVALID_ARGUMENT, prefix + what);
  }
  try {
    return unpackProposal(signed);
  } catch (error) {
    if (error instanceof ProposalError) throw new RpcError(status.INVALID_ARGUMENT, prefix + error.message);
    throw error;
  }
}

export function decoded<T>(codec: { decode(bytes: Buffer): T }, bytes: Buffer): T {
  try {
    return codec.decode(bytes);
  } catch (error) {
    if (error instanceof WireError) throw new RpcError(status.INVALID_ARGUMENT, `invalid request: ${error.message}`);
    throw error;
  }
}
