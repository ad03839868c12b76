import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { type MemberClient } from '../../../agents/client/member-client';
import { SunledgerClient } from '../../../client';
import { loadCommunity } from '../../../agents/community/load-community';
import { makeCast } from '../../../agents/simulator/cast';
import { type RunningNetwork } from '../../../network/running-network';
import { DemoKeyring } from '../../start/demo-keyring';
import { DEMO_MARKET, demoParts } from '../../start/demo-organizations';
import { Demonstration, noAudience } from '../../start/demonstration';
import { recordKeeper } from '../../start/record-keeper';
import { ReportBoard } from '../../start/report-board';
import { startServices } from '../../start/start-services';

const community = path.join(__dirname, '..', '..', '..', '..', 'data');

/** The demonstration's network and gateway on disk, ready to play its first recorded day. */
export interface PlayedDay {
  readonly network: RunningNetwork;
  /** The market's operator, who may see every account. */
  readonly client: MemberClient;
  play(): Promise<unknown>;
  stop(): Promise<void>;
}

/** Starts them. */
export async function playedDay(): Promise<PlayedDay> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'played-day-'));
  const board = new ReportBoard();
  const places = { ledgerHome: path.join(folder, 'ledger'), gatewayHome: path.join(folder, 'gateway') };
  const services = await startServices({ ...places, logFile: undefined, port: 0, board });
  const keyring = await DemoKeyring.open(undefined);
  const registrars = services.network.organizations.map(({ mspId, registrar }) => ({ mspId, ...registrar }));
  const gateway = new SunledgerClient({ url: services.gateway.url });
  const recorded = await loadCommunity(community);
  const cast = makeCast(recorded.households, demoParts, registrars, keyring, () => gateway);
  const demonstration = new Demonstration({
    ...{ community: recorded, cast, keyring, board, records: recordKeeper(undefined) },
    ...{ mechanism: undefined, market: DEMO_MARKET, speed: undefined, audience: noAudience },
    signal: new AbortController().signal,
  });
  await demonstration.prepare();
  return {
    network: services.network,
    client: cast.operator.client,
    play: () => demonstration.playNextDay(),
    stop: async () => {
      await services.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
