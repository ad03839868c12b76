import { MarketNetwork } from './market-network';
import { type ApiAnswer, TestGateway } from './test-gateway';
import { temporaryFolder } from './test-ca';

/** A member with the gateway that it trusts, and its session there. */
export interface Trader {
  readonly id: string;
  readonly gateway: TestGateway;
  readonly token: string;
}

const ORGANIZATION = 'HouseholdsMSP';
export const UNITS = ['su1', 'su2'].map((name) => `${name}@${ORGANIZATION}`);
/** Each trader begins with so many eEuro and, less the share of the unit's owner, ENT. */
const BEGINNING = '100';

/** Many members of one network, half of them at a second gateway, with eEuro, ENT and two storage units. */
export class TradingCommunity {
  readonly network = new MarketNetwork();
  private readonly secondHome = temporaryFolder();
  private second: TestGateway | undefined;
  /** Members at the first gateway, and at the second. */
  readonly here: Trader[] = [];
  readonly there: Trader[] = [];
  readonly units: Trader[] = [];

  async start(here: number, there: number): Promise<void> {
    await this.network.start();
    await this.network.populate();
    const first = this.network.gateway;
    const second = await TestGateway.start(this.network.devnet, this.secondHome.folder);
    this.second = second;
    const admitAt = (gateway: TestGateway, prefix: string, count: number): Promise<Trader[]> =>
      Promise.all(Array.from({ length: count }, (_, index) => this.admit(gateway, `${prefix}${index}`)));
    this.here.push(...(await admitAt(first, 'here', here)));
    this.there.push(...(await admitAt(second, 'there', there)));
    await Promise.all(this.everybody.map(({ gateway, token, id }) => register(gateway, token, id)));
    for (const [index, gateway] of [first, second].entries()) {
      this.units.push(await this.admit(gateway, `su${index + 1}`));
    }
    const owner = 'h01@HouseholdsMSP';
    for (const unit of UNITS) await this.network.vote('RegisterStorageUnit', { unit, owner });
    await this.endow();
  }

  get everybody(): readonly Trader[] {
    return [...this.here, ...this.there];
  }

  async stop(): Promise<void> {
    await this.second?.stop();
    this.secondHome.remove();
    await this.network.stop();
  }

  /** A query that has to succeed. */
  async read<T>(address: string): Promise<T> {
    const answer = await this.network.gateway.send('GET', address, { token: this.network.cast.founder });
    if (answer.status !== 200) throw new Error(`GET ${address}: ${answer.text}`);
    return answer.body as T;
  }

  /** All items of a list. */
  async list<T>(address: string): Promise<T[]> {
    const items: T[] = [];
    let bookmark = '';
    do {
      const page = await this.read<{ items: T[]; bookmark: string }>(`${address}?pageSize=100&bookmark=${bookmark}`);
      items.push(...page.items);
      bookmark = page.bookmark;
    } while (bookmark !== '');
    return items;
  }

  private async admit(gateway: TestGateway, enrollmentId: string): Promise<Trader> {
    const { founder } = this.network.cast;
    const admission = { token: founder, body: { enrollmentId } };
    const { body } = await this.network.gateway.send('POST', '/v1/members', admission);
    const token = await gateway.enroll(ORGANIZATION, enrollmentId, String(body['secret']));
    return { id: `${enrollmentId}@${ORGANIZATION}`, gateway, token };
  }

  private async endow(): Promise<void> {
    const { banker } = this.network.cast;
    for (const { id } of this.everybody) {
      await this.network.done(banker, `/v1/accounts/${id}/eEuro/mint`, { amount: BEGINNING });
    }
    const [unit] = this.units;
    const reports = this.everybody.map(({ id }, index) => ({
      ...{ kind: 'produced', report: index + 1, member: id, energy: BEGINNING },
    }));
    await this.network.done(unit?.token ?? '', `/v1/storage-units/${unit?.id ?? ''}/report-batches`, { reports });
  }
}

async function register(gateway: TestGateway, token: string, id: string): Promise<void> {
  const email = id.replace('@', '-at-') + '@example.org';
  await done(gateway.command(token, 'POST', '/v1/me', { firstName: 'Test', lastName: 'Trader', email }));
}

/** The answer to a write that has to be committed. */
export async function done(answering: Promise<ApiAnswer>): Promise<ApiAnswer> {
  const answer = await answering;
  if (answer.body['state'] !== 'committed') throw new Error(answer.text);
  return answer;
}
