/** A process that runs a network, with Sunledger's chaincode deployed, until the benchmark ends. */
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { personalDataCollection } from '../../../chaincode/ledger/personal-data';
import { startFabricNetwork } from '../../../network/fabric/start-fabric-network';
import { type ChaincodeLaunch, type RunningNetwork } from '../../../network/running-network';
import { answerRequests } from './bench-process';
import { type NetworkDescription } from './member';

export interface HostRequest {
  readonly kind: 'fabric';
  /** Folder with Fabric's programs. */
  readonly binaries: string;
}

const organizations = ['Households', 'Operator', 'Bank'].map((name) => ({
  mspId: `${name}MSP`,
  name: name.toLowerCase(),
}));
const chaincode: ChaincodeLaunch = {
  name: 'sunledger',
  version: '1',
  command: [process.execPath, path.join(__dirname, '..', '..', '..', 'chaincode', 'server.js')],
  cwd: process.cwd(),
  collections: [
    {
      name: personalDataCollection,
      memberMspIds: organizations.map(({ mspId }) => mspId),
      memberOnlyRead: true,
      memberOnlyWrite: true,
      blockToLive: 0,
    },
  ],
};

let home = '';
let network: RunningNetwork | undefined;

async function start(request: HostRequest): Promise<NetworkDescription> {
  home = await mkdtemp(path.join(os.tmpdir(), 'sunledger-bench-'));
  network = await startFabricNetwork({
    binaries: request.binaries,
    home,
    // Two peers endorse, as in the figures that this is compared with; the third organisation keeps its vote.
    organizations: organizations.map((each, index) => ({ ...each, peer: index < 2 })),
    channel: 'energy',
    chaincode,
    batch: { timeoutMs: 200, maxMessages: 500 },
    log: { info: () => undefined, warn: console.warn, error: console.error },
  });
  const { kind, channel, chaincode: name } = network;
  return { kind, channel, chaincode: name, organizations: network.organizations };
}

answerRequests(start, async () => {
  await network?.stop();
  await rm(home, { recursive: true, force: true });
});
