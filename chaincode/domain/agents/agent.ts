/**
 * Who verifies clearings (spec 14, "Agents and trust coin"): a member who has staked trust coin. Amounts in millionths.
 */
import { DomainError } from '../errors';
import { formatMicros, type Ratio } from '../units';

export interface Agent {
  readonly member: string;
  /** `resigned`: it wants no further seat, until it stakes again; `dismissed` for good: it attested falsely. */
  readonly state: 'active' | 'resigned' | 'dismissed';
  /** Micro-TRUST that it has staked; the same amount is escrowed in its account. */
  readonly stake: bigint;
  /** What of the stake was added while the epoch `freshIn` was under way: that epoch's lottery doesn't count it. */
  readonly fresh: bigint;
  readonly freshIn: number;
  /** Its own score as an agent, 0..5 in millionths; not its score as a trader. */
  readonly score: Ratio;
  /** Listings that it has attested. */
  readonly batches: number;
  /** Ledger time of its first stake. */
  readonly since: string;
}

/** No network has more agents with a stake, so that a lottery reads a bounded number of records. */
export const MOST_AGENTS = 200;

/** What an agent starts with, and what a trader without a rated trade counts as where an agent's trust is asked. */
export const FIRST_SCORE = 3_000_000n as Ratio;

export const newAgent = (member: string, since: string): Agent => ({
  member,
  state: 'active',
  stake: 0n,
  fresh: 0n,
  freshIn: 0,
  score: FIRST_SCORE,
  batches: 0,
  since,
});

/** The agent, or NOT_AGENT where there is none or it has nothing staked, AGENT_DISMISSED after a false attestation. */
export function requireAgent(member: string, agent: Agent | undefined): Agent {
  if (agent) requireNotDismissed(agent);
  if (!agent || agent.stake === 0n) {
    throw new DomainError('NOT_AGENT', `${member} has no trust coin staked and is no agent`, { member });
  }
  return agent;
}

/**
 * The agent with `amount` more at stake. Stake that comes while an epoch is under way (`epoch.underWay`) counts in no
 * lottery of that epoch: the lottery's seed may be known by then. AGENT_DISMISSED; STAKE_TOO_SMALL below `least`.
 */
export function addStake(
  agent: Agent,
  amount: bigint,
  { least, epoch }: { readonly least: bigint; readonly epoch: { readonly number: number; readonly underWay: boolean } },
): Agent {
  requireNotDismissed(agent);
  const stake = agent.stake + amount;
  requireLeast(stake, least);
  if (!epoch.underWay) return { ...agent, state: 'active', stake };
  const fresh = (agent.freshIn === epoch.number ? agent.fresh : 0n) + amount;
  return { ...agent, state: 'active', stake, fresh, freshIn: epoch.number };
}

/**
 * The agent with `amount` less at stake: what came last goes first. It keeps its score and its batches, so that nobody
 * sheds a bad score by leaving. NOT_AGENT; INSUFFICIENT_FUNDS where less is staked; STAKE_TOO_SMALL where it leaves some,
 * but less than `least`. Whether the agent has a seat to sit out is for `requireUnseated` to say.
 */
export function takeStake(agent: Agent, amount: bigint, least: bigint): Agent {
  const stake = requireAgent(agent.member, agent).stake - amount;
  if (stake < 0n) {
    const [found, needed] = [formatMicros(agent.stake), formatMicros(amount)];
    throw new DomainError('INSUFFICIENT_FUNDS', `${found} TRUST staked, ${needed} needed`, {
      token: 'TRUST',
      found,
      needed,
    });
  }
  if (stake > 0n) requireLeast(stake, least);
  const fresh = agent.fresh > amount ? agent.fresh - amount : 0n;
  return { ...agent, stake, fresh };
}

/** The agent after a false attestation: without stake, and out for good. */
export const dismissed = (agent: Agent): Agent => ({ ...agent, state: 'dismissed', stake: 0n, fresh: 0n });

/** What of the agent's stake counts in the lottery of an epoch: what was there before the epoch was under way. */
export const drawnStake = ({ stake, fresh, freshIn }: Agent, epoch: number): bigint =>
  freshIn === epoch ? stake - fresh : stake;

/**
 * Refuses (TRUST_TOO_LOW) who has not the trader's score that an agent needs. A trader without a rated trade (null)
 * counts as FIRST_SCORE: else nobody could be an agent of a young market.
 */
export function requireTrusted(member: string, score: Ratio | null, threshold: Ratio): void {
  if (isTrusted(score, threshold)) return;
  const [found, needed] = [formatMicros(score ?? FIRST_SCORE), formatMicros(threshold)];
  throw new DomainError('TRUST_TOO_LOW', `${member} has a trust score of ${found}, an agent needs ${needed}`, {
    member,
    found,
    needed,
  });
}

/** Whether a trader's score suffices for an agent. */
export const isTrusted = (score: Ratio | null, threshold: Ratio): boolean => (score ?? FIRST_SCORE) >= threshold;

function requireNotDismissed({ member, state }: Agent): void {
  if (state !== 'dismissed') return;
  throw new DomainError('AGENT_DISMISSED', `${member} attested a clearing falsely and is no agent any more`, {
    member,
  });
}

function requireLeast(stake: bigint, least: bigint): void {
  if (stake >= least) return;
  const [found, needed] = [formatMicros(stake), formatMicros(least)];
  throw new DomainError('STAKE_TOO_SMALL', `The stake would be ${found} TRUST, an agent has at least ${needed}`, {
    found,
    needed,
  });
}
