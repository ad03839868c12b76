import { declare } from '../declaration';
import * as s from '../schemas';
import * as v from '../views';

const contract = 'units';

export const RegisterPV = declare({
  contract,
  name: 'RegisterPV',
  kind: 'submit',
  summary: 'Registers a PV unit or another producing asset of the caller',
  args: { unit: s.UnitId, details: s.Json },
  documents: { details: v.UnitDetails },
  result: v.Unit,
  callers: ['member'],
  errors: ['UNIT_EXISTS'],
});

export const VerifyPV = declare({
  contract,
  name: 'VerifyPV',
  kind: 'submit',
  summary: 'Confirms that a unit is what its owner says; from then on it may sell',
  args: { unit: s.UnitId },
  result: v.Unit,
  callers: ['marketOperator'],
  errors: ['UNIT_NOT_FOUND', 'UNIT_STATE'],
});

export const OfferPVTransfer = declare({
  contract,
  name: 'OfferPVTransfer',
  kind: 'submit',
  summary: 'The owner offers a unit to another member; the last offer counts, an offer to itself takes it back',
  args: { unit: s.UnitId, to: s.MemberId },
  result: v.Unit,
  callers: ['member'],
  errors: ['UNIT_NOT_FOUND', 'UNIT_NOT_OWNED', 'UNIT_STATE', 'MEMBER_NOT_FOUND'],
});

export const AcceptPVTransfer = declare({
  contract,
  name: 'AcceptPVTransfer',
  kind: 'submit',
  summary: 'The member to whom a unit was offered takes it over',
  args: { unit: s.UnitId },
  result: v.Unit,
  callers: ['member'],
  errors: ['UNIT_NOT_FOUND', 'UNIT_NOT_OWNED'],
});

export const RetirePV = declare({
  contract,
  name: 'RetirePV',
  kind: 'submit',
  summary: 'The owner takes a unit out of service for good',
  args: { unit: s.UnitId },
  result: v.Unit,
  callers: ['member'],
  errors: ['UNIT_NOT_FOUND', 'UNIT_NOT_OWNED', 'UNIT_STATE'],
});

export const GetPV = declare({
  contract,
  name: 'GetPV',
  kind: 'evaluate',
  summary: 'A unit',
  args: { unit: s.UnitId },
  result: v.Unit,
  callers: ['member'],
  errors: ['UNIT_NOT_FOUND'],
});

export const GetPVs = declare({
  contract,
  name: 'GetPVs',
  kind: 'evaluate',
  summary: 'All units, by id',
  args: { pageSize: s.PageSize, bookmark: s.Bookmark },
  result: v.UnitPage,
  callers: ['member'],
});
