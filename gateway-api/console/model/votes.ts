/** How votes stand, counted as the chaincode counts them (spec 13). */
import { type parameters } from '../../../chaincode/domain/parameters';
import type * as governance from '../../../chaincode/wire/transactions/governance';
import { type VoteView } from './views';

/** Commands to vote on. Recognising orderers takes a document of keys that nobody types, so only its open votes are shown. */
export type VoteCommand = Exclude<
  keyof typeof governance,
  'GetVote' | 'GetVotes' | 'GetVoters' | 'GetParameters' | 'RecognizeOrderers'
>;

/** What a command is about, as fields of a form. */
export type VoteField = 'member' | 'role' | 'name' | 'value' | 'market' | 'rule' | 'unit' | 'owner' | 'amount';

/** The arguments of each command, in the order of a sentence. */
export const commandFields: Readonly<Record<VoteCommand, readonly VoteField[]>> = {
  SetParameter: ['name', 'value'],
  AddVoter: ['member'],
  RemoveVoter: ['member'],
  ChangeBanker: ['member'],
  GrantRole: ['member', 'role'],
  RevokeRole: ['member', 'role'],
  RegisterStorageUnit: ['unit', 'owner'],
  RemoveStorageUnit: ['unit'],
  ChangeMarketRule: ['market', 'rule', 'value'],
  SuspendMember: ['member'],
  ReinstateMember: ['member'],
  FindFraud: ['member'],
  MintFromFund: ['member', 'amount'],
  BurnFromFund: ['member', 'amount'],
  UnlockFromFund: ['member', 'amount'],
};

/** Where a vote stands. Ballots of who is no voter any more stay on record and don't count. */
export interface VoteStanding {
  readonly yes: number;
  readonly no: number;
  readonly voters: number;
  /** Yes votes that pass it: more than half of the voters. */
  readonly needed: number;
  /** What a member has said: undefined before it has voted. */
  readonly mine: boolean | undefined;
}

/** Counts an open vote over those who are voters now; `member` is who is asked about as `mine`. */
export function standingOf(vote: VoteView, voters: readonly string[], member: string): VoteStanding {
  const counted = vote.ballots.filter(({ voter }) => voters.includes(voter));
  const yes = counted.filter((ballot) => ballot.yes).length;
  return {
    yes,
    no: counted.length - yes,
    voters: voters.length,
    needed: Math.floor(voters.length / 2) + 1,
    mine: counted.find(({ voter }) => voter === member)?.yes,
  };
}

/** The arguments that a command takes, out of all that a form holds, without blanks around them. */
export function argumentsOf(
  command: VoteCommand,
  values: Readonly<Record<VoteField, string>>,
): Partial<Record<VoteField, string>> {
  return Object.fromEntries(commandFields[command].map((name) => [name, values[name].trim()]));
}

/** The open ones first, the latest of each first. */
export const inOrder = (votes: readonly VoteView[]): VoteView[] =>
  [...votes].sort(
    (a, b) =>
      Number(b.state === 'open') - Number(a.state === 'open') || Date.parse(b.openedAt) - Date.parse(a.openedAt),
  );

/** What a parameter may be, for the note below its field. */
export function rangeOf(parameter: (typeof parameters)[keyof typeof parameters]): string {
  return 'choices' in parameter ? parameter.choices.join(', ') : `${parameter.least} – ${parameter.most}`;
}
