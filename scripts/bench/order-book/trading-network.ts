import { randomBytes } from 'node:crypto';
import { Client, credentials } from '@grpc/grpc-js';
import * as governance from '../../../chaincode/wire/transactions/governance';
import * as members from '../../../chaincode/wire/transactions/members';
import * as storage from '../../../chaincode/wire/transactions/storage';
import { type NetworkOrganization } from '../../../network/running-network';
import { BenchProcess } from '../throughput/bench-process';
import { type AdmittedMember, admitMembers, enrolRegistrar, Member } from '../throughput/member';
import { type HostedNetwork } from '../throughput/network-host';
import { fund } from '../throughput/offer-workload';
import { cpuMsOfTree } from '../throughput/process-cpu';
import { RestClient } from '../throughput/rest-client';
import { signIn } from '../throughput/sign-in';

const ENERGY = '1000000';

/** A committed write, as the gateway answers it. */
export interface CommittedAnswer {
  readonly attempts: number;
}

/**
 * The embedded network and its REST gateway in a process of their own, on disk, with an operator who is founder, banker
 * and market operator and holds eEuro and ENT, and with clients of the benchmark's process.
 */
export class TradingNetwork {
  private constructor(
    private readonly host: BenchProcess,
    private readonly grpc: Client,
    private readonly rest: RestClient,
    private readonly hosted: HostedNetwork,
    private readonly organization: NetworkOrganization,
    readonly operator: Member,
  ) {}

  /** `chaincode`: the module to run in place of Sunledger's own. */
  static async start(chaincode?: string): Promise<TradingNetwork> {
    const host = new BenchProcess('network-host.js');
    try {
      const request = { kind: 'devnet', ...(chaincode === undefined ? {} : { chaincode }) };
      const hosted = await host.request<HostedNetwork>(request);
      const { network, url } = hosted;
      const [organization] = network.organizations;
      if (!organization) throw new Error('The network has no organisation');
      const { peer, mspId, registrar } = organization;
      const grpc = new Client(peer.address, credentials.createSsl(Buffer.from(peer.tlsRootPem)), {
        'grpc.ssl_target_name_override': peer.serverName,
        'grpc.max_receive_message_length': -1,
      });
      const admin = await enrolRegistrar(organization);
      const operator = new Member(grpc, network, mspId, registrar.enrollmentId, admin);
      await operator.submit(members.Bootstrap, {}, { pepper: randomBytes(32).toString('hex') });
      await operator.submit(governance.GrantRole, { member: operator.id, role: 'marketOperator' });
      await operator.submit(governance.ChangeBanker, { member: operator.id });
      return new TradingNetwork(host, grpc, new RestClient(url, 256), hosted, organization, operator);
    } catch (error) {
      await host.stop();
      throw error;
    }
  }

  /** Admits members and gives each of them eEuro. */
  async admit(count: number): Promise<readonly AdmittedMember[]> {
    const admitted = await admitMembers(this.grpc, this.hosted.network, this.organization, count);
    await fund(
      this.operator,
      admitted.map(({ member }) => member),
    );
    return admitted;
  }

  /** Makes storage units of the members, and the operator the producer of what the first of them holds. */
  async storeEnergy(units: readonly AdmittedMember[]): Promise<void> {
    const owner = this.operator.id;
    for (const { member } of units)
      await this.operator.submit(governance.RegisterStorageUnit, { unit: member.id, owner });
    await units[0]?.member.submit(storage.EnergyProduced, { report: '1', producer: owner, energy: ENERGY });
  }

  /** Sessions of the members at the REST gateway: a way for each to post a command and wait for its commit. */
  async signIn(
    admitted: readonly AdmittedMember[],
  ): Promise<readonly ((path: string, body: object) => Promise<CommittedAnswer>)[]> {
    const tokens: string[] = [];
    for (const each of admitted) tokens.push(await signIn(this.rest, this.organization.mspId, each));
    return tokens.map((token) => async (path, body) => {
      const headers = { authorization: `Bearer ${token}`, prefer: 'wait=60' };
      return (await this.rest.post(path, body, headers)) as CommittedAnswer;
    });
  }

  /** CPU milliseconds that network, gateway and chaincode have used; NaN where the system doesn't tell. */
  get cpuMs(): number {
    return cpuMsOfTree(this.host.pid) ?? Number.NaN;
  }

  async stop(): Promise<void> {
    this.grpc.close();
    this.rest.close();
    await this.host.stop();
  }
}
