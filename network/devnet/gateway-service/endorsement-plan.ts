import { status } from '@grpc/grpc-js';
import { collectionOf, majorityOf } from '../channel-config';
import { keyPolicyOf, satisfiesKeyPolicy } from '../committer/key-policy';
import { type AdmittedProposal, EndorsementError, type Endorser, type ProposalEndorsement } from '../endorser/endorser';
import { type SimulationResults } from '../endorser/rwset-builder';
import { type LedgerView } from '../store/shared-view';
import { type ErrorDetail } from '../wire/gateway-messages';
import { type Endorsement } from '../wire/peer-messages';
import { detailOf, endorseFailed } from './admission';
import { RpcError } from './rpc-error';

export interface CollectedEndorsements {
  readonly payload: Buffer;
  readonly endorsements: readonly Endorsement[];
  readonly results: SimulationResults;
}

type Outcome = ProposalEndorsement | EndorsementError;

/**
 * Collects what the endorsement policy needs: from the organisations that the client names, or from the local peer
 * and as many others as make a majority, of those alone that may see the private data involved. All simulate on the
 * ledger as it is now. Throws RpcError, with Fabric's words, when too few agree.
 */
export async function endorse(
  admitted: AdmittedProposal,
  endorsers: readonly Endorser[],
  local: Endorser,
  chosen: readonly Endorser[],
): Promise<CollectedEndorsements> {
  const view = admitted.channel.ledger.view();
  try {
    const plan = new Plan(admitted, view);
    return await (chosen.length > 0 ? plan.fromAll(chosen) : plan.fromMajority(endorsers, local));
  } finally {
    view.release();
  }
}

let turn = 0;

class Plan {
  private readonly details: ErrorDetail[] = [];
  private readonly endorsements: Endorsement[] = [];
  private agreed: ProposalEndorsement | undefined;

  constructor(
    private readonly admitted: AdmittedProposal,
    private readonly view: LedgerView,
  ) {}

  async fromAll(chosen: readonly Endorser[]): Promise<CollectedEndorsements> {
    const outcomes = await Promise.all(chosen.map((endorser) => this.ask(endorser)));
    let agreeing = 0;
    for (const [index, outcome] of outcomes.entries()) {
      if (this.accept(chosen[index] as Endorser, outcome)) agreeing++;
    }
    return this.collected(agreeing === chosen.length);
  }

  async fromMajority(endorsers: readonly Endorser[], local: Endorser): Promise<CollectedEndorsements> {
    const needed = majorityOf(endorsers.length) - 1;
    // Others take turns.
    const rest = endorsers.filter((endorser) => endorser !== local);
    const rotated = rest.map((_, index) => rest[(index + turn) % rest.length] as Endorser);
    turn = (turn + 1) % 1_000_000;
    // Who gets transient data is known only when the local peer has simulated; otherwise all begin at once.
    const early = this.admitted.proposal.transientMap.size > 0 ? [] : rotated.slice(0, needed);
    const asked = new Map(early.map((endorser) => [endorser, this.ask(endorser)]));
    const first = await this.ask(local);
    if (first instanceof EndorsementError) {
      throw endorseFailed([detailOf(local, first.message)]);
    }
    this.accept(local, first);
    let missing = needed;
    const candidates = this.eligible(rotated, local, first.results, needed);
    while (missing > 0 && candidates.length > 0) {
      const next = candidates.splice(0, missing);
      const outcomes = await Promise.all(next.map((endorser) => asked.get(endorser) ?? this.ask(endorser)));
      for (const [index, outcome] of outcomes.entries()) {
        if (this.accept(next[index] as Endorser, outcome)) missing--;
      }
    }
    if (missing === 0) await this.satisfyKeyPolicies(first.results, candidates);
    return this.collected(missing === 0);
  }

  /** Asks further peers until those that have endorsed satisfy the policies of the keys that are written, too. */
  private async satisfyKeyPolicies({ written }: SimulationResults, candidates: Endorser[]): Promise<void> {
    const { definition, channel } = this.admitted;
    const policies = new Map<string, Buffer>();
    for (const key of written) {
      const policy = keyPolicyOf(this.view.state.state(definition.name, key));
      if (policy !== undefined) policies.set(policy.toString('latin1'), policy);
    }
    for (const policy of policies.values()) {
      const isSatisfied = (): boolean =>
        satisfiesKeyPolicy(
          this.endorsements.map(({ endorser }) => channel.identities.validate(endorser)),
          policy,
        );
      while (!isSatisfied()) {
        const next = candidates.shift();
        if (next === undefined) throw unsatisfiable();
        this.accept(next, await this.ask(next));
      }
    }
  }

  private async ask(endorser: Endorser): Promise<Outcome> {
    try {
      return await endorser.endorse(this.admitted, this.view);
    } catch (error) {
      if (error instanceof EndorsementError) return error;
      throw error;
    }
  }

  /** Whether the peer endorsed, and the same as those before it. */
  private accept(endorser: Endorser, outcome: Outcome): boolean {
    if (outcome instanceof EndorsementError) {
      this.details.push(detailOf(endorser, outcome.message));
      return false;
    }
    this.agreed ??= outcome;
    if (!this.agreed.payload.equals(outcome.payload)) {
      this.details.push(detailOf(endorser, 'ProposalResponsePayloads do not match'));
      return false;
    }
    this.endorsements.push(outcome.endorsement);
    return true;
  }

  private collected(complete: boolean): CollectedEndorsements {
    if (!complete || this.agreed === undefined) {
      throw new RpcError(
        status.ABORTED,
        'failed to collect enough transaction endorsements, see attached details for more info',
        this.details,
      );
    }
    return { payload: this.agreed.payload, endorsements: this.endorsements, results: this.agreed.results };
  }

  /** The other peers that may endorse: members of the collections that were read, or written with transient data. */
  private eligible(
    others: readonly Endorser[],
    local: Endorser,
    results: SimulationResults,
    needed: number,
  ): Endorser[] {
    const transient = this.admitted.proposal.transientMap.size > 0;
    const members = (names: readonly string[]): Endorser[] =>
      others.filter(({ mspId }) => names.every((name) => this.isMember(name, mspId)));
    const names = [...results.collections.keys()];
    const read = names.filter((name) => results.collections.get(name)?.read === true);
    const restricting = transient ? names : read;
    const eligible = members(restricting);
    const localMayEndorse = restricting.every((name) => this.isMember(name, local.mspId));
    if (eligible.length >= needed && localMayEndorse) return eligible;
    const protectedNames = names.filter((name) => !read.includes(name));
    if (transient && protectedNames.length > 0 && members(read).length >= needed) {
      throw new RpcError(
        status.FAILED_PRECONDITION,
        `requires endorsement from organisation(s) that are not in the distribution policy of the private data collection(s): [${protectedNames.join(' ')}]; retry specifying trusted endorsing organizations to protect transient data`,
      );
    }
    throw unsatisfiable();
  }

  private isMember(collection: string, mspId: string): boolean {
    return collectionOf(this.admitted.definition, collection)?.memberMspIds.includes(mspId) ?? false;
  }
}

function unsatisfiable(): RpcError {
  return new RpcError(
    status.FAILED_PRECONDITION,
    'no combination of peers can be derived which satisfy the endorsement policy: no peer combination can satisfy the endorsement policy',
  );
}
