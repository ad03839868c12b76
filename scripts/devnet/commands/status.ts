import { type ChannelStatus } from '../../../network/devnet/control/control-server';
import { readHomeRecord } from '../../../network/devnet/store/home-record';
import { type CliCommand } from '../../cli/command';
import { type CommonOptions, existingHome, print, runningNetwork, withCommonOptions } from '../start-home';

/** Shows whether the network runs, and its channels. */
export const status: CliCommand = {
  name: 'status',
  summary: 'show whether the network runs, its channels and the faults asked for',
  configure(command, io) {
    withCommonOptions(command).action(async (options: CommonOptions) => {
      const home = await existingHome(options, io);
      const running = await runningNetwork(home);
      if (running) {
        const channels = await running.channels();
        print({ running: true, channels }, ['The network runs.', ...channels.map(channelLine)], options, io);
        return;
      }
      const { channels } = await readHomeRecord(home.network);
      const lines = Object.entries(channels).map(([name, mspIds]) => `  ${name}: ${mspIds.join(', ')}`);
      print({ running: false, channels }, [`No network runs in ${home.folder}. Its channels:`, ...lines], options, io);
    });
  },
};

/** A channel in a line. */
export function channelLine({ name, height, organizations, faults }: ChannelStatus): string {
  const wanted = [
    ...(faults.conflicts > 0 ? [`${faults.conflicts} conflicts to come`] : []),
    ...(faults.crashes > 0 ? [`${faults.crashes} crashes to come`] : []),
    ...(faults.ordererAway ? ['the ordering service is away'] : []),
  ];
  const faultText = wanted.length > 0 ? wanted.join(', ') : 'no faults';
  return `  ${name}: ${height} blocks, of ${organizations.join(', ')}; ${faultText}`;
}
