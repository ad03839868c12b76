import { GatewayProblem } from '../../client';
import { type MarketApi } from '../../agents/client/market-api';
import { type ListingView } from '../../chaincode/wire/views';

/** What the scheduler sees of a market: listings with their lifecycle and its refusals, on the test's clock. */
export class SimulatedMarket {
  clock: 'real' | 'simulated' = 'real';
  pagesToSettle = 1;
  /** Every call, refused or not; and every step that took effect. */
  readonly calls: string[] = [];
  readonly done: string[] = [];
  /** Cleared listings that an agent has not attested yet. */
  readonly awaited = new Set<string>();
  readonly unfolded = new Map<string, number>();
  /** Answers of closing a listing's ratings, in order: whether all are closed, or the code of a refusal. */
  readonly closings = new Map<string, (boolean | GatewayProblem['code'])[]>();
  private readonly listings = new Map<string, { state: ListingView['state']; settled: number }>();

  /** States by delivery hour, "10:00". */
  states(): Record<string, string> {
    return Object.fromEntries([...this.listings].sort().map(([hour, { state }]) => [hour, state]));
  }

  put(hour: string, state: ListingView['state']): void {
    this.listings.set(hour, { state, settled: 0 });
  }

  readonly api = {
    market: () => Promise.resolve({ rules: { clock: this.clock, intervalMinutes: 60 } }),
    members: () => Promise.resolve([...this.unfolded.keys()].map((id) => ({ id }))),
    balance: (member: string) => Promise.resolve({ unfolded: this.unfolded.get(member) ?? 0 }),
    foldCredits: (member: string) => {
      this.unfolded.set(member, Math.max(0, (this.unfolded.get(member) ?? 0) - 100));
      return Promise.resolve({});
    },
    parameters: () => Promise.resolve({ ratingWindow: '1' }),
    closeRatings: async (id: string) => {
      await this.arrive(`ratings ${id}`);
      const answer = this.closings.get(id)?.shift() ?? 'RATINGS_CLOSED';
      if (typeof answer === 'string') throw new GatewayProblem('refused', { status: 409, code: answer });
      return { done: answer };
    },
    listings: (_: string, from: string) =>
      Promise.resolve(
        [...this.listings.keys()]
          .sort()
          .map((hour) => this.view(hour))
          .filter(({ deliveryStart }) => deliveryStart >= from),
      ),
    listing: (id: string) => Promise.resolve(this.listings.has(id) ? this.view(id) : undefined),
    broadcast: async (_: string, deliveryStart: string) => {
      const hour = deliveryStart.slice(11, 16);
      await this.arrive(`broadcast ${hour}`);
      if (this.listings.has(hour)) throw new GatewayProblem('there is one', { status: 409, code: 'LISTING_EXISTS' });
      this.put(hour, 'open');
      return this.did('broadcast', hour);
    },
    close: (id: string) => this.step('close', id, 'open', 'closed'),
    clear: (id: string) => this.step('clear', id, 'closed', 'cleared'),
    settle: (id: string) => this.step('settle', id, 'cleared', 'settled'),
  } as unknown as MarketApi;

  private async step(
    name: string,
    hour: string,
    from: ListingView['state'],
    to: ListingView['state'],
  ): Promise<ListingView> {
    await this.arrive(`${name} ${hour}`);
    const listing = this.listings.get(hour);
    if (listing?.state !== from) throw new GatewayProblem('not in this state', { status: 409, code: 'LISTING_STATE' });
    if (name === 'settle' && this.awaited.has(hour))
      throw new GatewayProblem('not yet', { status: 409, code: 'ATTESTATION_AWAITED' });
    if (name === 'settle' && ++listing.settled < this.pagesToSettle) return this.view(hour);
    listing.state = to;
    return this.did(name, hour);
  }

  /** A request takes its time, so that those of others come in between. */
  private async arrive(call: string): Promise<void> {
    this.calls.push(call);
    await Promise.resolve();
  }

  private did(name: string, hour: string): ListingView {
    this.done.push(`${name} ${hour}`);
    return this.view(hour);
  }

  private view(hour: string): ListingView {
    const { state = 'open' } = this.listings.get(hour) ?? {};
    const deliveryStart = `2026-06-01T${hour}:00Z`;
    return { id: hour, state, deliveryStart, deliveryEnd: deliveryStart } as ListingView;
  }
}
