import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { DefinitionError } from '../definition/definition-error';

const fileOf = (home: string): string => path.join(home, 'unfinished.json');

/**
 * How many there are to be after a command that adds one or takes one away. The first run works that out and notes it
 * before it does anything; a run after one that was cut off finds it, so that it completes what that began instead of
 * adding another. Ends with the note forgotten when `work` is done.
 *
 * @param command what is typed, with what it is about.
 */
export async function withNotedTarget<Result>(
  home: string,
  command: string,
  target: () => number,
  work: (target: number) => Promise<Result>,
): Promise<Result> {
  const noted = await read(home);
  const wanted = noted[command] ?? target();
  await write(home, { ...noted, [command]: wanted });
  const result = await work(wanted).catch(async (error: unknown) => {
    // So many there can't be: nothing was begun.
    if (error instanceof DefinitionError) await forget(home, command);
    throw error;
  });
  await forget(home, command);
  return result;
}

async function forget(home: string, command: string): Promise<void> {
  const others = Object.entries(await read(home)).filter(([noted]) => noted !== command);
  await write(home, Object.fromEntries(others));
}

async function read(home: string): Promise<Record<string, number>> {
  try {
    return JSON.parse(await readFile(fileOf(home), 'utf8')) as Record<string, number>;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw error;
  }
}

async function write(home: string, targets: Record<string, number>): Promise<void> {
  const file = fileOf(home);
  if (Object.keys(targets).length === 0) return rm(file, { force: true });
  await writeFile(`${file}.new`, JSON.stringify(targets));
  await rename(`${file}.new`, file);
}
