import { setTimeout as pause } from 'node:timers/promises';
import { setOrderers, setPeers } from '../../../network/fabric/definition/edit-definition';
import { usualOrderers } from '../../../network/fabric/definition/network-definition';
import { changeChannel } from '../../../network/fabric/operations/channel-update';
import { allProcesses, ordererProcesses, startMissing } from '../../../network/fabric/operations/managed-process';
import { type NetworkHome } from '../../../network/fabric/operations/network-home';
import { withoutOrderer, withOrderer } from '../../../network/fabric/operations/orderers';
import { renewCertificates } from '../../../network/fabric/operations/renew';
import { startAuthorities, up } from '../../../network/fabric/operations/up';
import { withHomeLocked } from '../../../network/fabric/host/home-lock';
import { withNotedTarget } from '../../../network/fabric/host/noted-targets';
import { CliError } from '../../cli/cli-error';
import { type CliCommand } from '../../cli/command';
import {
  change,
  type CommonOptions,
  definitionFileOf,
  openHome,
  organizationOf,
  reopened,
  withCommonOptions,
} from '../open-home';
import { wholeNumber } from '../whole-number';
import { marketVersion } from '../market-launch';
import { unlessDone } from './org';
import { deployMarket, running } from './up';

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
      const steps = (): string[] => [
        `add a peer of ${name} to network.yaml`,
        'start it, join the channels, deploy on it',
      ];
      await change('peer add', options, io, steps, async (home) => {
        const { peers } = organizationOf(home, name);
        return withNotedTarget(
          home.folder,
          `peer add ${name}`,
          () => peers.length + 1,
          async (count) => {
            await setPeers(definitionFileOf(home), name, count);
            const enlarged = await reopened(home);
            await up(enlarged);
            if ((await marketVersion(enlarged, enlarged.plan.channels[0]?.name ?? '')) !== undefined) {
              await deployMarket(enlarged);
            }
            return running(enlarged);
          },
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
        const next = (): number => home.plan.orderers.length + 1;
        return withNotedTarget(home.folder, 'orderer add', next, async (count) => {
          await setOrderers(definitionFileOf(home), count);
          const enlarged = await reopened(home);
          await startAuthorities(enlarged);
          await admitOrderers(enlarged);
          await up(enlarged);
          return running(enlarged);
        });
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
      const steps = ({ plan }: NetworkHome): string[] => [
        `take ${plan.orderers.at(-1)?.name ?? 'the last orderer'} out of every channel`,
        'stop it and take it out of network.yaml',
      ];
      await change('orderer remove', options, io, steps, async (home) => {
        requireEnoughOrderers(home);
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
  const { orderers, channels } = home.plan;
  const last = orderers.at(-1);
  if (!last) return;
  const staying = { ...home, plan: { ...home.plan, orderers: orderers.slice(0, -1) } };
  for (const { name } of channels) await unlessDone(changeChannel(staying, name, withoutOrderer(home.plan, last)));
  const processes = ordererProcesses(home).filter(({ process }) => process.name === last.name);
  await Promise.all(processes.map(({ process }) => process.stop()));
}

/** Every orderer of the home that a channel doesn't know yet, one update for each: one at a time is what they can follow. */
async function admitOrderers(home: NetworkHome): Promise<void> {
  for (const each of home.plan.orderers) {
    const edit = await withOrderer(home.plan, each);
    for (const { name } of home.plan.channels) await unlessDone(changeChannel(home, name, edit));
  }
}

interface RenewOptions extends CommonOptions {
  readonly within: number;
}

const DAY_MS = 86_400_000;

/** Renews certificates. */
export const renew: CliCommand = {
  name: 'renew',
  summary: 'renew certificates that are about to end, while everything runs',
  configure(command, io) {
    withCommonOptions(
      command
        .description(
          'Gets new certificates for authorities, administrators, orderers and peers whose own end soon, and restarts those ' +
            'nodes one after another. `up` renews, too, what has less than 30 days.',
        )
        .option('--within <days>', 'renew what ends within so many days', wholeNumber(0, 36_500), 30),
    ).action(async (options: RenewOptions) => {
      const steps = (): string[] => [
        `renew certificates that end within ${options.within} days, and restart their nodes`,
      ];
      await change('renew', options, io, steps, async (home) => {
        const renewed = await renewCertificates(home, options.within * DAY_MS);
        const lines = renewed.length > 0 ? [`Renewed: ${renewed.join(', ')}.`] : ['No certificate ends that soon.'];
        return { document: { renewed }, lines };
      });
    });
  },
};

interface WatchOptions extends CommonOptions {
  readonly every: number;
}

/** Keeps a network running. */
export const watch: CliCommand = {
  name: 'watch',
  summary: 'keep the network running: start again what dies, renew certificates; Ctrl-C ends it',
  configure(command, io) {
    withCommonOptions(
      command
        .description(
          'Looks every few seconds whether something that was started has died and starts it again; once an hour renews ' +
            'certificates that end within 30 days. Leaves alone what was stopped. Runs until Ctrl-C; the network goes on.',
        )
        .option('--every <seconds>', 'how often to look', wholeNumber(1, 86_400), 2),
      false,
    ).action(async (options: WatchOptions) => {
      const home = await openHome(options, io);
      const stop = new AbortController();
      for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => stop.abort());
      let renewedAt = 0;
      while (!stop.signal.aborted) {
        await withHomeLocked(home.folder, 'watch', async () => {
          await restartDead(await reopened(home));
          if (Date.now() - renewedAt < DAY_MS / 24) return;
          await renewCertificates(await reopened(home));
          renewedAt = Date.now();
        }).catch((error: unknown) => {
          // Another command at work, or a port not free yet: the next look may find it better.
          home.progress(error instanceof Error ? error.message : String(error));
        });
        await pause(options.every * 1000, undefined, { signal: stop.signal }).catch(() => undefined);
      }
    });
  },
};

async function restartDead(home: NetworkHome): Promise<void> {
  const processes = await allProcesses(home);
  const died = await Promise.all(processes.map(({ process }) => process.hasDied()));
  await startMissing(
    processes.filter((_, index) => died[index]),
    home.progress,
  );
}
