import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type ChaincodeLaunch } from '../running-network';
import { builderEnvironment, writeCcaasBuilder } from './ccaas-builder';
import { ChaincodeServer } from './chaincode-server';
import { type FabricBinaries } from './fabric-binaries';
import { type FabricNetworkError } from './fabric-network-error';
import { type NetworkLog } from './fabric-network-options';
import { loopbackHost, type NetworkPlan, peersOf, type PeerOrganizationPlan, type PeerPlan } from './network-plan';
import { NodeProcess } from './node-process';
import { ordererConfig } from './orderer-config';
import { peerConfig } from './peer-config';

// Warnings and worse: at the default level a peer writes a line for every call.
const logLevel = { FABRIC_LOGGING_SPEC: 'warn' };

/** The processes of a network on this machine, with the configuration files they read. */
export class FabricProcesses {
  readonly #nodes: NodeProcess[] = [];
  readonly #chaincodes: ChaincodeServer[] = [];

  constructor(
    private readonly plan: NetworkPlan,
    private readonly binaries: FabricBinaries,
    private readonly log: NetworkLog,
  ) {}

  /** Starts orderers, peers and chaincode servers. They are on their way then, not yet ready. */
  async start(launch: ChaincodeLaunch, packageId: string): Promise<void> {
    const builder = path.join(this.plan.home, 'ccaas-builder');
    await writeCcaasBuilder(builder);
    await this.#startOrderers();
    for (const { organization, peer } of peersOf(this.plan)) await this.#startPeer(organization, peer, builder);
    await this.#startChaincodes(launch, packageId);
  }

  /** @throws FabricNetworkError when a process has died. */
  assertRunning(): void {
    for (const each of [...this.#nodes, ...this.#chaincodes]) each.assertRunning();
  }

  areRunning(): boolean {
    return this.whatDied() === undefined;
  }

  /** The error that says which process died and why; none when all are running. */
  whatDied(): FabricNetworkError | undefined {
    try {
      this.assertRunning();
      return undefined;
    } catch (error) {
      return error as FabricNetworkError;
    }
  }

  /** Ends every process: first peers and orderers, then the chaincodes they call. */
  async stop(): Promise<void> {
    await Promise.all(this.#nodes.map((node) => node.stop()));
    await Promise.all(this.#chaincodes.map((chaincode) => chaincode.stop()));
  }

  async #startOrderers(): Promise<void> {
    for (const orderer of this.plan.orderers) {
      await writeConfig(orderer.home, 'orderer.yaml', ordererConfig(this.plan.ordererOrganization.mspId, orderer));
      const start = { name: orderer.name, command: this.binaries.orderer, args: [], cwd: orderer.home };
      const environment = { FABRIC_CFG_PATH: orderer.home, ...logLevel };
      this.#nodes.push(
        await NodeProcess.start({ ...start, environment, logFile: path.join(orderer.home, 'orderer.log') }),
      );
    }
  }

  async #startPeer(organization: PeerOrganizationPlan, peer: PeerPlan, builder: string): Promise<void> {
    await writeConfig(peer.home, 'core.yaml', peerConfig(organization, peer, builder));
    const start = { name: peer.name, command: this.binaries.peer, args: ['node', 'start'], cwd: peer.home };
    const chaincode = builderEnvironment(`${loopbackHost}:${organization.chaincodePort}`);
    const environment = { FABRIC_CFG_PATH: peer.home, ...logLevel, ...chaincode };
    this.#nodes.push(await NodeProcess.start({ ...start, environment, logFile: path.join(peer.home, 'peer.log') }));
  }

  async #startChaincodes(launch: ChaincodeLaunch, packageId: string): Promise<void> {
    for (const { organization } of peersOf(this.plan)) {
      const { name: owner, chaincodePort: port } = organization;
      const logFile = path.join(organization.home, 'chaincode.log');
      const server = { launch, packageId, port, owner, logFile, log: this.log };
      this.#chaincodes.push(await ChaincodeServer.start(server));
    }
  }
}

async function writeConfig(folder: string, name: string, config: object): Promise<void> {
  await mkdir(folder, { recursive: true });
  // JSON is YAML, see msp-folder.
  await writeFile(path.join(folder, name), JSON.stringify(config, undefined, 2));
}
