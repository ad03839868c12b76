import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { processStartTime } from '../../fabric/host/process-start-time';

/** Where a running network takes commands from, as its home says; only who may read the home can give them. */
export interface ControlNote {
  readonly pid: number;
  readonly startTime: string;
  /** On 127.0.0.1. */
  readonly port: number;
  readonly token: string;
}

export const controlFile = (home: string): string => join(home, 'control.json');

export async function writeControlNote(
  home: string,
  { port, token }: Pick<ControlNote, 'port' | 'token'>,
): Promise<void> {
  const note: ControlNote = {
    pid: process.pid,
    startTime: (await processStartTime(process.pid)) ?? '',
    port,
    token,
  };
  const file = controlFile(home);
  await writeFile(`${file}.new`, `${JSON.stringify(note)}\n`, { mode: 0o600 });
  await rename(`${file}.new`, file);
}

export async function removeControlNote(home: string): Promise<void> {
  await rm(controlFile(home), { force: true });
}

/** What the home says of a running network: 'dead' when that was killed and left its note. */
export async function readControlNote(home: string): Promise<ControlNote | 'dead' | undefined> {
  let note: ControlNote;
  try {
    note = JSON.parse(await readFile(controlFile(home), 'utf8')) as ControlNote;
  } catch {
    return undefined;
  }
  return (await processStartTime(note.pid)) === note.startTime ? note : 'dead';
}
