import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { startDevnet } from '../../network/devnet';
import { startFabricNetwork } from '../../network/fabric/start-fabric-network';
import { type ChaincodeLaunch, type RunningNetwork } from '../../network/running-network';
import { demoOrganizations } from '../../scripts/start/demo-organizations';
import { chaincodeLaunch } from '../../scripts/start/start-services';
import { fabricBinaries, noFabric } from '../support/fabric-suite';

/** A kind of network that the market is tried on from end to end. */
export interface Target {
  readonly name: 'devnet' | 'fabric';
  /** As it reads in a suite's title. */
  readonly title: string;
  /** Starts one with the demonstration's organisations, each with a peer and a CA, and the market's chaincode or another. */
  start(chaincode?: ChaincodeLaunch): Promise<RunningNetwork>;
}

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
const common = { channel: 'energy', organizations: demoOrganizations, log: silent };

const targets: readonly Target[] = [
  {
    name: 'devnet',
    title: 'on the embedded network',
    start: (chaincode = chaincodeLaunch()) => startDevnet({ ...common, chaincode }),
  },
  {
    name: 'fabric',
    title: 'on real Fabric',
    start: async (chaincode = chaincodeLaunch()) => {
      const home = await mkdtemp(path.join(os.tmpdir(), 'e2e-fabric-'));
      const remove = (): Promise<void> => rm(home, { recursive: true, force: true });
      const batch = { timeoutMs: 50, maxMessages: 500 };
      const starting = startFabricNetwork({ ...common, binaries: fabricBinaries(), home, chaincode, batch });
      const network = await starting.catch(async (error: unknown) => {
        await remove();
        throw error;
      });
      return { ...network, stop: () => network.stop().then(remove) };
    },
  },
];

/** The one that E2E_TARGET names is tried alone (`npm run test:e2e -- --target`). */
const wanted = process.env['E2E_TARGET'] ?? '';

/**
 * A suite for each kind of network, the same for both: the market has to be the same on them. Where there are no programs
 * of Fabric that suite is skipped, and its title says why.
 */
export function onEveryTarget(title: string, body: (this: Mocha.Suite, target: Target) => void): void {
  for (const target of targets) {
    if (wanted !== '' && wanted !== target.name) continue;
    const run = function (this: Mocha.Suite): void {
      body.call(this, target);
    };
    if (target.name === 'fabric' && fabricBinaries() === '') {
      describe.skip(`${title}, ${target.title} (skipped: ${noFabric})`, run);
    } else describe(`${title}, ${target.title}`, run);
  }
}
