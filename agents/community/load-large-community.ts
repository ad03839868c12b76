import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { type Community, type Household } from './community';
import { daysOf, parseHours, parseTariff } from './load-community';

const unzip = promisify(gunzip);
const HEADER = 'household,microgrid,pv_wp,battery_wh,battery_w,tariff,feed_in_micro_eur_per_kwh,load_source,pv_source';
/** The homes are recombined ones of the same estate. */
const TIME_ZONE = 'America/Los_Angeles';

/**
 * Reads a large community: `NAME-households.csv` (who), `NAME.csv.gz` (what was measured, by hour) and `tariffs.json` of
 * a folder. The neighbourhood that a home belongs to stands for its bus; batteries are left out of account. Throws an
 * Error that names file and line when something isn't in the form that `data/README.md` describes.
 */
export async function loadLargeCommunity(folder: string, name: string): Promise<Community> {
  const [homes, packed, tariffs] = await Promise.all([
    readFile(path.join(folder, `${name}-households.csv`), 'utf8'),
    readFile(path.join(folder, `${name}.csv.gz`)),
    readFile(path.join(folder, 'tariffs.json'), 'utf8').then((text) => JSON.parse(text) as Record<string, unknown>),
  ]);
  const households = parseHomes(homes, `${name}-households.csv`, tariffs);
  const table = (await unzip(packed)).toString('utf8');
  const hours = parseHours(table, `${name}.csv.gz`, households, TIME_ZONE);
  return { name, timeZone: TIME_ZONE, households, days: daysOf(hours, TIME_ZONE) };
}

function parseHomes(table: string, file: string, tariffs: Readonly<Record<string, unknown>>): Household[] {
  const [header, ...lines] = table.trimEnd().split(/\r?\n/);
  if (header !== HEADER) throw new Error(`${file} must begin with the line "${HEADER}"`);
  return lines.map((line, index) => {
    const match = /^(\w+),(\w+),(\d{1,6}),(\d{1,6}),\d{1,6},([\w-]+),\d+,/.exec(line);
    const [, id = '', bus = '', pv = '', battery = '', tariff = ''] = match ?? [];
    if (!match) throw new Error(`${file}, line ${index + 2}: expected a household, its microgrid, W, Wh, W and tariff`);
    const pvW = Number(pv);
    const kind = pvW === 0 ? 'consumer' : battery === '0' ? 'prosumer' : 'prosumer_battery';
    const number = index + 1;
    return { id, number, kind, pvW, battery: undefined, bus, tariff: parseTariff(tariff, tariffs[tariff]) };
  });
}
