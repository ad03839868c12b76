import path from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { type StorageApi } from '../../agents/client/storage-api';
import { type Battery, type BatteryMeters } from '../../agents/storage-unit/battery';
import { MeterFile } from '../../agents/storage-unit/meter-file';
import { SimulatedBattery } from '../../agents/storage-unit/simulated-battery';
import { type Feeder, SimulatedSite } from '../../agents/storage-unit/simulated-site';
import { parseEnergy, parseRatio, type Ratio } from '../../chaincode/domain/units';
import { CliError } from './cli-error';

/** Which battery a storage unit reports. */
export interface BatteryOptions {
  readonly meters?: string;
  readonly simulate?: bigint;
  readonly power: bigint;
  readonly efficiency: Ratio;
  readonly feed: readonly Feeder[];
}

/** Adds the options that say which battery it is. */
export function withBattery(command: Command): Command {
  return command
    .option('--meters <file>', 'JSON file in which the battery keeps what its meters show')
    .option('--simulate <kWh>', 'simulate a battery of this capacity instead', kWh)
    .addOption(
      new Option('--power <kW>', 'power of the simulated battery, in and out').argParser(kWh).default(5000n, '5'),
    )
    .addOption(
      new Option('--efficiency <share>', 'what of the energy fed in comes out again')
        .argParser(shareOf)
        .default(parseRatio('0.9'), '0.9'),
    )
    .addOption(
      new Option('--feed <member=kW>', 'who feeds the simulated battery, evenly; may be given several times')
        .argParser(feeder)
        .default([], 'nobody'),
    );
}

/** The battery that the options name. Throws CliError where they name none or two. */
export function batteryOf(
  { meters, simulate, power, efficiency, feed }: BatteryOptions,
  cwd: string,
): (recorded: BatteryMeters, unit: string, api: StorageApi) => Battery {
  if ((meters === undefined) === (simulate === undefined)) {
    throw new CliError('Name one battery: --meters FILE for a real one, or --simulate KWH');
  }
  if (meters !== undefined) return () => new MeterFile(path.resolve(cwd, meters));
  const spec = { capacity: simulate ?? 0n, maxCharge: power, maxDischarge: power, efficiency };
  return (recorded, unit, api) => new SimulatedSite(unit, new SimulatedBattery(spec, recorded), feed, api);
}

function kWh(text: string): bigint {
  return understood(() => parseEnergy(text));
}

function shareOf(text: string): Ratio {
  const ratio = understood(() => parseRatio(text));
  if (ratio === 0n || ratio > parseRatio('1')) throw new InvalidArgumentError('It has to be above 0 and at most 1.');
  return ratio;
}

function feeder(text: string, before: readonly Feeder[]): readonly Feeder[] {
  const [member = '', power = ''] = text.split('=');
  if (!/^[^@]+@[^@]+$/.test(member)) throw new InvalidArgumentError('It has to be like h01@HouseholdsMSP=1.5.');
  return [...before, { member, power: kWh(power) }];
}

function understood<T>(read: () => T): T {
  try {
    return read();
  } catch (cause) {
    throw new InvalidArgumentError((cause as Error).message);
  }
}
