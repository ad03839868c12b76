import { writeFile } from 'node:fs/promises';
import { openApiDocument } from '../../gateway-api/http/openapi';
import { declaredRoutes } from '../../gateway-api/http/api-routes';
import { LISTING, MARKET, MarketNetwork } from '../support/market-network';
import { type Fuzzed } from './run-fuzz';

/** Things that there are in the embedded network of a test, by what parameters call them. */
const things: Readonly<Record<string, string>> = {
  market: MARKET,
  listing: LISTING,
  member: 'h02@HouseholdsMSP',
  token: 'eEuro',
  unit: 'pv-h01',
  block: '3',
  period: 'day',
  width: '3600',
};

/** The embedded network, for what only a gateway that reads blocks can answer. */
export class EmbeddedTarget implements Fuzzed {
  private readonly network = new MarketNetwork();

  static async start(): Promise<EmbeddedTarget> {
    const target = new EmbeddedTarget();
    const unlimited = { perSecond: 1e6, burst: 1e6 };
    await target.network.start({ limits: { perAddress: unlimited, perMember: unlimited } });
    await target.network.populate();
    return target;
  }

  get url(): string {
    return this.network.gateway.url;
  }

  get token(): string {
    return this.network.cast.h02;
  }

  /** For every read: the parameters that it can't do without. */
  async writeSamples(file: string): Promise<void> {
    const known: Readonly<Record<string, string>> = { ...things, transaction: await this.someTransaction() };
    const { operator } = this.network.cast;
    const document = openApiDocument(declaredRoutes()) as {
      paths: Record<
        string,
        Record<string, { operationId: string; parameters: { name: string; in: string; required: boolean }[] }>
      >;
    };
    const operations: Record<string, object[]> = {};
    for (const { get } of Object.values(document.paths)) {
      const named = get?.parameters.filter(({ required }) => required) ?? [];
      if (!get || named.some(({ name }) => !(name in known))) continue;
      const of = (place: string) =>
        Object.fromEntries(named.filter((each) => each.in === place).map(({ name }) => [name, known[name]]));
      // Whole blocks are for who holds an office.
      const token = get.operationId === 'getRawBlock' ? operator : this.token;
      operations[get.operationId] = [{ token, path: of('path'), query: of('query'), body: null }];
    }
    await writeFile(file, JSON.stringify({ token: this.token, member: things['member'], spare: [], operations }));
  }

  private async someTransaction(): Promise<string> {
    const { body } = await this.network.gateway.send('GET', `/v1/blocks/${things['block']}`, { token: this.token });
    const [first] = body['items'] as readonly { readonly id: string }[];
    return first?.id ?? '';
  }

  stop(): Promise<void> {
    return this.network.stop();
  }
}
