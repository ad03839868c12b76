import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';

/** Where a CA keeps its keys and records: a folder only its owner can read, or memory. Names use `/` between folders. */
export interface CaHome {
  /** The file's text, or undefined when there is none. */
  read(name: string): string | undefined;
  /** Replaces the file as a whole: after a crash there is the old or the new text, never a part. Durable when it returns. */
  write(name: string, text: string): void;
  /** Absolute path of a file for which the journal needs a descriptor of its own; undefined in memory. */
  pathOf(name: string): string | undefined;
}

const OWNER_ONLY_FOLDER = 0o700;
const OWNER_ONLY_FILE = 0o600;

/** A home on disk. Creates the folder; makes it and what it writes readable by the owner alone. */
export function diskHome(folder: string): CaHome {
  prepareFolder(folder);
  const pathOf = (name: string): string => path.join(folder, ...name.split('/'));
  return {
    pathOf,
    read: (name) => (existsSync(pathOf(name)) ? readFileSync(pathOf(name), 'utf8') : undefined),
    write(name, text) {
      const file = pathOf(name);
      prepareFolder(path.dirname(file));
      replaceFile(file, text);
    },
  };
}

/** A home that ends with the process, for `--ephemeral` and tests. */
export function memoryHome(): CaHome {
  const files = new Map<string, string>();
  return {
    read: (name) => files.get(name),
    write: (name, text) => void files.set(name, text),
    pathOf: () => undefined,
  };
}

/** Writes a new file beside the old one, makes it durable, and puts it in the old one's place. */
function replaceFile(file: string, text: string): void {
  const temporary = `${file}.new`;
  const descriptor = openSync(temporary, 'w', OWNER_ONLY_FILE);
  try {
    writeFileSync(descriptor, text);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  renameSync(temporary, file);
  syncFolder(path.dirname(file));
}

/** Makes a folder's entries durable. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return; // Windows can't open a folder; its rename is durable by itself.
  const descriptor = openSync(folder, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function prepareFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: OWNER_ONLY_FOLDER });
  chmodSync(folder, OWNER_ONLY_FOLDER);
}
