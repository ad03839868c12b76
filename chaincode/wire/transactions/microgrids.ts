import { declare } from '../declaration';
import * as s from '../schemas';
import * as v from '../views';

const contract = 'microgrids';

export const AssignMicrogrid = declare({
  contract,
  name: 'AssignMicrogrid',
  kind: 'submit',
  summary:
    "Says which microgrid of a market a member belongs to, from the next collecting on; by the market's operator",
  args: { market: s.MarketId, member: s.MemberId, microgrid: s.MicrogridId },
  result: v.MicrogridAssignment,
  callers: ['marketOperator'],
  errors: ['MARKET_NOT_FOUND', 'MEMBER_NOT_FOUND'],
});

export const GetMicrogrids = declare({
  contract,
  name: 'GetMicrogrids',
  kind: 'evaluate',
  summary: 'Which microgrids of a market its members belong to, by member',
  args: { market: s.MarketId, pageSize: s.PageSize, bookmark: s.Bookmark },
  result: v.MicrogridAssignmentPage,
  callers: ['member'],
  errors: ['MARKET_NOT_FOUND'],
});
