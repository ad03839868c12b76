import { readFile } from 'node:fs/promises';
import { parseEnergy } from '../../chaincode/domain/units';
import { type Battery, type BatteryMeters } from './battery';

/** A file of meters that can't be read: not there, or in another form. */
export class MeterFileError extends Error {
  override readonly name = 'MeterFileError';
  readonly code = 'METERS_UNREADABLE';
}

/**
 * A battery whose controller writes what its meters show into a JSON file, all of it at once, as often as it likes:
 * `{"fedIn": {"h01@HouseholdsMSP": "12.5"}, "taken": {}, "holds": "11.25"}`, counters by member and in kWh since the
 * battery was installed. Throws MeterFileError.
 */
export class MeterFile implements Battery {
  constructor(private readonly file: string) {}

  async read(): Promise<BatteryMeters> {
    let text: string;
    try {
      text = await readFile(this.file, 'utf8');
    } catch (cause) {
      const { code } = cause as NodeJS.ErrnoException;
      throw new MeterFileError(`The meters in ${this.file} cannot be read: ${code ?? 'unknown error'}`, { cause });
    }
    try {
      const { fedIn, taken, holds } = JSON.parse(text) as Record<string, unknown>;
      return { fedIn: counters(fedIn), taken: counters(taken), holds: energy(holds) };
    } catch (cause) {
      const form = '{"fedIn": {"member": "kWh"}, "taken": {"member": "kWh"}, "holds": "kWh"}';
      throw new MeterFileError(`The meters in ${this.file} have to be ${form}: ${(cause as Error).message}`, { cause });
    }
  }
}

function counters(value: unknown): Map<string, bigint> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Error('fedIn or taken is missing');
  return new Map(Object.entries(value).map(([member, shown]) => [member, energy(shown)]));
}

function energy(value: unknown): bigint {
  if (typeof value !== 'string') throw new Error('energy has to be a string like "1.25"');
  return parseEnergy(value);
}
