import { type CallerView } from '../model/views';
import { read } from './api';
import { type Resource, useResource } from './resources';
import { session } from './session';
import { useStore } from './store';

/** Who is signed in, as the ledger knows it. */
export function useMe(): Resource<CallerView> {
  const signedIn = useStore(session);
  return useResource(signedIn && '/v1/me', () => read<CallerView>('/v1/me'), {
    changedBy: ({ transaction, changes }) =>
      ['GrantRole', 'RevokeRole', 'ChangeBanker', 'CastVote'].includes(transaction) ||
      changes.some(({ key }) => key === `member/${signedIn?.member ?? ''}`),
  });
}

/** The member id of whoever is signed in; empty for nobody. */
export const useMember = (): string => useStore(session)?.member ?? '';
