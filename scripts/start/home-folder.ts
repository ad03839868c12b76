import { access, constants, mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { KEYRING_FILE } from './demo-keyring';
import { StartError } from './start-error';

/** Where network and gateway log to, in the folder. */
export const LOG_FILE = 'sunledger.log';

/** The folder that a start works in. */
export interface HomeFolder {
  readonly path: string;
  /** Removes it, where nothing was to be kept. */
  dispose(): Promise<void>;
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'writing there is not permitted',
  EPERM: 'writing there is not permitted',
  EROFS: 'the file system is read-only',
  ENOTDIR: 'there is a file of that name',
  EEXIST: 'there is a file of that name',
  ENOENT: 'no folder can be made there',
  ENOSPC: 'the disk is full',
};

/**
 * Makes the folder if need be, or a temporary one for undefined. A folder that holds something else is left alone: what
 * is made in it has names that others use, too, and goes again with all that lies in it. Throws StartError that names the
 * flag to change.
 */
export async function openHomeFolder(home: string | undefined): Promise<HomeFolder> {
  if (home === undefined) {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'sunledger-'));
    return { path: folder, dispose: () => rm(folder, { recursive: true, force: true }) };
  }
  try {
    await makeFolder(home);
    await access(home, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code ?? 'unknown error';
    throw new StartError(
      `The ledger cannot be kept in ${home}: ${reasons[code] ?? code}; name another folder with --home`,
      1,
      { cause },
    );
  }
  const foreign = await foreignEntry(home);
  if (foreign !== undefined) {
    throw new StartError(
      `The ledger needs a folder of its own, and ${home} holds something else (${foreign}): name another folder with --home`,
      1,
    );
  }
  return { path: home, dispose: () => Promise.resolve() };
}

/** The name of something that lies in a folder that no start has been at work in; undefined where one has, or in an empty one. */
async function foreignEntry(home: string): Promise<string | undefined> {
  // A new file system has that one; the keyring is made first of all, under a passing name.
  const entries = (await readdir(home)).filter((name) => name !== 'lost+found');
  return entries.some((name) => name.startsWith(KEYRING_FILE)) ? undefined : entries.sort()[0];
}

/** Makes a folder and those above it. Not mkdir's own recursion, which never ends where nothing can be made, as in /proc. */
async function makeFolder(folder: string): Promise<void> {
  const make = () => mkdir(folder, { mode: 0o700 });
  try {
    await make();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST' && (await stat(folder)).isDirectory()) return;
    if (code !== 'ENOENT' || path.dirname(folder) === folder) throw error;
    await makeFolder(path.dirname(folder));
    await make();
  }
}
