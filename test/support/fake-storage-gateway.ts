import { GatewayError } from '../../agents/client/gateway-error';
import { type ReportListView, type ReportResultView, type StorageApi } from '../../agents/client/storage-api';
import { formatEnergy, parseEnergy } from '../../chaincode/domain/units';

/** What a storage unit sees of the ledger: it takes each report number once and in turn, and can be away. */
export class FakeStorageGateway {
  lastReport = 0;
  energy = 0n;
  /** Every report that took effect, and the size of each batch that did. */
  readonly taken: ReportListView = [];
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
      if (trouble === 'refused') throw new GatewayError(409, 'UNIT_STATE', 'the unit is removed');
      for (const { report } of reports) this.check(report);
      this.apply(reports);
      if (trouble === 'answer lost') throw new GatewayError(0, 'NO_ANSWER', 'no answer');
      const pools = { energy: '0', circulating: '0', gap: '0', rate: '0' };
      return { minted: '0', burned: '0', unit: this.view('u@M'), pools } satisfies ReportResultView;
    },
  };

  private async arrive(): Promise<string | undefined> {
    await Promise.resolve();
    const trouble = this.isAway ? 'away' : this.troubles.shift();
    if (trouble === 'away') throw new GatewayError(0, 'NO_ANSWER', 'no answer');
    return trouble;
  }

  private check(report: number): void {
    // A batch is judged by its first number: all of it happens or nothing.
    if (report <= this.lastReport) throw new GatewayError(409, 'REPORT_REPEATED', 'came before');
  }

  private apply(reports: ReportListView): void {
    for (const report of reports) {
      if (report.report !== this.lastReport + 1) throw new GatewayError(409, 'REPORT_SKIPPED', 'before its time');
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
