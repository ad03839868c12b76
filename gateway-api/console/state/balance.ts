import { type TokenName } from '../../../chaincode/domain/account';
import { type BalanceView } from '../model/views';
import { read } from './api';
import { type LiveEvent } from './live';
import { useMember } from './me';
import { type Resource, useResource } from './resources';

/** Records of the ledger that change what a member holds. */
const families = ['account', 'credit', 'withdrawal', 'offer', 'order', 'agent'];

/** Whether an event changes what a member holds. */
export function changesAccountOf(member: string): (event: LiveEvent) => boolean {
  return ({ by, members, changes }) =>
    by === member ||
    (members ?? []).includes(member) ||
    changes.some(({ key }) => {
      const [family = '', owner] = key.split('/');
      return families.includes(family) && owner === member;
    });
}

/** What the member who is signed in holds of a token. */
export function useBalance(token: TokenName): Resource<BalanceView> {
  const member = useMember();
  const path = `/v1/accounts/${member}/${token}`;
  return useResource(member === '' ? undefined : path, () => read<BalanceView>(path), {
    changedBy: changesAccountOf(member),
  });
}
