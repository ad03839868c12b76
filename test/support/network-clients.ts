import { connect, type Contract, type Gateway, hash, type Network } from '@hyperledger/fabric-gateway';
import { Client, credentials } from '@grpc/grpc-js';
import { FabricCaClient } from '../../identity/fabric-ca-client';
import { type Enrollment } from '../../identity/fabric-ca-types';
import { gatewaySigner } from '../../identity/gateway-signer';
import { type NetworkOrganization, type RunningNetwork } from '../../network/running-network';

/** Clients of a running network, embedded or real, made on demand: its members and their gateways. */
export class NetworkClients {
  private readonly clients = new Map<string, Client>();
  private readonly gateways: Gateway[] = [];
  private readonly enrollments = new Map<string, Promise<Enrollment>>();

  constructor(readonly running: RunningNetwork) {}

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
      client: how === 'tls' ? this.client(mspId) : (this.running.transport as Client),
      identity: { mspId, credentials: Buffer.from(enrollment.certificatePem) },
      signer: gatewaySigner(enrollment.privateKey),
      hash: hash.none,
      evaluateOptions: () => ({ deadline: Date.now() + 120_000 }),
      endorseOptions: () => ({ deadline: Date.now() + 120_000 }),
      submitOptions: () => ({ deadline: Date.now() + 120_000 }),
      commitStatusOptions: () => ({ deadline: Date.now() + 120_000 }),
    });
    this.closing(gateway);
    return gateway;
  }

  /** The gateway is closed with these clients. */
  protected closing(gateway: Gateway): void {
    this.gateways.push(gateway);
  }

  async network(
    mspId?: string,
    id?: string,
    how?: 'tls' | 'in process',
    channel = this.running.channel,
  ): Promise<Network> {
    return (await this.gateway(mspId, id, how)).getNetwork(channel);
  }

  /** The chaincode on a channel that isn't the network's first. */
  async contractOn(channel: string, mspId = 'HouseholdsMSP', id = 'h01'): Promise<Contract> {
    return (await this.network(mspId, id, 'tls', channel)).getContract(this.running.chaincode);
  }

  async contract(mspId?: string, id?: string, how?: 'tls' | 'in process'): Promise<Contract> {
    return (await this.network(mspId, id, how)).getContract(this.running.chaincode);
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

  organization(mspId: string): NetworkOrganization {
    const found = this.running.organizations.find((organization) => organization.mspId === mspId);
    if (found === undefined) throw new Error(`No organisation ${mspId}`);
    return found;
  }

  close(): void {
    for (const gateway of this.gateways) gateway.close();
    for (const client of this.clients.values()) client.close();
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
