import { rebuildHome } from '../../../network/devnet/store/stopped-home';
import { type CliCommand } from '../../cli/command';
import { type CommonOptions, existingHome, print, requireStopped, stderrLog, withCommonOptions } from '../start-home';

/** Makes state, history and indexes again from the blocks. */
export const rebuild: CliCommand = {
  name: 'rebuild',
  summary: 'make state, history and indexes again from the blocks',
  configure(command, io) {
    withCommonOptions(
      command.description(
        'Makes state, history and indexes of a stopped network again from its blocks, which are the ledger itself. A start ' +
          'does so by itself where they do not match.',
      ),
    ).action(async (options: CommonOptions) => {
      const home = await existingHome(options, io);
      await requireStopped(home, 'rebuild it');
      const channels = await rebuildHome(home.network, stderrLog(io));
      const lines = channels.map(
        ({ channel, blocks, stateHash }) => `  ${channel}: ${blocks} blocks, state ${stateHash}`,
      );
      print({ channels }, ['Made again from the blocks:', ...lines], options, io);
    });
  },
};
