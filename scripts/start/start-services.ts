import path from 'node:path';
import pino from 'pino';
import { personalDataCollection } from '../../chaincode/ledger/personal-data';
import { type RunningGateway } from '../../gateway-api/gateway-options';
import { databasePlace } from '../../gateway-api/sql/open-database';
import { startGateway } from '../../gateway-api/start-gateway';
import { startDevnetThread } from '../../network/devnet-thread/start-devnet-thread';
import { portObstacle } from '../../network/fabric/free-ports';
import { type ChaincodeLaunch, type RunningNetwork } from '../../network/running-network';
import { demoOrganizations } from './demo-organizations';
import { type DemoDoor } from './demo-door';
import { logFile } from './log-file';
import { type ReportBoard } from './report-board';
import { StartError } from './start-error';

/** Network and gateway, running in this process, a thread each; the chaincode runs in a process of its own. */
export interface Services {
  readonly network: RunningNetwork;
  readonly gateway: RunningGateway;
  stop(): Promise<void>;
}

export interface ServiceOptions {
  /** Folder of the ledger; undefined keeps it in memory. */
  readonly ledgerHome: string | undefined;
  /** Folder of the gateway's keys. */
  readonly gatewayHome: string;
  readonly port: number;
  /** Whether two chaincode processes have to agree on every transaction; not unless it is said. */
  readonly verifyDeterminism?: boolean;
  readonly board: ReportBoard;
  /** The way in for newcomers; there is none where nothing is said. */
  readonly door?: DemoDoor;
  /** What network and gateway have to say goes into this file; undefined: what went wrong goes to stderr. */
  readonly logFile: string | undefined;
}

const root = path.join(__dirname, '..', '..', '..');

/**
 * The demonstration's passphrases are 132 random bits: nobody guesses them, whatever a guess costs. A real gateway keeps
 * the gateway's own, costly default for passphrases that people choose.
 */
const PASSPHRASE_COST = 2 ** 12;

/** The market's chaincode as a process of its own; the organisations share their members' personal data. */
export const chaincodeLaunch = (
  memberMspIds: readonly string[] = demoOrganizations.map(({ mspId }) => mspId),
  version = '1',
): ChaincodeLaunch => ({
  name: 'sunledger',
  version,
  command: [process.execPath, path.join(root, 'build', 'chaincode', 'server.js')],
  cwd: root,
  collections: [
    {
      name: personalDataCollection,
      memberMspIds,
      memberOnlyRead: true,
      memberOnlyWrite: true,
      blockToLive: 0,
    },
  ],
});

/** Starts both, or none: throws StartError with a sentence that helps, having stopped what was started. */
export async function startServices(options: ServiceOptions): Promise<Services> {
  const log =
    options.logFile === undefined
      ? pino({ level: 'error' }, pino.destination(2))
      : pino({ level: 'warn' }, logFile(options.logFile));
  // Told at once, not when the network has been made.
  const obstacle = await portObstacle(options.port);
  if (obstacle !== undefined) throw portError(obstacle, options.port);
  const network = await startDevnetThread({
    ...(options.ledgerHome === undefined ? {} : { home: options.ledgerHome }),
    channel: 'energy',
    organizations: demoOrganizations,
    chaincode: chaincodeLaunch(),
    verifyDeterminism: options.verifyDeterminism ?? false,
    log,
  }).catch((cause: unknown) => {
    throw new StartError(`The embedded network did not start: ${messageOf(cause)}`, 1, { cause });
  });
  return startServicesOn(network, options, log);
}

/** Starts the gateway on a network that is up, and takes that over: it is stopped with the gateway, and when that doesn't start. */
export async function startServicesOn(
  network: RunningNetwork,
  options: ServiceOptions,
  log: pino.Logger,
): Promise<Services> {
  try {
    const gateway = await startGateway({
      network,
      home: options.gatewayHome,
      database: databasePlace(
        process.env,
        // What keeps nothing needs no file.
        options.ledgerHome === undefined ? 'memory' : { file: path.join(options.gatewayHome, 'gateway.db') },
      ),
      port: options.port,
      log,
      passphraseCost: PASSPHRASE_COST,
      // On the loopback address, to be tried out: who reaches the API may see the figures, too.
      operations: 'door',
      demo: options.door !== undefined,
      pages: (request, response, next) =>
        options.board.handler(request, response, () =>
          options.door ? void options.door.handler(request, response, next) : next(),
        ),
    });
    const stop = async () => {
      options.board.close();
      options.door?.close();
      await gateway.stop();
      await network.stop();
    };
    return { network, gateway, stop };
  } catch (cause) {
    await network.stop();
    throw new StartError(`The gateway did not start: ${messageOf(cause)}`, 1, { cause });
  }
}

function portError(code: string, port: number): StartError {
  if (code === 'EADDRINUSE') {
    return new StartError(`Port ${port} is taken by another program: choose another with --port`, 1);
  }
  if (code === 'EACCES') {
    return new StartError(`Port ${port} may not be opened by this user: choose one above 1023 with --port`, 1);
  }
  return new StartError(`Port ${port} can't be opened (${code}): choose another with --port`, 1);
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
