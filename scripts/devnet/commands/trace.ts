import { traceInHome } from '../../../network/devnet/store/stopped-home';
import { traceLines } from '../../../network/devnet/trace/trace-lines';
import { CliError } from '../../cli/cli-error';
import { type CliCommand } from '../../cli/command';
import { type CommonOptions, existingHome, print, runningNetwork, stderrLog, withCommonOptions } from '../start-home';

interface TraceOptions extends CommonOptions {
  readonly channel?: string;
}

/** Shows what a transaction read and wrote, who endorsed it, and with whom it collided. */
export const trace: CliCommand = {
  name: 'trace',
  summary: 'show what a transaction read and wrote, and with which other it collided',
  configure(command, io) {
    withCommonOptions(
      command
        .description(
          'Shows a transaction of the ledger: what was called, the keys read and written, who endorsed it, how long each ' +
            'stage took, and for a conflict which transaction changed what. Private data is shown by its hashes.',
        )
        .argument('<transaction>', 'its id: 64 hexadecimal digits')
        .option('--channel <name>', 'the channel it is on; all are searched unless this is given'),
    ).action(async (id: string, options: TraceOptions) => {
      if (!/^[0-9a-f]{64}$/.test(id)) {
        throw new CliError(`A transaction's id has 64 digits from 0 to f, found ${JSON.stringify(id)}`);
      }
      const home = await existingHome(options, io);
      const running = await runningNetwork(home);
      const found = running
        ? await running.trace(id, options.channel)
        : await traceInHome(home.network, stderrLog(io), id, options.channel);
      if (found === undefined) throw new CliError(`No transaction ${id} is on the ledger in ${home.folder}`);
      print(found, traceLines(found), options, io);
    });
  },
};
