import { ClassicLevel, type Snapshot } from 'classic-level';
import {
  type KeyValueCursor,
  type KeyValueReader,
  type KeyValueSnapshot,
  type KeyValueStore,
  StoreDamagedError,
  type RangeOptions,
  type StoreEntry,
  type StoreOperation,
} from './key-value-store';

// Binary strings as LevelDB keys: characters up to U+00FF keep their order in UTF-8.
const encodings = { keyEncoding: 'utf8', valueEncoding: 'buffer' } as const;
type Level = ClassicLevel<string, Buffer>;

/** The folder is in use by another process. */
export class StoreLockedError extends Error {
  override readonly name = 'StoreLockedError';
}

/** Opens (or creates) a LevelDB folder. Throws StoreLockedError when another process has it open, StoreDamagedError. */
export async function openLevelStore(folder: string): Promise<KeyValueStore> {
  const level: Level = new ClassicLevel(folder, { ...encodings, cacheSize: 32 * 1024 * 1024 });
  try {
    await level.open();
  } catch (error) {
    const { cause } = error as { cause?: Error & { code?: string } };
    if (cause?.code === 'LEVEL_LOCKED') throw new StoreLockedError(`${folder} is in use by another process`, { cause });
    // A file that another one names and that isn't there is damage, too.
    if (cause?.code === 'LEVEL_CORRUPTION' || /No such file/.test(cause?.message ?? '')) {
      throw new StoreDamagedError(`The store in ${folder} is damaged: ${String(cause)}`, { cause });
    }
    throw new Error(`The store in ${folder} can't be opened: ${String(cause ?? error)}`, { cause: error });
  }
  return new LevelStore(level);
}

class LevelReader implements KeyValueReader {
  constructor(
    protected readonly level: Level,
    private readonly options: { readonly snapshot?: Snapshot },
  ) {}

  get(key: string): Buffer | undefined {
    try {
      return this.level.getSync(key, this.options);
    } catch (error) {
      throw readError(error);
    }
  }

  range({ start, end, reverse = false }: RangeOptions): KeyValueCursor {
    const iterator = this.level.iterator({ gte: start, lt: end, reverse, ...this.options });
    const next = async (count: number): Promise<StoreEntry[]> => {
      const entries: StoreEntry[] = [];
      // LevelDB hands out less than it is asked for when the values are large; only nothing means the end.
      for (let missing = count; missing > 0; missing = count - entries.length) {
        const page = await iterator.nextv(missing).catch((error: unknown) => {
          throw readError(error);
        });
        if (page.length === 0) break;
        entries.push(...page);
      }
      return entries;
    };
    return { next, close: () => iterator.close() };
  }
}

function readError(error: unknown): unknown {
  if ((error as { code?: unknown }).code !== 'LEVEL_CORRUPTION') return error;
  return new StoreDamagedError(`A store is damaged: ${String(error)}`, { cause: error });
}

class LevelSnapshot extends LevelReader implements KeyValueSnapshot {
  constructor(
    level: Level,
    private readonly handle: Snapshot,
  ) {
    super(level, { snapshot: handle });
  }

  close(): void {
    void this.handle.close();
  }
}

class LevelStore extends LevelReader implements KeyValueStore {
  constructor(level: Level) {
    super(level, {});
  }

  async batch(operations: readonly StoreOperation[], { sync } = { sync: false }): Promise<void> {
    const batch = this.level.batch();
    for (const operation of operations) {
      if (operation.type === 'put') batch.put(operation.key, operation.value);
      else batch.del(operation.key);
    }
    await batch.write({ sync });
  }

  snapshot(): KeyValueSnapshot {
    return new LevelSnapshot(this.level, this.level.snapshot());
  }

  compact(start: string, end: string): Promise<void> {
    return this.level.compactRange(start, end);
  }

  close(): Promise<void> {
    return this.level.close();
  }
}
