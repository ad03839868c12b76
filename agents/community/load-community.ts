import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { priceOf, ratioOf, whOf } from '../../chaincode/domain/units';
import {
  type Community,
  type HomeBattery,
  type Household,
  type Reading,
  type RecordedDay,
  type RecordedHour,
} from './community';
import { localTimeOf } from './local-time';
import { checkedTariff, type Tariff } from './tariff';

interface CommunityFile {
  readonly name: string;
  readonly timezone: string;
  readonly households: readonly {
    readonly id: string;
    readonly kind: Household['kind'];
    readonly pv_wp: number;
    readonly tariff: string;
    readonly bus: string;
    readonly battery: BatteryEntry | null;
  }[];
}
interface BatteryEntry {
  readonly capacity_wh: number;
  readonly max_charge_w: number;
  readonly max_discharge_w: number;
  readonly efficiency_percent: number;
}
interface TariffEntry {
  readonly periods: readonly { readonly from: string; readonly to: string; readonly price: number }[];
  readonly feed_in: number;
}

const HEADER = 'time,household,load_wh,pv_wh';

/**
 * Reads a recorded community: `NAME.json` (who), `NAME.csv` (what was measured, by hour) and `tariffs.json` of a folder.
 * Throws an Error that names file and line when something isn't in the form that `data/README.md` describes.
 */
export async function loadCommunity(folder: string, name = 'community-24'): Promise<Community> {
  const [about, tariffs, table] = await Promise.all([
    readFile(path.join(folder, `${name}.json`), 'utf8').then((text) => JSON.parse(text) as CommunityFile),
    readFile(path.join(folder, 'tariffs.json'), 'utf8').then((text) => JSON.parse(text) as Record<string, unknown>),
    readFile(path.join(folder, `${name}.csv`), 'utf8'),
  ]);
  const households = about.households.map((home, index) => ({
    id: home.id,
    number: index + 1,
    kind: home.kind,
    pvW: home.pv_wp,
    bus: home.bus,
    battery: home.battery ? batteryOf(home.battery) : undefined,
    tariff: parseTariff(home.tariff, tariffs[home.tariff]),
  }));
  const hours = parseHours(table, `${name}.csv`, households, about.timezone);
  return { name: about.name, timeZone: about.timezone, households, days: daysOf(hours, about.timezone) };
}

function batteryOf(entry: BatteryEntry): HomeBattery {
  return {
    capacity: whOf(BigInt(entry.capacity_wh)),
    maxCharge: BigInt(entry.max_charge_w),
    maxDischarge: BigInt(entry.max_discharge_w),
    efficiency: ratioOf(BigInt(entry.efficiency_percent) * 10_000n),
  };
}

/** A time-of-use tariff of `tariffs.json`. */
export function parseTariff(name: string, entry: unknown): Tariff {
  const { periods, feed_in } = (entry ?? {}) as Partial<TariffEntry>;
  if (!periods || feed_in === undefined) throw new Error(`tariffs.json has no time-of-use tariff called ${name}`);
  return checkedTariff({
    name,
    feedIn: priceOf(BigInt(feed_in)),
    periods: periods.map(({ from, to, price }) => ({
      from: minutesOf(from),
      to: minutesOf(to),
      price: priceOf(BigInt(price)),
    })),
  });
}

/** "09:30" as minutes since midnight; "24:00" is the end of the day. */
function minutesOf(clock: string): number {
  const match = /^([01][0-9]|2[0-4]):([0-5][0-9])$/.exec(clock);
  if (!match) throw new Error(`"${clock}" is not a time of day like "09:30"`);
  return Number(match[1]) * 60 + Number(match[2]);
}

/** The hours of a table of readings, in order of time; each has all homes. */
export function parseHours(
  table: string,
  file: string,
  households: readonly Household[],
  timeZone: string,
): RecordedHour[] {
  const known = new Set(households.map(({ id }) => id));
  const byTime = new Map<string, Map<string, Reading>>();
  const lines = table.trimEnd().split(/\r?\n/);
  if (lines[0] !== HEADER) throw new Error(`${file} must begin with the line "${HEADER}"`);
  for (const [index, line] of lines.entries()) {
    if (index === 0) continue;
    const match = /^(\d{4}-\d\d-\d\dT\d\d:00:00Z),(\w+),(\d{1,9}),(\d{1,9})$/.exec(line);
    const [, time = '', home = '', load = '', pv = ''] = match ?? [];
    if (!match || !known.has(home)) throw new Error(`${file}, line ${index + 1}: expected time, a household, two Wh`);
    const readings = byTime.get(time) ?? new Map<string, Reading>();
    if (readings.has(home)) throw new Error(`${file}, line ${index + 1}: a second reading of ${home} at ${time}`);
    byTime.set(time, readings.set(home, { load: whOf(BigInt(load)), pv: whOf(BigInt(pv)) }));
  }
  return [...byTime.keys()].sort().map((time) => {
    const readings = byTime.get(time) ?? new Map<string, Reading>();
    if (readings.size !== known.size) throw new Error(`${file}: ${time} has ${readings.size} of ${known.size} homes`);
    const start = new Date(time);
    return { start, startMinute: localTimeOf(start, timeZone).minuteOfDay, readings };
  });
}

/** Puts hours, in order of time, into the local days that they belong to. */
export function daysOf(hours: readonly RecordedHour[], timeZone: string): RecordedDay[] {
  const byDate = new Map<string, RecordedHour[]>();
  for (const hour of hours) {
    const { date } = localTimeOf(hour.start, timeZone);
    byDate.set(date, [...(byDate.get(date) ?? []), hour]);
  }
  return [...byDate].map(([date, dayHours], index) => ({ index, date, hours: dayHours }));
}
