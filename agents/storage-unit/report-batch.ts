import { type ReportListView } from '../../agents/client/storage-api';
import { formatEnergy } from '../../chaincode/domain/units';

import { type NumberedReading } from './report-record';

/** Reports that one transaction carries at most (spec 12). */
export const REPORTS_PER_BATCH = 200;
/** A request's body has to stay below the gateway's limit of 32 KiB, however long the members' ids are. */
const BATCH_BYTES = 30_000;

/** The first of the readings as reports: as many as one request may carry, at least one of any. */
export function reportBatch(readings: readonly NumberedReading[]): ReportListView {
  const reports: ReportListView[number][] = [];
  let bytes = 0;
  for (const { number, reading } of readings.slice(0, REPORTS_PER_BATCH)) {
    const head = { report: number, energy: formatEnergy(reading.energy) };
    const report =
      reading.kind === 'actual'
        ? { ...head, kind: reading.kind }
        : { ...head, kind: reading.kind, member: reading.member };
    bytes += JSON.stringify(report).length + 1;
    if (bytes > BATCH_BYTES && reports.length > 0) break;
    reports.push(report);
  }
  return reports;
}
