import path from 'node:path';
import { fileExists } from '../../../network/fabric/file-exists';
import { backup as takeBackup, readBackup, restore as putBack } from '../../../network/fabric/operations/backup';
import { down } from '../../../network/fabric/operations/down';
import { definitionFile } from '../../../network/fabric/operations/network-home';
import { CliError } from '../../cli/cli-error';
import { type CliCommand } from '../../cli/command';
import { change, type CommonOptions, homeFolder, openHome, print, withCommonOptions } from '../open-home';

/** Copies ledgers, keys and certificate authorities. */
export const backup: CliCommand = {
  name: 'backup',
  summary: 'copy ledgers, certificate authorities and keys into a folder',
  configure(command, io) {
    withCommonOptions(
      command
        .description(
          'Stops what runs, copies everything that the network consists of, and starts it again: the ledgers of all nodes are ' +
            'of one moment. The copy holds private keys: keep it as you keep the network’s own folder.',
        )
        .argument('<folder>', 'a folder that does not exist yet'),
    ).action(async (folder: string, options: CommonOptions) => {
      const target = path.resolve(io.cwd, folder);
      const steps = (): string[] => ['stop what runs', `copy it to ${target}`, 'start it again'];
      await change('backup', options, io, steps, async (home) => {
        const mark = await takeBackup(home, target);
        return { document: { folder: target, ...mark }, lines: [`Wrote ${target}, as of ${mark.takenAt}.`] };
      });
    });
  },
};

interface RestoreOptions extends CommonOptions {
  readonly replace?: true;
}

/** Puts a backup back. */
export const restore: CliCommand = {
  name: 'restore',
  summary: 'put a backup in the place of the network',
  configure(command, io) {
    withCommonOptions(
      command
        .description(
          'Puts a backup where the network lay that it was taken of; `up` starts it then. All nodes go back together: to ' +
            'put back one node alone, remove its ledger folder and let `up` fetch the blocks from the others.',
        )
        .argument('<folder>', 'the backup')
        .option('--replace', 'stop and replace the network that is there now'),
    ).action(async (folder: string, options: RestoreOptions) => {
      const source = path.resolve(io.cwd, folder);
      const home = homeFolder(options, io);
      const { takenAt } = await readBackup(source);
      const there = await fileExists(path.join(home, definitionFile));
      if (there && !options.replace) {
        throw new CliError(
          `There is a network in ${home}: what happened since ${takenAt} would be lost. --replace does it.`,
        );
      }
      if (options.dryRun) {
        const lines = [`put the backup of ${takenAt} in the place of ${home}`];
        print({ document: { wouldDo: lines }, lines }, options, io);
        return;
      }
      await putBack(source, home, async () => {
        if (there) await down(await openHome(options, io));
      });
      const lines = [`The network of ${takenAt} is back in ${home}: \`up\` starts it.`];
      print({ document: { home, takenAt }, lines }, options, io);
    });
  },
};
