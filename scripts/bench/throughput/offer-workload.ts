import { randomBytes } from 'node:crypto';
import { type Client } from '@grpc/grpc-js';
import * as governance from '../../../chaincode/wire/transactions/governance';
import * as market from '../../../chaincode/wire/transactions/market';
import * as members from '../../../chaincode/wire/transactions/members';
import * as tokens from '../../../chaincode/wire/transactions/tokens';
import { type MarketRulesView } from '../../../chaincode/wire/views';
import { type AdmittedMember, admitMembers, enrolRegistrar, Member, type NetworkDescription } from './member';

/** A bid that a client may make once. */
export interface Bid {
  readonly listing: string;
  readonly offer: string;
  readonly energy: string;
  readonly price: string;
}

/** Rules that let every bid of a benchmark through. */
export const benchRules: MarketRulesView = {
  mechanism: 'pay-as-clear',
  limits: 'respected',
  tick: '0.0001',
  smallestOffer: '0.001',
  largestOffer: '1000',
  priceFloor: '0',
  priceCap: '1',
  fee: '0',
  intervalMinutes: 60,
  metered: false,
  clock: 'simulated',
  offersPerMember: 8,
};
const clock = '2026-06-01T11:30:00Z';
const deliveryStart = '2026-06-01T12:00:00Z';

/**
 * A network made ready for bids: one operator, members with eEuro, and as many open listings as it takes. A member makes
 * eight bids in a listing and goes on to the next, since what a member's bid costs grows with its bids in the listing.
 */
export class OfferWorkload {
  readonly #bids: number[];

  private constructor(
    readonly members: readonly AdmittedMember[],
    readonly operator: Member,
    private readonly listings: string[],
  ) {
    this.#bids = members.map(() => 0);
  }

  static async prepare(client: Client, network: NetworkDescription, clients: number): Promise<OfferWorkload> {
    const [households] = network.organizations;
    if (households === undefined) throw new Error('The network has no organisation');
    const credentials = await enrolRegistrar(households);
    const operator = new Member(client, network, households.mspId, households.registrar.enrollmentId, credentials);
    await operator.submit(members.Bootstrap, {}, { pepper: randomBytes(32).toString('hex') });
    await operator.submit(governance.GrantRole, { member: operator.id, role: 'marketOperator' });
    await operator.submit(governance.ChangeBanker, { member: operator.id });
    const admitted = await admitMembers(client, network, households, clients);
    await fund(
      operator,
      admitted.map(({ member }) => member),
    );
    return new OfferWorkload(admitted, operator, []);
  }

  /** Opens listings, a market each, until every client can make this many further bids. */
  async allow(bidsPerClient: number): Promise<void> {
    const needed = Math.ceil((Math.max(...this.#bids) + bidsPerClient) / benchRules.offersPerMember);
    const open = async (number: number): Promise<string> => {
      const id = `bench-${number}`;
      await this.operator.submit(market.CreateMarket, { market: id, rules: JSON.stringify(benchRules) });
      await this.operator.submit(market.AdvanceClock, { market: id, time: clock });
      await this.operator.submit(market.AcceptOfferBroadcast, { market: id, deliveryStart });
      return `${id}_${deliveryStart.replaceAll(/[-:]|00Z$/g, '')}Z`;
    };
    while (this.listings.length < needed) {
      const numbers = Array.from({ length: 32 }, (_, index) => this.listings.length + index);
      this.listings.push(...(await Promise.all(numbers.map(open))));
    }
  }

  /** The client's next bid. @throws when it has none left. */
  nextBid(client: number): Bid {
    const made = this.#bids[client] ?? 0;
    this.#bids[client] = made + 1;
    const listing = this.listings[Math.floor(made / benchRules.offersPerMember)];
    if (listing === undefined) throw new Error('More bids were made than listings were opened for');
    return { listing, offer: `b${made}`, energy: '0.1', price: '0.2' };
  }
}

/** Gives every member money. Mints once, since mints follow one another; then each who has some hands half of it on. */
export async function fund(operator: Member, members: readonly Member[]): Promise<void> {
  const amount = 2 ** 30;
  await operator.submit(tokens.MintEEuro, { member: operator.id, amount: `${amount}` });
  await handOut(tokens.TransferEEuro, operator, members, amount);
}

/** Has a member hand out what it has: each who has some gives half of it to one who has none, until all have some. */
export async function handOut(
  transfer: typeof tokens.TransferEEuro,
  from: Member,
  members: readonly Member[],
  held: number,
): Promise<void> {
  let amount = held;
  const holders = [from];
  while (holders.length <= members.length) {
    const next = members.slice(holders.length - 1, 2 * holders.length - 1);
    amount /= 2;
    const half = { amount: `${Math.floor(amount)}` };
    await Promise.all(
      holders
        .slice(0, next.length)
        .map((giver, index) => giver.submit(transfer, { to: next[index]?.id ?? '', ...half })),
    );
    holders.push(...next);
  }
}
