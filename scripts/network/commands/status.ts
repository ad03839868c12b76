import { certificateStatuses } from '../../../network/fabric/operations/certificate-status';
import { channelStatuses, type ChannelStatus } from '../../../network/fabric/operations/channel-status';
import { processStatuses } from '../../../network/fabric/operations/process-status';
import { CliError } from '../../cli/cli-error';
import { type CliCommand } from '../../cli/command';
import { type CommonOptions, openHome, print, withCommonOptions } from '../open-home';

/** Shows every process, height, CA and chaincode version. */
export const status: CliCommand = {
  name: 'status',
  summary: 'show every process, block heights, certificates and the chaincode',
  configure(command, io) {
    withCommonOptions(
      command.description(
        'Shows what runs where, how far each node has come with each channel, the chaincode that the channel has agreed ' +
          'on, and the certificates that end first. Asks every node. Ends with 1 when something that was started has died.',
      ),
      false,
    ).action(async (options: CommonOptions) => {
      const home = await openHome(options, io, false);
      const [processes, certificates] = await Promise.all([processStatuses(home), certificateStatuses(home)]);
      const someRun = processes.some(({ kind, state }) => kind === 'peer' && state === 'running');
      const channels = someRun ? await channelStatuses(home) : [];
      const lines = [
        ...processes.map(({ name, state, pid, address }) =>
          `${name.padEnd(42)}${state.padEnd(9)}${String(pid ?? '').padEnd(9)}${address}`.trimEnd(),
        ),
        ...channels.flatMap(channelLines),
        ...certificates.map(
          ({ organization, holder, daysLeft }) =>
            `Certificates of ${organization}: the first, of ${holder}, ends in ${daysLeft} days`,
        ),
      ];
      print({ document: { processes, channels, certificates }, lines }, options, io);
      const wrong = processes.filter(({ state }) => state === 'died' || state === 'silent');
      if (wrong.length > 0) {
        const names = wrong.map(({ name, state }) => `${name} ${state === 'died' ? 'has died' : 'does not listen'}`);
        throw new CliError(`${names.join(', ')}: \`logs\` shows what it said last, \`up\` starts what has died.`);
      }
    });
  },
};

function channelLines({ name, orderers, peers, chaincode }: ChannelStatus): string[] {
  const heights = [...orderers, ...peers].map((node) => `${node.name} ${node.height ?? 'does not answer'}`);
  const definition = chaincode
    ? `${chaincode.name} ${chaincode.version}, definition ${chaincode.sequence}`
    : 'no chaincode';
  return [`Channel ${name}: ${definition}; blocks: ${heights.join(', ')}`];
}
