import { type ErrorCode } from '../../domain/errors';
import { declare } from '../declaration';
import * as s from '../schemas';
import * as v from '../views';

const contract = 'tokens';
const spending = ['INSUFFICIENT_FUNDS'] as const satisfies readonly ErrorCode[];

const transfer = (name: string, summary: string) =>
  declare({
    contract,
    name,
    kind: 'submit',
    summary,
    args: { to: s.MemberId, amount: s.AmountAboveZero },
    result: v.AccountRecord,
    callers: ['member'],
    errors: [...spending, 'SAME_ACCOUNT', 'MEMBER_NOT_FOUND'],
  });
export const TransferENT = transfer('TransferENT', "Moves ENT from the caller's account to another member's");
export const TransferEEuro = transfer('TransferEEuro', "Moves eEuro from the caller's account to another member's");
export const TransferTrustCoin = transfer(
  'TransferTrustCoin',
  "Moves trust coin (TRUST) from the caller's account to another member's",
);

export const LockEEuro = declare({
  contract,
  name: 'LockEEuro',
  kind: 'submit',
  summary: 'Locks eEuro of the caller for withdrawal: the banker burns it against euro, or unlocks it',
  args: { amount: s.AmountAboveZero },
  result: v.AccountRecord,
  callers: ['member'],
  errors: spending,
});

const banking = (name: string, summary: string, errors: readonly ErrorCode[]) =>
  declare({
    contract,
    name,
    kind: 'submit',
    summary,
    args: { member: s.MemberId, amount: s.AmountAboveZero },
    result: v.Supply,
    callers: ['banker'],
    errors: ['MEMBER_NOT_FOUND', 'CURRENCY_REGIME', ...errors],
  });
export const MintEEuro = banking('MintEEuro', 'Mints eEuro to a member for euro that the banker holds', [
  'SUPPLY_EXCEEDED',
]);
export const BurnEEuro = banking(
  'BurnEEuro',
  'Burns eEuro that its owner locked, or of a suspended or departed member, against euro paid out',
  spending,
);
export const UnlockEEuro = banking('UnlockEEuro', 'Gives locked eEuro back to its owner', spending);

export const GetWithdrawals = declare({
  contract,
  name: 'GetWithdrawals',
  kind: 'evaluate',
  summary: 'Who has locked eEuro and waits for it to be paid out, by member',
  args: { pageSize: s.PageSize, bookmark: s.Bookmark },
  result: v.WithdrawalPage,
  callers: ['banker', 'voter', 'auditor'],
});

export const FoldCredits = declare({
  contract,
  name: 'FoldCredits',
  kind: 'submit',
  summary:
    "Folds credits that have arrived at an account into its balance, at most 100 at a time; moves no money. By the account's member, a market operator or the banker",
  args: { member: s.MemberId, token: s.Token },
  result: v.AccountRecord,
  callers: ['member'],
  errors: ['MEMBER_NOT_FOUND'],
});

const balance = (name: string, summary: string) =>
  declare({
    contract,
    name,
    kind: 'evaluate',
    summary,
    args: { member: s.MemberId },
    result: v.Balance,
    callers: ['member'],
    errors: ['MEMBER_NOT_FOUND'],
  });
const ofWhom = 'for the member itself, the banker, voters, the market operator and auditors';
export const GetENTBalance = balance('GetENTBalance', `The ENT of a member, ${ofWhom}`);
export const GetEEuroBalance = balance('GetEEuroBalance', `The eEuro of a member, ${ofWhom}`);
export const GetTrustCoinBalance = balance('GetTrustCoinBalance', `The trust coin of a member, ${ofWhom}`);

export const GetAccountHistory = declare({
  contract,
  name: 'GetAccountHistory',
  kind: 'evaluate',
  summary: `What moved an account, newest first, ${ofWhom}`,
  args: { member: s.MemberId, token: s.Token, pageSize: s.PageSize, bookmark: s.Bookmark },
  result: v.MovementPage,
  callers: ['member'],
  errors: ['MEMBER_NOT_FOUND'],
});

const supply = (name: string, summary: string) =>
  declare({ contract, name, kind: 'evaluate', summary, args: {}, result: v.Supply, callers: ['member'] });
export const GetTotalENT = supply('GetTotalENT', 'All ENT in circulation, locked and escrowed included');
export const GetTotalEEuro = supply('GetTotalEEuro', 'All eEuro in circulation, locked and escrowed included');
export const GetTotalTrustCoin = supply('GetTotalTrustCoin', 'All trust coin in circulation, stakes included');
