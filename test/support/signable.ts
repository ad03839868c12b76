import { createHash, randomBytes } from 'node:crypto';
import { type ExpectedCall, type SigningContext } from '../../client/own-key/expected-call';
import { signLowS } from '../../identity/signature';
import { transactionId } from '../../network/devnet/endorser/proposal';
import {
  ChannelHeader,
  Header,
  Payload,
  SerializedIdentity,
  SignatureHeader,
} from '../../network/devnet/wire/common-messages';
import {
  ChaincodeAction,
  ChaincodeActionPayload,
  ChaincodeHeaderExtension,
  ChaincodeInvocationSpec,
  ChaincodeProposalPayload,
  Proposal,
  ProposalResponsePayload,
  Transaction,
} from '../../network/devnet/wire/peer-messages';
import { type TestIdentity } from './test-authority';

/** What a gateway can put into a proposal. */
export interface ProposalParts {
  channel: string;
  chaincode: string;
  /** In the header's extension, which should name the same. */
  chaincodeInHeader: string;
  args: Buffer[];
  transient: Map<string, Buffer>;
  mspId: string;
  certificatePem: string;
  nonce: Buffer;
  txId: string | undefined;
  timeMs: number;
  type: number;
  epoch: number;
  isInit: boolean;
  tlsCertHash: Buffer;
}

/** The parts of the proposal that the call asks for. */
export const honestParts = (call: ExpectedCall, context: SigningContext, nowMs: number): ProposalParts => ({
  channel: context.channel,
  chaincode: context.chaincode,
  chaincodeInHeader: context.chaincode,
  args: [call.transaction, ...call.args].map((text) => Buffer.from(text)),
  transient: new Map(),
  mspId: context.mspId,
  certificatePem: context.certificatePem,
  nonce: randomBytes(24),
  txId: undefined,
  timeMs: nowMs,
  type: 3,
  epoch: 0,
  isInit: false,
  tlsCertHash: Buffer.alloc(0),
});

/** A proposal's bytes with the parts that its transaction is made of. */
export interface MadeProposal {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly channelHeader: Buffer;
  readonly signatureHeader: Buffer;
  /** Without transient data. */
  readonly payload: Buffer;
}

export function makeProposal(parts: ProposalParts): MadeProposal {
  const creator = SerializedIdentity.encode({ mspId: parts.mspId, idBytes: Buffer.from(parts.certificatePem) });
  const header = { creator, nonce: parts.nonce };
  const named = (name: string) => ({ path: '', name, version: '' });
  const channelHeader = ChannelHeader.encode({
    type: parts.type,
    timestamp: { seconds: Math.floor(parts.timeMs / 1000), nanos: (parts.timeMs % 1000) * 1_000_000 },
    channelId: parts.channel,
    txId: parts.txId ?? transactionId(header),
    epoch: parts.epoch,
    extension: ChaincodeHeaderExtension.encode({ chaincodeId: named(parts.chaincodeInHeader) }),
    tlsCertHash: parts.tlsCertHash,
  });
  const signatureHeader = SignatureHeader.encode(header);
  const input = ChaincodeInvocationSpec.encode({
    chaincodeSpec: {
      type: 2,
      chaincodeId: named(parts.chaincode),
      input: { args: parts.args, decorations: new Map<string, Buffer>(), isInit: parts.isInit },
      timeout: 0,
    },
  });
  const bytes = Proposal.encode({
    header: Header.encode({ channelHeader, signatureHeader }),
    payload: ChaincodeProposalPayload.encode({ input, transientMap: parts.transient }),
  });
  const payload = ChaincodeProposalPayload.encode({ input });
  return { bytes: Uint8Array.from(bytes), channelHeader, signatureHeader, payload };
}

/** What a gateway can put into a transaction. */
export interface TransactionParts {
  channelHeader: Buffer;
  signatureHeader: Buffer;
  actionHeader: Buffer;
  payload: Buffer;
  proposalHash: Buffer;
  chaincode: string;
  status: number;
  results: Buffer;
  answer: string;
  actions: number;
  endorsers: { readonly mspId: string; readonly identity: TestIdentity }[];
  /** Changes what the endorsers have signed, after they have. */
  afterSigning: (response: Buffer) => Buffer;
}

/** The parts of the proposal's own transaction. */
export const honestTransaction = (
  { channelHeader, signatureHeader, payload }: MadeProposal,
  chaincode: string,
  endorser: TestIdentity,
): TransactionParts => ({
  channelHeader,
  signatureHeader,
  actionHeader: signatureHeader,
  payload,
  proposalHash: createHash('sha256').update(channelHeader).update(signatureHeader).update(payload).digest(),
  chaincode,
  status: 200,
  results: Buffer.from('what it writes'),
  answer: '{"available":"1"}',
  actions: 1,
  endorsers: [{ mspId: 'OperatorMSP', identity: endorser }],
  afterSigning: (response) => response,
});

export function makeTransaction(parts: TransactionParts): Uint8Array<ArrayBuffer> {
  const response = ProposalResponsePayload.encode({
    proposalHash: parts.proposalHash,
    extension: ChaincodeAction.encode({
      results: parts.results,
      response: { status: parts.status, message: '', payload: Buffer.from(parts.answer) },
      chaincodeId: { path: '', name: parts.chaincode, version: '1' },
    }),
  });
  const endorsements = parts.endorsers.map(({ mspId, identity }) => {
    const endorser = SerializedIdentity.encode({ mspId, idBytes: identity.bytes });
    return { endorser, signature: signLowS(identity.privateKey, Buffer.concat([response, endorser])) };
  });
  const payload = ChaincodeActionPayload.encode({
    chaincodeProposalPayload: parts.payload,
    action: { proposalResponsePayload: parts.afterSigning(response), endorsements },
  });
  const actions = Array.from({ length: parts.actions }, () => ({ header: parts.actionHeader, payload }));
  const header = { channelHeader: parts.channelHeader, signatureHeader: parts.signatureHeader };
  return Uint8Array.from(Payload.encode({ header, data: Transaction.encode({ actions }) }));
}

export const proposalPayload = (transient: Map<string, Buffer>, input: Buffer): Buffer =>
  ChaincodeProposalPayload.encode({ input, transientMap: transient });
