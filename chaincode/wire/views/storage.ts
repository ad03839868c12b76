/** Storage units, sessions, reports and rates (spec 12). */
import { Type } from '@sinclair/typebox';
import * as s from '../schemas';
import { closed, page } from './shared';

/** A storage unit; it is known by the id of its own identity (spec 12). */
export const StorageUnit = Type.Object(
  {
    id: s.StorageUnitId,
    owner: s.MemberId,
    state: s.oneOf(['active', 'removed'], 'State'),
    energy: s.Energy,
    reserved: Type.String({ ...s.Energy, description: 'Energy that sessions hold' }),
    free: Type.String({ ...s.SignedAmount, description: 'Energy that no session holds, in kWh; below 0 after a loss' }),
    lastReport: Type.Integer({ description: 'Number of its last report' }),
  },
  { ...closed, $id: 'StorageUnit' },
);
export const StorageUnitPage = page(StorageUnit);

export const Session = Type.Object(
  {
    unit: s.StorageUnitId,
    member: s.MemberId,
    state: s.oneOf(['open', 'consumed', 'expired', 'closed'], 'State'),
    locked: Type.String({ ...s.Amount, description: 'ENT still locked' }),
    reserved: Type.String({ ...s.Energy, description: 'Energy still reserved, in kWh' }),
    rate: Type.String({ ...s.Ratio, description: 'Cost or bonus per kWh that it keeps, in ENT' }),
    side: s.oneOf(['loss', 'surplus', 'balanced'], 'What the rate answers'),
    openedAt: s.Time,
    expiresAt: s.Time,
  },
  { ...closed, $id: 'Session' },
);
export const SessionPage = page(Session);
export const ClearedSessions = Type.Object(
  { ended: Type.Integer(), more: Type.Boolean() },
  { ...closed, $id: 'ClearedSessions' },
);

/** Energy against the ENT that stand for it (spec 12, "Rates"). */
export const EnergyPools = Type.Object(
  {
    energy: Type.String({ ...s.TotalEnergy, description: 'KWH: energy in all storage units' }),
    circulating: Type.String({ ...s.TotalAmount, description: 'ENT in circulation' }),
    gap: Type.String({ ...s.TotalAmount, description: 'D = |KWH - ENT|' }),
    rate: Type.String({ ...s.TotalAmount, description: 'R, in ENT per kWh' }),
  },
  { ...closed, $id: 'EnergyPools' },
);
export const EnergyRates = Type.Object({ mint: s.Ratio, burn: s.Ratio }, { ...closed, $id: 'EnergyRates' });

export const ReportResult = Type.Object(
  { minted: s.TotalAmount, burned: s.TotalAmount, unit: StorageUnit, pools: EnergyPools },
  { ...closed, $id: 'ReportResult' },
);
const reportBase = { report: Type.Integer({ minimum: 1, maximum: 1_000_000_000_000 }), energy: s.Energy };
/** Reports of one unit, in the order of their numbers. */
export const ReportList = Type.Array(
  Type.Union([
    Type.Object({ ...reportBase, kind: Type.Literal('produced'), member: s.MemberId }, closed),
    Type.Object({ ...reportBase, kind: Type.Literal('consumed'), member: s.MemberId }, closed),
    Type.Object({ ...reportBase, kind: Type.Literal('actual') }, closed),
  ]),
  { minItems: 1, maxItems: 200, description: '1 to 200 reports: kind, report, energy, member' },
);
