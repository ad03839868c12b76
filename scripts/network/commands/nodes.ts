import { setOrderers, setPeers } from '../../../network/fabric/definition/edit-definition';
import { usualOrderers } from '../../../network/fabric/definition/network-definition';
import { ordererProcesses } from '../../../network/fabric/operations/managed-process';
import { type NetworkHome } from '../../../network/fabric/operations/network-home';
import { withoutOrderer, withOrderer } from '../../../network/fabric/operations/orderers';
import { startAuthorities } from '../../../network/fabric/operations/up';
import { withNotedTarget } from '../../../network/fabric/host/noted-targets';
import { CliError } from '../../cli/cli-error';
import { type CliCommand } from '../../cli/command';
import { changeChannels, enlarge, requireOrdering } from '../changed-home';
import {
  change,
  type CommonOptions,
  definitionFileOf,
  organizationOf,
  reopened,
  withCommonOptions,
} from '../open-home';
import { running } from './up';

/** More peers for an organisation. */
export const peer: CliCommand = {
  name: 'peer',
  summary: 'give an organisation another peer',
  configure(command, io) {
    command.description('Nodes of organisations that hold the ledger and run the chaincode.');
    withCommonOptions(
      command
        .command('add')
        .summary('add a peer to an organisation')
        .description('Adds a peer in network.yaml, starts it, has it join the channels and run the chaincode.')
        .argument('<organization>', 'whose peer it is'),
    ).action(async (name: string, options: CommonOptions) => {
      const steps = (home: NetworkHome): string[] => [
        `add a peer of ${organizationOf(home, name).name} to network.yaml`,
        'start it, join the channels, deploy on it',
      ];
      await change('peer add', options, io, steps, async (home) => {
        const { peers } = organizationOf(home, name);
        const next = (): number => peers.length + 1;
        return withNotedTarget(home.folder, `peer add ${name}`, next, (count) =>
          enlarge(home, { edit: (file) => setPeers(file, name, count), takesPartInMarket: true }),
        );
      });
    });
  },
};

/** More orderers, and fewer. */
export const orderer: CliCommand = {
  name: 'orderer',
  summary: 'give the ordering service another orderer, or take one away',
  configure(command, io) {
    command.description('Nodes that order transactions into blocks.');
    withCommonOptions(
      command
        .command('add')
        .summary('add an orderer')
        .description('Adds an orderer in network.yaml, makes it a consenter of every channel, and starts it.'),
    ).action(async (options: CommonOptions) => {
      const steps = (): string[] => [
        'add an orderer to network.yaml',
        'make it a consenter of every channel',
        'start it',
      ];
      await change('orderer add', options, io, steps, async (home) => {
        await requireOrdering(home);
        const next = (): number => home.plan.orderers.length + 1;
        return withNotedTarget(home.folder, 'orderer add', next, (count) =>
          enlarge(home, {
            edit: (file) => setOrderers(file, count),
            admit: admitOrderers,
            takesPartInMarket: false,
          }),
        );
      });
    });
    withCommonOptions(
      command
        .command('remove')
        .summary('take the last orderer away')
        .description(
          'Takes the orderer with the highest number out of every channel, stops it, and takes it out of network.yaml. Its ' +
            'folder with key and ledger stays where it is.',
        ),
    ).action(async (options: CommonOptions) => {
      const steps = (home: NetworkHome): string[] => {
        requireEnoughOrderers(home);
        const last = home.plan.orderers.at(-1)?.name ?? 'the last orderer';
        return [`take ${last} out of every channel`, 'stop it and take it out of network.yaml'];
      };
      await change('orderer remove', options, io, steps, async (home) => {
        requireEnoughOrderers(home);
        await requireOrdering(home);
        const next = (): number => home.plan.orderers.length - 1;
        return withNotedTarget(home.folder, 'orderer remove', next, async (count) => {
          if (home.plan.orderers.length > count) await dismissOrderer(home);
          await setOrderers(definitionFileOf(home), count);
          return running(await reopened(home));
        });
      });
    });
  },
};

function requireEnoughOrderers({ plan: { consensus, orderers } }: NetworkHome): void {
  const least = consensus === 'bft' ? usualOrderers.bft : 1;
  if (orderers.length > least) return;
  throw new CliError(
    `There are ${orderers.length} orderers, and ${consensus} needs ${least} at the least: add one before you take one away.`,
  );
}

/** Takes the last orderer out of all channels and stops it. */
async function dismissOrderer(home: NetworkHome): Promise<void> {
  const { orderers } = home.plan;
  const last = orderers.at(-1);
  if (!last) return;
  const staying = { ...home, plan: { ...home.plan, orderers: orderers.slice(0, -1) } };
  await changeChannels(staying, withoutOrderer(home.plan, last));
  const processes = ordererProcesses(home).filter(({ process }) => process.name === last.name);
  await Promise.all(processes.map(({ process }) => process.stop()));
}

/** Every orderer of the home that a channel doesn't know yet, one update for each: one at a time is what they can follow. */
async function admitOrderers(home: NetworkHome): Promise<void> {
  await startAuthorities(home);
  for (const each of home.plan.orderers) await changeChannels(home, await withOrderer(home.plan, each));
}
