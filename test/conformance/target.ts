import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { startFabricNetwork } from '../../network/fabric/start-fabric-network';
import { DevnetWorld, fixtureChaincode, fixtureOrganizations } from '../support/devnet-world';
import { fabricBinaries, noFabric } from '../support/fabric-suite';
import { NetworkClients } from '../support/network-clients';

export const targetNames = ['devnet', 'fabric'] as const;
export type TargetName = (typeof targetNames)[number];

/** A network that the cases run on, with the fixture chaincode. */
export interface Target {
  readonly clients: NetworkClients;
  stop(): Promise<void>;
}

/** Why the target can't be run here; undefined when it can. */
export function missingFor(name: TargetName): string | undefined {
  return name === 'fabric' && fabricBinaries() === '' ? noFabric : undefined;
}

export async function startTarget(name: TargetName): Promise<Target> {
  if (name === 'devnet') {
    const world = await DevnetWorld.start();
    return { clients: world, stop: () => world.stop() };
  }
  const home = await mkdtemp(path.join(os.tmpdir(), 'conformance-'));
  const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const running = await startFabricNetwork({
    binaries: fabricBinaries(),
    home,
    organizations: fixtureOrganizations,
    channel: 'energy',
    chaincode: fixtureChaincode,
    batch: { timeoutMs: 100, maxMessages: 500 },
    log: silent,
  });
  const clients = new NetworkClients(running);
  return {
    clients,
    async stop() {
      clients.close();
      await running.stop();
      await rm(home, { recursive: true, force: true });
    },
  };
}
