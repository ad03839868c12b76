/** A process that runs the embedded network with several gateways, each without some part of its door. */
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import pino from 'pino';
import { type DoorPart, type RunningGateway } from '../../../gateway-api/gateway-options';
import { startGateway } from '../../../gateway-api/start-gateway';
import { startDevnetThread } from '../../../network/devnet-thread/start-devnet-thread';
import { type RunningNetwork } from '../../../network/running-network';
import { demoOrganizations } from '../../start/demo-organizations';
import { chaincodeLaunch } from '../../start/start-services';
import { answerRequests } from '../throughput/bench-process';
import { type NetworkDescription } from '../throughput/member';

export interface DoorHostRequest {
  /** What each gateway leaves out. */
  readonly without: readonly (readonly DoorPart[])[];
}

export interface DoorHost {
  readonly network: NetworkDescription;
  /** Of the gateways, in the order of the request. */
  readonly urls: readonly string[];
}

const quiet = { info: () => undefined, warn: () => undefined, error: console.error };
/** Never reached, and counted all the same. */
const wide = { perSecond: 1e6, burst: 1e6 };

let home = '';
let network: RunningNetwork | undefined;
const gateways: RunningGateway[] = [];

async function start({ without }: DoorHostRequest): Promise<DoorHost> {
  home = await mkdtemp(path.join(os.tmpdir(), 'sunledger-bench-'));
  network = await startDevnetThread({
    home: path.join(home, 'network'),
    channel: 'energy',
    chaincode: chaincodeLaunch(),
    organizations: demoOrganizations,
    log: quiet,
  });
  for (const [index, leaveOut] of without.entries()) {
    gateways.push(
      await startGateway({
        network,
        home: path.join(home, `gateway-${index}`),
        limits: { perAddress: wide, perMember: wide },
        passphraseCost: 2 ** 10,
        // As an operator has it, but for where the lines go.
        log: pino({ level: 'info' }, pino.destination('/dev/null')),
        leaveOut,
      }),
    );
  }
  const { kind, channel, chaincode, organizations } = network;
  return { network: { kind, channel, chaincode, organizations }, urls: gateways.map(({ url }) => url) };
}

answerRequests(start, async () => {
  for (const gateway of gateways) await gateway.stop();
  await network?.stop();
  await rm(home, { recursive: true, force: true });
});
