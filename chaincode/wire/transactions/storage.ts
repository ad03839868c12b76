import { type ErrorCode } from '../../domain/errors';
import { declare } from '../declaration';
import * as s from '../schemas';
import * as v from '../views';

const contract = 'storage';

/** A report changes KWH, ENT and R, which opening a session reads; sessions change what their unit has free. */
const reports = [
  { on: 'energy-pool', collides: 'always' },
  { on: 'storage-unit:{caller}', collides: 'always' },
] as const;
const sessions = [{ on: 'storage-unit:{unit}', collides: 'always' }] as const;

const reporting = ['UNIT_STATE', 'REPORT_REPEATED', 'REPORT_SKIPPED'] as const satisfies readonly ErrorCode[];
const flow = [...reporting, 'MEMBER_NOT_FOUND', 'REPORT_EMPTY'] as const satisfies readonly ErrorCode[];

export const EnergyProduced = declare({
  contract,
  name: 'EnergyProduced',
  kind: 'submit',
  summary: 'The calling storage unit reports energy that a producer has fed in; mints ENT for it and for the owner',
  args: { report: s.ReportNumber, producer: s.MemberId, energy: s.Energy },
  result: v.ReportResult,
  callers: ['storageUnit'],
  contention: reports,
  errors: [...flow, 'SUPPLY_EXCEEDED'],
});

export const EnergyConsumed = declare({
  contract,
  name: 'EnergyConsumed',
  kind: 'submit',
  summary: "The calling storage unit reports energy that a consumer has taken; burns ENT of the consumer's session",
  args: { report: s.ReportNumber, consumer: s.MemberId, energy: s.Energy },
  result: v.ReportResult,
  callers: ['storageUnit'],
  contention: reports,
  errors: [...flow, 'ENERGY_NOT_HELD'],
});

export const ReportActualEnergy = declare({
  contract,
  name: 'ReportActualEnergy',
  kind: 'submit',
  summary: 'The calling storage unit reports how much energy it really holds',
  args: { report: s.ReportNumber, energy: s.Energy },
  result: v.ReportResult,
  callers: ['storageUnit'],
  contention: reports,
  errors: reporting,
});

export const ReportBatch = declare({
  contract,
  name: 'ReportBatch',
  kind: 'submit',
  summary: 'Up to 200 reports of the calling storage unit, worked through in order; all of them happen or none',
  args: { reports: s.LongJson },
  documents: { reports: v.ReportList },
  result: v.ReportResult,
  callers: ['storageUnit'],
  contention: reports,
  errors: [...flow, 'SUPPLY_EXCEEDED', 'ENERGY_NOT_HELD'],
});

export const StartConsumptionSession = declare({
  contract,
  name: 'StartConsumptionSession',
  kind: 'submit',
  summary: 'Locks ENT of the caller and reserves the energy of a storage unit that they pay for',
  args: { unit: s.StorageUnitId, amount: s.Amount },
  result: v.Session,
  callers: ['member'],
  contention: [{ on: 'energy-pool', collides: 'sometimes' }, ...sessions],
  errors: ['UNIT_NOT_FOUND', 'UNIT_STATE', 'SESSION_EXISTS', 'SESSION_EMPTY', 'INSUFFICIENT_FUNDS'],
});

export const CloseConsumptionSession = declare({
  contract,
  name: 'CloseConsumptionSession',
  kind: 'submit',
  summary: 'Ends a session, by its member or its unit: unused ENT and energy go back',
  args: { unit: s.StorageUnitId, member: s.MemberId },
  result: v.Session,
  callers: ['member', 'storageUnit'],
  contention: sessions,
  errors: ['UNIT_NOT_FOUND', 'SESSION_NOT_FOUND', 'SESSION_NOT_OPEN'],
});

export const ClearOldSessions = declare({
  contract,
  name: 'ClearOldSessions',
  kind: 'submit',
  summary: "Ends a unit's sessions whose time is up, at most 100 of them; `more` says whether to call again",
  args: { unit: s.StorageUnitId },
  result: v.ClearedSessions,
  callers: ['member'],
  contention: sessions,
  errors: ['UNIT_NOT_FOUND'],
});

export const GetConsumptionSessions = declare({
  contract,
  name: 'GetConsumptionSessions',
  kind: 'evaluate',
  summary: "A storage unit's sessions, by member",
  args: { unit: s.StorageUnitId, pageSize: s.PageSize, bookmark: s.Bookmark },
  result: v.SessionPage,
  callers: ['member', 'storageUnit'],
  errors: ['UNIT_NOT_FOUND'],
});

export const GetConsumptionSessionEnergy = declare({
  contract,
  name: 'GetConsumptionSessionEnergy',
  kind: 'evaluate',
  summary: "A member's session with a storage unit, with the energy that is still reserved",
  args: { unit: s.StorageUnitId, member: s.MemberId },
  result: v.Session,
  callers: ['member', 'storageUnit'],
  errors: ['UNIT_NOT_FOUND', 'SESSION_NOT_FOUND'],
});

export const GetTotalEnergy = declare({
  contract,
  name: 'GetTotalEnergy',
  kind: 'evaluate',
  summary: 'The energy in all storage units, with the ENT in circulation that stand for it',
  args: {},
  result: v.EnergyPools,
  callers: ['member', 'storageUnit'],
});

export const GetEnergyRates = declare({
  contract,
  name: 'GetEnergyRates',
  kind: 'evaluate',
  summary: 'ENT minted per kWh produced, and burned per kWh of a session opened now',
  args: {},
  result: v.EnergyRates,
  callers: ['member', 'storageUnit'],
});

export const GetStorageUnits = declare({
  contract,
  name: 'GetStorageUnits',
  kind: 'evaluate',
  summary: 'All storage units, by id',
  args: { pageSize: s.PageSize, bookmark: s.Bookmark },
  result: v.StorageUnitPage,
  callers: ['member', 'storageUnit'],
});

const unitQuery = (name: string, summary: string) =>
  declare({
    contract,
    name,
    kind: 'evaluate',
    summary,
    args: { unit: s.StorageUnitId },
    result: v.StorageUnit,
    callers: ['member', 'storageUnit'],
    errors: ['UNIT_NOT_FOUND'],
  });
export const GetStorageUnitInfo = unitQuery('GetStorageUnitInfo', 'A storage unit, its owner and its last report');
export const GetStorageUnitEnergy = unitQuery('GetStorageUnitEnergy', 'The energy of a storage unit, and what is free');
