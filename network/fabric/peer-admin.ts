import path from 'node:path';
import { type FabricBinaries } from './fabric-binaries';
import { addressOf, type OrdererPlan, type PeerOrganizationPlan, type PeerPlan } from './network-plan';
import { runProgram } from './run-program';

/** Runs Fabric's `peer` program as the administrator of one organisation, against that organisation's peer. */
export class PeerAdmin {
  constructor(
    private readonly binaries: FabricBinaries,
    readonly organization: PeerOrganizationPlan,
    readonly peer: PeerPlan,
    private readonly orderer: OrdererPlan,
  ) {}

  /** Arguments that let another organisation's administrator call this peer. */
  get asEndorser(): string[] {
    return ['--peerAddresses', addressOf(this.peer), '--tlsRootCertFiles', path.join(this.peer.home, 'tls', 'ca.crt')];
  }

  /** @throws ProgramError when the program refuses. */
  async run(purpose: string, ...args: readonly string[]): Promise<string> {
    return runProgram(`${purpose} as ${this.organization.mspId}`, this.binaries.peer, args, {
      FABRIC_CFG_PATH: this.peer.home,
      FABRIC_LOGGING_SPEC: 'error',
      CORE_PEER_MSPCONFIGPATH: path.join(this.organization.home, 'admin', 'msp'),
    });
  }

  /** As `run`, for a command that sends a transaction to the ordering service and waits until it is committed. */
  async submit(purpose: string, ...args: readonly string[]): Promise<string> {
    const orderer = addressOf(this.orderer);
    const root = path.join(this.orderer.home, 'tls', 'ca.crt');
    return this.run(purpose, ...args, '--orderer', orderer, '--tls', '--cafile', root);
  }
}
