/** How a record is written: a head, then a line for each look at the meters; JSON, energy in Wh as decimal digits. */
import { type BatteryMeters } from './battery';
import { type Reading } from './reports-of';
import { RecordError } from './record-error';
import { type LedgerUnit, type RecordEntry } from './report-record';

interface WrittenHead {
  readonly unit: string;
  readonly lastReport: number;
  readonly energy: string;
  readonly fedIn: Readonly<Record<string, string>>;
  readonly taken: Readonly<Record<string, string>>;
  readonly holds: string;
}
interface WrittenEntry {
  readonly label: string;
  readonly first: number;
  readonly readings: readonly { readonly kind: Reading['kind']; readonly member?: string; readonly energy: string }[];
  readonly holds: string;
}

export function headLine({ unit, lastReport, energy }: LedgerUnit, { fedIn, taken, holds }: BatteryMeters): string {
  const head: WrittenHead = {
    ...{ unit, lastReport, energy: energy.toString() },
    ...{ fedIn: written(fedIn), taken: written(taken), holds: holds.toString() },
  };
  return JSON.stringify(head);
}

export function entryLine({ label, first, readings, holds }: RecordEntry): string {
  const entry: WrittenEntry = {
    label,
    first,
    readings: readings.map((reading) => ({ ...reading, energy: reading.energy.toString() })),
    holds: holds.toString(),
  };
  return JSON.stringify(entry);
}

/** Throws RecordError for a line in another form. */
export function readHead(line: string): { readonly begun: LedgerUnit; readonly meters: BatteryMeters } {
  return inForm(line, () => {
    const { unit, lastReport, energy, fedIn, taken, holds } = JSON.parse(line) as WrittenHead;
    if (typeof unit !== 'string' || !Number.isSafeInteger(lastReport)) throw new Error('no head');
    return {
      begun: { unit, lastReport, energy: wh(energy) },
      meters: { fedIn: counters(fedIn), taken: counters(taken), holds: wh(holds) },
    };
  });
}

/** Throws RecordError for a line in another form. */
export function readEntry(line: string): RecordEntry {
  return inForm(line, () => {
    const { label, first, readings, holds } = JSON.parse(line) as WrittenEntry;
    if (typeof label !== 'string' || !Number.isSafeInteger(first)) throw new Error('no entry');
    return { label, first, readings: readings.map(readReading), holds: wh(holds) };
  });
}

function readReading({ kind, member, energy }: WrittenEntry['readings'][number]): Reading {
  if (kind === 'actual') return { kind, energy: wh(energy) };
  if (typeof member !== 'string') throw new Error('no member');
  return { kind, member, energy: wh(energy) };
}

const written = (counter: ReadonlyMap<string, bigint>): Record<string, string> =>
  Object.fromEntries([...counter].map(([member, energy]) => [member, energy.toString()]));

const counters = (counter: Readonly<Record<string, string>>): Map<string, bigint> =>
  new Map(Object.entries(counter).map(([member, energy]) => [member, wh(energy)]));

function wh(digits: string): bigint {
  if (!/^[0-9]{1,18}$/.test(digits)) throw new Error('no energy');
  return BigInt(digits);
}

function inForm<T>(line: string, read: () => T): T {
  try {
    return read();
  } catch {
    throw new RecordError('RECORD_UNREADABLE', `This is no line of a storage unit's record: ${line.slice(0, 80)}`);
  }
}
