import { Option } from 'commander';
import { type FaultState, mostFaults } from '../../../network/devnet/faults';
import { CliError } from '../../cli/cli-error';
import { type CliCommand } from '../../cli/command';
import { wholeNumber } from '../../start/options';
import { type CommonOptions, existingHome, print, runningNetwork, withCommonOptions } from '../start-home';
import { channelLine } from './status';

interface FaultOptions extends CommonOptions {
  readonly channel?: string;
  readonly conflicts?: number;
  readonly crashes?: number;
  readonly orderer?: 'away' | 'back';
  readonly off?: true;
}

/** Has things go wrong on a running network, for who writes a chaincode or a client. */
export const faults: CliCommand = {
  name: 'faults',
  summary: 'have transactions collide, the chaincode die or the ordering service be away, on request',
  configure(command, io) {
    withCommonOptions(
      command
        .description(
          'Has things go wrong on a running network. A forced conflict is in the block for good and looks like a real one ' +
            'to every reader; `trace` says that it was forced. Nothing goes wrong unless it is asked for here.',
        )
        .option('--conflicts <n>', 'so many of the next transactions that read something', wholeNumber(0, mostFaults))
        .option(
          '--crashes <n>',
          'kill the chaincode in the middle of so many of the next calls',
          wholeNumber(0, mostFaults),
        )
        .addOption(new Option('--orderer <state>', 'whether transactions can be submitted').choices(['away', 'back']))
        .option('--off', 'nothing goes wrong any more')
        .option('--channel <name>', 'the channel; the first unless this is given (with --off: all)'),
    ).action(async (options: FaultOptions) => {
      const home = await existingHome(options, io);
      const running = await runningNetwork(home);
      if (!running) throw new CliError(`No network runs in ${home.folder}: faults are of a running one`);
      const { conflicts, crashes, orderer, off, channel } = options;
      const wanted: Partial<FaultState> = {
        ...(conflicts === undefined ? {} : { conflicts }),
        ...(crashes === undefined ? {} : { crashes }),
        ...(orderer === undefined ? {} : { ordererAway: orderer === 'away' }),
      };
      const asksForSome = Object.keys(wanted).length > 0;
      if (off && asksForSome) throw new CliError('--off takes all faults back: it goes with no other');
      const channels = off
        ? await running.faultsOff(channel)
        : asksForSome
          ? await running.setFaults(wanted, channel)
          : await running.channels();
      print({ channels }, channels.map(channelLine), options, io);
    });
  },
};
