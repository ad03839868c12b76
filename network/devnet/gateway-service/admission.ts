import { status } from '@grpc/grpc-js';
import { type Channel } from '../channel';
import { chaincodeInput, type AdmittedProposal, type Endorser } from '../endorser/endorser';
import {
  checkNotEnded,
  checkProposal,
  checkTimeWindow,
  checkWriter,
  ProposalError,
  type UnpackedProposal,
} from '../endorser/proposal';
import { type ValidIdentity } from '../msp/msp';
import { type ErrorDetail } from '../wire/gateway-messages';
import { definitionFor, type GatewayNetwork } from './gateway-network';
import { RpcError } from './rpc-error';

/** How each call tells that a peer has refused. */
export interface RefusalStyle {
  /** The peer has examined the proposal and refuses it. */
  readonly refused: (detail: ErrorDetail) => RpcError;
  /** The peers asked refuse to look at it. */
  readonly turnedAway: (details: readonly ErrorDetail[]) => RpcError;
}

export const evaluating: RefusalStyle = {
  refused: (detail) => evaluateFailed(status.FAILED_PRECONDITION, [detail]),
  turnedAway: (details) =>
    new RpcError(status.UNAVAILABLE, 'failed to evaluate transaction, see attached details for more info', details),
};

export const endorsing: RefusalStyle = {
  refused: (detail) => endorseFailed([detail]),
  turnedAway: (details) => endorseFailed(details.slice(0, 1)),
};

/** Evaluate's error when a peer's answer is final. The text is that of the last detail. */
export function evaluateFailed(code: status, details: readonly ErrorDetail[]): RpcError {
  return new RpcError(code, `evaluate call to endorser returned error: ${details.at(-1)?.message ?? ''}`, details);
}

/** Endorse's error when the first peer fails. */
export function endorseFailed(details: readonly ErrorDetail[]): RpcError {
  return new RpcError(status.ABORTED, 'failed to endorse transaction, see attached details for more info', details);
}

export function detailOf({ mspId, address }: Endorser, message: string): ErrorDetail {
  return { mspId, address, message };
}

/**
 * A peer's checks of a proposal for application chaincode. They are the same on every peer, so they run once; a
 * refusal is the first peer's. Throws RpcError. The channel and the chaincode are known to exist.
 */
export async function admit(
  network: GatewayNetwork,
  proposal: UnpackedProposal,
  asked: readonly [Endorser, ...Endorser[]],
  style: RefusalStyle,
): Promise<AdmittedProposal> {
  const definition = definitionFor(network, proposal);
  if (definition === undefined) throw new Error(`No chaincode ${proposal.chaincodeName}`);
  const { creator, channel } = await admitCreator(network, proposal, asked, style);
  if (channel === undefined) throw new Error('A chaincode has a channel');
  refusing(asked[0], style, () => checkWriter(creator, channel.name));
  return { proposal, creator, channel, definition, input: chaincodeInput(proposal) };
}

/**
 * The checks that also hold for system chaincodes: form, creator, signature, and that the transaction is new. The channel
 * is that of the proposal, which may name none.
 */
export async function admitCreator(
  network: GatewayNetwork,
  proposal: UnpackedProposal,
  asked: readonly [Endorser, ...Endorser[]],
  style: RefusalStyle,
): Promise<{ readonly creator: ValidIdentity; readonly channel: Channel | undefined }> {
  const [first] = asked;
  const { channelId, txId } = proposal.channelHeader;
  const channel = network.channels.get(channelId);
  if (channel === undefined && channelId !== '') throw new Error(`No channel ${channelId}`);
  // What concerns no channel, such as the list of them, a peer tells the members of its own organisation.
  const identities = channel?.identities ?? first.members;
  try {
    const now = network.now();
    checkNotEnded(proposal, identities, now);
    checkTimeWindow(proposal.channelHeader.timestamp, now);
  } catch (error) {
    if (!(error instanceof ProposalError)) throw error;
    const { message } = error;
    // The others are asked over gRPC, which puts its words before theirs.
    const details = asked.map((endorser, index) =>
      detailOf(endorser, index === 0 ? message : `rpc error: code = Unknown desc = ${message}`),
    );
    throw style.turnedAway(details);
  }
  const creator = await checkProposal(proposal, identities).catch((error: unknown) =>
    refusing(first, style, () => {
      throw error;
    }),
  );
  refusing(first, style, () => {
    if (channel?.ledger.transaction(txId) === undefined) return;
    const { creator: bytes } = proposal.signatureHeader;
    throw new ProposalError(`duplicate transaction found [${txId}]. Creator [${bytes.toString('hex')}]`);
  });
  return { creator, channel };
}

function refusing<T>(first: Endorser, style: RefusalStyle, check: () => T): T {
  try {
    return check();
  } catch (error) {
    if (error instanceof ProposalError) throw style.refused(detailOf(first, error.message));
    throw error;
  }
}
