/** Balances, money that has arrived, supplies, withdrawals (spec 12 and 13). */
import { type Account, type Credit, type TokenName } from '../../domain/account';
import { recordType } from '../record-type';

const moving = ['available', 'lockedForWithdrawal', 'escrowed'] as const;
export const accountRecord = recordType<Account>()({
  family: 'account',
  key: (r) => [r.member, r.token],
  amounts: moving,
  lists: { movements: moving },
});
export const creditRecord = recordType<Credit>()({
  family: 'credit',
  key: (r) => [r.member, r.token, r.id],
  amounts: [],
  lists: { movements: moving },
});

export interface Supply {
  readonly token: TokenName;
  readonly total: bigint;
}
export const supplyRecord = recordType<Supply>()({ family: 'supply', key: (r) => [r.token], amounts: ['total'] });

/** What a member has locked and waits for the banker to pay out. */
export interface Withdrawal {
  readonly member: string;
  readonly amount: bigint;
  /** When it last changed. */
  readonly at: string;
}
export const withdrawalRecord = recordType<Withdrawal>()({
  family: 'withdrawal',
  key: (r) => [r.member],
  amounts: ['amount'],
});
