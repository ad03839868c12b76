/** The files of a store are damaged. What it holds has to be made again from elsewhere. */
export class StoreDamagedError extends Error {
  override readonly name = 'StoreDamagedError';
}

/**
 * The ordered key-value store under state, indexes and private data: LevelDB, or memory for a network that leaves
 * nothing behind. Keys are binary strings (characters up to U+00FF), ordered by their bytes.
 */
export interface KeyValueStore extends KeyValueReader {
  /** All of it or nothing; on disk without waiting for the disk unless `sync`. */
  batch(operations: readonly StoreOperation[], options?: { readonly sync: boolean }): Promise<void>;
  /** A view that later batches don't change; close it. */
  snapshot(): KeyValueSnapshot;
  /** Rewrites the files that hold the range, so that deleted entries are gone from the disk. */
  compact(start: string, end: string): Promise<void>;
  close(): Promise<void>;
}

export interface KeyValueReader {
  get(key: string): Buffer | undefined;
  /** Entries with start <= key < end, in order. */
  range(options: RangeOptions): KeyValueCursor;
}

export interface KeyValueSnapshot extends KeyValueReader {
  close(): void;
}

export interface RangeOptions {
  readonly start: string;
  readonly end: string;
  /** From the end backwards. */
  readonly reverse?: boolean;
}

export type StoreEntry = readonly [key: string, value: Buffer];

export interface KeyValueCursor {
  /** The next entries, at most `count`; fewer only at the end, none after it. */
  next(count: number): Promise<readonly StoreEntry[]>;
  close(): Promise<void>;
}

export type StoreOperation =
  | { readonly type: 'put'; readonly key: string; readonly value: Buffer }
  | { readonly type: 'del'; readonly key: string };

const pageSize = 500;

/** All entries of a range, a page at a time. */
export async function* entriesOf(reader: KeyValueReader, options: RangeOptions): AsyncGenerator<StoreEntry> {
  const cursor = reader.range(options);
  try {
    for (;;) {
      const page = await cursor.next(pageSize);
      yield* page;
      if (page.length < pageSize) return;
    }
  } finally {
    await cursor.close();
  }
}
