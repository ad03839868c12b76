import { createHash } from 'node:crypto';
import { deniedByPolicy, type Identities, satisfies } from '../committer/identities';
import { MspError } from '../msp/msp-error';
import { type ValidIdentity } from '../msp/msp';
import { ChannelHeader, Header, HeaderType, SignatureHeader, type Timestamp } from '../wire/common-messages';
import {
  ChaincodeHeaderExtension,
  ChaincodeInvocationSpec,
  ChaincodeProposalPayload,
  Proposal,
  type ChaincodeInput,
  type SignedProposal,
} from '../wire/peer-messages';
import { WireError } from '../wire/reader';

/** A proposal taken apart; nothing in it is checked yet but its form. */
export interface UnpackedProposal {
  readonly signed: SignedProposal;
  readonly headerBytes: Buffer;
  readonly header: { readonly channelHeader: Buffer; readonly signatureHeader: Buffer };
  readonly channelHeader: ChannelHeader;
  readonly signatureHeader: SignatureHeader;
  readonly chaincodeName: string;
  readonly input: ChaincodeInput;
  readonly transientMap: ReadonlyMap<string, Buffer>;
  /** The payload as it will go into the block: without the transient map. */
  readonly publicPayload: Buffer;
  /** SHA-256 over both headers and the public payload. */
  readonly hash: Buffer;
}

/** The peer refuses the proposal; `message` is what Fabric says. */
export class ProposalError extends Error {
  override readonly name = 'ProposalError';
}

/** How far a proposal's time may be from the peer's clock: peer.authentication.timewindow. */
export const timeWindowMs = 15 * 60_000;

/** common.HeaderType, by number. */
const headerTypeNames: readonly string[] = [
  'MESSAGE',
  'CONFIG',
  'CONFIG_UPDATE',
  'ENDORSER_TRANSACTION',
  'ORDERER_TRANSACTION',
  'DELIVER_SEEK_INFO',
  'CHAINCODE_PACKAGE',
];

/** Takes a signed proposal apart. Throws ProposalError. */
export function unpackProposal(signed: SignedProposal): UnpackedProposal {
  try {
    const proposal = Proposal.decode(signed.proposalBytes);
    const header = Header.decode(proposal.header);
    const channelHeader = ChannelHeader.decode(header.channelHeader);
    const signatureHeader = SignatureHeader.decode(header.signatureHeader);
    const { chaincodeId } = ChaincodeHeaderExtension.decode(channelHeader.extension);
    if (chaincodeId === undefined) throw new ProposalError('ChaincodeHeaderExtension.ChaincodeId is nil');
    const payload = ChaincodeProposalPayload.decode(proposal.payload);
    const { chaincodeSpec } = ChaincodeInvocationSpec.decode(payload.input);
    if (chaincodeSpec === undefined)
      throw new ProposalError('chaincode invocation spec did not contain chaincode spec');
    if (chaincodeSpec.input === undefined) throw new ProposalError('chaincode input did not contain any input');
    const publicPayload = ChaincodeProposalPayload.encode({ input: payload.input });
    const hash = createHash('sha256').update(header.channelHeader).update(header.signatureHeader).update(publicPayload);
    return {
      signed,
      headerBytes: proposal.header,
      header,
      channelHeader,
      signatureHeader,
      chaincodeName: chaincodeId.name,
      input: chaincodeSpec.input,
      transientMap: payload.transientMap,
      publicPayload,
      hash: hash.digest(),
    };
  } catch (error) {
    if (error instanceof WireError)
      throw new ProposalError(`error unmarshaling proposal: ${error.message}`, { cause: error });
    throw error;
  }
}

/** Fabric's transaction id: hex SHA-256 over nonce and creator. */
export function transactionId({ nonce, creator }: SignatureHeader): string {
  return createHash('sha256').update(nonce).update(creator).digest('hex');
}

/**
 * The checks of a peer that say nothing about a channel's ledger: header, transaction id, creator, signature.
 * Returns the creator. Throws ProposalError with Fabric's words.
 */
export async function checkProposal(
  { channelHeader, signatureHeader, signed }: UnpackedProposal,
  identities: Identities,
): Promise<ValidIdentity> {
  const { type, epoch, txId, channelId } = channelHeader;
  const { nonce, creator } = signatureHeader;
  if (type !== HeaderType.endorserTransaction && type !== HeaderType.config)
    throw invalid(`invalid header type ${headerTypeNames[type] ?? type}`);
  if (epoch !== 0) throw invalid('epoch is non-zero');
  if (nonce.length === 0) throw invalid('nonce is empty');
  if (creator.length === 0) throw invalid('creator is empty');
  const expected = transactionId(signatureHeader);
  if (txId !== expected) throw invalid(`incorrectly computed txid '${txId}' -- expected '${expected}'`);
  if (signed.signature.length === 0) throw invalid('empty signature bytes');
  const identity = creatorOf(creator, identities, channelId);
  if (!(await identities.verify(identity, signed.proposalBytes, signed.signature))) {
    throw invalid(`access denied: channel [${channelId}] creator org [${identity.mspId}]`);
  }
  return identity;
}

function creatorOf(creator: Buffer, identities: Identities, channelId: string): ValidIdentity {
  let mspId: string | undefined;
  try {
    mspId = identities.mspIdOf(creator);
    if (mspId !== undefined) return identities.validate(creator);
  } catch (error) {
    // Fabric can't even read an identity that no CA of its organisation has issued.
    const unreadable = error instanceof MspError && (error.reason === 'MALFORMED' || error.reason === 'UNTRUSTED');
    if (error instanceof MspError && mspId !== undefined && !unreadable) {
      throw invalid(`access denied: channel [${channelId}] creator org [${mspId}]`, error);
    }
    if (!(error instanceof MspError) && !(error instanceof WireError)) throw error;
  }
  throw invalid(`access denied: channel [${channelId}] creator org unknown, creator is malformed`);
}

/** A client may propose to application chaincode when it is one of the channel's writers. Throws ProposalError. */
export function checkWriter(creator: ValidIdentity, channel: string): void {
  if (!satisfies(creator, 'Writers')) throw new ProposalError(deniedByPolicy(channel, 'Writers'));
}

/** Throws ProposalError when the creator's certificate has ended. */
export function checkNotEnded({ signatureHeader }: UnpackedProposal, identities: Identities, now: Date): void {
  try {
    if (!identities.hasEnded(signatureHeader.creator, now)) return;
  } catch (error) {
    // What is no identity at all is refused later, in other words.
    if (error instanceof WireError) return;
    throw error;
  }
  throw new ProposalError('proposal client identity expired');
}

/** Throws ProposalError when the proposal's time is more than 15 minutes from now. */
export function checkTimeWindow(timestamp: Timestamp | undefined, now: Date): void {
  const proposedMs = (timestamp?.seconds ?? 0) * 1000 + Math.floor((timestamp?.nanos ?? 0) / 1e6);
  if (Math.abs(now.getTime() - proposedMs) <= timeWindowMs) return;
  throw new ProposalError(
    `request unauthorized due to incorrect timestamp ${rfc3339(proposedMs)}, peer time ${rfc3339(now.getTime())}, peer.authentication.timewindow 15m0s`,
  );
}

function rfc3339(ms: number): string {
  const date = new Date(ms);
  return Number.isNaN(date.getTime()) ? `${ms / 1000} s` : date.toISOString().replace(/\.\d+Z$/, 'Z');
}

function invalid(reason: string, cause?: Error): ProposalError {
  return new ProposalError(`error validating proposal: ${reason}`, { cause });
}
