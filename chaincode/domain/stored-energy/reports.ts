/** What storage units report, and what each report does to energy, ENT and R (spec 12). */
import { supplyAfter } from '../account';
import { type AccountChange, moves } from '../account-change';
import { DomainError } from '../errors';
import { type Seconds } from '../time';
import { type Wh, whOf } from '../units';
import { drawFromSession } from './session-use';
import { type EnergyParameters } from './energy-parameters';
import { mintedFor, splitMinted } from './minting';
import { answer, type Pools } from './pools';
import { type ConsumptionSession, endSession, isOver } from './session';
import { checkActive, checkHolds, checkReportNumber, type StorageUnit } from './storage-unit';

interface ReportHead {
  readonly unit: string;
  /** The unit's own running number: 1, 2, 3, ... */
  readonly number: number;
  readonly energy: Wh;
}

/** `actual`: the energy that is really in the unit; it may be 0. The other two: energy that came or went, above 0. */
export type Report =
  | (ReportHead & { readonly kind: 'produced' | 'consumed'; readonly member: string })
  | (ReportHead & { readonly kind: 'actual' });

/** What a report touches. `session` is the one of the report's unit and member, for a consumption; else null. */
export interface ReportState {
  readonly pools: Pools;
  readonly unit: StorageUnit;
  readonly session: ConsumptionSession | null;
}

export interface ReportOutcome extends ReportState {
  /** Micro-ENT. */
  readonly minted: bigint;
  /** Micro-ENT. */
  readonly burned: bigint;
  readonly changes: readonly AccountChange[];
}

/**
 * What one report does. It is priced with R and D from before it; then R answers (see `answer`). Consumption beyond the
 * member's open session, or without one, is taken from the unit and burns nothing: KWH falls below ENT. A session whose
 * time is up is ended first.
 *
 * Refused: UNIT_STATE, REPORT_REPEATED, REPORT_SKIPPED, REPORT_EMPTY, ENERGY_NOT_HELD, SUPPLY_EXCEEDED, and
 * INVALID_ARGUMENT where a unit would hold more than 10^12 kWh.
 */
export function applyReport(
  state: ReportState,
  report: Report,
  parameters: EnergyParameters,
  now: Seconds,
): ReportOutcome {
  checkActive(state.unit);
  checkReportNumber(state.unit, report.number);
  if (report.kind !== 'actual' && report.energy === 0n) {
    throw new DomainError('REPORT_EMPTY', `Report ${report.number} of storage unit ${report.unit} says 0 kWh`, {
      unit: report.unit,
      number: report.number,
    });
  }
  const numbered: ReportState = { ...state, unit: { ...state.unit, lastReport: report.number } };
  switch (report.kind) {
    case 'produced':
      return produced(numbered, report, parameters);
    case 'consumed':
      return consumed(numbered, report.energy, parameters, now);
    case 'actual':
      return setEnergy(numbered, report.energy, parameters);
  }
}

function produced(
  { pools, unit, session }: ReportState,
  report: { readonly member: string; readonly number: number; readonly energy: Wh },
  parameters: EnergyParameters,
): ReportOutcome {
  const minted = mintedFor(pools, report.energy, parameters);
  const circulating = supplyAfter(pools.circulating, minted, 'ENT');
  const parts = splitMinted(minted, parameters.F);
  const reference = `${unit.id}/${report.number}`;
  const counterparty = unit.id;
  const mint = (member: string, amount: bigint): AccountChange => {
    return { member, token: 'ENT', kind: 'mint', available: amount, escrowed: 0n, counterparty, reference };
  };
  return {
    pools: answer(pools, { stored: pools.stored + report.energy, circulating }, parameters.C),
    unit: { ...unit, energy: whOf(unit.energy + report.energy) },
    session,
    minted,
    burned: 0n,
    changes: [mint(report.member, parts.producer), mint(unit.owner, parts.owner)].filter(moves),
  };
}

function consumed(
  { pools, unit, session }: ReportState,
  energy: Wh,
  parameters: EnergyParameters,
  now: Seconds,
): ReportOutcome {
  checkHolds(unit, energy);
  const current = session?.state === 'open' ? session : null;
  const overdue = current && isOver(current, unit, now) ? endSession(current, unit, 'expired') : null;
  const use = drawFromSession(pools, overdue?.unit ?? unit, overdue ? null : current, energy);
  const changed = { stored: pools.stored - energy, circulating: pools.circulating - use.burned };
  return {
    pools: answer(pools, changed, parameters.C),
    unit: { ...use.unit, energy: use.unit.energy - energy },
    session: use.session ?? overdue?.session ?? session,
    minted: 0n,
    burned: use.burned,
    changes: [...(overdue?.changes ?? []), ...use.changes],
  };
}

function setEnergy({ pools, unit, session }: ReportState, energy: Wh, parameters: EnergyParameters): ReportOutcome {
  const changed = { stored: pools.stored - unit.energy + energy, circulating: pools.circulating };
  return {
    pools: answer(pools, changed, parameters.C),
    unit: { ...unit, energy },
    session,
    minted: 0n,
    burned: 0n,
    changes: [],
  };
}
