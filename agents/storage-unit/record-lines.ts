import { type FileHandle, mkdir, open, readFile } from 'node:fs/promises';
import path from 'node:path';

/** Lines that stay, once they have been added. */
export interface RecordLines {
  /** All lines so far, in order. */
  read(): Promise<readonly string[]>;
  /** Adds a line for good: when this resolves, it is there after any stop. */
  append(line: string): Promise<void>;
  close(): Promise<void>;
}

/** Lines that are gone with the process. */
export function memoryLines(): RecordLines {
  const lines: string[] = [];
  return {
    read: () => Promise.resolve([...lines]),
    append: (line) => {
      lines.push(line);
      return Promise.resolve();
    },
    close: () => Promise.resolve(),
  };
}

/** Lines in a file that only its owner can read; its folder is made where there is none. */
export async function fileLines(file: string): Promise<RecordLines> {
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  const handle = await open(file, 'a', 0o600);
  try {
    await dropTornLine(file, handle);
  } catch (error) {
    await handle.close();
    throw error;
  }
  return {
    read: async () => {
      const text = await readFile(file, 'utf8');
      return text === '' ? [] : text.slice(0, -1).split('\n');
    },
    append: async (line) => {
      await handle.appendFile(`${line}\n`);
      await handle.datasync();
    },
    close: () => handle.close(),
  };
}

/** A line that a kill cut off was never said to be there: it goes. */
async function dropTornLine(file: string, handle: FileHandle): Promise<void> {
  const bytes = await readFile(file);
  const whole = bytes.lastIndexOf(0x0a) + 1;
  if (whole < bytes.length) await handle.truncate(whole);
}
