/** Agents, epochs, attestations and shares of fees as members see them. */
import { type Agent } from '../domain/agents/agent';
import { type Epoch } from '../domain/agents/epoch';
import { formatMicros } from '../domain/units';
import { type AttestationEntry, type FeeSharing } from '../ledger/records';
import { type ResultOf } from '../wire/declaration';
import type * as declared from '../wire/transactions/agents';

export type AgentView = ResultOf<typeof declared.GetAgent>;
export type EpochView = ResultOf<typeof declared.GetEpoch>;
export type AttestationView = ResultOf<typeof declared.AttestClearing>;
export type FeeSharingView = ResultOf<typeof declared.GetFeeSharing>;

export const agentView = ({ member, state, stake, score, batches, since }: Agent): AgentView => ({
  ...{ member, state, batches, since },
  stake: formatMicros(stake),
  score: formatMicros(score),
});

export const epochView = (epoch: Epoch): EpochView => ({
  ...epoch,
  agents: [...epoch.agents],
  listings: [...epoch.listings],
  resigned: [...epoch.resigned],
  next: epoch.next && [...epoch.next],
  draw: epoch.draw && { ...epoch.draw },
});

export const attestationView = (entry: AttestationEntry): AttestationView => ({
  ...entry,
  value: formatMicros(entry.value),
  score: formatMicros(entry.score),
  minted: formatMicros(entry.minted),
  burned: formatMicros(entry.burned),
  paid: formatMicros(entry.paid),
});

/** How far sharing has come; `held` before it begins. */
export interface SharedFees extends Omit<FeeSharing, 'state'> {
  readonly state: FeeSharing['state'] | 'held';
}

export const feeSharingView = ({ epoch, state, fees, traders, paid }: SharedFees): FeeSharingView => ({
  ...{ epoch, state, traders },
  fees: formatMicros(fees),
  paid: formatMicros(paid),
});
