import path from 'node:path';
import { GatewayProblem, SunledgerClient } from '../../client';
import { type Style } from '../../agents/report/text/style';
import { RecordError } from '../../agents/storage-unit/record-error';
import { makeCast } from '../../agents/simulator/cast';
import { readControlNote } from '../../network/devnet/control/control-note';
import { machineDisk } from '../../network/devnet/store/disk';
import { RESERVED_BYTES, shownMebibytes } from '../../network/devnet/store/disk-room';
import { isDiskFull } from '../../network/devnet/store/write-failure';
import { ledgerClosedIn, type NetworkFailure } from '../../network/running-network';
import { DemoDoor } from './demo-door';
import { DEMO_MARKET, demoParts } from './demo-organizations';
import { DemoKeyring } from './demo-keyring';
import { loadDemoGrid } from './demo-grid';
import { DemoGuests } from './demo-guests';
import { demoPeople } from './demo-people';
import { Demonstration } from './demonstration';
import { type HomeFolder, LOG_FILE, openHomeFolder } from './home-folder';
import { keepRoots } from './keep-roots';
import { type StartOptions } from './options';
import { recordKeeper } from './record-keeper';
import { ReportBoard } from './report-board';
import { dataFolder, loadRecorded } from './recorded-community';
import { noteServing, noteStopped, servingUrl } from './serving-note';
import { StartError } from './start-error';
import { startServices } from './start-services';
import { Terminal } from './terminal';
import { welcomeLines } from './welcome';

/** What a run of the start sees of the world. */
export interface StartIo {
  readonly say: (line: string) => void;
  readonly writeJson: ((document: object) => void) | undefined;
  readonly style: Style;
  /** Ends the run: it stops everything and resolves. */
  readonly signal: AbortSignal;
}

/**
 * Starts the network and the gateway, plays days if asked to, and serves until the signal comes. Resolves when all is
 * stopped; throws StartError for what the user can put right.
 */
export async function runStart(options: StartOptions, io: StartIo): Promise<void> {
  if (options.home !== undefined) await requireNotServed(options.home);
  const home = await openHomeFolder(options.home);
  if (options.home !== undefined) await requireRoom(options.home);
  try {
    await runIn(home, options, io);
  } finally {
    await home.dispose();
  }
}

/** Throws StartError where another process has the folder's network running. */
async function requireNotServed(home: string): Promise<void> {
  const note = await readControlNote(path.join(home, 'network'));
  if (note === undefined || note === 'dead') return;
  const url = await servingUrl(home);
  throw new StartError(
    `The ledger in ${home} is in use by process ${note.pid}${url === undefined ? '' : `, which serves it at ${url}`}: ` +
      'end that, or name another folder with --home',
    1,
  );
}

const { freeBytes } = machineDisk;

/** Throws StartError where the disk has less room than a network leaves free: it would take nothing. */
async function requireRoom(home: string): Promise<void> {
  const free = await freeBytes(home);
  if (free >= RESERVED_BYTES) return;
  throw new StartError(
    `Only ${shownMebibytes(free)} are free on the disk of ${home}, and the ledger takes nothing below ${shownMebibytes(RESERVED_BYTES)}: ` +
      'make room, or name another folder with --home',
    1,
  );
}

async function runIn(home: HomeFolder, options: StartOptions, io: StartIo): Promise<void> {
  const board = new ReportBoard();
  const door = new DemoDoor({
    ...{ state: 'replaying', market: DEMO_MARKET, secondsPerHour: livePace.secondsPerHour, timeZone: 'UTC' },
  });
  const keyring = await DemoKeyring.open(options.home);
  // Before anything is started that would have to be stopped when there is no such community.
  const recorded = await loadRecorded(options);
  io.say('Starting the embedded network, the chaincode and the gateway ...');
  const services = await startServices({
    ledgerHome: options.home === undefined ? undefined : path.join(home.path, 'network'),
    gatewayHome: path.join(home.path, 'gateway'),
    port: options.port,
    verifyDeterminism: options.verifyDeterminism,
    board,
    door,
    logFile: options.home === undefined ? undefined : path.join(home.path, LOG_FILE),
  });
  const { network, gateway } = services;
  let failure: NetworkFailure | undefined;
  const broken = new AbortController();
  void network.failed?.then((why) => {
    failure = why;
    broken.abort();
  });
  const signal = AbortSignal.any([io.signal, broken.signal]);
  try {
    if (options.home !== undefined) await noteServing(options.home, gateway.url);
    io.say(`Serving at ${gateway.url}/`);
    const registrars = network.organizations.map(({ mspId, registrar }) => ({ mspId, ...registrar }));
    const client = new SunledgerClient({ url: gateway.url, signal });
    if (options.home !== undefined) await keepRoots(options.home, client);
    const { community, microgrids, market } = recorded;
    const cast = makeCast(community.households, demoParts, registrars, keyring, () => client);
    const demonstration = new Demonstration({
      ...{ community, cast, keyring, board, signal },
      market,
      mechanism: options.mechanism,
      microgrids,
      speed: options.speed,
      records: options.storage ? recordKeeper(options.home && path.join(home.path, 'storage-units')) : undefined,
      audience: new Terminal(io),
    });
    door.show({ market, timeZone: community.timeZone });
    const guests = new DemoGuests(cast);
    const actors = [cast.founder, cast.operator, cast.banker, ...cast.households];
    const grid = await loadDemoGrid(options.community.folder ?? dataFolder, community.households);
    const open = () => door.open({ people: demoPeople(cast), actors, keyring, client, demonstration, guests, grid });
    try {
      if (options.days > 0) await demonstration.prepare();
      else if (keyring.isEnrolled(cast.operator.client.member)) await demonstration.showLastDay();
      if (keyring.isEnrolled(cast.operator.client.member)) open();
      for (let day = 0; day < options.days; day++) await demonstration.playNextDay();
      if (options.exit) return;
      const { organizations } = network;
      const shown = { url: gateway.url, organizations, cast, keyring, market, home: options.home };
      for (const line of welcomeLines({ ...shown, style: io.style })) io.say(line);
      if (options.live) await goOn(demonstration, door, { ...io, signal }, home.path);
      await aborted(signal);
      if (failure !== undefined) throw failureError(failure, home.path);
    } finally {
      await demonstration.close();
    }
  } catch (error) {
    if (io.signal.aborted) return;
    if (failure !== undefined) throw failureError(failure, home.path);
    if (isDiskFull(error)) throw failureError({ isDiskFull: true, reason: '' }, home.path);
    const cause = { cause: error };
    if (error instanceof RecordError)
      throw new StartError(`${error.message}. --no-storage plays without them`, 1, cause);
    if (!(error instanceof GatewayProblem)) throw error;
    // Whoever couldn't write, the network or the gateway beside it: that is what helps.
    if (options.home !== undefined && (await freeBytes(home.path)) <= RESERVED_BYTES)
      throw nearlyFull(home.path, cause);
    // What is done is on the ledger: the next start goes on from there.
    throw new StartError(
      `The replay stopped: ${error.message.replace(/\.$/, '')}. The next start goes on from here`,
      1,
      cause,
    );
  } finally {
    io.say('Stopping ...');
    if (options.home !== undefined) await noteStopped(options.home);
    // Of a network that has failed, what can't be ended in order is no news.
    await services.stop().catch((error: unknown) => {
      if (failure === undefined) throw error;
    });
  }
}

/** The network is well and takes nothing more: it needs room. */
function nearlyFull(home: string, options?: ErrorOptions): StartError {
  return new StartError(
    `The disk of ${home} is nearly full, and the ledger leaves ${shownMebibytes(RESERVED_BYTES)} free: make room and start again; nothing that was answered is lost`,
    1,
    options,
  );
}

function failureError(failure: NetworkFailure, home: string): StartError {
  const kept = 'nothing that was answered is lost';
  return new StartError(
    failure.isDiskFull
      ? `The disk of ${home} is full: make room and start again; ${kept}`
      : `The ledger in ${home} can't go on: ${failure.reason}; ${kept}`,
    1,
  );
}

/** How the market goes on after the replay. */
const livePace = { secondsPerHour: 60, secondsPerQuietHour: 3 } as const;

/** Lets the market go on for as long as somebody watches, and two minutes more; what stops it is told, and everything else stays. */
async function goOn(
  demonstration: Demonstration,
  door: DemoDoor,
  { say, signal }: StartIo,
  home: string,
): Promise<void> {
  say('The market goes on in the console, an hour a minute; it rests when nobody has watched for two minutes.');
  try {
    await demonstration.goOn({
      ...livePace,
      watched: () => door.onlookers.awaited(signal),
      isPlayed: (member) => door.isPlayed(member),
      onState: (state) => {
        const market = demonstration.day?.market;
        door.show({ state, ...(market === undefined ? {} : { market }) });
      },
      signal,
    });
  } catch (error) {
    if (signal.aborted) return;
    door.show({ state: 'paused' });
    const { message } = error instanceof Error ? error : new Error(String(error));
    const isClosed = ledgerClosedIn(message) !== undefined;
    say(`The market rests: ${isClosed ? nearlyFull(home).message : message}.`);
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
