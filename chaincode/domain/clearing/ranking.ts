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
  const positions = positionsByDoubles(entries, key, direction) ?? positionsByBigints(entries, key, direction);
  const ranked = new Array<T>(entries.length);
  for (let rank = 0; rank < ranked.length; rank++) ranked[rank] = entries[positions[rank] as number] as T;
  return ranked;
}

/**
 * Sorts one number per entry, which holds key and position: no two are equal, and doubles sort several times faster
 * than bigints with a comparator. Ordinary listings take this way. undefined where a double wouldn't hold the number exactly.
 */
function positionsByDoubles<T>(
  entries: readonly T[],
  key: (entry: T) => bigint,
  direction: Direction,
): Float64Array | undefined {
  const count = entries.length;
  const packed = new Float64Array(count);
  let largest = 0;
  entries.forEach((entry, position) => {
    const each = Number(key(entry));
    packed[position] = each;
    if (each > largest) largest = each;
  });
  // A key that Number() rounded is far above the limit, so this is a safe question even then.
  if ((largest + 1) * count > Number.MAX_SAFE_INTEGER) return undefined;
  for (let position = 0; position < count; position++) {
    const each = packed[position] as number;
    packed[position] = (direction === 'ascending' ? each : largest - each) * count + position;
  }
  packed.sort();
  for (let rank = 0; rank < count; rank++) packed[rank] = (packed[rank] as number) % count;
  return packed;
}

/** The same order for keys of any size. */
function positionsByBigints<T>(entries: readonly T[], key: (entry: T) => bigint, direction: Direction): number[] {
  const sign = direction === 'ascending' ? 1 : -1;
  const ranked = entries.map((entry, position) => ({ key: key(entry), position }));
  ranked.sort((a, b) => {
    if (a.key !== b.key) return a.key < b.key ? -sign : sign;
    return a.position - b.position;
  });
  return ranked.map(({ position }) => position);
}
