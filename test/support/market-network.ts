import { type GatewayOptions } from '../../gateway-api/gateway-options';
import { type Devnet, startDevnet } from '../../network/devnet';
import { type RunningNetwork } from '../../network/running-network';
import { demoOrganizations } from '../../scripts/start/demo-organizations';
import { chaincodeLaunch } from '../../scripts/start/start-services';
import { temporaryFolder } from './test-ca';
import { TestGateway } from './test-gateway';

export const MARKET = 'test';
/** The delivery hour of the first listing; its bidding runs during the hour before. */
export const DELIVERY = '2026-06-01T12:00:00Z';
export const LISTING = 'test_20260601T1200Z';
const BIDDING = '2026-06-01T11:00:00Z';

export const rules = {
  mechanism: 'mcp-fifo',
  limits: 'respected',
  tick: '0.0001',
  smallestOffer: '0.001',
  largestOffer: '50',
  priceFloor: '0',
  priceCap: '1',
  fee: '0.01',
  intervalMinutes: 60,
  metered: false,
  clock: 'simulated',
  offersPerMember: 100,
};

/** Sessions of those who live in the test's network. */
export interface Cast {
  /** Registrar of the households and first voter. */
  readonly founder: string;
  readonly operatorRegistrar: string;
  readonly bankRegistrar: string;
  readonly operator: string;
  readonly banker: string;
  /** Owns the verified unit pv-h01. */
  readonly h01: string;
  /** Has 100 eEuro. */
  readonly h02: string;
  /** Suspended. */
  readonly h03: string;
  /** Admitted, but not registered on the ledger. */
  readonly h04: string;
}

/** The embedded network with the market's chaincode, a gateway, and a market with an open listing. */
export class MarketNetwork {
  private readonly home = temporaryFolder();
  readonly logged: string[] = [];
  private current: TestGateway | undefined;
  private started: Devnet | undefined;
  private network: RunningNetwork | undefined;
  private members: Cast | undefined;

  async start(options: Partial<GatewayOptions> = {}, chaincode = chaincodeLaunch()): Promise<void> {
    const write = (details: object, message: string): void => void this.logged.push(message + JSON.stringify(details));
    this.started = await startDevnet({
      channel: 'energy',
      organizations: demoOrganizations,
      chaincode,
      log: { info: write, warn: write, error: write },
    });
    await this.startOn(this.started, options);
  }

  /** On a network that is up, and is stopped with this. */
  async startOn(network: RunningNetwork, options: Partial<GatewayOptions> = {}): Promise<void> {
    this.network = network;
    this.current = await TestGateway.start(network, this.home.folder, options);
  }

  get devnet(): Devnet {
    return present(this.started);
  }
  get organizations(): RunningNetwork['organizations'] {
    return present(this.network).organizations;
  }
  get gateway(): TestGateway {
    return present(this.current);
  }
  get cast(): Cast {
    return present(this.members);
  }

  /** Stops the gateway and starts another one on what it left behind. Sessions are over. */
  async restartGateway(options: Partial<GatewayOptions> = {}): Promise<void> {
    await this.gateway.stop();
    this.current = await TestGateway.start(this.devnet, this.home.folder, options);
  }

  async stop(): Promise<void> {
    await this.current?.stop();
    await this.network?.stop();
    this.home.remove();
  }

  /** The public state, where the network tells it, and the height: what a refused request may not change. */
  async ledger(): Promise<{ readonly state: string; readonly height: number }> {
    if (!this.started) {
      const { body } = await this.gateway.send('GET', '/v1/network');
      return { state: 'not told', height: Number(body['height']) };
    }
    return { state: await this.devnet.stateHash(), height: this.devnet.height };
  }

  /** Members, a unit, eEuro, a market and an open listing. */
  async populate(): Promise<void> {
    const { gateway } = this;
    const [founder, operatorRegistrar, bankRegistrar] = await Promise.all(
      present(this.network).organizations.map(({ mspId, registrar: { enrollmentId, secret } }) =>
        gateway.enroll(mspId, enrollmentId, secret),
      ),
    );
    await this.done(present(founder), '/v1/network/bootstrap');
    const [operator, banker, h01, h02, h03] = await Promise.all([
      this.member(present(operatorRegistrar), 'OperatorMSP', 'operator'),
      this.member(present(bankRegistrar), 'BankMSP', 'bank'),
      this.member(present(founder), 'HouseholdsMSP', 'h01'),
      this.member(present(founder), 'HouseholdsMSP', 'h02'),
      this.member(present(founder), 'HouseholdsMSP', 'h03'),
    ]);
    const h04 = await gateway.admit(present(founder), 'HouseholdsMSP', 'h04');
    this.members = {
      founder: present(founder),
      operatorRegistrar: present(operatorRegistrar),
      bankRegistrar: present(bankRegistrar),
      ...{ operator, banker, h01, h02, h03, h04 },
    };
    await this.vote('GrantRole', { member: 'operator@OperatorMSP', role: 'marketOperator' });
    await this.vote('ChangeBanker', { member: 'bank@BankMSP' });
    await this.vote('SuspendMember', { member: 'h03@HouseholdsMSP' });
    await this.done(banker, '/v1/accounts/h02@HouseholdsMSP/eEuro/mint', { amount: '100' });
    await this.done(h01, '/v1/units', { unit: 'pv-h01', details: { kind: 'solar', capacityW: 5000, location: 'b1' } });
    await this.done(operator, '/v1/units/pv-h01/verification');
    await this.done(operator, '/v1/markets', { market: MARKET, rules });
    await this.done(operator, `/v1/markets/${MARKET}/clock`, { time: BIDDING });
    await this.done(operator, `/v1/markets/${MARKET}/listings`, { deliveryStart: DELIVERY });
  }

  /** A command that has to succeed; answers its result. */
  async done(token: string, address: string, body?: unknown, method = 'POST'): Promise<unknown> {
    const answer = await this.gateway.command(token, method, address, body);
    if (answer.body['state'] !== 'committed') throw new Error(`${method} ${address}: ${answer.text}`);
    return answer.body['result'];
  }

  async vote(command: string, args: object): Promise<unknown> {
    return await this.done(this.cast.founder, '/v1/votes', { command, arguments: args });
  }

  private async member(registrar: string, organization: string, enrollmentId: string): Promise<string> {
    const token = await this.gateway.admit(registrar, organization, enrollmentId);
    const email = `${enrollmentId}@example.org`;
    await this.done(token, '/v1/me', { firstName: 'Test', lastName: enrollmentId, email });
    return token;
  }
}

function present<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('The network has not been started or populated yet');
  return value;
}
