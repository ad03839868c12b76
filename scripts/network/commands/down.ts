import { down as stopAll } from '../../../network/fabric/operations/down';
import { processStatuses } from '../../../network/fabric/operations/process-status';
import { type CliCommand } from '../../cli/command';
import { change, type CommonOptions, type Outcome, withCommonOptions } from '../open-home';

/** Stops every process. */
export const down: CliCommand = {
  name: 'down',
  summary: 'stop every process; ledgers, keys and logs stay',
  configure(command, io) {
    withCommonOptions(
      command.description(
        'Stops gateways, peers, orderers, chaincode servers and certificate authorities. `up` starts them again.',
      ),
    ).action(async (options: CommonOptions) => {
      const steps = async (home: Parameters<typeof processStatuses>[0]): Promise<string[]> =>
        (await processStatuses(home)).filter(({ pid }) => pid !== null).map(({ name }) => `stop ${name}`);
      const stop = async (home: Parameters<typeof stopAll>[0]): Promise<Outcome> => {
        const stopped = await stopAll(home);
        const lines = stopped.length > 0 ? [`Stopped ${stopped.length} processes.`] : ['Nothing was running.'];
        return { document: { stopped }, lines };
      };
      await change('down', options, io, steps, stop, false);
    });
  },
};
