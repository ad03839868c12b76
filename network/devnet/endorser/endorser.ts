import { type ChaincodeRuntime } from '../chaincode-stream/chaincode-runtime';
import { type ChaincodeResult, ExecutionError } from '../chaincode-stream/chaincode-stream';
import { type Channel } from '../channel';
import { type ChaincodeDefinition } from '../channel-config';
import { type ValidIdentity } from '../msp/msp';
import { type SigningIdentity } from '../msp/signing-identity';
import { type LedgerView } from '../store/shared-view';
import {
  ChaincodeAction,
  ChaincodeEvent,
  ChaincodeInput,
  type Endorsement,
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

/** A peer failed to endorse. `retry`: another peer may succeed. The message is Fabric's. */
export class EndorsementError extends Error {
  override readonly name = 'EndorsementError';
  constructor(
    readonly kind: 'chaincode' | 'execution',
    message: string,
    readonly retry: boolean,
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
    private readonly runtimes: ReadonlyMap<string, ChaincodeRuntime>,
    /** Chaincode processes that have to come to the same results; none: nothing is compared. */
    private readonly witnesses: ReadonlyMap<string, ChaincodeRuntime> = new Map(),
  ) {
    this.serialized = Buffer.from(identity.serialized);
  }

  /** What the chaincode answers; nothing is signed. Throws EndorsementError. */
  async evaluate(admitted: AdmittedProposal, view: LedgerView): Promise<Response> {
    return (await this.simulate(admitted, view, this.runtimes)).response;
  }

  /** Throws EndorsementError. */
  async endorse(admitted: AdmittedProposal, view: LedgerView): Promise<ProposalEndorsement> {
    const { response, event, simulation } = await this.simulate(admitted, view, this.runtimes);
    const results = simulation.results();
    await this.compare(admitted, view, { response, event, results });
    const { proposal, definition, channel } = admitted;
    const { name, version } = definition;
    const extension = ChaincodeAction.encode({
      results: results.publicRwSet,
      events:
        event === undefined
          ? noBytes
          : ChaincodeEvent.encode({ ...event, chaincodeId: name, txId: proposal.channelHeader.txId }),
      response,
      chaincodeId: { path: '', name, version },
    });
    const payload = ProposalResponsePayload.encode({ proposalHash: proposal.hash, extension });
    const signed = Buffer.concat([payload, this.serialized]);
    const signature = await this.identity.signInBackground(signed);
    channel.identities.made(channel.identities.validate(this.serialized), signed, signature);
    return { response, payload, endorsement: { endorser: this.serialized, signature }, results };
  }

  /** Has the witness simulate, too. Throws EndorsementError when it comes to something else. */
  private async compare(admitted: AdmittedProposal, view: LedgerView, simulated: Simulated): Promise<void> {
    if (!this.witnesses.has(admitted.definition.name)) return;
    const { response, event, simulation } = await this.simulate(admitted, view, this.witnesses);
    const difference = nondeterminism(simulated, { response, event, results: simulation.results() });
    if (difference !== undefined) throw new EndorsementError('execution', difference, false);
  }

  private async simulate(
    { proposal, creator, channel, definition, input }: AdmittedProposal,
    view: LedgerView,
    runtimes: ReadonlyMap<string, ChaincodeRuntime>,
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
    const runtime = runtimes.get(definition.name);
    if (runtime === undefined) throw new Error(`No runtime for chaincode ${definition.name}`);
    try {
      const call = { channelId, txId, input, proposal: proposal.signed, simulation };
      const { response, event } = await runtime.execute(this.mspId, call);
      const { status, message } = response;
      if (status < 200 || status >= errorThreshold) {
        throw new EndorsementError('chaincode', `chaincode response ${status}, ${message}`, false, response);
      }
      return { response, event, simulation };
    } catch (error) {
      if (!(error instanceof ExecutionError)) throw error;
      throw new EndorsementError('execution', `error in simulation: ${error.message}`, error.retry);
    }
  }
}

const noBytes: Buffer = Buffer.alloc(0);

/** The input as it goes to the chaincode. */
export function chaincodeInput(proposal: UnpackedProposal): Buffer {
  return ChaincodeInput.encode(proposal.input);
}
