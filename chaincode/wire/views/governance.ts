/** Votes and network parameters (spec 13). */
import { Type } from '@sinclair/typebox';
import * as s from '../schemas';
import { closed, page } from './shared';

export const Vote = Type.Object(
  {
    id: s.VoteId,
    command: Type.String({ examples: ['SetParameter'] }),
    arguments: Type.Record(Type.String(), Type.String(), { examples: [{ name: 'B', value: '0.4' }] }),
    state: s.oneOf(['open', 'passed', 'failed', 'expired'], 'State'),
    openedAt: s.Time,
    closedAt: Type.Union([s.Time, Type.Null()]),
    ballots: Type.Array(Type.Object({ voter: s.MemberId, yes: Type.Boolean(), at: s.Time }, closed)),
  },
  { ...closed, $id: 'Vote' },
);
export const VotePage = page(Vote);
export const Parameters = Type.Record(Type.String(), Type.String(), {
  $id: 'Parameters',
  examples: [{ M: '0.25', B: '0.4' }],
});
export const MemberList = Type.Array(s.MemberId);
