import { access, constants, stat } from 'node:fs/promises';
import path from 'node:path';
import { readControlNote } from '../control/control-note';
import { machineDisk } from '../store/disk';
import { RESERVED_BYTES, shownMebibytes } from '../store/disk-room';
import { HomeFormatError, homeParts, readHomeRecord } from '../store/home-record';
import { inspectBlocks } from '../store/inspect-blocks';
import { StoreDamagedError } from '../store/key-value-store';
import { openLevelStore, StoreLockedError } from '../store/level-store';
import { blockFileOf } from '../store/stopped-home';
import { type Finding, good, notice, problem } from './finding';
import { holderOf } from './lock-holder';

/** Looks at the folder of an embedded network without changing anything in it. */
export async function examineHome(folder: string): Promise<Finding[]> {
  const findings = [await examineAccess(folder), await examineSpace(folder)];
  if (!(await isFolder(folder))) return findings;
  const format = await examineFormat(folder);
  findings.push(format);
  const running = await examineRunning(folder);
  findings.push(running.finding);
  if (format.verdict === 'problem' || running.isHeld) return findings;
  const { channels } = await readHomeRecord(folder);
  for (const channel of Object.keys(channels)) findings.push(await examineBlocks(folder, channel));
  if (Object.keys(channels).length > 0) {
    const { store, private: privateStore } = homeParts(folder);
    findings.push(await examineStore('state', store), await examineStore('private data', privateStore));
  }
  return findings;
}

const isFolder = (folder: string): Promise<boolean> =>
  stat(folder).then(
    (found) => found.isDirectory(),
    () => false,
  );

/** The folder, or the nearest one above it that is there. */
async function nearest(folder: string): Promise<string> {
  let at = path.resolve(folder);
  while (
    path.dirname(at) !== at &&
    !(await stat(at).then(
      () => true,
      () => false,
    ))
  )
    at = path.dirname(at);
  return at;
}

async function examineAccess(folder: string): Promise<Finding> {
  const check = 'folder';
  const there = await nearest(folder);
  const found = await stat(there);
  if (!found.isDirectory()) {
    return problem(check, `${there} is a file, and the network needs a folder there: name another with --home.`);
  }
  try {
    await access(there, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch {
    return problem(check, `${there} may not be written by this user: change its rights, or name another with --home.`);
  }
  if (there !== path.resolve(folder)) return good(check, `Nothing lies in ${folder} yet: the first start makes it.`);
  // Keys of all organisations lie in it.
  const isOpen = process.platform !== 'win32' && (found.mode & 0o077) !== 0;
  return isOpen
    ? notice(
        check,
        `${folder} can be read by other users of this machine, and keys lie in it: the next start closes it.`,
      )
    : good(check, `${folder} can be written, by its owner alone.`);
}

async function examineSpace(folder: string): Promise<Finding> {
  const free = await machineDisk.freeBytes(await nearest(folder));
  const shown = shownMebibytes(free);
  return free < RESERVED_BYTES
    ? problem(
        'space',
        `Only ${shown} are free on the disk of ${folder}, and the network takes no transactions below ${shownMebibytes(RESERVED_BYTES)}: make room.`,
      )
    : good('space', `${shown} are free on the disk of ${folder}.`);
}

async function examineFormat(folder: string): Promise<Finding> {
  try {
    const { channels } = await readHomeRecord(folder);
    const names = Object.keys(channels);
    return names.length === 0
      ? good('format', `${folder} holds no channel yet.`)
      : good('format', `${folder} holds ${names.length === 1 ? 'channel' : 'channels'} ${names.join(', ')}.`);
  } catch (error) {
    if (error instanceof HomeFormatError) return problem('format', `${error.message}.`);
    throw error;
  }
}

async function examineRunning(folder: string): Promise<{ readonly finding: Finding; readonly isHeld: boolean }> {
  const check = 'process';
  const note = await readControlNote(folder);
  if (note !== undefined && note !== 'dead') {
    return { finding: good(check, `The network runs, in process ${note.pid}.`), isHeld: true };
  }
  const holder = await holderOf(path.join(homeParts(folder).store, 'LOCK'));
  if (holder !== undefined) {
    return {
      finding: problem(check, `Process ${holder} has the ledger in ${folder} open: end it, or use another folder.`),
      isHeld: true,
    };
  }
  const finding =
    note === 'dead'
      ? notice(check, 'The network was killed when it last ran: the next start takes up what it left.')
      : good(check, 'No network runs here.');
  return { finding, isHeld: false };
}

async function examineBlocks(folder: string, channel: string): Promise<Finding> {
  const check = `blocks of ${channel}`;
  const file = blockFileOf(folder, channel);
  const state = await inspectBlocks(file).catch((error: unknown) => (error as NodeJS.ErrnoException).code ?? 'unknown');
  if (typeof state === 'string') {
    return problem(
      check,
      `${file} can't be read (${state}), and everything else is made from it: restore it from a copy.`,
    );
  }
  const { blocks, tornBytes, damage } = state;
  if (damage !== undefined) return problem(check, `${file} is damaged: ${damage}; restore it from a copy.`);
  if (tornBytes > 0) {
    return notice(
      check,
      `After ${blocks} blocks ${file} has ${tornBytes} bytes of one that was never acknowledged: the next start cuts them off.`,
    );
  }
  return good(check, `${blocks} blocks, every one with its checksum.`);
}

async function examineStore(check: 'state' | 'private data', folder: string): Promise<Finding> {
  if (!(await isFolder(folder))) {
    return check === 'state'
      ? notice(check, 'State, history and indexes are gone: the next start makes them again from the blocks.')
      : problem(check, `${folder} is gone, and private data is in no block: restore it from a copy.`);
  }
  try {
    await (await openLevelStore(folder)).close();
    return good(check, `${folder} can be opened.`);
  } catch (error) {
    if (error instanceof StoreLockedError) return problem(check, `${folder} is in use by another process: end it.`);
    if (!(error instanceof StoreDamagedError)) throw error;
    return check === 'state'
      ? notice(check, `${error.message}: the next start makes it again from the blocks.`)
      : problem(check, `${error.message}, and private data is in no block: restore ${folder} from a copy.`);
  }
}
