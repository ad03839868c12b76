import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { startDevnet } from '../../network/devnet';
import { fixtureChaincode, fixtureOrganizations, pairChannel } from '../support/devnet-world';
import { fabricBinaries, noFabric } from '../support/fabric-suite';
import { fabricOperator, startFabricTarget } from './fabric-target';
import { TargetClients } from './target-clients';

export const targetNames = ['devnet', 'fabric'] as const;
export type TargetName = (typeof targetNames)[number];

/** A network that the cases run on: two channels with the fixture chaincode. */
export interface Target {
  readonly clients: TargetClients;
  stop(): Promise<void>;
}

/** Short, so that the case of a chaincode that hangs is; Fabric takes no less than a second. */
const executionTimeoutMs = 3_000;

/** Why the target can't be run here; undefined when it can. */
export function missingFor(name: TargetName): string | undefined {
  return name === 'fabric' && fabricBinaries() === '' ? noFabric : undefined;
}

export async function startTarget(name: TargetName): Promise<Target> {
  const home = await mkdtemp(path.join(os.tmpdir(), 'conformance-'));
  const removeHome = (): Promise<void> => rm(home, { recursive: true, force: true });
  try {
    const target = await (name === 'devnet' ? devnetTarget(home) : fabricTarget(home));
    const { clients } = target;
    return {
      clients,
      async stop() {
        clients.close();
        await target.stop();
        await removeHome();
      },
    };
  } catch (error) {
    await removeHome();
    throw error;
  }
}

async function devnetTarget(home: string): Promise<Target> {
  const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const devnet = await startDevnet({
    home,
    channel: 'energy',
    organizations: fixtureOrganizations,
    chaincode: fixtureChaincode,
    furtherChannels: [pairChannel],
    executionTimeoutMs,
    log: silent,
  });
  const ordererAway = (away: boolean): Promise<void> => {
    for (const { faults } of devnet.channels.values()) faults.set({ ordererAway: away });
    return Promise.resolve();
  };
  const clients: TargetClients = new TargetClients(devnet, {
    caFolder: (mspId) => path.join(home, 'ca', clients.organization(mspId).name),
    // The embedded network's peers know at once.
    publishRevocations: () => Promise.resolve(),
    stopOrderers: () => ordererAway(true),
    startOrderers: () => ordererAway(false),
  });
  return { clients, stop: () => devnet.stop() };
}

async function fabricTarget(home: string): Promise<Target> {
  const network = await startFabricTarget(home, executionTimeoutMs);
  const clients: TargetClients = new TargetClients(
    network,
    fabricOperator(network, home, () => clients),
  );
  return { clients, stop: () => network.stop() };
}
