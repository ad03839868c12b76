import { GatewayProblem, type ReportResult } from '../../client';
import { type ReportListView } from '../../agents/client/storage-api';
import { type StorageApi } from '../../agents/client/storage-api';
import { formatEnergy, parseEnergy } from '../../chaincode/domain/units';

/** What a storage unit sees of the ledger: it takes each report number once and in turn, and can be away. */
export class FakeStorageGateway {
  lastReport = 0;
  energy = 0n;
  /** Every report that took effect, and the size of each batch that did. */
  readonly taken: ReportListView[number][] = [];
  readonly batches: number[] = [];
  asked = 0;
  /** What happens to the next requests: no answer before anything happened, or after it took effect. */
  readonly troubles: ('away' | 'answer lost' | 'refused')[] = [];
  isAway = false;

  readonly api: Pick<StorageApi, 'unit' | 'report'> = {
    unit: async (unit) => {
      this.asked++;
      await this.arrive();
      return this.view(unit);
    },
    report: async (reports) => {
      const trouble = await this.arrive();
      if (trouble === 'refused') throw new GatewayProblem('the unit is removed', { status: 409, code: 'UNIT_STATE' });
      for (const { report } of reports) this.check(report);
      this.apply(reports);
      if (trouble === 'answer lost') throw new GatewayProblem('no answer', { status: 0, code: 'NO_ANSWER' });
      const pools = { energy: '0', circulating: '0', gap: '0', rate: '0' };
      return { minted: '0', burned: '0', unit: this.view('u@M'), pools } satisfies ReportResult;
    },
  };

  private async arrive(): Promise<string | undefined> {
    await Promise.resolve();
    const trouble = this.isAway ? 'away' : this.troubles.shift();
    if (trouble === 'away') throw new GatewayProblem('no answer', { status: 0, code: 'NO_ANSWER' });
    return trouble;
  }

  private check(report: number): void {
    // A batch is judged by its first number: all of it happens or nothing.
    if (report <= this.lastReport) throw new GatewayProblem('came before', { status: 409, code: 'REPORT_REPEATED' });
  }

  private apply(reports: ReportListView): void {
    for (const report of reports) {
      if (report.report !== this.lastReport + 1)
        throw new GatewayProblem('before its time', { status: 409, code: 'REPORT_SKIPPED' });
      this.lastReport = report.report;
      const energy = parseEnergy(report.energy);
      if (report.kind === 'produced') this.energy += energy;
      else if (report.kind === 'consumed') this.energy -= energy;
      else this.energy = energy;
      this.taken.push(report);
    }
    this.batches.push(reports.length);
  }

  private view(id: string) {
    const energy = formatEnergy(this.energy);
    const { lastReport } = this;
    return { id, owner: 'o@M', state: 'active' as const, energy, reserved: '0', free: energy, lastReport };
  }
}
