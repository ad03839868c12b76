import { type GatewayOptions } from '../../gateway-api/gateway-options';
import { type NetworkConnection } from '../../gateway-api/fabric/network-connection';
import { FakePeer } from './fake-peer';
import { startTestCa, temporaryFolder, type TestCa } from './test-ca';
import { TestGateway } from './test-gateway';

/** A real CA, a peer that does as it is told, and gateways on them. */
export class FakeNetwork {
  readonly peer = new FakePeer();
  readonly home = temporaryFolder();
  private readonly gateways: TestGateway[] = [];

  private constructor(private readonly ca: TestCa) {}

  static async start(): Promise<FakeNetwork> {
    return new FakeNetwork(await startTestCa());
  }

  get connection(): NetworkConnection {
    const { endpoint, registrar } = this.ca.ca;
    const organization = { mspId: 'HouseholdsMSP', name: 'households', ca: endpoint, registrar };
    return { channel: 'energy', chaincode: 'sunledger', transport: this.peer, organizations: [organization] };
  }

  /** A gateway with a folder of its own, stopped with the network. */
  async gateway(options: Partial<GatewayOptions> = {}): Promise<TestGateway> {
    const folder = `${this.home.folder}/${this.gateways.length}`;
    const gateway = await TestGateway.start(this.connection, folder, options);
    this.gateways.push(gateway);
    return gateway;
  }

  /** The token of a session of the registrar, a member like others to the gateway. */
  async signedIn(gateway: TestGateway): Promise<string> {
    const { enrollmentId, secret } = this.ca.ca.registrar;
    return await gateway.enroll('households', enrollmentId, secret);
  }

  async stop(): Promise<void> {
    for (const gateway of this.gateways) await gateway.stop();
    await this.ca.stop();
    this.home.remove();
  }
}
