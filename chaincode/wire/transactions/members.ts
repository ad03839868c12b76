import { declare } from '../declaration';
import * as s from '../schemas';
import * as v from '../views';

const contract = 'members';

export const Bootstrap = declare({
  contract,
  name: 'Bootstrap',
  kind: 'submit',
  summary: "Once, by an organisation's administrator: registers the caller and makes it the first voter",
  args: {},
  transient: { key: 'network', schema: v.Pepper },
  result: v.Member,
  callers: ['organizationAdmin'],
  errors: ['ALREADY_BOOTSTRAPPED', 'PERSONAL_DATA_INVALID'],
});

export const RegisterMember = declare({
  contract,
  name: 'RegisterMember',
  kind: 'submit',
  summary: 'Registers the caller, whom its Fabric CA has admitted, with its personal data',
  args: {},
  transient: { key: 'person', schema: v.PersonWithSalt },
  result: v.Member,
  callers: ['anyone'],
  errors: ['MEMBER_EXISTS', 'EMAIL_TAKEN', 'PERSONAL_DATA_INVALID'],
});

export const LeaveNetwork = declare({
  contract,
  name: 'LeaveNetwork',
  kind: 'submit',
  summary: 'The caller leaves: it cannot transact any more; what it owns stays its own and can be paid out',
  args: {},
  result: v.Member,
  callers: ['member'],
  errors: ['LAST_VOTER'],
});

export const PurgePersonalData = declare({
  contract,
  name: 'PurgePersonalData',
  kind: 'submit',
  summary: "Purges a departed member's personal data for good; by the member's organisation's administrator",
  args: { member: s.MemberId },
  result: v.Member,
  callers: ['organizationAdmin'],
  errors: ['MEMBER_NOT_FOUND', 'MEMBER_NOT_DEPARTED', 'PERSONAL_DATA_NOT_FOUND'],
});

export const GetCaller = declare({
  contract,
  name: 'GetCaller',
  kind: 'evaluate',
  summary: 'Who the caller is to the network',
  args: {},
  result: v.Caller,
  callers: ['anyone'],
});

export const GetMember = declare({
  contract,
  name: 'GetMember',
  kind: 'evaluate',
  summary: 'A member with its roles',
  args: { member: s.MemberId },
  result: v.Member,
  callers: ['member'],
  errors: ['MEMBER_NOT_FOUND'],
});

export const GetMembers = declare({
  contract,
  name: 'GetMembers',
  kind: 'evaluate',
  summary: 'All members, by id',
  args: { pageSize: s.PageSize, bookmark: s.Bookmark },
  result: v.MemberPage,
  callers: ['member'],
});

export const GetPersonalData = declare({
  contract,
  name: 'GetPersonalData',
  kind: 'evaluate',
  summary: "A member's personal data; for the member itself and its organisation's administrator",
  args: { member: s.MemberId },
  result: v.Person,
  callers: ['member', 'organizationAdmin'],
  errors: ['MEMBER_NOT_FOUND', 'PERSONAL_DATA_NOT_FOUND'],
});
