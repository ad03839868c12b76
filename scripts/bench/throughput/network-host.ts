/** A process that runs a network with Sunledger's chaincode and REST gateway, until the benchmark ends. */
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { type RunningGateway } from '../../../gateway-api/gateway-options';
import { startGateway } from '../../../gateway-api/start-gateway';
import { startDevnetThread } from '../../../network/devnet-thread/start-devnet-thread';
import { startFabricNetwork } from '../../../network/fabric/start-fabric-network';
import { type RunningNetwork } from '../../../network/running-network';
import { demoOrganizations } from '../../start/demo-organizations';
import { chaincodeLaunch } from '../../start/start-services';
import { answerRequests } from './bench-process';
import { type NetworkDescription } from './member';

export type HostRequest =
  /** `chaincode`: the module to run in place of Sunledger's own. */
  | { readonly kind: 'devnet'; readonly chaincode?: string }
  /** `binaries`: folder with Fabric's programs; `batchTimeoutMs`: how long a block waits for more, 200 unless told. */
  | {
      readonly kind: 'fabric';
      readonly binaries: string;
      readonly batchTimeoutMs?: number;
      readonly chaincode?: string;
    };

export interface HostedNetwork {
  readonly network: NetworkDescription;
  /** Where the REST gateway listens. */
  readonly url: string;
  /** Folder that the network keeps its ledgers in. */
  readonly home: string;
}

const quiet = { info: () => undefined, warn: () => undefined, error: console.error };
const unlimited = { perSecond: 1e6, burst: 1e6 };

let home = '';
let network: RunningNetwork | undefined;
let gateway: RunningGateway | undefined;

async function start(request: HostRequest): Promise<HostedNetwork> {
  home = await mkdtemp(path.join(os.tmpdir(), 'sunledger-bench-'));
  network = await startNetwork(request, path.join(home, 'network'));
  gateway = await startGateway({
    network,
    home: path.join(home, 'gateway'),
    limits: { perAddress: unlimited, perMember: unlimited },
    passphraseCost: 2 ** 10,
  });
  const { kind, channel, chaincode: name } = network;
  return {
    network: { kind, channel, chaincode: name, organizations: network.organizations },
    url: gateway.url,
    home: path.join(home, 'network'),
  };
}

function startNetwork(request: HostRequest, networkHome: string): Promise<RunningNetwork> {
  const launch = chaincodeLaunch();
  const command = request.chaincode === undefined ? launch.command : ([process.execPath, request.chaincode] as const);
  const common = { home: networkHome, channel: 'energy', chaincode: { ...launch, command }, log: quiet };
  if (request.kind === 'devnet') return startDevnetThread({ ...common, organizations: demoOrganizations });
  return startFabricNetwork({
    ...common,
    binaries: request.binaries,
    organizations: demoOrganizations,
    batch: { timeoutMs: request.batchTimeoutMs ?? 200, maxMessages: 500 },
  });
}

answerRequests(start, async () => {
  await gateway?.stop();
  await network?.stop();
  await rm(home, { recursive: true, force: true });
});
