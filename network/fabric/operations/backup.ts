import { cp, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileExists } from '../file-exists';
import { FabricNetworkError } from '../fabric-network-error';
import { down } from './down';
import { type ManagedProcess, allProcesses, startMissing } from './managed-process';
import { definitionFile, type NetworkHome } from './network-home';
import { waitForPorts } from './wait-for-ports';

/** Written last: a backup that has it is whole. */
const markFile = 'backup.json';
/** What a home consists of. */
const parts = [definitionFile, 'organizations', 'channels'] as const;

export interface BackupMark {
  readonly format: 'sunledger-backup-1';
  readonly takenAt: string;
  /** The folder that configurations, packages and certificates' files are named in. */
  readonly home: string;
}

/**
 * Copies ledgers, certificate authorities, keys and deployments into a folder. Whatever runs is stopped for as long as
 * copying takes and started again, so that all nodes' ledgers are of one moment.
 *
 * @throws FabricNetworkError when the folder holds something already.
 */
export async function backup(home: NetworkHome, folder: string): Promise<BackupMark> {
  if (await fileExists(folder))
    throw new FabricNetworkError(`${folder} exists already: name a new folder for the backup.`);
  if (!path.relative(home.folder, folder).startsWith('..')) {
    throw new FabricNetworkError(
      `${folder} lies in the network's own folder ${home.folder}: a backup belongs elsewhere.`,
    );
  }
  const ran = await runningProcesses(home);
  await down(home);
  const draft = `${folder}.new`;
  try {
    await rm(draft, { recursive: true, force: true });
    await mkdir(draft, { recursive: true, mode: 0o700 });
    await copyParts(home.folder, draft);
    const mark: BackupMark = { format: 'sunledger-backup-1', takenAt: new Date().toISOString(), home: home.folder };
    await writeFile(path.join(draft, markFile), `${JSON.stringify(mark, undefined, 2)}\n`);
    await rename(draft, folder);
    return mark;
  } finally {
    await startMissing(ran, home.progress);
    await waitForPorts(ran);
  }
}

/** @throws FabricNetworkError when the folder holds no whole backup. */
export async function readBackup(folder: string): Promise<BackupMark> {
  const text = await readFile(path.join(folder, markFile), 'utf8').catch(() => '{}');
  const mark = JSON.parse(text) as Partial<BackupMark>;
  if (mark.format === 'sunledger-backup-1') return mark as BackupMark;
  throw new FabricNetworkError(
    `${folder} holds no whole backup: \`backup\` writes ${markFile} last, and there is none.`,
  );
}

/**
 * Puts a backup in the place of a home. What is there is kept beside it until the copy is whole, then removed.
 *
 * @param stopAll ends what runs in the home now.
 * @throws FabricNetworkError when the backup is of another folder: configurations name files by their full path.
 */
export async function restore(folder: string, home: string, stopAll: () => Promise<unknown>): Promise<BackupMark> {
  const mark = await readBackup(folder);
  if (mark.home !== home) {
    throw new FabricNetworkError(
      `The backup is of ${mark.home}, and its files name each other there; found --home ${home}.`,
    );
  }
  const draft = `${home}.restored`;
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { recursive: true, mode: 0o700 });
  await copyParts(folder, draft);
  await stopAll();
  const old = `${home}.before-restore`;
  await rm(old, { recursive: true, force: true });
  if (await fileExists(home)) await rename(home, old);
  await rename(draft, home);
  await rm(old, { recursive: true, force: true });
  return mark;
}

async function copyParts(from: string, to: string): Promise<void> {
  for (const part of parts) {
    const source = path.join(from, part);
    if (!(await fileExists(source))) continue;
    // A restored process has not been started by anybody.
    const filter = (file: string): boolean => !file.endsWith('.pid');
    await cp(source, path.join(to, part), { recursive: true, preserveTimestamps: true, filter });
  }
}

async function runningProcesses(home: NetworkHome): Promise<ManagedProcess[]> {
  const all = await allProcesses(home);
  const pids = await Promise.all(all.map(({ process }) => process.pid()));
  return all.filter((_, index) => pids[index] !== undefined);
}
