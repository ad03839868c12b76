import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type Contract } from '@hyperledger/fabric-gateway';
import { FabricCaClient } from '../../identity/fabric-ca-client';
import { deploy } from '../../network/fabric/operations/deploy';
import { startGateways, up } from '../../network/fabric/operations/up';
import { demoGatewayCommand } from '../../scripts/network/gateway-command';
import { type GatewayDoor } from '../../scripts/network/gateway-door';
import { openHome } from '../../scripts/network/open-home';
import { chaincodeLaunch } from '../../scripts/start/start-services';
import { ProvisionedNetwork } from '../integration/network/provisioned-network';
import { type MarketWorld } from './market-world';
import { NetworkClients } from './network-clients';
import { people, type Person } from './peopled-world';
import { uncertifiable } from './rest-world';
import { SEED, seedBetween } from './seed';
import { type ApiAnswer, PASSPHRASE } from './test-gateway';
import { type TestPeer } from './test-peer';

const channel = 'energy';

/** The market on a network that `npm run network` has made, with everybody signed in at the gateway of its organisation. */
export class ProvisionedRestWorld {
  private readonly tokens = new Map<string, string>();
  private readonly doors = new Map<string, GatewayDoor>();
  private laid: TestPeer['contents'] | undefined;

  private constructor(
    private readonly network: ProvisionedNetwork,
    private readonly clients: NetworkClients,
    private readonly seeder: Contract,
  ) {}

  /** Its chaincode rehearses: what members do is committed and changes nothing. */
  static async start(): Promise<ProvisionedRestWorld> {
    const network = await ProvisionedNetwork.init('--orderers', '1');
    let clients: NetworkClients | undefined;
    try {
      const said = { write: () => true };
      const io = { cwd: network.home, stdin: process.stdin, stdout: said, stderr: said };
      const home = { ...(await openHome({ home: network.home }, io)), gateway: demoGatewayCommand };
      await up(home);
      const program = path.join(__dirname, 'seeding-chaincode.js');
      await deploy(home, channel, { ...chaincodeLaunch(), command: [process.execPath, program, '--rehearse'] });
      await startGateways(home, channel);
      const running = await network.running();
      clients = new NetworkClients(running);
      const world = new ProvisionedRestWorld(network, clients, await clients.contract('HouseholdsMSP', 'seeder'));
      for (const { mspId, name } of running.organizations) world.doors.set(mspId, await network.gateway(name));
      for (const [person, id] of Object.entries(people) as [Person, string][]) {
        if (person !== uncertifiable) await world.signIn(person, id);
      }
      return world;
    } catch (error) {
      clients?.close();
      await network.remove();
      throw error;
    }
  }

  /** Makes the ledger hold what a world's does, and waits until every gateway's peer has it. */
  async lay({ peer: { contents } }: MarketWorld): Promise<void> {
    const seed = seedBetween(this.laid, contents);
    this.laid = contents;
    if (seed.put.length + seed.remove.length + seed.putPrivate.length === 0) return;
    const options = { transientData: { seed: Buffer.from(JSON.stringify(seed)) } };
    const { blockNumber } = await (await this.seeder.submitAsync(SEED, options)).getStatus();
    for (const mspId of this.doors.keys()) {
      const height = async (): Promise<bigint> =>
        BigInt(String((await this.request(mspId, 'GET', '/v1/network')).body['height']));
      while ((await height()) <= blockNumber) await delay(50);
    }
  }

  /** Somebody's request, at the gateway of its organisation. */
  async send(
    id: string,
    method: string,
    address: string,
    { body, headers = {} }: { readonly body?: object | undefined; readonly headers?: Record<string, string> } = {},
  ): Promise<ApiAnswer> {
    const authorization = `Bearer ${this.tokens.get(id) ?? ''}`;
    return this.request(id.split('@')[1] ?? '', method, address, body, { authorization, ...headers });
  }

  async stop(): Promise<void> {
    this.clients.close();
    await this.clients.running.stop();
    await this.network.remove();
  }

  private async request(
    mspId: string,
    method: string,
    address: string,
    body?: object,
    headers: Record<string, string> = {},
  ): Promise<ApiAnswer> {
    const door = this.doors.get(mspId);
    if (!door) throw new Error(`There is no gateway of ${mspId}.`);
    const response = await door.fetch(`${door.url}${address}`, {
      method,
      headers: { ...headers, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = (response.headers.get('content-type') ?? '').includes('json');
    const document = (isJson ? JSON.parse(text) : {}) as Record<string, unknown>;
    return { status: response.status, headers: response.headers, body: document, text };
  }

  /** Registers somebody with the CA of its organisation, and has the gateway keep its key. */
  private async signIn(person: Person, id: string): Promise<void> {
    const [enrollmentId = '', mspId = ''] = id.split('@');
    const secret = await this.secretOf(person, enrollmentId, mspId);
    const order = { organization: mspId, enrollmentId, secret, passphrase: PASSPHRASE };
    const answer = await this.request(mspId, 'POST', '/v1/auth/enroll', order);
    if (answer.status !== 201) throw new Error(`${id} could not enrol: ${answer.text}`);
    this.tokens.set(id, (answer.body['session'] as { readonly token: string }).token);
  }

  private async secretOf(person: Person, enrollmentId: string, mspId: string): Promise<string> {
    const { ca, registrar } = this.clients.organization(mspId);
    if (enrollmentId === registrar.enrollmentId) return registrar.secret;
    const client = new FabricCaClient(ca);
    try {
      // Claims that the ledger never granted.
      const claims = { role: 'banker', roles: 'voter,banker,marketOperator', admin: 'true' };
      const attributes = Object.entries(person === 'forger' ? claims : {});
      const type = /^(admin|chief)$/.test(enrollmentId) ? 'admin' : 'client';
      const order = {
        enrollmentId,
        type,
        attributes: attributes.map(([name, value]) => ({ name, value, ecert: true })),
      };
      return (await client.register(await client.enroll(registrar), order)).secret;
    } finally {
      client.close();
    }
  }
}
