/**
 * The order in which a mechanism serves offers: by a key, and among equal keys as they stand (that is, by arrival).
 * A total order, so that every endorser gets the same one.
 */

/** The entries with the highest key first; equal keys keep their order. Keys are at least 0. */
export function highestFirst<T>(entries: readonly T[], key: (entry: T) => bigint): T[] {
  return rank(entries, key, 'descending');
}

/** The entries with the lowest key first; equal keys keep their order. Keys are at least 0. */
export function lowestFirst<T>(entries: readonly T[], key: (entry: T) => bigint): T[] {
  return rank(entries, key, 'ascending');
}

type Direction = 'ascending' | 'descending';

function rank<T>(entries: readonly T[], key: (entry: T) => bigint, direction: Direction): T[] {
  const keys = entries.map(key);
  const largest = keys.reduce((most, each) => (each > most ? each : most), 0n);
  const positions = fitsDoubles(largest, keys.length)
    ? positionsByDoubles(keys, Number(largest), direction)
    : positionsByBigints(keys, direction);
  return Array.from(positions, (position) => entries[position] as T);
}

/** Whether each number `key * count + position` is a whole number that a double holds exactly. */
function fitsDoubles(largestKey: bigint, count: number): boolean {
  return (largestKey + 1n) * BigInt(count) <= BigInt(Number.MAX_SAFE_INTEGER);
}

/**
 * Sorts one number per entry, key and position in one: no two are equal, and sorting doubles without a comparator is
 * several times faster than sorting bigints with one. Ordinary listings take this way.
 */
function positionsByDoubles(keys: readonly bigint[], largestKey: number, direction: Direction): Float64Array {
  const count = keys.length;
  const packed = new Float64Array(count);
  keys.forEach((key, position) => {
    const rising = direction === 'ascending' ? Number(key) : largestKey - Number(key);
    packed[position] = rising * count + position;
  });
  return packed.sort().map((each) => each % count);
}

/** The same order for keys of any size. */
function positionsByBigints(keys: readonly bigint[], direction: Direction): number[] {
  const sign = direction === 'ascending' ? 1 : -1;
  const ranked = keys.map((key, position) => ({ key, position }));
  ranked.sort((a, b) => {
    if (a.key !== b.key) return a.key < b.key ? -sign : sign;
    return a.position - b.position;
  });
  return ranked.map(({ position }) => position);
}
