import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import pino from 'pino';
import { SunledgerClient } from '../../client';
import { type Community } from '../../agents/community/community';
import { loadCommunity } from '../../agents/community/load-community';
import { type Microgrids } from '../../agents/community/microgrids';
import { type Cast, makeCast } from '../../agents/simulator/cast';
import { type MechanismName } from '../../chaincode/domain/clearing/mechanisms';
import { type RunningNetwork } from '../../network/running-network';
import { DEMO_MARKET, demoParts } from '../../scripts/start/demo-organizations';
import { DemoKeyring } from '../../scripts/start/demo-keyring';
import { type Audience, Demonstration, noAudience } from '../../scripts/start/demonstration';
import { recordKeeper } from '../../scripts/start/record-keeper';
import { ReportBoard } from '../../scripts/start/report-board';
import { type Services, startServices, startServicesOn } from '../../scripts/start/start-services';
import { dataFolder } from './data-folder';

/** A demonstration's network, gateway and members, all in memory, for a test to play days with. */
export interface DemoWorld {
  readonly services: Services;
  readonly community: Community;
  readonly cast: Cast;
  readonly board: ReportBoard;
  demonstration(options?: DemoOptions): Demonstration;
  stop(): Promise<void>;
}

/** How a day is played: as it is, unless said otherwise. */
export interface DemoOptions {
  readonly mechanism?: MechanismName;
  readonly audience?: Partial<Audience>;
  /** Plays these days in this market, by two-level prices and without storage units. */
  readonly divided?: { readonly community: Community; readonly microgrids: Microgrids; readonly market: string };
}

/** Starts all of it on free ports of 127.0.0.1: the network of `npm start`, or another one, which is stopped with it. */
export async function startDemoWorld(network?: RunningNetwork): Promise<DemoWorld> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'demo-world-'));
  const board = new ReportBoard();
  const options = { ledgerHome: undefined, gatewayHome: folder, logFile: undefined, port: 0, board };
  const log = pino({ level: 'error' }, pino.destination(2));
  const services = await (network ? startServicesOn(network, options, log) : startServices(options));
  const community = await loadCommunity(dataFolder);
  const records = recordKeeper(undefined);
  const keyring = await DemoKeyring.open(undefined);
  const registrars = services.network.organizations.map(({ mspId, registrar }) => ({ mspId, ...registrar }));
  const client = new SunledgerClient({ url: services.gateway.url });
  const cast = makeCast(community.households, demoParts, registrars, keyring, () => client);
  return {
    services,
    community,
    cast,
    board,
    demonstration: ({ mechanism, audience, divided } = {}) =>
      new Demonstration({
        ...{ community, cast, keyring, board, mechanism, records },
        market: DEMO_MARKET,
        speed: undefined,
        audience: { ...noAudience, ...audience },
        signal: new AbortController().signal,
        ...(divided ? { ...divided, records: undefined } : {}),
      }),
    stop: async () => {
      await services.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
