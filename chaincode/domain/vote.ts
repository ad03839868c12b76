import { type Seconds, formatTime, parseTime } from './time';

export interface Ballot {
  readonly voter: string;
  readonly yes: boolean;
  readonly at: string;
}

export type VoteState = 'open' | 'passed' | 'failed' | 'expired';

/** One round of voting on a command with its arguments (spec 13). */
export interface Vote {
  readonly command: string;
  /** First 16 hex digits of the hash of the command's canonical arguments. */
  readonly topic: string;
  readonly round: number;
  readonly arguments: Readonly<Record<string, string>>;
  readonly state: VoteState;
  readonly openedAt: string;
  readonly closedAt: string | null;
  readonly ballots: readonly Ballot[];
}

/** No network has more voters, so that counting a vote stays small. */
export const MOST_VOTERS = 100;

/**
 * The vote after `voter` called its command: the first call says yes, each further call by the same voter turns its
 * vote round. Counted over those who are voters now: passed when more than half of them say yes, failed when that
 * can't happen any more. Ballots of former voters stay on record and don't count.
 */
export function castBallot(vote: Vote, voter: string, voters: readonly string[], now: Seconds): Vote {
  const before = vote.ballots.find((ballot) => ballot.voter === voter);
  const at = formatTime(now);
  const ballots = [
    ...vote.ballots.filter((ballot) => ballot.voter !== voter),
    { voter, yes: !(before?.yes ?? false), at },
  ];
  const entitled = ballots.filter((ballot) => voters.includes(ballot.voter));
  const yes = entitled.filter((ballot) => ballot.yes).length;
  const no = entitled.length - yes;
  if (2 * yes > voters.length) return { ...vote, ballots, state: 'passed', closedAt: at };
  if (2 * (voters.length - no) <= voters.length) return { ...vote, ballots, state: 'failed', closedAt: at };
  return { ...vote, ballots };
}

/** Whether an open vote has outlived `voteExpiry` seconds. */
export const hasExpired = (vote: Vote, voteExpiry: number, now: Seconds): boolean =>
  vote.state === 'open' && now > parseTime(vote.openedAt) + voteExpiry;
