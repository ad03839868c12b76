import { parseEnergy } from '../../chaincode/domain/units';
import { inParallel } from '../client/in-parallel';
import { type StorageApi } from '../client/storage-api';
import { type UnitRecord } from '../report/read-storage';
import { unusedMeters } from '../storage-unit/battery';
import { type RecordLines } from '../storage-unit/record-lines';
import { ReportRecord } from '../storage-unit/report-record';
import { SimulatedBattery } from '../storage-unit/simulated-battery';
import { StorageUnitAgent } from '../storage-unit/storage-unit-agent';
import { type UnitActor } from './cast';

/** Where the records of storage units are kept. */
export interface RecordKeeper {
  linesOf(unit: string): Promise<RecordLines>;
}

/** A storage unit of the demonstration: a simulated battery and the agent that reports it. */
export interface PlayedUnit {
  readonly id: string;
  readonly api: StorageApi;
  readonly battery: SimulatedBattery;
  readonly record: ReportRecord;
  readonly agent: StorageUnitAgent;
}

const HOUR_MS = 3_600_000;
const silent = { info: () => undefined, warn: () => undefined };

/** The storage units of the community, each as its record has left it. */
export class CommunityStorage {
  private constructor(readonly units: readonly PlayedUnit[]) {}

  /** What all of them together give out in an hour at most, in Wh. */
  get maxDischarge(): bigint {
    return this.units.reduce((sum, { battery }) => sum + battery.spec.maxDischarge, 0n);
  }

  /** Opens them; a unit without a record begins one with what the ledger knows of it. Throws RecordError. */
  static async open(actors: readonly UnitActor[], keeper: RecordKeeper): Promise<CommunityStorage> {
    const units: PlayedUnit[] = [];
    for (const { storage: api, client, battery: spec } of actors) {
      const unit = client.member;
      const record = await ReportRecord.open(await keeper.linesOf(unit), unit, async () => {
        const { lastReport, energy } = await api.unit(unit);
        const ledger = { unit, lastReport, energy: parseEnergy(energy) };
        return { ledger, meters: { ...unusedMeters, holds: ledger.energy } };
      });
      const battery = new SimulatedBattery(spec, record.meters);
      units.push({
        id: unit,
        api,
        battery,
        record,
        agent: new StorageUnitAgent({ api, unit, battery, record, log: silent }),
      });
    }
    return new CommunityStorage(units);
  }

  /** Whether an hour has been dealt with, by any unit: what the others didn't record then, they didn't do. */
  has(listing: string): boolean {
    return this.units.some(({ record }) => record.has(listing));
  }

  /** Lets an hour of the recorded time begin for every battery. */
  beginHour(): void {
    for (const { battery } of this.units) battery.beginPeriod(HOUR_MS);
  }

  /** Records what every battery's meters show, as the hour of a listing. */
  async record(listing: string): Promise<void> {
    for (const { agent } of this.units) await agent.read(listing);
  }

  /** Reports what waits. One unit after the other: all reports change the same totals. */
  async send(): Promise<void> {
    for (const { agent } of this.units) await agent.send();
  }

  /** What the units have recorded. Reads the whole of it. */
  records(): Promise<UnitRecord[]> {
    return inParallel(this.units, this.units.length, async ({ id, record }) => ({
      unit: id,
      begun: record.begun.energy,
      entries: await record.entries(),
    }));
  }

  async close(): Promise<void> {
    for (const { record } of this.units) await record.close();
  }
}
