/** Balances, supplies, withdrawals and movements of ENT, eEuro and trust coin (spec 12 and 13). */
import { Type } from '@sinclair/typebox';
import * as s from '../schemas';
import { closed, page } from './shared';

const accountFields = {
  member: s.MemberId,
  token: s.Token,
  available: s.Amount,
  locked: Type.String({ ...s.Amount, description: 'Locked for withdrawal, escrowed in offers' }),
  lockedForWithdrawal: s.Amount,
  escrowed: s.Amount,
};
export const Balance = Type.Object(
  {
    ...accountFields,
    unfolded: Type.Integer({
      description: 'Credits that the next spending folds in; their sum is in the figures above',
    }),
  },
  { ...closed, $id: 'Balance' },
);
export const AccountRecord = Type.Object(accountFields, {
  ...closed,
  $id: 'AccountRecord',
  description:
    'The account as the transaction left it. Credits that wait to be folded in are not in it, for to read them would make every payment collide with what arrives: the balance has them.',
});
export const Supply = Type.Object({ token: s.Token, total: s.Amount }, { ...closed, $id: 'Supply' });
export const Withdrawal = Type.Object(
  { member: s.MemberId, amount: s.Amount, at: s.Time },
  { ...closed, $id: 'Withdrawal' },
);
export const WithdrawalPage = page(Withdrawal);
export const movementKinds = [
  'mint',
  'burn',
  'transferOut',
  'transferIn',
  'lock',
  'unlock',
  'escrow',
  'escrowReleased',
  'sale',
  'purchase',
  'fee',
  'stake',
  'unstake',
  'reward',
  'feeShare',
] as const;
export const Movement = Type.Object(
  {
    kind: s.oneOf(movementKinds, 'What moved the balance'),
    available: Type.String({ ...s.SignedAmount, description: 'Change of the available amount' }),
    lockedForWithdrawal: s.SignedAmount,
    escrowed: s.SignedAmount,
    counterparty: Type.Union([s.MemberId, Type.Null()]),
    reference: Type.String({
      description: 'Listing, offer or transaction that it belongs to',
      examples: ['fontana_20260601T1200Z'],
    }),
    at: s.Time,
    transaction: s.TransactionId,
  },
  { ...closed, $id: 'Movement' },
);
export const MovementPage = page(Movement);
