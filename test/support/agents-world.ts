import { strict as assert } from 'node:assert';
import { listingId } from '../../chaincode/domain/delivery-interval';
import { formatTime, parseTime } from '../../chaincode/domain/time';
import { type ResultOf } from '../../chaincode/wire/declaration';
import { type AttestClearing, type GetAgent, type GetEpoch } from '../../chaincode/wire/transactions/agents';
import { type ListingView } from '../../chaincode/wire/views';
import { banker, defaultRules, MarketWorld, operator } from './market-world';
import { digestOf } from './peopled-world';

export type AgentView = ResultOf<typeof GetAgent>;
export type EpochView = ResultOf<typeof GetEpoch>;
export type AttestationView = ResultOf<typeof AttestClearing>;

export const member = (name: string) => `${name}@HouseholdsMSP`;
export const [anna, ben, carl, seller, buyer] = ['anna', 'ben', 'carl', 'seller', 'buyer'].map(member) as [
  string,
  string,
  string,
  string,
  string,
];
export const WRONG = '0'.repeat(64);
export const START = parseTime('2016-08-15T00:00:00Z');

/** A simulated market whose clearings are attested, with a seller, a buyer and three who may become agents. */
export class AgentsWorld {
  private constructor(
    readonly world: MarketWorld,
    private hours = 0,
  ) {}

  /** The same world, which goes its own way from here on. */
  fork(): AgentsWorld {
    return new AgentsWorld(this.world.fork(), this.hours);
  }

  static async create(agents: readonly string[] = [anna, ben, carl]): Promise<AgentsWorld> {
    const world = await MarketWorld.create();
    await world.member(seller, { eEuro: '100', unit: true });
    for (const id of [buyer, ...agents]) await world.member(id, { eEuro: '1000' });
    const rules = { ...defaultRules, clock: 'simulated', attestation: 'on', fee: '0.1' };
    await world.as(operator, 'CreateMarket', ['m', JSON.stringify(rules)]);
    await world.as(operator, 'AdvanceClock', ['m', formatTime(START)]);
    const created = new AgentsWorld(world);
    for (const id of agents) await created.stake(id, '20');
    return created;
  }

  async stake(id: string, amount: string): Promise<AgentView> {
    await this.world.as(id, 'BuyTrustCoin', [amount]);
    return this.world.as<AgentView>(id, 'StakeTrust', [amount]);
  }

  /** Opens the next listing, has 2 kWh sold at 0.2, and clears it. */
  async clear(): Promise<string> {
    this.hours += 1;
    const start = START + this.hours * 3600;
    const id = listingId('m', start);
    await this.world.as(operator, 'AcceptOfferBroadcast', ['m', formatTime(start)]);
    await this.world.as(seller, 'PVOffer', [id, 's', 'pv-seller', '2', '0.1']);
    await this.world.as(buyer, 'BUYOffer', [id, 'b', '2', '0.2']);
    await this.advance(start);
    await this.world.as(operator, 'CloseBidding', [id]);
    const { state } = await this.world.as<ListingView>(operator, 'ClearListing', [id]);
    assert.equal(state, 'cleared');
    return id;
  }

  advance(time: number): Promise<unknown> {
    return this.world.as(operator, 'AdvanceClock', ['m', formatTime(time)]);
  }

  /** Moves the clock on within the hour in which a listing was cleared. */
  async wait(seconds: number): Promise<void> {
    await this.advance(START + this.hours * 3600 + seconds);
  }

  attest(id: string, listing: string, digest = digestOf(this.world, listing)): Promise<AttestationView> {
    return this.world.as<AttestationView>(id, 'AttestClearing', [listing, digest]);
  }

  settle(listing: string): Promise<ListingView> {
    return this.world.as<ListingView>(operator, 'SettleListing', [listing]);
  }

  /** Whoever is first attests, and the listing settles. */
  async pass(listing: string): Promise<void> {
    const epoch = await this.epoch();
    const agents = await Promise.all(epoch.agents.map((id) => this.agent(id)));
    agents.sort((a, b) => Number(b.score) - Number(a.score) || (a.member < b.member ? -1 : 1));
    await this.attest(agents[0]?.member ?? '', listing);
    await this.settle(listing);
  }

  agent(id: string): Promise<AgentView> {
    return this.world.as<AgentView>(buyer, 'GetAgent', [id]);
  }
  epoch(): Promise<EpochView> {
    return this.world.as<EpochView>(buyer, 'GetCurrentEpoch', []);
  }
  async trust(id: string): Promise<{ available: string; escrowed: string }> {
    const { available, escrowed } = await this.world.as<{ available: string; escrowed: string }>(
      banker,
      'GetTrustCoinBalance',
      [id],
    );
    return { available, escrowed };
  }
  async total(): Promise<string> {
    return (await this.world.as<{ total: string }>(buyer, 'GetTotalTrustCoin', [])).total;
  }
}
