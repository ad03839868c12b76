import path from 'node:path';
import { GatewayProblem, LedgerProgress, SunledgerClient } from '../../../client';
import { loadCommunity } from '../../../agents/community/load-community';
import { styleFor } from '../../../agents/report/text/style';
import { makeCast } from '../../../agents/simulator/cast';
import { authoritiesOf } from '../../../network/fabric/ca/ca-server';
import { type NetworkHome } from '../../../network/fabric/operations/network-home';
import { up as startNetwork } from '../../../network/fabric/operations/up';
import { withHomeLocked } from '../../../network/fabric/host/home-lock';
import { CliError } from '../../cli/cli-error';
import { type CliCommand, type Io } from '../../cli/command';
import { DEMO_MARKET, demoParts } from '../../start/demo-organizations';
import { DemoKeyring } from '../../start/demo-keyring';
import { Demonstration } from '../../start/demonstration';
import { openHomeFolder } from '../../start/home-folder';
import { dataFolder } from '../../start/recorded-community';
import { recordKeeper } from '../../start/record-keeper';
import { ReportBoard } from '../../start/report-board';
import { Terminal } from '../../start/terminal';
import { demoGatewayCommand } from '../gateway-command';
import { gatewayDoor } from '../gateway-door';
import { type CommonOptions, openHome, print, withCommonOptions } from '../open-home';
import { wholeNumber } from '../whole-number';
import { deployMarket, stepsOfUp } from './up';

interface ReplayOptions extends CommonOptions {
  readonly days: number;
}

/** Plays a recorded day through the gateways of a network that is up. */
export const replay: CliCommand = {
  name: 'replay',
  summary: 'play a recorded day of the market through the gateways',
  configure(command, io) {
    withReplayOptions(
      command.description(
        'Admits 24 households through their CA and plays a recorded day of their market, each member through the gateway ' +
          'of its own organisation. Goes on with the next day when it is run again, and with a day that was cut off. The ' +
          'network needs the organisations HouseholdsMSP, OperatorMSP and BankMSP, as `init` writes them.',
      ),
    ).action(async (options: ReplayOptions) => {
      const home = await openHome(options, io);
      if (options.dryRun) {
        print(wouldPlay([], options), options, io);
        return;
      }
      await play(home, options, io);
    });
  },
};

/** Everything in one command. */
export const demo: CliCommand = {
  name: 'demo',
  summary: 'start everything, deploy the market and play a recorded day on it',
  configure(command, io) {
    withReplayOptions(
      command.description('Does `up --deploy` and then `replay`: from network.yaml to a market with a day on it.'),
    ).action(async (options: ReplayOptions) => {
      const home = await openHome(options, io);
      if (options.dryRun) {
        print(wouldPlay(await stepsOfUp(home, true), options), options, io);
        return;
      }
      await withHomeLocked(home.folder, 'demo', async () => {
        const quick = { ...home, gateway: demoGatewayCommand };
        await startNetwork(quick);
        await deployMarket(quick);
      });
      await play(home, options, io);
    });
  },
};

function withReplayOptions(command: Parameters<CliCommand['configure']>[0]): typeof command {
  return withCommonOptions(command).option('--days <n>', 'how many days to play', wholeNumber(1, 366), 1);
}

function wouldPlay(steps: readonly string[], { days }: ReplayOptions): { document: object; lines: string[] } {
  const lines = [...steps, `play ${days === 1 ? 'a day' : `${days} days`} in market ${DEMO_MARKET}`];
  return { document: { wouldDo: lines }, lines };
}

async function play(home: NetworkHome, options: ReplayOptions, io: Io): Promise<void> {
  const { path: folder } = await openHomeFolder(path.join(home.folder, 'demo'));
  const keyring = await DemoKeyring.open(folder);
  const stop = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => stop.abort());
  const [community, registrars, gatewayOf] = await Promise.all([
    loadCommunity(dataFolder),
    registrarsOf(home),
    gateways(home, stop.signal),
  ]);
  const cast = makeCast(community.households, demoParts, registrars, keyring, gatewayOf);
  const people = options.json ? io.stderr : io.stdout;
  const demonstration = new Demonstration({
    ...{ community, cast, keyring, market: DEMO_MARKET, mechanism: undefined, speed: undefined },
    records: recordKeeper(path.join(folder, 'storage-units')),
    board: new ReportBoard(),
    audience: new Terminal({
      say: (line) => people.write(`${line}\n`),
      writeJson: options.json ? (document) => io.stdout.write(`${JSON.stringify(document)}\n`) : undefined,
      style: styleFor(process.stdout, process.env),
    }),
    signal: stop.signal,
  });
  try {
    await demonstration.prepare();
    for (let day = 0; day < options.days; day++) await demonstration.playNextDay();
  } catch (error) {
    if (!(error instanceof GatewayProblem)) throw error;
    throw new CliError(`The replay stopped: ${error.message}. Run it again: it goes on from here`, { cause: error });
  } finally {
    await demonstration.close();
  }
}

async function registrarsOf(home: NetworkHome): Promise<{ mspId: string; enrollmentId: string; secret: string }[]> {
  const parts: readonly string[] = Object.values(demoParts);
  const known = home.plan.organizations.filter(({ mspId }) => parts.includes(mspId));
  const missing = parts.filter((mspId) => !known.some((each) => each.mspId === mspId));
  if (missing.length > 0) {
    throw new CliError(
      `The recorded day needs the organisations ${parts.join(', ')}; ${missing.join(', ')} is not here.`,
    );
  }
  return Promise.all(
    known.map(async (organization) => ({
      mspId: organization.mspId,
      ...(await authoritiesOf(organization)).registrars.identities,
    })),
  );
}

/** A client of each organisation's gateway; each waits for what was written through the others. */
async function gateways(home: NetworkHome, signal: AbortSignal): Promise<(mspId: string) => SunledgerClient> {
  const progress = new LedgerProgress();
  const all = new Map<string, SunledgerClient>();
  for (const organization of home.plan.organizations) {
    const door = await gatewayDoor(organization);
    all.set(organization.mspId, new SunledgerClient({ ...door, progress, signal, attempts: 8 }));
  }
  return (mspId) => {
    const client = all.get(mspId);
    if (!client) throw new CliError(`There is no gateway of ${mspId}.`);
    return client;
  };
}
