/** The sum of a whole number of each entry; 0 for none. */
export function sum<T>(entries: readonly T[], of: (entry: T) => bigint): bigint {
  return entries.reduce((total, entry) => total + of(entry), 0n);
}
