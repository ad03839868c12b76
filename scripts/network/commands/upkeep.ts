import { setTimeout as pause } from 'node:timers/promises';
import { withHomeLocked } from '../../../network/fabric/host/home-lock';
import { allProcesses, startMissing } from '../../../network/fabric/operations/managed-process';
import { type NetworkHome } from '../../../network/fabric/operations/network-home';
import { renewCertificates } from '../../../network/fabric/operations/renew';
import { type CliCommand } from '../../cli/command';
import { change, type CommonOptions, openHome, reopened, withCommonOptions } from '../open-home';
import { wholeNumber } from '../whole-number';

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
          'Gets new certificates for authorities, administrators, orderers, peers and gateways whose own end soon. Restarts those ' +
            'nodes one after another; a gateway takes its own while it runs. `up` renews, too, what has less than 30 days.',
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
