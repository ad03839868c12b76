import { type GatewayOptions } from '../../gateway-api/gateway-options';
import { MarketNetwork } from './market-network';

/**
 * The embedded network with nobody but its first voter, who is the administrator of the households: members, storage
 * units and roles are up to the test. Everybody is admitted and enrolled through the CA.
 */
export class EnergyNetwork {
  private readonly network = new MarketNetwork();
  private readonly tokens = new Map<string, string>();
  /** The first voter. */
  founder = '';

  async start(options: Partial<GatewayOptions> = {}): Promise<void> {
    await this.network.start(options);
    const [households] = this.network.devnet.organizations;
    if (!households) throw new Error('The network has no organisation');
    const { enrollmentId, secret } = households.registrar;
    this.founder = `${enrollmentId}@HouseholdsMSP`;
    this.tokens.set(this.founder, await this.network.gateway.enroll('HouseholdsMSP', enrollmentId, secret));
  }

  stop(): Promise<void> {
    return this.network.stop();
  }

  get url(): string {
    return this.network.gateway.url;
  }

  /** Makes the first voter a voter. */
  async bootstrap(): Promise<void> {
    await this.act(this.founder, '/v1/network/bootstrap');
  }

  /** Identities without an account: storage units, or members that have not registered. Answers their ids. */
  async admit(...enrollmentIds: readonly string[]): Promise<string[]> {
    const registrar = this.tokenOf(this.founder);
    return Promise.all(
      enrollmentIds.map(async (enrollmentId) => {
        const id = `${enrollmentId}@HouseholdsMSP`;
        this.tokens.set(id, await this.network.gateway.admit(registrar, 'HouseholdsMSP', enrollmentId));
        return id;
      }),
    );
  }

  /** Registered members. Answers their ids. */
  async join(...enrollmentIds: readonly string[]): Promise<string[]> {
    const ids = await this.admit(...enrollmentIds);
    await Promise.all(
      ids.map((id, index) => {
        const name = enrollmentIds[index] ?? '';
        return this.act(id, '/v1/me', { firstName: 'Test', lastName: name, email: `${name}@example.org` });
      }),
    );
    return ids;
  }

  /** A command that has to succeed; answers its result. */
  async act<T = Record<string, unknown>>(id: string, address: string, body?: unknown, method = 'POST'): Promise<T> {
    return (await this.network.done(this.tokenOf(id), address, body, method)) as T;
  }

  /** The code of a command that has to be refused. */
  async refusal(id: string, address: string, body?: unknown, method = 'POST'): Promise<unknown> {
    const answer = await this.network.gateway.command(this.tokenOf(id), method, address, body);
    if (answer.status < 400) throw new Error(`${method} ${address} was not refused: ${answer.text}`);
    return answer.body['code'];
  }

  /** What there is at an address. */
  async read<T = Record<string, unknown>>(id: string, address: string): Promise<T> {
    const answer = await this.network.gateway.send('GET', address, { token: this.tokenOf(id) });
    if (answer.status !== 200) throw new Error(`GET ${address}: ${answer.text}`);
    return answer.body as T;
  }

  /** A voter's call of a command. */
  async vote(voter: string, command: string, args: object): Promise<VoteAnswer> {
    return await this.act<VoteAnswer>(voter, '/v1/votes', { command, arguments: args });
  }

  private tokenOf(id: string): string {
    const token = this.tokens.get(id);
    if (token === undefined) throw new Error(`${id} has not been admitted`);
    return token;
  }
}

/** A vote, as far as tests look at it. */
export interface VoteAnswer {
  readonly id: string;
  readonly state: 'open' | 'passed' | 'failed' | 'expired';
  readonly ballots: readonly { readonly voter: string; readonly yes: boolean; readonly at: string }[];
}
