import { type TProperties, Type } from '@sinclair/typebox';
import { type ErrorCode } from '../../domain/errors';
import { grantableRoles } from '../../domain/roles';
import { declare } from '../declaration';
import * as s from '../schemas';
import * as v from '../views';

const contract = 'governance';

const GrantableRole = s.oneOf(grantableRoles, 'Role that a vote can grant');
const ParameterName = Type.String({
  pattern: '^[A-Za-z][A-Za-z0-9]{0,39}$',
  description: 'Name of a network parameter',
  examples: ['B'],
});
const RuleName = Type.String({
  pattern: '^[a-z][A-Za-z]{0,39}$',
  description: 'Name of a rule of a market',
  examples: ['priceCap'],
});
const Value = Type.String({
  pattern: '^[A-Za-z0-9@._-]{1,140}$',
  description: 'Value of at most 140 letters, digits and @ . _ -',
  examples: ['0.4'],
});

/** A command is a vote: the first call opens it with the caller's yes, the call that passes it executes it (spec 13). */
const command = <const Args extends TProperties>(
  name: string,
  summary: string,
  args: Args,
  errors: readonly ErrorCode[],
) =>
  declare({
    contract,
    name,
    kind: 'submit',
    summary: `Vote: ${summary}`,
    args,
    result: v.Vote,
    callers: ['voter'],
    errors,
  });

export const AddVoter = command('AddVoter', 'makes a member a voter', { member: s.MemberId }, [
  'MEMBER_NOT_FOUND',
  'ROLE_HELD',
  'MEMBER_STATUS',
  'TOO_MANY_VOTERS',
]);
export const RemoveVoter = command('RemoveVoter', 'takes the voter role from a member', { member: s.MemberId }, [
  'MEMBER_NOT_FOUND',
  'ROLE_NOT_HELD',
  'LAST_VOTER',
]);
export const ChangeBanker = command('ChangeBanker', 'makes a member the banker', { member: s.MemberId }, [
  'MEMBER_NOT_FOUND',
  'ROLE_HELD',
  'MEMBER_STATUS',
]);
export const GrantRole = command('GrantRole', 'grants a role', { member: s.MemberId, role: GrantableRole }, [
  'MEMBER_NOT_FOUND',
  'ROLE_HELD',
  'MEMBER_STATUS',
]);
export const RevokeRole = command('RevokeRole', 'takes a role back', { member: s.MemberId, role: GrantableRole }, [
  'MEMBER_NOT_FOUND',
  'ROLE_NOT_HELD',
]);
export const SetParameter = command('SetParameter', 'sets a network parameter', { name: ParameterName, value: Value }, [
  'PARAMETER_UNKNOWN',
  'PARAMETER_RANGE',
]);
export const ChangeMarketRule = command(
  'ChangeMarketRule',
  "changes one of a market's rules, or its operator, from its next listing on",
  { market: s.MarketId, rule: RuleName, value: Value },
  [
    'MARKET_NOT_FOUND',
    'MARKET_RULES_INVALID',
    'METERING_UNAVAILABLE',
    'MEMBER_NOT_FOUND',
    'MEMBER_STATUS',
    'ROLE_NOT_HELD',
  ],
);
export const RegisterStorageUnit = command(
  'RegisterStorageUnit',
  'makes an identity a storage unit of a member',
  { unit: s.StorageUnitId, owner: s.MemberId },
  ['MEMBER_NOT_FOUND', 'MEMBER_STATUS', 'UNIT_EXISTS'],
);
export const RemoveStorageUnit = command(
  'RemoveStorageUnit',
  'takes a storage unit out; the energy in it is lost, its sessions end',
  { unit: s.StorageUnitId },
  ['UNIT_NOT_FOUND', 'UNIT_STATE'],
);
const fundErrors = ['MEMBER_NOT_FOUND', 'CURRENCY_REGIME'] as const satisfies readonly ErrorCode[];
export const MintFromFund = command(
  'MintFromFund',
  'mints eEuro to a member, where the community fund issues it',
  { member: s.MemberId, amount: s.AmountAboveZero },
  [...fundErrors, 'SUPPLY_EXCEEDED'],
);
export const BurnFromFund = command(
  'BurnFromFund',
  'burns eEuro that a member locked, where the community fund issues it',
  { member: s.MemberId, amount: s.AmountAboveZero },
  [...fundErrors, 'INSUFFICIENT_FUNDS'],
);
export const UnlockFromFund = command(
  'UnlockFromFund',
  'gives locked eEuro back to a member, where the community fund issues it',
  { member: s.MemberId, amount: s.AmountAboveZero },
  [...fundErrors, 'INSUFFICIENT_FUNDS'],
);
/** Its argument names the roots: of the organisations that endorse, and of those that order. */
export const RecognizeOrderers = declare({
  contract,
  name: 'RecognizeOrderers',
  kind: 'submit',
  summary: 'Vote: recognises the roots by whose signatures the chaincode checks blocks and transactions',
  args: { roots: s.Json },
  documents: { roots: v.RecognizedRoots },
  result: v.Vote,
  callers: ['voter'],
  errors: ['ROOTS_INVALID'],
});
export const SuspendMember = command('SuspendMember', 'suspends a member', { member: s.MemberId }, [
  'MEMBER_NOT_FOUND',
  'MEMBER_STATUS',
  'LAST_VOTER',
]);
export const ReinstateMember = command('ReinstateMember', 'reinstates a suspended member', { member: s.MemberId }, [
  'MEMBER_NOT_FOUND',
  'MEMBER_STATUS',
]);

export const FindFraud = command(
  'FindFraud',
  'finds that a member traded or rated by fraud: 1 trust point, until three members have rated it anew',
  { member: s.MemberId },
  ['MEMBER_NOT_FOUND'],
);

export const GetVote = declare({
  contract,
  name: 'GetVote',
  kind: 'evaluate',
  summary: 'A vote with its ballots',
  args: { vote: s.VoteId },
  result: v.Vote,
  callers: ['member'],
  errors: ['VOTE_NOT_FOUND'],
});
export const GetVotes = declare({
  contract,
  name: 'GetVotes',
  kind: 'evaluate',
  summary: 'All votes, by id',
  args: { pageSize: s.PageSize, bookmark: s.Bookmark },
  result: v.VotePage,
  callers: ['member'],
});
export const GetVoters = declare({
  contract,
  name: 'GetVoters',
  kind: 'evaluate',
  summary: 'The voters',
  args: {},
  result: v.MemberList,
  callers: ['member'],
});
export const GetParameters = declare({
  contract,
  name: 'GetParameters',
  kind: 'evaluate',
  summary: 'The network parameters',
  args: {},
  result: v.Parameters,
  callers: ['member'],
});
