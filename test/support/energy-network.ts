import { MarketNetwork } from './market-network';
import { PASSPHRASE } from './test-gateway';

/**
 * The embedded network with nobody but its first voter, who is the administrator of the households: members, storage
 * units and roles are up to the test. Everybody is admitted and enrolled through the CA.
 */
export class EnergyNetwork {
  private readonly network = new MarketNetwork();
  private readonly tokens = new Map<string, string>();
  /** The first voter. */
  founder = '';

  async start(...options: Parameters<MarketNetwork['start']>): Promise<void> {
    await this.network.start(...options);
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

  /** Signs everybody in anew: sessions end when nobody uses them for a while. */
  async signIn(): Promise<void> {
    for (const member of this.tokens.keys()) {
      const body = { member, passphrase: PASSPHRASE };
      const answer = await this.network.gateway.send('POST', '/v1/auth/sessions', { body });
      if (answer.status !== 201) throw new Error(`${member} could not sign in: ${answer.text}`);
      this.tokens.set(member, String(answer.body['token']));
    }
  }

  /** What members hold of a token, by id: available and locked. */
  async balances(reader: string, token: 'ENT' | 'eEuro', ...members: readonly string[]): Promise<string[][]> {
    const balances = await Promise.all(
      members.map((member) => this.read<BalanceAnswer>(reader, `/v1/accounts/${member}/${token}`)),
    );
    return balances.map(({ available, locked }) => [available, locked]);
  }

  /** What all members together hold of a token, locked included, beside what the ledger counts; in millionths. */
  async conserved(reader: string, token: 'ENT' | 'eEuro'): Promise<{ held: bigint; supply: bigint }> {
    const { items } = await this.read<{ items: { id: string }[] }>(reader, '/v1/members?pageSize=200');
    const all = (await this.balances(reader, token, ...items.map(({ id }) => id))).flat();
    const { total } = await this.read<{ total: string }>(reader, `/v1/supply/${token}`);
    return { held: all.reduce((sum, amount) => sum + micros(amount), 0n), supply: micros(total) };
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

interface BalanceAnswer {
  readonly available: string;
  readonly locked: string;
}

function micros(amount: string): bigint {
  const [whole = '', fraction = ''] = amount.split('.');
  return BigInt(whole + fraction.padEnd(6, '0'));
}
