import { deploy as deployChaincode, type Deployed } from '../../../network/fabric/operations/deploy';
import { readDeployment } from '../../../network/fabric/operations/deployment-record';
import { type NetworkHome } from '../../../network/fabric/operations/network-home';
import { startGateways } from '../../../network/fabric/operations/up';
import { CliError } from '../../cli/cli-error';
import { channelOf } from '../open-home';
import { type CliCommand } from '../../cli/command';
import { marketLaunch, marketVersion } from '../market-launch';
import { change, type CommonOptions, withCommonOptions } from '../open-home';

interface DeployOptions extends CommonOptions {
  readonly channel?: string;
  readonly version?: string;
}

const steps = (home: NetworkHome, channel: string, version: string): string[] => [
  `start a server of sunledger ${version} beside each peer of ${home.plan.organizations.map(({ name }) => name).join(', ')}`,
  `install and approve sunledger ${version} by each of them, and commit it on ${channel}`,
];

/** Deploys the market's chaincode. */
export const deploy: CliCommand = {
  name: 'deploy',
  summary: "deploy the market's chaincode on a channel and start the gateways",
  configure(command, io) {
    withCommonOptions(
      command
        .description(
          "Starts a server of the market's chaincode beside each peer, has every organisation install and approve it, " +
            'commits it, and starts a REST gateway for each organisation. A majority of the organisations has to endorse. ' +
            'Run again, it does what is missing; after `org add` it takes the newcomer into the private data collections.',
        )
        .option('--channel <name>', 'the channel (the first)'),
    ).action(async (options: DeployOptions) => {
      await run('deploy', options, io, (current) => current ?? '1');
    });
  },
};

/** Replaces the market's chaincode by another version while it runs. */
export const upgrade: CliCommand = {
  name: 'upgrade',
  summary: 'replace the chaincode by the next version while the market runs',
  configure(command, io) {
    withCommonOptions(
      command
        .description(
          'Builds on what `deploy` did: servers of the new version start before the channel agrees on it, those of the ' +
            'old one end when every peer has it. The market goes on meanwhile. Build the new code first (npm run build).',
        )
        .option('--channel <name>', 'the channel (the first)')
        .option('--version <version>', 'the new version; the number after the current one unless given'),
    ).action(async (options: DeployOptions) => {
      await run('upgrade', options, io, (current) => {
        if (current === undefined) throw new CliError('There is no chaincode to upgrade: `deploy` comes first.');
        return options.version ?? successor(current);
      });
    });
  },
};

async function run(
  name: string,
  options: DeployOptions,
  io: Parameters<CliCommand['configure']>[1],
  versionAfter: (current: string | undefined) => string,
): Promise<void> {
  const wanted = async (home: NetworkHome): Promise<{ channel: string; version: string }> => {
    const channel = channelOf(home, options.channel);
    const { next } = await readDeployment(home.plan, channel);
    // An upgrade that was cut off is completed, not followed by another one.
    const version =
      next && options.version === undefined ? next.launch.version : versionAfter(await marketVersion(home, channel));
    return { channel, version };
  };
  const dry = async (home: NetworkHome): Promise<string[]> => {
    const { channel, version } = await wanted(home);
    return steps(home, channel, version);
  };
  await change(name, options, io, dry, async (home) => {
    const { channel, version } = await wanted(home);
    const deployed = await deployChaincode(home, channel, await marketLaunch(home, channel, version));
    if (deployed.waitsFor.length > 0) return { document: deployed, lines: [waiting(deployed)] };
    if (channel === home.plan.channels[0]?.name) await startGateways(home, channel);
    const { sequence, packageId } = deployed;
    const told = deployed.changed ? 'runs' : 'was there already';
    return {
      document: deployed,
      lines: [`sunledger ${version} ${told}: definition ${sequence}, package ${packageId}`],
    };
  });
}

/** What is to be done while a majority of the channel's organisations has not approved a definition. */
export function waiting({ version, sequence, waitsFor }: Deployed): string {
  return (
    `sunledger ${version}, definition ${sequence}: approved here; a majority is missing of those of other homes: ` +
    `${waitsFor.join(', ')}. The last one to approve it commits it; then run this again.`
  );
}

function successor(version: string): string {
  const number = /^(.*?)(\d+)$/.exec(version);
  return number ? `${number[1] ?? ''}${Number(number[2]) + 1}` : `${version}-2`;
}
