import { hash } from 'node:crypto';
import { open, type FileHandle } from 'node:fs/promises';
import { type CaHome } from './ca-home';

/** What a journal is opened with: the entries that were durable, and the journal to append to. */
export interface OpenedJournal<Entry> {
  readonly entries: readonly Entry[];
  readonly journal: Journal<Entry>;
}

/** Records changes so that they survive a crash or a loss of power. */
export interface Journal<Entry> {
  /**
   * Resolves when the entry is durable. Entries appended together become durable together, in order. After a write
   * has failed every append is refused: what the disk holds is then unknown until the next start.
   */
  append(entry: Entry): Promise<void>;
  close(): Promise<void>;
}

/** Opens the home's journal of that name. In a home in memory nothing is read or written. */
export async function openJournal<Entry>(home: CaHome, name: string): Promise<OpenedJournal<Entry>> {
  const file = home.pathOf(name);
  if (file === undefined) {
    return { entries: [], journal: { append: () => Promise.resolve(), close: () => Promise.resolve() } };
  }
  const { entries, durableBytes } = readBatches(home.read(name) ?? '', name);
  const handle = await open(file, 'a', 0o600);
  // A batch that a crash cut off was never acknowledged: it goes, so that the next one starts on a line of its own.
  await handle.truncate(durableBytes);
  await handle.sync();
  // The checksum has proved that these are the entries as `append` wrote them.
  return { entries: entries as Entry[], journal: new FileJournal<Entry>(handle) };
}

/** Replaces a journal by one batch with these entries; the journal must be closed. */
export function rewriteJournal(home: CaHome, name: string, entries: readonly unknown[]): void {
  home.write(name, entries.length === 0 ? '' : batchLine(entries));
}

class FileJournal<Entry> implements Journal<Entry> {
  private waiting: { entry: Entry; resolve: () => void; reject: (error: Error) => void }[] = [];
  private writing: Promise<void> | undefined;
  private failure: Error | undefined;

  constructor(private readonly handle: FileHandle) {}

  append(entry: Entry): Promise<void> {
    if (this.failure !== undefined) return Promise.reject(this.failure);
    return new Promise((resolve, reject) => {
      this.waiting.push({ entry, resolve, reject });
      this.writing ??= this.writeAll();
    });
  }

  async close(): Promise<void> {
    await this.writing;
    await this.handle.close();
  }

  /** Writes what waits, a batch at a time, until nothing does. One fsync per batch. */
  private async writeAll(): Promise<void> {
    while (this.waiting.length > 0) {
      const batch = this.waiting;
      this.waiting = [];
      try {
        if (this.failure !== undefined) throw this.failure;
        await this.handle.appendFile(batchLine(batch.map(({ entry }) => entry)));
        await this.handle.datasync();
        for (const { resolve } of batch) resolve();
      } catch (cause) {
        this.failure ??= new Error('The records of the CA could not be written; it must be started again', { cause });
        for (const { reject } of batch) reject(this.failure);
      }
    }
    this.writing = undefined;
  }
}

/** One batch is one line: a checksum and the entries as JSON. So only the last line can be torn. */
function batchLine(entries: readonly unknown[]): string {
  const json = JSON.stringify(entries);
  return `${checksum(json)} ${json}\n`;
}

function checksum(json: string): string {
  return hash('sha256', json, 'hex').slice(0, 16);
}

function readBatches(text: string, name: string): { entries: unknown[]; durableBytes: number } {
  const entries: unknown[] = [];
  let start = 0;
  let line = 1;
  for (; start < text.length; line++) {
    const newline = text.indexOf('\n', start);
    const end = newline === -1 ? text.length : newline;
    const json = text.slice(start + 17, end);
    const whole = newline !== -1 && text.slice(start, start + 17) === `${checksum(json)} `;
    if (!whole) {
      // The torn end of the last batch; anything behind it means that acknowledged records are damaged.
      if (newline !== -1 && newline < text.length - 1) {
        throw new Error(`The CA's records in ${name} are damaged in line ${line}; restore the file from a backup`);
      }
      break;
    }
    entries.push(...(JSON.parse(json) as unknown[]));
    start = end + 1;
  }
  return { entries, durableBytes: Buffer.byteLength(text.slice(0, start)) };
}
