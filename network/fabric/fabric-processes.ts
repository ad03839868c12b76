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
  readonly #nodes: NodeProcess[] = [];
  readonly #chaincodes: ChaincodeServer[] = [];

  constructor(
    private readonly plan: NetworkPlan,
    private readonly binaries: FabricBinaries,
    private readonly log: NetworkLog,
  ) {}

  /** Starts orderers, peers and chaincode servers. They are on their way then, not yet ready. */
  async start(launch: ChaincodeLaunch, packageId: string): Promise<void> {
    const { plan, binaries, log } = this;
    for (const orderer of plan.orderers) {
      this.#nodes.push(await NodeProcess.start(await ordererCommand(binaries, plan, orderer)));
    }
    for (const { organization, peer } of peersOf(plan)) {
      this.#nodes.push(await NodeProcess.start(await peerCommand(binaries, plan, organization, peer)));
      const command = chaincodeCommand(launch, packageId, peer);
      this.#chaincodes.push(await ChaincodeServer.start(command, log));
    }
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
}
