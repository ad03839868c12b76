import { type BalanceView, type WithdrawalView } from '../model/views';
import { read, readAll, type Receipt, write } from './api';
import { type Resource, useResource } from './resources';

/** Who has locked eEuro and waits for euro. */
export const useWithdrawals = (): Resource<WithdrawalView[]> =>
  useResource('/v1/withdrawals', () => readAll<WithdrawalView>('/v1/withdrawals'), {
    changedBy: ({ transaction, changes }) =>
      ['LockEEuro', 'UnlockEEuro', 'BurnEEuro'].includes(transaction) ||
      changes.some(({ key }) => key.startsWith('withdrawal/')),
  });

/** A member's eEuro, for who may see it; nothing where no member is named. */
export const useEEuroOf = (member: string): Resource<BalanceView> => {
  const path = `/v1/accounts/${encodeURIComponent(member)}/eEuro`;
  return useResource(member === '' ? undefined : path, () => read<BalanceView>(path), {
    changedBy: ({ changes }) => changes.some(({ key }) => key.includes(member)),
  });
};

/** The banker's three works on a member's account. */
export const bank = (
  work: 'mint' | 'burn' | 'unlock',
  member: string,
  amount: string,
  key: string,
): Promise<Receipt<unknown>> =>
  write('POST', `/v1/accounts/${encodeURIComponent(member)}/eEuro/${work}`, { amount }, key);
