import { type ChannelRuntimes } from '../chaincode-stream/channel-runtimes';
import { type ChaincodeRuntime } from '../chaincode-stream/chaincode-runtime';
import { type ChaincodeResult, ExecutionError } from '../chaincode-stream/chaincode-stream';
import { type Channel } from '../channel';
import { type ChaincodeDefinition } from '../channel-config';
import { type Identities } from '../committer/identities';
import { type ValidIdentity } from '../msp/msp';
import { type SigningIdentity } from '../msp/signing-identity';
import { type LedgerView } from '../store/shared-view';
import {
  ChaincodeAction,
  ChaincodeEvent,
  ChaincodeInput,
  type Endorsement,
  type ProposalResponse,
  ProposalResponsePayload,
  type Response,
} from '../wire/peer-messages';
import { nondeterminism, type Simulated } from './determinism-check';
import { type UnpackedProposal } from './proposal';
import { Simulation } from './simulation';
import { type SimulationResults } from './rwset-builder';

/** A proposal that a peer has admitted: its creator is known and may propose. */
export interface AdmittedProposal {
  readonly proposal: UnpackedProposal;
  readonly creator: ValidIdentity;
  readonly channel: Channel;
  readonly definition: ChaincodeDefinition;
  /** The chaincode's input, encoded once for all who simulate. */
  readonly input: Buffer;
}

/** A peer's signed word on what a proposal would do. */
export interface ProposalEndorsement {
  readonly response: Response;
  readonly payload: Buffer;
  readonly endorsement: Endorsement;
  readonly results: SimulationResults;
}

/** A peer failed to endorse. The message is Fabric's. */
export class EndorsementError extends Error {
  override readonly name = 'EndorsementError';
  constructor(
    readonly kind: 'chaincode' | 'execution',
    message: string,
    /** What the chaincode answered, where it has refused. */
    readonly response?: Response,
  ) {
    super(message);
  }
}

const errorThreshold = 400;

/** The endorsing peer of one organisation: simulates by its own call to the chaincode and signs its own result. */
export class Endorser {
  private readonly serialized: Buffer;

  constructor(
    readonly mspId: string,
    /** As it appears in error details. */
    readonly address: string,
    private readonly identity: SigningIdentity,
    /** Who belongs to the organisation: its members may ask what concerns no channel. */
    readonly members: Identities,
    /** By channel. */
    private readonly runtimes: ReadonlyMap<string, ChannelRuntimes>,
  ) {
    this.serialized = Buffer.from(identity.serialized);
  }

  /** What the chaincode answers; nothing is signed. Throws EndorsementError. */
  async evaluate(admitted: AdmittedProposal, view: LedgerView): Promise<Response> {
    return (await this.simulate(admitted, view, this.runtimesOf(admitted).main)).response;
  }

  /** Throws EndorsementError. */
  async endorse(admitted: AdmittedProposal, view: LedgerView): Promise<ProposalEndorsement> {
    const { main, witness } = this.runtimesOf(admitted);
    const { response, event, simulation } = await this.simulate(admitted, view, main);
    const results = simulation.results();
    if (witness !== undefined) await this.compare(admitted, view, witness, { response, event, results });
    const { proposal, definition, channel } = admitted;
    const { name, version } = definition;
    const payload = responsePayload(proposal, {
      results: results.publicRwSet,
      events:
        event === undefined
          ? noBytes
          : ChaincodeEvent.encode({ ...event, chaincodeId: name, txId: proposal.channelHeader.txId }),
      response,
      chaincodeId: { path: '', name, version },
    });
    const { endorsement, signed } = await this.sign(payload);
    channel.identities.made(channel.identities.validate(this.serialized), signed, endorsement.signature);
    return { response, payload, endorsement, results };
  }

  /**
   * What the peer answers in the name of a system chaincode to who asks it directly: signed like any other answer, with
   * nothing read and nothing written. Unsigned is a failure, whose payload still says what was answered to which
   * proposal, and what concerns no channel.
   */
  async endorseSystem(proposal: UnpackedProposal, response: Response): Promise<Partial<ProposalResponse>> {
    const isFailure = response.status >= failureStatus;
    if (proposal.channelHeader.channelId === '' && !isFailure) return { response };
    const payload = responsePayload(proposal, {
      results: noBytes,
      events: noBytes,
      response,
      chaincodeId: { path: '', name: proposal.chaincodeName, version: systemChaincodeVersion },
    });
    if (isFailure) return { response, payload };
    const { endorsement } = await this.sign(payload);
    return { version: 1, response, payload, endorsement };
  }

  /** Signs a proposal response payload as this peer. */
  private async sign(payload: Buffer): Promise<{ readonly endorsement: Endorsement; readonly signed: Buffer }> {
    const signed = Buffer.concat([payload, this.serialized]);
    const signature = await this.identity.signInBackground(signed);
    return { endorsement: { endorser: this.serialized, signature }, signed };
  }

  /** Has the witness simulate, too. Throws EndorsementError when it comes to something else. */
  private async compare(
    admitted: AdmittedProposal,
    view: LedgerView,
    witness: ChaincodeRuntime,
    simulated: Simulated,
  ): Promise<void> {
    const { response, event, simulation } = await this.simulate(admitted, view, witness);
    const difference = nondeterminism(simulated, { response, event, results: simulation.results() });
    if (difference !== undefined) throw new EndorsementError('execution', difference);
  }

  private runtimesOf({ channel }: AdmittedProposal): ChannelRuntimes {
    const runtimes = this.runtimes.get(channel.name);
    if (runtimes === undefined) throw new Error(`No chaincode runs on channel ${channel.name}`);
    return runtimes;
  }

  private async simulate(
    { proposal, creator, channel, definition, input }: AdmittedProposal,
    view: LedgerView,
    runtime: ChaincodeRuntime,
  ): Promise<Pick<ChaincodeResult, 'response' | 'event'> & { readonly simulation: Simulation }> {
    const { txId, channelId } = proposal.channelHeader;
    const simulation = new Simulation({
      channel: channelId,
      definition,
      ledger: channel.ledger,
      view,
      peerMspId: this.mspId,
      creatorMspId: creator.mspId,
      txId,
    });
    try {
      const call = { channelId, txId, input, proposal: proposal.signed, simulation };
      const executing = runtime.execute(this.mspId, call);
      if (channel.faults.takeCrash()) runtime.crash();
      const { response, event } = await executing;
      const { status, message } = response;
      if (status < 200 || status >= errorThreshold) {
        throw new EndorsementError('chaincode', `chaincode response ${status}, ${message}`, response);
      }
      return { response, event, simulation };
    } catch (error) {
      if (!(error instanceof ExecutionError)) throw error;
      throw new EndorsementError('execution', `error in simulation: ${error.message}`);
    }
  }
}

const noBytes: Buffer = Buffer.alloc(0);
/** From this status on, what a system chaincode answers is a failure and not endorsed. */
const failureStatus = 500;
/** The version that Fabric's peers give their system chaincodes. */
const systemChaincodeVersion = 'syscc';

function responsePayload({ hash }: UnpackedProposal, action: ChaincodeAction): Buffer {
  return ProposalResponsePayload.encode({ proposalHash: hash, extension: ChaincodeAction.encode(action) });
}

/** The input as it goes to the chaincode. */
export function chaincodeInput(proposal: UnpackedProposal): Buffer {
  return ChaincodeInput.encode(proposal.input);
}
