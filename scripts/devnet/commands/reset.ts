import { rm, rmdir } from 'node:fs/promises';
import path from 'node:path';
import { holderOf } from '../../../network/devnet/doctor/lock-holder';
import { controlFile } from '../../../network/devnet/control/control-note';
import { homeParts } from '../../../network/devnet/store/home-record';
import { CliError } from '../../cli/cli-error';
import { type CliCommand, type Io } from '../../cli/command';
import { KEYRING_FILE } from '../../start/demo-keyring';
import { LOG_FILE } from '../../start/home-folder';
import { ROOTS_FOLDER } from '../../start/keep-roots';
import {
  type CommonOptions,
  exists,
  existingHome,
  print,
  requireStopped,
  type StartHome,
  withCommonOptions,
} from '../start-home';

interface ResetOptions extends CommonOptions {
  readonly yes?: true;
}

/** What `npm start` makes in its folder beside the network. Nothing else is touched. */
const partsOfStart = ['gateway', 'storage-units', ROOTS_FOLDER, LOG_FILE, KEYRING_FILE, 'serving.json'];

/** Removes a network with all that it keeps. */
export const reset: CliCommand = {
  name: 'reset',
  summary: 'remove the ledger, all keys and everything else that the network keeps',
  configure(command, io) {
    withCommonOptions(
      command
        .description('Removes ledger, keys, demo secrets and logs of a stopped network, for good. It asks before.')
        .option('--yes', 'do not ask'),
    ).action(async (options: ResetOptions) => {
      const home = await existingHome(options, io);
      await requireStopped(home, 'reset it');
      const holder = await holderOf(path.join(homeParts(home.network).store, 'LOCK'));
      if (holder !== undefined) throw new CliError(`Process ${holder} has the ledger open: end it before you reset it`);
      const removed = await presentParts(home);
      if (!options.yes && !(await agrees(home.folder, io))) throw new CliError('Nothing was removed');
      for (const part of removed) await rm(path.join(home.folder, part), { recursive: true, force: true });
      // They stay where something else lies in them.
      for (const left of [home.network, home.folder]) await rmdir(left).catch(() => undefined);
      print({ removed }, [`Removed from ${home.folder}: ${removed.join(', ')}.`], options, io);
    });
  },
};

/** What of the home is there, as paths in its folder: whatever else somebody has put beside it stays. */
async function presentParts({ folder, network }: StartHome): Promise<string[]> {
  const ofNetwork = [...Object.values(homeParts(network)), controlFile(network)].map((part) =>
    path.relative(folder, part),
  );
  const parts = folder === network ? ofNetwork : [...ofNetwork, ...partsOfStart];
  const there = await Promise.all(parts.map((part) => exists(path.join(folder, part))));
  return parts.filter((_, index) => there[index]);
}

/** Whether who sits at the terminal types yes. Without a terminal nobody does. */
async function agrees(folder: string, { stdin, stderr }: Io): Promise<boolean> {
  stderr.write(`This removes the ledger in ${folder} with all keys, for good. Type yes to go on: `);
  let typed = '';
  for await (const part of stdin) {
    typed += String(part);
    if (typed.includes('\n')) break;
  }
  stderr.write('\n');
  return typed.split('\n', 1)[0]?.trim() === 'yes';
}
