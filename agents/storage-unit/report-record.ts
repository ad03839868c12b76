import { type BatteryMeters } from './battery';
import { energyAfter, type Reading, type Recorded, readingsOf } from './reports-of';
import { RecordError } from './record-error';
import { entryLine, headLine, readEntry, readHead } from './record-format';
import { type RecordLines } from './record-lines';

/** A reading with the running number that it is reported under (spec 12). */
export interface NumberedReading {
  readonly number: number;
  readonly reading: Reading;
}

/** What the ledger said of a unit when its record was begun. */
export interface LedgerUnit {
  readonly unit: string;
  readonly lastReport: number;
  /** Wh. */
  readonly energy: bigint;
}

/** What one look at the meters came to: everything in it was recorded at once. */
export interface RecordEntry {
  /** What the look was called by whoever took it; empty where it needs no name. */
  readonly label: string;
  /** Number of its first reading. */
  readonly first: number;
  readonly readings: readonly Reading[];
  /** Wh that the battery held. */
  readonly holds: bigint;
}

/**
 * What a unit has read from its battery and under which numbers it reports it. The n-th reading is report n: so the
 * ledger's number of the unit's last report tells exactly what has arrived, whatever became of the answers. Readings are
 * kept before they are sent, whether or not there is a gateway; the whole record stays, as the unit's proof.
 */
export class ReportRecord {
  private readonly pending: NumberedReading[] = [];
  private readonly labels = new Set<string>();
  private readonly fedIn: Map<string, bigint>;
  private readonly taken: Map<string, bigint>;
  private onLedger: bigint;
  private holds: bigint;
  private last: number;

  private constructor(
    private readonly lines: RecordLines,
    readonly begun: LedgerUnit,
    meters: BatteryMeters,
  ) {
    this.fedIn = new Map(meters.fedIn);
    this.taken = new Map(meters.taken);
    this.holds = meters.holds;
    this.onLedger = begun.energy;
    this.last = begun.lastReport;
  }

  /**
   * Opens a unit's record, or begins one. Only for the latter is the ledger asked what it knows of the unit, and the
   * battery what its meters show: what they counted before is not reported. Throws RecordError, having closed the lines.
   */
  static async open(
    lines: RecordLines,
    unit: string,
    start: () => Promise<{ readonly ledger: LedgerUnit; readonly meters: BatteryMeters }>,
  ): Promise<ReportRecord> {
    try {
      return await ReportRecord.readOrBegin(lines, unit, start);
    } catch (error) {
      await lines.close();
      throw error;
    }
  }

  /** Number of the last reading. */
  get lastNumber(): number {
    return this.last;
  }

  /** Readings of which it isn't known that they are on the ledger. */
  get waiting(): number {
    return this.pending.length;
  }

  /** The meters as far as they are recorded. */
  get meters(): BatteryMeters {
    return { fedIn: new Map(this.fedIn), taken: new Map(this.taken), holds: this.holds };
  }

  /** Whether a look at the meters of this name has been recorded. */
  has(label: string): boolean {
    return this.labels.has(label);
  }

  /** Records what the meters show more than before, for good. A look without anything new is kept only if it has a name. */
  async note(label: string, now: BatteryMeters, tolerance: bigint): Promise<readonly Reading[]> {
    const recorded: Recorded = { fedIn: this.fedIn, taken: this.taken, onLedger: this.onLedger };
    const readings = readingsOf(recorded, now, tolerance);
    if (readings.length === 0 && label === '') return readings;
    const entry: RecordEntry = { label, first: this.last + 1, readings, holds: now.holds };
    await this.lines.append(entryLine(entry));
    this.take(entry);
    return readings;
  }

  /** The oldest readings that are not on the ledger, at most so many. */
  next(most: number): readonly NumberedReading[] {
    return this.pending.slice(0, most);
  }

  /**
   * Takes notice of the last report that the ledger knows. Throws RecordError when the record and the ledger can't be
   * of the same unit, or when somebody else reports for it: sending on would report something twice or not at all.
   */
  confirm(lastReport: number): void {
    if (lastReport < this.begun.lastReport || lastReport > this.last) {
      throw new RecordError(
        'RECORD_MISMATCH',
        `The ledger's last report of ${this.begun.unit} is number ${lastReport}, this record has ${this.begun.lastReport + 1} to ${this.last}: ` +
          'another process reports for the unit, or this record belongs to another ledger',
      );
    }
    const [oldest] = this.pending;
    if (oldest && lastReport + 1 < oldest.number) {
      throw new RecordError('RECORD_MISMATCH', `The ledger has lost reports of ${this.begun.unit} that it had before`);
    }
    if (oldest) this.pending.splice(0, lastReport + 1 - oldest.number);
  }

  /** Every entry of the record, in order. Reads the whole of it. */
  async entries(): Promise<readonly RecordEntry[]> {
    return (await this.lines.read()).slice(1).map(readEntry);
  }

  close(): Promise<void> {
    return this.lines.close();
  }

  private static async readOrBegin(
    lines: RecordLines,
    unit: string,
    start: () => Promise<{ readonly ledger: LedgerUnit; readonly meters: BatteryMeters }>,
  ): Promise<ReportRecord> {
    const [head, ...entries] = await lines.read();
    if (head === undefined) {
      const { ledger, meters } = await start();
      await lines.append(headLine(ledger, meters));
      return new ReportRecord(lines, ledger, meters);
    }
    const { begun, meters } = readHead(head);
    if (begun.unit !== unit) {
      throw new RecordError('RECORD_MISMATCH', `This is the record of ${begun.unit}, not of ${unit}`);
    }
    const record = new ReportRecord(lines, begun, meters);
    for (const line of entries) record.take(readEntry(line));
    return record;
  }

  private take({ label, first, readings, holds }: RecordEntry): void {
    if (first !== this.last + 1) {
      throw new RecordError('RECORD_UNREADABLE', `The record jumps from number ${this.last} to ${first}`);
    }
    for (const reading of readings) {
      this.pending.push({ number: ++this.last, reading });
      if (reading.kind === 'produced') add(this.fedIn, reading.member, reading.energy);
      if (reading.kind === 'consumed') add(this.taken, reading.member, reading.energy);
    }
    this.onLedger = energyAfter(this.onLedger, readings);
    this.holds = holds;
    if (label !== '') this.labels.add(label);
  }
}

function add(counters: Map<string, bigint>, member: string, energy: bigint): void {
  counters.set(member, (counters.get(member) ?? 0n) + energy);
}
