import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { CliError } from './cli-error';
import { type Io } from './command';

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EACCES: 'reading it is not permitted',
  EISDIR: 'it is a folder',
};

/** The JSON document in a file, or on standard input for `-`. Throws CliError naming the file. */
export async function readJson(file: string, io: Pick<Io, 'cwd' | 'stdin'>): Promise<unknown> {
  const bytes = await (file === '-' ? readStdin(io) : readNamed(file, io));
  try {
    // JSON nested a million deep is fine here: the parser doesn't recurse, and nothing that reads the result does.
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as unknown;
  } catch (cause) {
    const why = cause instanceof SyntaxError ? `not JSON: ${cause.message}` : 'not text in UTF-8';
    throw new CliError(`${nameOf(file)} is ${why}`, { cause });
  }
}

/** How messages call an input. */
export function nameOf(file: string): string {
  return file === '-' ? 'standard input' : file;
}

/** Puts the file's name in front of what is wrong in it. */
export function inFile<T>(file: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    if (!(cause instanceof CliError)) throw cause;
    throw new CliError(`${nameOf(file)}: ${cause.message}`, { cause });
  }
}

/** Prints a result on stdout, over several lines or with `compact` on one. */
export function printJson(result: unknown, options: { readonly compact?: true }, io: Pick<Io, 'stdout'>): void {
  io.stdout.write(`${JSON.stringify(result, null, options.compact ? 0 : 2)}\n`);
}

async function readNamed(file: string, io: Pick<Io, 'cwd'>): Promise<Uint8Array> {
  try {
    return await readFile(path.resolve(io.cwd, file));
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code ?? 'unknown error';
    throw new CliError(`Cannot read ${file}: ${reasons[code] ?? code}`, { cause });
  }
}

async function readStdin(io: Pick<Io, 'stdin'>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of io.stdin) chunks.push(typeof chunk === 'string' ? Buffer.from(chunk) : chunk);
  return Buffer.concat(chunks);
}
