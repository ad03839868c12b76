import { formatMicros } from '../../chaincode/domain/units';
import { type MarketRulesView } from '../../chaincode/wire/views';
import { inParallel } from '../client/in-parallel';
import { type MarketApi } from '../client/market-api';
import { unlessDone } from '../client/calls';
import { type Household, type RecordedHour } from '../community/community';
import { type Microgrids } from '../community/microgrids';
import { hourlyPrice, type Tariff } from '../community/tariff';
import { demoRules } from '../simulator/demo-rules';

/** Assignments under way at once. */
const AT_ONCE = 8;

/** Who makes a market of microgrids. */
export interface TwoLevelActors {
  readonly operator: MarketApi;
  /** A voter whose vote is enough. */
  readonly founder: MarketApi;
  readonly households: readonly { readonly household: Household; readonly api: MarketApi }[];
}

/** The tariff that all homes have: two-level prices lie between its prices. Throws where there is more than one. */
export function commonTariff(households: readonly Household[]): Tariff {
  const [first, ...others] = households.map(({ tariff }) => tariff);
  if (!first) throw new Error('There are no homes');
  const other = others.find(({ name }) => name !== first.name);
  if (other) throw new Error(`Homes have tariffs ${first.name} and ${other.name}; two-level prices need one for all`);
  return first;
}

/** The rules of the demonstration's market with two-level prices: no fee, prices of the grid as in an hour. */
export function twoLevelRules(tariff: Tariff, startMinute: number): MarketRulesView {
  const grid = { retail: formatMicros(hourlyPrice(tariff, startMinute)), feedIn: formatMicros(tariff.feedIn) };
  return { ...demoRules('two-level'), fee: '0', ...grid };
}

/** Makes sure that the market is there and knows every home's microgrid; does only what is missing. */
export async function ensureTwoLevelMarket(
  { operator, households }: TwoLevelActors,
  market: string,
  microgrids: Microgrids,
  firstHour: RecordedHour | undefined,
): Promise<void> {
  if (!(await operator.market(market))) {
    const tariff = commonTariff(households.map(({ household }) => household));
    const rules = twoLevelRules(tariff, firstHour?.startMinute ?? 0);
    await unlessDone(operator.createMarket(market, rules), 'MARKET_EXISTS');
  }
  const assigned = new Map((await operator.microgrids(market)).map(({ member, microgrid }) => [member, microgrid]));
  await inParallel(households, AT_ONCE, async ({ household, api }) => {
    const microgrid = microgrids.get(household.id);
    if (microgrid === undefined || assigned.get(api.member) === microgrid) return;
    await operator.assignMicrogrid(market, { member: api.member, microgrid });
  });
}

/**
 * Keeps a market's retail price at what the grid takes: to be called before each hour's listing is opened. Votes where
 * the price changes, from the next listing on (spec 10), which is a few times a day.
 */
export class RetailFollower {
  private retail: string | undefined;

  constructor(
    private readonly actors: TwoLevelActors,
    private readonly market: string,
    private readonly tariff: Tariff,
  ) {}

  async follow(hour: RecordedHour): Promise<void> {
    const value = formatMicros(hourlyPrice(this.tariff, hour.startMinute));
    this.retail ??= (await this.actors.operator.market(this.market))?.rules.retail;
    if (this.retail === value) return;
    await this.actors.founder.vote('ChangeMarketRule', { market: this.market, rule: 'retail', value });
    this.retail = value;
  }
}
