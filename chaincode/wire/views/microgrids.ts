/** Microgrids of a market with two-level prices (spec 14). */
import { type Static, Type } from '@sinclair/typebox';
import * as s from '../schemas';
import { closed, page } from './shared';

/** Which microgrid of a market a member belongs to. */
export const MicrogridAssignment = Type.Object(
  { market: s.MarketId, member: s.MemberId, microgrid: s.MicrogridId, assignedAt: s.Time },
  { ...closed, $id: 'MicrogridAssignment' },
);
export const MicrogridAssignmentPage = page(MicrogridAssignment);

export type MicrogridAssignmentView = Static<typeof MicrogridAssignment>;
