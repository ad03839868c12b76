import { type ChaincodeLaunch } from '../running-network';
import { ChaincodeServer } from './chaincode-server';
import { type FabricBinaries } from './fabric-binaries';
import { type FabricNetworkError } from './fabric-network-error';
import { type NetworkLog } from './fabric-network-options';
import { type NetworkPlan, peersOf } from './network-plan';
import { chaincodeCommand, ordererCommand, peerCommand } from './node-commands';
import { NodeProcess } from './node-process';

/** The processes of a network that ends with this process. */
export class FabricProcesses {
  #orderers: NodeProcess[] = [];
  readonly #peers: NodeProcess[] = [];
  readonly #chaincodes: ChaincodeServer[] = [];

  constructor(
    private readonly plan: NetworkPlan,
    private readonly binaries: FabricBinaries,
    private readonly log: NetworkLog,
    private readonly executionTimeoutMs?: number,
  ) {}

  /** Starts orderers, peers and chaincode servers. They are on their way then, not yet ready. */
  async start(launch: ChaincodeLaunch, packageId: string): Promise<void> {
    const { plan, binaries, log } = this;
    await this.startOrderers();
    for (const { organization, peer } of peersOf(plan)) {
      const options = await peerCommand(binaries, plan, organization, peer);
      const timeout = this.executionTimeoutMs;
      const environment = {
        ...options.environment,
        ...(timeout !== undefined && { CORE_CHAINCODE_EXECUTETIMEOUT: `${timeout}ms` }),
      };
      this.#peers.push(await NodeProcess.start({ ...options, environment }));
      const command = chaincodeCommand(launch, packageId, peer);
      this.#chaincodes.push(await ChaincodeServer.start(command, log));
    }
  }

  /** Starts the orderers alone. They go on with the channels that they have. */
  async startOrderers(): Promise<void> {
    for (const orderer of this.plan.orderers) {
      this.#orderers.push(await NodeProcess.start(await ordererCommand(this.binaries, this.plan, orderer)));
    }
  }

  /** Ends the orderers alone: nothing is ordered until they are started again. */
  async stopOrderers(): Promise<void> {
    const orderers = this.#orderers;
    this.#orderers = [];
    await Promise.all(orderers.map((orderer) => orderer.stop()));
  }

  /** @throws FabricNetworkError when a process has died. */
  assertRunning(): void {
    for (const each of [...this.#orderers, ...this.#peers, ...this.#chaincodes]) each.assertRunning();
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
    await Promise.all([...this.#orderers, ...this.#peers].map((node) => node.stop()));
    await Promise.all(this.#chaincodes.map((chaincode) => chaincode.stop()));
  }
}
