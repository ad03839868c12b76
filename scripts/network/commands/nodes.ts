import { setTimeout as pause } from 'node:timers/promises';
import { addOrderer, addPeer } from '../../../network/fabric/definition/edit-definition';
import { changeChannel } from '../../../network/fabric/operations/channel-update';
import { allProcesses, startMissing } from '../../../network/fabric/operations/managed-process';
import { type NetworkHome } from '../../../network/fabric/operations/network-home';
import { withOrderer } from '../../../network/fabric/operations/orderers';
import { renewCertificates } from '../../../network/fabric/operations/renew';
import { startAuthorities, up } from '../../../network/fabric/operations/up';
import { withHomeLocked } from '../../../network/fabric/host/home-lock';
import { CliError } from '../../cli/cli-error';
import { type CliCommand } from '../../cli/command';
import { change, type CommonOptions, definitionFileOf, openHome, reopened, withCommonOptions } from '../open-home';
import { wholeNumber } from './init';
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
        await addPeer(definitionFileOf(home), name);
        const enlarged = await reopened(home);
        await up(enlarged);
        if ((await marketVersion(enlarged, enlarged.plan.channels[0]?.name ?? '')) !== undefined) {
          await deployMarket(enlarged);
        }
        return running(enlarged);
      });
    });
  },
};

/** More orderers. */
export const orderer: CliCommand = {
  name: 'orderer',
  summary: 'give the ordering service another orderer',
  configure(command, io) {
    command.description('Nodes that order transactions into blocks.');
    withCommonOptions(
      command
        .command('add')
        .summary('add an orderer (Raft)')
        .description('Adds an orderer in network.yaml, makes it a consenter of every channel, and starts it.'),
    ).action(async (options: CommonOptions) => {
      const steps = (): string[] => [
        'add an orderer to network.yaml',
        'make it a consenter of every channel',
        'start it',
      ];
      await change('orderer add', options, io, steps, async (home) => {
        if (home.plan.consensus === 'bft') {
          throw new CliError(
            'Orderers of a BFT channel are chosen at init: every block needs a quorum that the channel names.',
          );
        }
        await addOrderer(definitionFileOf(home));
        const enlarged = await reopened(home);
        await startAuthorities(enlarged);
        await admitOrderers(enlarged);
        await up(enlarged);
        return running(enlarged);
      });
    });
  },
};

/** Every orderer of the home that a channel doesn't know yet, one update for each: Raft takes one at a time. */
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
        .option('--within <days>', 'renew what ends within so many days', wholeNumber, 30),
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
        .option('--every <seconds>', 'how often to look', wholeNumber, 2),
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
