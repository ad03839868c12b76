import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { SunledgerClient } from '../../client';
import { type Community } from '../../agents/community/community';
import { ReportBoard } from '../start/report-board';
import { startServices } from '../start/start-services';
import { type Balances, playedDay } from './played-day';

/** What everybody has after the day when nothing goes wrong, played on an embedded network in this process. */
export async function undisturbedDay(community: Community): Promise<Balances> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'chaos-undisturbed-'));
  const board = new ReportBoard();
  const services = await startServices({
    ...{ ledgerHome: undefined, gatewayHome: folder, logFile: undefined, port: 0, board },
  });
  try {
    return await playedDay({
      community,
      organizations: services.network.organizations.map(({ mspId, ca, registrar }) => ({
        ...{ mspId, ca, registrar, gateway: { url: services.gateway.url }, peers: [] },
      })),
      gateway: (options) => new SunledgerClient(options),
      signal: new AbortController().signal,
    });
  } finally {
    await services.stop();
    await rm(folder, { recursive: true, force: true });
  }
}
