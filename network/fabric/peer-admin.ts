import path from 'node:path';
import { type FabricBinaries } from './fabric-binaries';
import { addressOf, type OrdererPlan, type PeerOrganizationPlan, type PeerPlan } from './network-plan';
import { runProgram } from './run-program';

/** An orderer, as administrators reach it. */
export interface OrderingEndpoint {
  readonly address: string;
  /** PEM file with the root of its TLS certificate. */
  readonly tlsRootFile: string;
}

export function orderingEndpoint(orderer: OrdererPlan): OrderingEndpoint {
  return { address: addressOf(orderer), tlsRootFile: path.join(orderer.home, 'tls', 'ca.crt') };
}

/** Runs Fabric's `peer` program as the administrator of one organisation, against that organisation's peer. */
export class PeerAdmin {
  constructor(
    private readonly binaries: FabricBinaries,
    readonly organization: PeerOrganizationPlan,
    readonly peer: PeerPlan,
    private readonly ordering: OrderingEndpoint,
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

  /** How many blocks of a channel the peer has. */
  async height(channel: string): Promise<number> {
    const output = await this.run(`ask ${this.peer.name} for channel ${channel}`, 'channel', 'getinfo', '-c', channel);
    return Number(/"height":(\d+)/.exec(output)?.[1]);
  }

  /** As `run`, for a command that sends a transaction to the ordering service and waits until it is committed. */
  async submit(purpose: string, ...args: readonly string[]): Promise<string> {
    const { address, tlsRootFile } = this.ordering;
    return this.run(purpose, ...args, '--orderer', address, '--tls', '--cafile', tlsRootFile);
  }
}
