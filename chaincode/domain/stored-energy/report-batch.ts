import { type AccountChange } from '../account-change';
import { DomainError } from '../errors';
import { type Seconds } from '../time';
import { type EnergyParameters } from './energy-parameters';
import { type Pools } from './pools';
import { applyReport, type Report, type ReportOutcome } from './reports';
import { type ConsumptionSession, sessionReference } from './session';
import { type StorageUnit } from './storage-unit';

/** One transaction carries at most so many reports (spec 12). */
export const REPORTS_PER_BATCH = 200;

/** What a batch touches: every unit that its reports name, and every session that its consumptions may use. */
export interface BatchState {
  readonly pools: Pools;
  /** By id. */
  readonly units: ReadonlyMap<string, StorageUnit>;
  /** By `sessionReference`; absent where there is none. */
  readonly sessions: ReadonlyMap<string, ConsumptionSession>;
}

export interface BatchOutcome extends BatchState {
  /** One entry per report, in their order. */
  readonly outcomes: readonly ReportOutcome[];
  /** Of all reports, in their order. */
  readonly changes: readonly AccountChange[];
}

/** The sessions that a contract has to load for a batch, each once: those of the consumptions. */
export const sessionsOf = (
  reports: readonly Report[],
): readonly { readonly unit: string; readonly member: string }[] => [
  ...new Map(
    reports.flatMap((report) => {
      if (report.kind !== 'consumed') return [];
      const { unit, member } = report;
      return [[sessionReference({ unit, member }), { unit, member }] as const];
    }),
  ).values(),
];

/**
 * Works through the reports in order: the same figures as one by one. All of them happen or none: the refusal of one is
 * the refusal of the batch. Besides what `applyReport` refuses: UNIT_NOT_FOUND, and BATCH_SIZE for none or more than 200.
 */
export function applyReports(
  state: BatchState,
  reports: readonly Report[],
  parameters: EnergyParameters,
  now: Seconds,
): BatchOutcome {
  if (reports.length === 0 || reports.length > REPORTS_PER_BATCH) {
    throw new DomainError('BATCH_SIZE', `A batch has 1 to ${REPORTS_PER_BATCH} reports, not ${reports.length}`, {
      most: REPORTS_PER_BATCH,
    });
  }
  const units = new Map(state.units);
  const sessions = new Map(state.sessions);
  const outcomes: ReportOutcome[] = [];
  let { pools } = state;
  for (const report of reports) {
    const unit = units.get(report.unit);
    if (!unit) {
      throw new DomainError('UNIT_NOT_FOUND', `There is no storage unit ${report.unit}`, { unit: report.unit });
    }
    const key = report.kind === 'consumed' ? sessionReference(report) : null;
    const session = (key === null ? undefined : sessions.get(key)) ?? null;
    const outcome = applyReport({ pools, unit, session }, report, parameters, now);
    pools = outcome.pools;
    units.set(unit.id, outcome.unit);
    if (key !== null && outcome.session) sessions.set(key, outcome.session);
    outcomes.push(outcome);
  }
  return { pools, units, sessions, outcomes, changes: outcomes.flatMap(({ changes }) => changes) };
}
