import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { type Community, type Household } from './community';

/** What is read of `grid.json`: a tree of buses. */
interface GridFile {
  readonly root: string;
  readonly lines: readonly { readonly from: string; readonly to: string }[];
}

/** The microgrid that each home belongs to, by household id: m1, m2 and so on. */
export type Microgrids = ReadonlyMap<string, string>;

/**
 * Divides a community into neighbours, so many microgrids of about as many homes each. Who are neighbours is said by the
 * distribution grid (`grid.json` of the data's folder), where it has the homes' buses; else the names of the places that
 * the data gives them. Homes of one place stay together. Throws where there are fewer places than microgrids.
 */
export async function divideIntoMicrogrids(community: Community, folder: string, count: number): Promise<Microgrids> {
  const grid = await readGrid(folder);
  const alongGrid = grid ? placesAlong(grid) : [];
  const places = new Set(community.households.map(({ bus }) => bus));
  const known = [...places].every((place) => alongGrid.includes(place));
  return divide(community.households, known ? alongGrid.filter((bus) => places.has(bus)) : [...places].sort(), count);
}

/** undefined where the data has none. */
async function readGrid(folder: string): Promise<GridFile | undefined> {
  const text = await readFile(path.join(folder, 'grid.json'), 'utf8').catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  });
  return text === undefined ? undefined : (JSON.parse(text) as GridFile);
}

/**
 * The buses in the order in which a walk along the lines meets them, each branch to its end before the next: buses that
 * hang on one line follow each other.
 */
export function placesAlong({ root, lines }: GridFile): string[] {
  const neighbours = new Map<string, string[]>();
  const join = (one: string, other: string) => neighbours.set(one, [...(neighbours.get(one) ?? []), other]);
  for (const { from, to } of lines) {
    join(from, to);
    join(to, from);
  }
  const met = new Set<string>();
  const ahead = [root];
  for (let bus = ahead.pop(); bus !== undefined; bus = ahead.pop()) {
    if (met.has(bus)) continue;
    met.add(bus);
    // The last one pushed is visited first: by name, so that the walk is always the same.
    ahead.push(
      ...(neighbours.get(bus) ?? [])
        .filter((next) => !met.has(next))
        .sort(byName)
        .reverse(),
    );
  }
  return [...met];
}

/** Cuts the places, in their order, where the homes so far come to the next part of all. */
function divide(households: readonly Household[], places: readonly string[], count: number): Microgrids {
  if (places.length < count) throw new Error(`${places.length} places can't be divided into ${count} microgrids`);
  const microgrids = new Map<string, string>();
  let before = 0;
  let index = 0;
  let used = 0;
  places.forEach((place, position) => {
    const homes = households.filter(({ bus }) => bus === place);
    const part = Math.floor(((before + homes.length / 2) * count) / households.length);
    // Every microgrid gets a place, however the homes are spread.
    const left = places.length - position;
    if (used > 0 && (part > index || left <= count - 1 - index)) {
      index++;
      used = 0;
    }
    used++;
    for (const { id } of homes) microgrids.set(id, `m${index + 1}`);
    before += homes.length;
  });
  return microgrids;
}

/** "B9" before "B10". */
function byName(one: string, other: string): number {
  const [a, b] = [one, other].map((name) => Number(/\d+$/.exec(name)?.[0] ?? 0)) as [number, number];
  return a - b || (one < other ? -1 : one > other ? 1 : 0);
}
