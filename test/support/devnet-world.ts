import { connect, type Contract, type Gateway, hash, type Network } from '@hyperledger/fabric-gateway';
import { Client, credentials } from '@grpc/grpc-js';
import path from 'node:path';
import { FabricCaClient } from '../../identity/fabric-ca-client';
import { type Enrollment } from '../../identity/fabric-ca-types';
import { gatewaySigner } from '../../identity/gateway-signer';
import { type Devnet, type DevnetOptions, startDevnet } from '../../network/devnet';
import { type ChaincodeLaunch } from '../../network/running-network';

export const fixtureOrganizations = [
  { mspId: 'HouseholdsMSP', name: 'households' },
  { mspId: 'OperatorMSP', name: 'operator' },
  { mspId: 'BankMSP', name: 'bank' },
] as const;

export const fixtureChaincode: ChaincodeLaunch = {
  name: 'fixture',
  version: '1',
  command: [process.execPath, path.join(__dirname, '..', 'integration', 'devnet', 'fixture-chaincode', 'main.js')],
  cwd: process.cwd(),
  collections: [
    {
      name: 'shared',
      memberMspIds: ['HouseholdsMSP', 'OperatorMSP'],
      memberOnlyRead: true,
      memberOnlyWrite: true,
      blockToLive: 0,
    },
    {
      name: 'short',
      memberMspIds: ['HouseholdsMSP', 'OperatorMSP'],
      memberOnlyRead: false,
      memberOnlyWrite: false,
      blockToLive: 2,
    },
    { name: 'alone', memberMspIds: ['BankMSP'], memberOnlyRead: false, memberOnlyWrite: false, blockToLive: 0 },
  ],
};

/** A running network with the fixture chaincode, everything it logged, and clients made on demand. */
export class DevnetWorld {
  private readonly clients = new Map<string, Client>();
  private readonly gateways: Gateway[] = [];
  private readonly enrollments = new Map<string, Promise<Enrollment>>();

  private constructor(
    readonly devnet: Devnet,
    readonly log: readonly string[],
  ) {}

  static async start(options: Partial<DevnetOptions> = {}): Promise<DevnetWorld> {
    const log: string[] = [];
    const write = (details: object, message: string): void => void log.push(`${message} ${shown(details)}`);
    const devnet = await startDevnet({
      channel: 'energy',
      organizations: fixtureOrganizations,
      chaincode: fixtureChaincode,
      log: { info: write, warn: write, error: write },
      ...options,
    });
    return new DevnetWorld(devnet, log);
  }

  /** Who holds this id in the organisation: registered and enrolled at the first asking. */
  enrollment(mspId: string, id = 'h01', type: 'client' | 'peer' | 'admin' = 'client'): Promise<Enrollment> {
    const key = `${id}@${mspId}`;
    const known = this.enrollments.get(key) ?? this.enroll(mspId, id, type);
    this.enrollments.set(key, known);
    return known;
  }

  /** A gateway of the official client, over TLS unless `in process`. */
  async gateway(mspId = 'HouseholdsMSP', id = 'h01', how: 'tls' | 'in process' = 'tls'): Promise<Gateway> {
    const enrollment = await this.enrollment(mspId, id);
    const gateway = connect({
      client: how === 'tls' ? this.client(mspId) : (this.devnet.transport as Client),
      identity: { mspId, credentials: Buffer.from(enrollment.certificatePem) },
      signer: gatewaySigner(enrollment.privateKey),
      hash: hash.none,
      evaluateOptions: () => ({ deadline: Date.now() + 15_000 }),
      endorseOptions: () => ({ deadline: Date.now() + 15_000 }),
      submitOptions: () => ({ deadline: Date.now() + 15_000 }),
      commitStatusOptions: () => ({ deadline: Date.now() + 15_000 }),
    });
    this.gateways.push(gateway);
    return gateway;
  }

  async network(mspId?: string, id?: string, how?: 'tls' | 'in process'): Promise<Network> {
    return (await this.gateway(mspId, id, how)).getNetwork(this.devnet.channel);
  }

  async contract(mspId?: string, id?: string, how?: 'tls' | 'in process'): Promise<Contract> {
    return (await this.network(mspId, id, how)).getContract(this.devnet.chaincode);
  }

  /** A gRPC client of the organisation's peer. */
  client(mspId: string): Client {
    let client = this.clients.get(mspId);
    if (client === undefined) {
      const { peer } = this.organization(mspId);
      const tls = credentials.createSsl(Buffer.from(peer.tlsRootPem));
      client = new Client(peer.address, tls, {
        'grpc.max_receive_message_length': -1,
        'grpc.ssl_target_name_override': peer.serverName,
      });
      this.clients.set(mspId, client);
    }
    return client;
  }

  ca(mspId: string): FabricCaClient {
    return new FabricCaClient(this.organization(mspId).ca);
  }

  organization(mspId: string): Devnet['organizations'][number] {
    const found = this.devnet.organizations.find((organization) => organization.mspId === mspId);
    if (found === undefined) throw new Error(`No organisation ${mspId}`);
    return found;
  }

  async stop(): Promise<void> {
    for (const gateway of this.gateways) gateway.close();
    for (const client of this.clients.values()) client.close();
    await this.devnet.stop();
  }

  private async enroll(mspId: string, id: string, type: 'client' | 'peer' | 'admin'): Promise<Enrollment> {
    const ca = this.ca(mspId);
    try {
      const registrar = await ca.enroll(this.organization(mspId).registrar);
      const { secret } = await ca.register(registrar, { enrollmentId: id, type });
      return await ca.enroll({ enrollmentId: id, secret });
    } finally {
      ca.close();
    }
  }
}

export function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString();
}

function shown(details: object): string {
  return JSON.stringify(details, (_key, value: unknown) =>
    value instanceof Error ? (value.stack ?? value.message) : value,
  );
}
