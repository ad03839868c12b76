/** What attesting a batch is worth (spec 14): the agent's own score, and its reward in eEuro and trust coin. */
import { type Fixed, fixedOf, ratioOfFixed, sigmoid } from '../fixed-point';
import { fixedMean, meanWith } from '../trust/running-mean';
import { type TrustUnits } from '../trust/trust-score';
import { type Ratio } from '../units';

/** The batch: one listing's trades. */
export interface Batch {
  /** Micro-eEuro that its buyers pay. */
  readonly money: bigint;
  readonly trades: number;
}

export interface AgentStanding {
  /** Millionths, 0..5. */
  readonly score: Ratio;
  readonly batches: number;
  /** Seconds since its first stake. */
  readonly served: bigint;
}

export interface Attested {
  /** tv: what the attestation is worth, 0..5 in millionths. */
  readonly value: Ratio;
  /** The agent's score after it. */
  readonly score: Ratio;
  /** Micro-TRUST that is minted to the agent: rho without lambda. */
  readonly minted: bigint;
}

/** The epoch's fixed reward of a batch, in micro-TRUST. */
const FIXED_REWARD = 5_000_000n;
const BEST = 5_000_000n;

/**
 * Values an attestation: avg = (S(time as agent) + S(money in the batch) + S(trades in the batch)) / 3; tv = the mean of
 * avg x score / 5 over the other agents of the epoch (an agent alone is measured by itself); score' = (score x batches +
 * tv) / (batches + 1); minted = 5 + omega + tv with omega = S(money in the batch). Trades count one by one, time and money
 * in `units`. Each figure is rounded once, half to even to a millionth.
 *
 * tv is at most the others' mean score, so an agent's own score falls below 3 with its first batch and the scores of all
 * agents drift down together: they order agents among themselves and say nothing on a scale.
 */
export function valueAttestation(
  agent: AgentStanding,
  others: readonly Pick<AgentStanding, 'score'>[],
  batch: Batch,
  units: TrustUnits,
): Attested {
  const omega = sigmoid(fixedOf(batch.money, units.money));
  const average = fixedMean([
    sigmoid(fixedOf(agent.served, units.time)),
    omega,
    sigmoid(fixedOf(BigInt(batch.trades))),
  ]);
  const judges = others.length === 0 ? [agent] : others;
  const scores = judges.reduce((sum, { score }) => sum + score, 0n);
  const tv = ((average * scores) / (BEST * BigInt(judges.length))) as Fixed;
  const score = meanWith({ score: agent.score, count: agent.batches }, tv);
  return { value: ratioOfFixed(tv), score, minted: FIXED_REWARD + ratioOfFixed(omega) + ratioOfFixed(tv) };
}

/** What a trader without a rated trade counts as where a score weighs: S(0), the formula's value for a stranger. */
export const NEUTRAL_SCORE = 2_500_000n as Ratio;

/**
 * lambda in micro-eEuro: the sum of each trade's fee x its buyer's score / 5, times `feeShare`, rounded down once. So it
 * is never more than the fees; `weighedFees` is that sum of fee x score, both in millionths.
 */
export const lambdaOf = (weighedFees: bigint, feeShare: Ratio): bigint =>
  (weighedFees * feeShare) / (BEST * 1_000_000n);
