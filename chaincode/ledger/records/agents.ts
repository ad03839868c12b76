/** Agents, epochs, attestations, and fees that are held for an epoch's traders (spec 14). */
import { type Agent } from '../../domain/agents/agent';
import { type Epoch } from '../../domain/agents/epoch';
import { type Part } from '../../domain/agents/fee-shares';
import { keyNumber } from '../key';
import { recordType } from '../record-type';

export const agentRecord = recordType<Agent>()({
  family: 'agent',
  key: (r) => [r.member],
  amounts: ['stake', 'fresh', 'score'],
});

/** Who has a stake, and which epoch it is. */
export interface Roster {
  /** Sorted; at most MOST_AGENTS. */
  readonly members: readonly string[];
  readonly epoch: number;
}
export const rosterRecord = recordType<Roster>()({ family: 'agents', key: () => ['main'], amounts: [] });

export const epochRecord = recordType<Epoch>()({ family: 'epoch', key: (r) => [keyNumber(r.number)], amounts: [] });

/** What came of a listing's attestation, or of a false one: there can be several of those. */
export interface AttestationEntry {
  readonly epoch: number;
  readonly listing: string;
  /** Who attested; null where nobody did in time. */
  readonly member: string | null;
  readonly outcome: 'attested' | 'wrong' | 'timedOut';
  /** What the agent said; null where nobody did. */
  readonly digest: string | null;
  /** Ledger time. */
  readonly at: string;
  readonly transaction: string;
  /** tv in millionths; 0 unless attested. */
  readonly value: bigint;
  /** The agent's own score after it, in millionths. */
  readonly score: bigint;
  /** Micro-TRUST. */
  readonly minted: bigint;
  readonly burned: bigint;
  /** lambda in micro-eEuro, paid when the listing settles; 0 until then. */
  readonly paid: bigint;
}
/** Stands for nobody in a key. */
const NOBODY = '-';
export const attestationRecord = recordType<AttestationEntry>()({
  family: 'attestation',
  key: (r) => [keyNumber(r.epoch), r.listing, r.member ?? NOBODY],
  amounts: ['value', 'score', 'minted', 'burned', 'paid'],
});

/** The fees of a listing between its settling and the sharing out of its epoch's fees; its agent's part is taken out. */
export interface FeeHold {
  readonly listing: string;
  /** Micro-eEuro; no account has it. */
  readonly held: bigint;
  /** Sum of each trade's fee x its buyer's score so far, both in millionths; what lambda comes from. */
  readonly weighed: bigint;
}
export const feeHoldRecord = recordType<FeeHold>()({
  family: 'fee-hold',
  key: (r) => [r.listing],
  amounts: ['held', 'weighed'],
});

/** How far sharing an epoch's fees out has come. */
export interface FeeSharing {
  readonly epoch: number;
  /** Adding up what traders traded; dividing the fees; paying. */
  readonly state: 'counting' | 'ranking' | 'paying' | 'done';
  /** Micro-eEuro in all. */
  readonly fees: bigint;
  readonly traders: number;
  /** Sum of score x energy over all traders. */
  readonly weight: bigint;
  /** Where counting goes on: the place of the listing in the epoch, and its page. */
  readonly listing: number;
  readonly page: number;
  /** Micro-eEuro that no floor has taken: one each for the largest remainders. */
  readonly spare: bigint;
  /** Micro-eEuro. */
  readonly paid: bigint;
}
export const feeSharingRecord = recordType<FeeSharing>()({
  family: 'fee-sharing',
  key: (r) => [keyNumber(r.epoch)],
  amounts: ['fees', 'weight', 'spare', 'paid'],
});

/** What a trader traded in an epoch, while its fees are being shared out. */
export interface EpochTrader {
  readonly epoch: number;
  readonly member: string;
  /** Its score when it was first counted, in millionths. */
  readonly score: bigint;
  /** Wh. */
  readonly energy: bigint;
}
export const epochTraderRecord = recordType<EpochTrader>()({
  family: 'epoch-trader',
  key: (r) => [keyNumber(r.epoch), r.member],
  amounts: ['score', 'energy'],
});

/** A trader's part before it is paid, in the order of remainders, the largest first. */
export interface FeePart extends Part {
  readonly epoch: number;
  readonly member: string;
  readonly rank: string;
}
export const feePartRecord = recordType<FeePart>()({
  family: 'fee-part',
  key: (r) => [keyNumber(r.epoch), r.rank, r.member],
  amounts: ['floor', 'remainder'],
});
