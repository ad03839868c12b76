import { access, constants, mkdir, mkdtemp, rm, stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
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

/** Makes the folder if need be, or a temporary one for undefined. Throws StartError that names the flag to change. */
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
  return { path: home, dispose: () => Promise.resolve() };
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
