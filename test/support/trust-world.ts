import { listingId } from '../../chaincode/domain/delivery-interval';
import { formatTime, parseTime } from '../../chaincode/domain/time';
import { type ErrorCode } from '../../chaincode/domain/errors';
import { type ResultOf } from '../../chaincode/wire/declaration';
import { type GetTrade, type RateTrade } from '../../chaincode/wire/transactions/trust';
import { type MarketRulesView, type TrustView } from '../../chaincode/wire/views';
import { admin, defaultRules, MarketWorld, operator } from './market-world';

export type Rated = ResultOf<typeof RateTrade>;
export type RatedTrade = ResultOf<typeof GetTrade>;

/** A trade of a settled listing, whose hour is over. */
export interface Sale {
  readonly listing: string;
  readonly trade: string;
  readonly seller: string;
  readonly buyer: string;
  readonly energy: string;
}

/** Members who trade in a market on a simulated clock, hour after hour, and then attest and rate. */
export class TrustWorld {
  private constructor(
    readonly world: MarketWorld,
    private now: number,
  ) {}

  /** Everybody registered, with a unit and money; the market's clock stands at midnight. */
  static async create(members: readonly string[], rules: Partial<MarketRulesView> = {}): Promise<TrustWorld> {
    const world = await MarketWorld.create();
    for (const member of members) await world.member(member, { eEuro: '10000', unit: true });
    const all = { ...defaultRules, clock: 'simulated', mechanism: 'pay-as-bid', ...rules };
    await world.as(operator, 'CreateMarket', ['sim', JSON.stringify(all)]);
    const trusting = new TrustWorld(world, parseTime('2026-06-01T00:00:00Z'));
    await trusting.advance(0);
    return trusting;
  }

  fork(): TrustWorld {
    return new TrustWorld(this.world.fork(), this.now);
  }

  /** Lets the market's clock go on. */
  async advance(seconds: number): Promise<void> {
    this.now += seconds;
    await this.world.as(operator, 'AdvanceClock', ['sim', formatTime(this.now)]);
  }

  async nextDay(): Promise<void> {
    await this.advance(86_400 - (this.now % 86_400));
  }

  /** The buyer buys from the seller: one listing, one trade, delivered an hour later. Takes two hours. */
  async sale(seller: string, buyer: string, energy = '1', price = '0.5'): Promise<Sale> {
    await this.advance(3600 - (this.now % 3600) - 60);
    const start = this.now + 60;
    const listing = listingId('sim', start);
    await this.world.as(operator, 'AcceptOfferBroadcast', ['sim', formatTime(start)]);
    await this.world.as(seller, 'PVOffer', [listing, 's', `pv-${seller.split('@')[0] ?? ''}`, energy, price]);
    await this.world.as(buyer, 'BUYOffer', [listing, 'b', energy, price]);
    await this.settle(listing);
    const sale = { listing, trade: '0', seller, buyer, energy };
    // Where the market counts trust, less is traded than was offered.
    return { ...sale, energy: (await this.shown(sale)).energy };
  }

  /** Brings an open listing to its end, and the clock to the end of its delivery. */
  async settle(listing: string): Promise<void> {
    await this.advance(60);
    for (const step of ['CloseBidding', 'ClearListing', 'SettleListing'] as const) {
      await this.world.as(operator, step, [listing]);
    }
    await this.advance(3600);
  }

  /** Both sides say the same. */
  async deliver({ listing, trade, seller, buyer, energy }: Sale, delivered = energy): Promise<void> {
    for (const side of [seller, buyer]) await this.world.as(side, 'AttestDelivery', [listing, trade, delivered]);
  }

  rate(by: string, { listing, trade }: Sale, rating: number): Promise<Rated> {
    return this.world.as<Rated>(by, 'RateTrade', [listing, trade, String(rating)]);
  }

  refusedRating(by: string, { listing, trade }: Sale, rating = 5): Promise<ErrorCode> {
    return this.world.refusal(by, 'RateTrade', [listing, trade, String(rating)]);
  }

  /** A sale that was delivered and that the buyer rates. */
  async rated(seller: string, buyer: string, rating: number, delivered?: string): Promise<Rated> {
    const sale = await this.sale(seller, buyer);
    await this.deliver(sale, delivered);
    return this.rate(buyer, sale, rating);
  }

  trust(member: string): Promise<TrustView> {
    return this.world.as<TrustView>(operator, 'GetTrust', [member]);
  }

  shown({ listing, trade }: Sale): Promise<RatedTrade> {
    return this.world.as<RatedTrade>(operator, 'GetTrade', [listing, trade]);
  }

  async parameter(name: string, value: string): Promise<void> {
    await this.world.as(admin, 'SetParameter', [name, value]);
  }
}
