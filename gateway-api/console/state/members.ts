import { type MemberView } from '../model/views';
import { readAll } from './api';
import { type Resource, useResource } from './resources';

/** All members with their roles, by id. */
export const useMembers = (): Resource<MemberView[]> =>
  useResource('/v1/members', () => readAll<MemberView>('/v1/members'), {
    changedBy: ({ changes }) => changes.some(({ key }) => key.startsWith('member/')),
  });
