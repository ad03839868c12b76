/** Does something for every entry, at most `width` at a time; answers the results in order. Stops at the first failure. */
export async function inParallel<T, R>(
  entries: readonly T[],
  width: number,
  act: (entry: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  let failed = false;
  const work = async () => {
    while (next < entries.length && !failed) {
      const index = next++;
      try {
        results[index] = await act(entries[index] as T);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(width, entries.length) }, work));
  return results;
}
