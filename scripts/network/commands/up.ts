import path from 'node:path';
import { deploy } from '../../../network/fabric/operations/deploy';
import { readDeployment } from '../../../network/fabric/operations/deployment-record';
import { type NetworkHome } from '../../../network/fabric/operations/network-home';
import { processStatuses } from '../../../network/fabric/operations/process-status';
import { startGateways, up as startNetwork } from '../../../network/fabric/operations/up';
import { type CliCommand } from '../../cli/command';
import { gatewayRootFile } from '../gateway-door';
import { marketLaunch, marketVersion } from '../market-launch';
import { waiting } from './deploy';
import { change, type CommonOptions, type Outcome, withCommonOptions } from '../open-home';

interface UpOptions extends CommonOptions {
  readonly deploy?: true;
}

/** Starts what is missing. */
export const up: CliCommand = {
  name: 'up',
  summary: 'start what is missing, in the right order; --deploy puts the market on it',
  configure(command, io) {
    withCommonOptions(
      command
        .description(
          'Starts the certificate authorities, orderers, peers, chaincode servers and gateways that do not run, makes and ' +
            'joins the channels, and waits until everything answers. The processes go on when the command has ended. Run it ' +
            'again after a failure, or when something died: it does what is missing.',
        )
        .option('--deploy', "also deploy the market's chaincode and start a REST gateway for each organisation"),
    ).action(async (options: UpOptions) => {
      await change(
        'up',
        options,
        io,
        (home) => stepsOfUp(home, options.deploy === true),
        async (home) => {
          await startNetwork(home);
          if (options.deploy) await deployMarket(home);
          return running(home);
        },
      );
    });
  },
};

/** Deploys the market on the first channel, unless it is there, and starts the gateways. */
export async function deployMarket(home: NetworkHome): Promise<void> {
  const [channel] = home.plan.channels;
  if (!channel) return;
  const version = (await marketVersion(home, channel.name)) ?? '1';
  const deployed = await deploy(home, channel.name, await marketLaunch(home, channel.name, version));
  if (deployed.waitsFor.length > 0) home.progress(waiting(deployed));
  else await startGateways(home, channel.name);
}

export async function stepsOfUp(home: NetworkHome, deploys: boolean): Promise<string[]> {
  const statuses = await processStatuses(home);
  const { current } = await readDeployment(home.plan, home.plan.channels[0]?.name ?? '');
  return statuses
    .filter(({ state, kind }) => state !== 'running' && (kind !== 'gateway' || deploys || current !== undefined))
    .map(({ name, address }) => `start ${name} on ${address}`)
    .concat(deploys && !current ? ['deploy the chaincode sunledger 1'] : []);
}

/** What runs, in a few lines. */
export async function running(home: NetworkHome): Promise<Outcome> {
  const statuses = await processStatuses(home);
  const gateways = statuses.filter(({ kind, state }) => kind === 'gateway' && state === 'running');
  const rootOf = (name: string): string => gatewayRootFile({ home: path.join('organizations', name) });
  const count = statuses.filter(({ state }) => state === 'running').length;
  return {
    document: { processes: statuses },
    lines: [
      `${count} processes run; \`status\` shows them, \`down\` stops them.`,
      ...gateways.map(({ organization, address }) => `  Gateway of ${organization.padEnd(12)} https://${address}/`),
      ...(gateways.length > 0 ? [`  Members know them by ${rootOf('<name>')} (docs/network.md).`] : []),
    ],
  };
}
