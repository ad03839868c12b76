import { createHash } from 'node:crypto';
import { PassThrough } from 'node:stream';
import { Metadata, status } from '@grpc/grpc-js';
import { common, gateway, msp, peer } from '@hyperledger/fabric-protos';
import { type GatewayTransport } from '../../network/running-network';

/** Who made a proposal, and for which transaction. */
export interface Proposer {
  readonly transactionId: string;
  readonly mspId: string;
  readonly certificatePem: string;
  /** Whether the transaction is to be ordered, not only asked. */
  readonly endorses: boolean;
}

/** What the fake peer is asked to do with a proposal: the answer, or an error to give. */
export type Chaincode = (
  name: string,
  args: readonly string[],
  transient: ReadonlyMap<string, string>,
  proposer: Proposer,
) => string | Promise<string>;

type Callback = (error: unknown, value?: unknown) => void;

/** A gRPC error as a peer makes it, with the text in a detail. */
export function peerError(code: status, text: string): Error {
  const detail = new gateway.ErrorDetail();
  detail.setMessage(text);
  detail.setMspId('HouseholdsMSP');
  const any = { typeUrl: 'type.googleapis.com/gateway.ErrorDetail', value: detail.serializeBinary() };
  const metadata = new Metadata();
  metadata.set('grpc-status-details-bin', Buffer.from(statusBytes(code, text, any)));
  return Object.assign(new Error(text), { code, details: text, metadata });
}

/** A chaincode's refusal at other peers, when the one that was asked first has agreed. */
export const refusalOfOthers = (code: string, message: string): Error =>
  Object.assign(chaincodeRefusal(code, message), {
    message: '10 ABORTED: failed to collect enough transaction endorsements, see attached details for more info',
  });

/** A chaincode's refusal, on its way through a peer. */
export const chaincodeRefusal = (code: string, message: string, details: object = {}): Error =>
  peerError(status.ABORTED, `chaincode response 500, ${JSON.stringify({ code, message, details })}`);

/**
 * A peer for tests of what the gateway does when things go wrong: what it endorses, refuses to order, finds invalid or
 * keeps silent about is scripted. It checks no signature and keeps no state beyond what it ordered.
 */
export class FakePeer implements GatewayTransport {
  /** Transactions that were ordered, by id, with the envelope's bytes and how often they came. */
  readonly ordered = new Map<string, { envelope: Buffer; times: number; code: number }>();
  readonly proposals: { name: string; args: readonly string[]; transient: ReadonlyMap<string, string> }[] = [];
  /** Validation codes of the next transactions; valid when there is none left. */
  readonly codes: number[] = [];
  /** What happens to the next submits instead of being ordered: an error, or ordered with the answer lost. */
  readonly submits: ('lost' | 'lost but ordered' | Error)[] = [];
  /** Whether commit status is answered at all. */
  silent = false;
  /** What is answered in its place. */
  statusError: Error | undefined;
  height = 10;
  chaincode: Chaincode = () => '{}';
  /** Fabric's validation code of a transaction that is ordered, where `codes` has none. */
  validate: (transactionId: string) => number = () => peer.TxValidationCode.VALID;

  makeUnaryRequest: GatewayTransport['makeUnaryRequest'] = ((...all: unknown[]) => {
    const method = all[0] as string;
    const request = all[3];
    const callback = all.at(-1) as Callback;
    queueMicrotask(() => void this.answer(method, request, callback));
    return { cancel: () => undefined };
  }) as never;

  makeServerStreamRequest: GatewayTransport['makeServerStreamRequest'] = (() => {
    const stream = new PassThrough({ objectMode: true });
    return Object.assign(stream, { cancel: () => stream.destroy() });
  }) as never;

  makeBidiStreamRequest: GatewayTransport['makeBidiStreamRequest'] = (() => {
    const stream = new PassThrough({ objectMode: true });
    // What the client asks for would come back as an answer.
    return Object.assign(stream, { write: () => true, cancel: () => stream.destroy() });
  }) as never;

  close(): void {
    this.ordered.clear();
  }

  private async answer(method: string, request: unknown, callback: Callback): Promise<void> {
    try {
      const answer = await this.answerOf(method, request);
      if (answer !== undefined) callback(null, answer);
    } catch (error) {
      // Whatever goes wrong in a peer reaches the client as a gRPC status.
      callback(error instanceof Error && !('metadata' in error) ? peerError(status.UNKNOWN, error.message) : error);
    }
  }

  private answerOf(method: string, request: unknown): unknown {
    switch (method) {
      case '/gateway.Gateway/Evaluate':
        return this.evaluate(request as gateway.EvaluateRequest);
      case '/gateway.Gateway/Endorse':
        return this.endorse(request as gateway.EndorseRequest);
      case '/gateway.Gateway/Submit':
        return this.submit(request as gateway.SubmitRequest);
      case '/gateway.Gateway/CommitStatus':
        return this.commitStatus(request as gateway.SignedCommitStatusRequest);
      default:
        throw peerError(status.UNIMPLEMENTED, method);
    }
  }

  private async evaluate(request: gateway.EvaluateRequest): Promise<gateway.EvaluateResponse> {
    const { name, args, proposer } = this.read(request.getProposedTransaction());
    const response = new peer.Response();
    response.setStatus(200);
    response.setPayload(
      name === 'GetChainInfo' ? this.chainInfo() : Buffer.from(await this.chaincode(name, args, new Map(), proposer)),
    );
    const answer = new gateway.EvaluateResponse();
    answer.setResult(response);
    return answer;
  }

  private chainInfo(): Uint8Array {
    const info = new common.BlockchainInfo();
    info.setHeight(this.height);
    return info.serializeBinary();
  }

  private async endorse(request: gateway.EndorseRequest): Promise<gateway.EndorseResponse> {
    const proposal = this.read(request.getProposedTransaction());
    this.proposals.push(proposal);
    const proposer = { ...proposal.proposer, endorses: true };
    const result = await this.chaincode(proposal.name, proposal.args, proposal.transient, proposer);
    const answer = new gateway.EndorseResponse();
    answer.setPreparedTransaction(prepared(proposal.header, result));
    return answer;
  }

  private submit(request: gateway.SubmitRequest): gateway.SubmitResponse | undefined {
    const id = request.getTransactionId();
    const envelope = Buffer.from(request.getPreparedTransaction()?.serializeBinary() ?? []);
    const fate = this.submits.shift();
    if (fate instanceof Error) throw fate;
    if (fate !== 'lost') {
      const known = this.ordered.get(id);
      if (known) known.times++;
      else this.ordered.set(id, { envelope, times: 1, code: this.codes.shift() ?? this.validate(id) });
    }
    if (fate !== undefined) throw peerError(status.UNAVAILABLE, 'connection lost');
    return new gateway.SubmitResponse();
  }

  private commitStatus(signed: gateway.SignedCommitStatusRequest): gateway.CommitStatusResponse {
    const request = gateway.CommitStatusRequest.deserializeBinary(signed.getRequest_asU8());
    const known = this.ordered.get(request.getTransactionId());
    if (this.statusError) throw this.statusError;
    if (!known || this.silent) throw peerError(status.DEADLINE_EXCEEDED, 'no commit yet');
    const answer = new gateway.CommitStatusResponse();
    answer.setResult(known.code as 0);
    answer.setBlockNumber(this.height);
    return answer;
  }

  private read(signed: peer.SignedProposal | undefined): {
    name: string;
    args: readonly string[];
    transient: ReadonlyMap<string, string>;
    header: Uint8Array;
    proposer: Proposer;
  } {
    const proposal = peer.Proposal.deserializeBinary(signed?.getProposalBytes_asU8() ?? new Uint8Array());
    const payload = peer.ChaincodeProposalPayload.deserializeBinary(proposal.getPayload_asU8());
    const invocation = peer.ChaincodeInvocationSpec.deserializeBinary(payload.getInput_asU8());
    const input = invocation.getChaincodeSpec()?.getInput()?.getArgsList_asU8() ?? [];
    const [name = '', ...args] = input.map((bytes) => Buffer.from(bytes).toString());
    const transient = new Map<string, string>();
    // The published classes have no types for protobuf's own map.
    const map = payload.getTransientmapMap() as { forEach(each: (value: Uint8Array, key: string) => void): void };
    map.forEach((value, key) => transient.set(key, Buffer.from(value).toString()));
    const header = proposal.getHeader_asU8();
    return { name, args, transient, header, proposer: proposerOf(header) };
  }
}

function proposerOf(header: Uint8Array): Proposer {
  const read = common.Header.deserializeBinary(header);
  const signature = common.SignatureHeader.deserializeBinary(read.getSignatureHeader_asU8());
  const identity = msp.SerializedIdentity.deserializeBinary(signature.getCreator_asU8());
  return {
    transactionId: common.ChannelHeader.deserializeBinary(read.getChannelHeader_asU8()).getTxId(),
    mspId: identity.getMspid(),
    certificatePem: Buffer.from(identity.getIdBytes_asU8()).toString(),
    endorses: false,
  };
}

/** SHA-256 of an envelope, to see whether it is the very same. */
export const envelopeHash = (envelope: Buffer): string => createHash('sha256').update(envelope).digest('hex');

function prepared(header: Uint8Array, result: string): common.Envelope {
  const response = new peer.Response();
  response.setStatus(200);
  response.setPayload(Buffer.from(result));
  const action = new peer.ChaincodeAction();
  action.setResponse(response);
  const responsePayload = new peer.ProposalResponsePayload();
  responsePayload.setExtension$(action.serializeBinary());
  const endorsed = new peer.ChaincodeEndorsedAction();
  endorsed.setProposalResponsePayload(responsePayload.serializeBinary());
  const actionPayload = new peer.ChaincodeActionPayload();
  actionPayload.setAction(endorsed);
  const transactionAction = new peer.TransactionAction();
  transactionAction.setPayload(actionPayload.serializeBinary());
  const transaction = new peer.Transaction();
  transaction.setActionsList([transactionAction]);
  const payload = new common.Payload();
  payload.setHeader(common.Header.deserializeBinary(header));
  payload.setData(transaction.serializeBinary());
  const envelope = new common.Envelope();
  envelope.setPayload(payload.serializeBinary());
  return envelope;
}

/** google.rpc.Status with one detail, written by hand: the published classes have no public constructor for it. */
function statusBytes(code: number, text: string, any: { typeUrl: string; value: Uint8Array }): Uint8Array {
  const field = (number: number, bytes: Uint8Array) => [Buffer.from([(number << 3) | 2]), varint(bytes.length), bytes];
  const detail = Buffer.concat([...field(1, Buffer.from(any.typeUrl)), ...field(2, any.value)]);
  return Buffer.concat([Buffer.from([0x08, code]), ...field(2, Buffer.from(text)), ...field(3, detail)]);
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  for (let rest = value; ; rest >>>= 7) {
    if (rest < 0x80) return Buffer.from([...bytes, rest]);
    bytes.push((rest & 0x7f) | 0x80);
  }
}
