import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { type RequestHandler } from 'express';
import { SunledgerClient } from '../../client';
import { type Community } from '../../agents/community/community';
import { loadCommunity } from '../../agents/community/load-community';
import { type Actor, type Cast, makeCast } from '../../agents/simulator/cast';
import { type RunningGateway } from '../../gateway-api/gateway-options';
import { startGateway } from '../../gateway-api/start-gateway';
import { DEMO_MARKET, demoParts } from '../start/demo-organizations';
import { DemoDoor } from '../start/demo-door';
import { loadDemoGrid } from '../start/demo-grid';
import { DemoKeyring } from '../start/demo-keyring';
import { DemoGuests } from '../start/demo-guests';
import { demoPeople } from '../start/demo-people';
import { Demonstration, noAudience } from '../start/demonstration';
import { recordKeeper } from '../start/record-keeper';
import { dataFolder } from '../start/recorded-community';
import { ReportBoard } from '../start/report-board';
import { type Services, startServices } from '../start/start-services';
import { StageClock } from './stage-clock';

/** A demonstration with its console: a community whose recorded day is played as far as a test wants. */
export interface PeopledConsole {
  readonly url: string;
  readonly services: Services;
  readonly cast: Cast;
  readonly community: Community;
  readonly door: DemoDoor;
  readonly board: ReportBoard;
  /** Moves the market on; see StageClock. */
  readonly clock: StageClock;
  /** The actor behind a member of the demonstration: `h01`, `operator`, `bank`. */
  actor(enrollmentId: string): Actor;
  /** Lets the gateway die and starts another one at the same address, which knows no session; `down` happens between. */
  restartGateway(down: () => Promise<void>): Promise<void>;
  /** Stops the gateway and the network. */
  stop(): Promise<void>;
}

export interface PeopledOptions {
  /** Homes of the community that take part, the first ones; fewer start faster [24]. */
  readonly homes?: number;
  /** Whether there are storage units, ENT and their order book [false]. */
  readonly storage?: boolean;
  /** Local hour of the recorded day up to which hours have been played [11]; that hour's listing is then open. */
  readonly untilHour?: number;
}

/**
 * Starts the embedded network, a gateway with the console and the demonstration's door, admits the community and plays the
 * recorded day up to an hour, whose listing then is open with the agents' offers in it. About 10 s with few homes.
 */
export async function startPeopledConsole(options: PeopledOptions = {}): Promise<PeopledConsole> {
  const { homes = 24, storage = false, untilHour = 11 } = options;
  const folder = await mkdtemp(path.join(os.tmpdir(), 'console-'));
  const board = new ReportBoard();
  const whole = await loadCommunity(dataFolder);
  const community = { ...whole, households: whole.households.slice(0, homes) };
  const status = { state: 'live', market: DEMO_MARKET, secondsPerHour: 60, timeZone: community.timeZone } as const;
  const door = new DemoDoor(status);
  const places = { ledgerHome: undefined, gatewayHome: folder, logFile: undefined, port: 0 };
  const services = await startServices({ ...places, board, door });
  const keyring = await DemoKeyring.open(undefined);
  const registrars = services.network.organizations.map(({ mspId, registrar }) => ({ mspId, ...registrar }));
  const client = new SunledgerClient({ url: services.gateway.url });
  const cast = makeCast(community.households, demoParts, registrars, keyring, () => client);
  const ending = new AbortController();
  const demonstration = new Demonstration({
    ...{ community, cast, keyring, board, market: DEMO_MARKET, mechanism: undefined, speed: undefined },
    records: storage ? recordKeeper(undefined) : undefined,
    audience: noAudience,
    signal: ending.signal,
  });
  const clock = new StageClock(ending.signal);
  const guests = new DemoGuests(cast);
  const actors = [cast.founder, cast.operator, cast.banker, ...cast.households];
  let second: RunningGateway | undefined;
  const restartGateway = async (down: () => Promise<void>) => {
    const { gateway, network } = services;
    await gateway.stop();
    await down();
    const pages: RequestHandler = (request, response, next) =>
      board.handler(request, response, () => void door.handler(request, response, next));
    const port = Number(new URL(gateway.url).port);
    second = await startGateway({ network, home: folder, port, passphraseCost: 2 ** 12, demo: true, pages });
  };
  const stop = async () => {
    ending.abort();
    await clock.ended;
    await demonstration.close();
    await second?.stop();
    await services.stop();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await demonstration.prepare();
    const grid = await loadDemoGrid(dataFolder, community.households);
    door.open({ people: demoPeople(cast), actors, keyring, client, demonstration, guests, grid });
    clock.play(demonstration);
    await clock.bidding(untilHour);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    ...{ url: services.gateway.url, services, cast, community, door, board, clock, restartGateway, stop },
    actor: (enrollmentId) => {
      const found = actors.find((actor) => actor.enrollmentId === enrollmentId);
      if (!found) throw new Error(`There is no ${enrollmentId} in the cast`);
      return found;
    },
  };
}
