import { type KeyObject, randomBytes, sign } from 'node:crypto';
import { type Client, type ServiceError } from '@grpc/grpc-js';
import { signLowS } from '../../identity/signature';
import { transactionId } from '../../network/devnet/endorser/proposal';
import {
  ChannelHeader,
  type Envelope,
  Header,
  SerializedIdentity,
  SignatureHeader,
} from '../../network/devnet/wire/common-messages';
import {
  ErrorDetail,
  EvaluateRequest,
  SubmitRequest,
  EndorseResponse,
} from '../../network/devnet/wire/gateway-messages';
import { RpcStatus } from '../../network/devnet/wire/common-messages';
import {
  ChaincodeHeaderExtension,
  ChaincodeInvocationSpec,
  ChaincodeProposalPayload,
  Proposal,
  ProposalResponse,
  SignedProposal as SignedProposalMessage,
  type SignedProposal,
} from '../../network/devnet/wire/peer-messages';

/** Who signs a proposal that is built by hand. */
export interface RawSigner {
  readonly mspId: string;
  readonly certificatePem: string;
  readonly privateKey: KeyObject;
}

/** A proposal like the official client's, with any part of it to be replaced by a wrong one. */
export interface RawProposal {
  readonly channel: string;
  readonly chaincode: string;
  readonly args: readonly (string | Uint8Array)[];
  readonly time?: Date;
  /** In place of `time`; null leaves it out. */
  readonly timestamp?: { readonly seconds: number; readonly nanos: number } | null;
  readonly txId?: string;
  readonly type?: number;
  readonly epoch?: number;
  readonly nonce?: Buffer;
  readonly creator?: Buffer;
  readonly sign?: (key: KeyObject, message: Buffer) => Buffer;
}

export interface SignedRawProposal {
  readonly txId: string;
  readonly signed: SignedProposal;
}

export function rawProposal(signer: RawSigner, parts: RawProposal): SignedRawProposal {
  const creator =
    parts.creator ?? SerializedIdentity.encode({ mspId: signer.mspId, idBytes: Buffer.from(signer.certificatePem) });
  const signatureHeader = { creator, nonce: parts.nonce ?? randomBytes(24) };
  const txId = parts.txId ?? transactionId(signatureHeader);
  const chaincodeId = { path: '', name: parts.chaincode, version: '' };
  const timeMs = (parts.time ?? new Date()).getTime();
  const channelHeader = ChannelHeader.encode({
    type: parts.type ?? 3,
    timestamp:
      parts.timestamp === undefined
        ? { seconds: Math.floor(timeMs / 1000), nanos: (timeMs % 1000) * 1_000_000 }
        : (parts.timestamp ?? undefined),
    channelId: parts.channel,
    txId,
    epoch: parts.epoch ?? 0,
    extension: ChaincodeHeaderExtension.encode({ chaincodeId }),
  });
  const input = {
    args: parts.args.map((arg) => Buffer.from(arg)),
    decorations: new Map<string, Buffer>(),
    isInit: false,
  };
  const proposalBytes = Proposal.encode({
    header: Header.encode({ channelHeader, signatureHeader: SignatureHeader.encode(signatureHeader) }),
    payload: ChaincodeProposalPayload.encode({
      input: ChaincodeInvocationSpec.encode({ chaincodeSpec: { type: 2, chaincodeId, input, timeout: 0 } }),
    }),
  });
  const signature = (parts.sign ?? signLowS)(signer.privateKey, proposalBytes);
  return { txId, signed: { proposalBytes, signature } };
}

/** A valid ECDSA signature that Fabric refuses, because its s is in the upper half. */
export function signHighS(key: KeyObject, message: Uint8Array): Buffer {
  const order = BigInt('0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551');
  const fixed = sign('sha256', message, { key, dsaEncoding: 'ieee-p1363' });
  const s = BigInt(`0x${fixed.toString('hex', 32)}`);
  const high = s > order / 2n ? s : order - s;
  const integers = [BigInt(`0x${fixed.toString('hex', 0, 32)}`), high].map((value) => {
    const hex = value.toString(16);
    const digits = Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex');
    const padded = (digits[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.from([0]), digits]) : digits;
    return Buffer.concat([Buffer.from([2, padded.length]), padded]);
  });
  const contents = Buffer.concat(integers);
  return Buffer.concat([Buffer.from([0x30, contents.length]), contents]);
}

/** What a refused call tells: gRPC code, text and the messages of its details. */
export interface Refusal {
  readonly code: number;
  readonly message: string;
  readonly details: readonly { readonly mspId: string; readonly message: string }[];
}

/** Sends request bytes as they are: to a method of the Gateway service, or of another that is named. */
export function callRaw(
  client: Pick<Client, 'makeUnaryRequest'>,
  method: string,
  request: Buffer,
  { withinMs = 120_000, service = 'gateway.Gateway' } = {},
): Promise<Buffer> {
  const asIs = (bytes: Buffer): Buffer => bytes;
  const options = { deadline: Date.now() + withinMs };
  return new Promise((resolve, reject) => {
    client.makeUnaryRequest(`/${service}/${method}`, asIs, asIs, request, options, (error, response) => {
      if (error !== null) reject(error);
      else resolve(response ?? Buffer.alloc(0));
    });
  });
}

/** Expects the call to be refused, and says how. */
export async function refusalOf(call: Promise<unknown>): Promise<Refusal> {
  try {
    await call;
  } catch (error) {
    const { code, details, metadata } = error as ServiceError;
    const [packed] = metadata.get('grpc-status-details-bin');
    const found = packed === undefined ? [] : RpcStatus.decode(packed as Buffer).details;
    return { code, message: details, details: found.map(({ value }) => ErrorDetail.decode(value)) };
  }
  throw new Error('The call was not refused');
}

export function evaluateRaw(client: Client, channelId: string, { txId, signed }: SignedRawProposal): Promise<Buffer> {
  return callRaw(
    client,
    'Evaluate',
    EvaluateRequest.encode({ transactionId: txId, channelId, proposedTransaction: signed }),
  );
}

/** EvaluateRequest and EndorseRequest have the same fields. */
export async function endorseRaw(
  client: Client,
  channelId: string,
  { txId, signed }: SignedRawProposal,
  endorsingOrganizations: readonly string[] = [],
): Promise<Envelope> {
  const request = EvaluateRequest.encode({
    transactionId: txId,
    channelId,
    proposedTransaction: signed,
    targetOrganizations: endorsingOrganizations,
  });
  const { preparedTransaction } = EndorseResponse.decode(await callRaw(client, 'Endorse', request));
  if (preparedTransaction === undefined) throw new Error('No transaction was prepared');
  return preparedTransaction;
}

/** What a peer answers to who asks it directly. */
export async function processRaw(
  client: Client,
  { signed }: SignedRawProposal,
): Promise<{
  readonly status: number;
  readonly message: string;
  readonly payload: Buffer;
  readonly endorsed: boolean;
}> {
  const request = SignedProposalMessage.encode(signed);
  const answer = await callRaw(client, 'ProcessProposal', request, { service: 'protos.Endorser' });
  const { response, endorsement } = ProposalResponse.decode(answer);
  const { status = 0, message = '', payload = Buffer.alloc(0) } = response ?? {};
  return { status, message, payload, endorsed: (endorsement?.signature.length ?? 0) > 0 };
}

export function submitRaw(
  client: Client,
  channelId: string,
  transactionIdText: string,
  envelope: Envelope,
): Promise<Buffer> {
  const request = SubmitRequest.encode({ transactionId: transactionIdText, channelId, preparedTransaction: envelope });
  return callRaw(client, 'Submit', request);
}
