/**
 * Who wants more trust than it deserves, and what it gets: a typed refusal, a rating that doesn't count, or at most
 * what is named here (spec 14, "Against collusion and sybils").
 */
import { strict as assert } from 'node:assert';
import { type Listing } from '../../../chaincode/ledger/records';
import { type ResultOf } from '../../../chaincode/wire/declaration';
import { type GetOffer } from '../../../chaincode/wire/transactions/market';
import { admin, operator } from '../../support/market-world';
import { type Sale, TrustWorld } from '../../support/trust-world';

const named = (name: string) => `${name}@HouseholdsMSP`;
const [seller, buyer, second, third] = ['s', 'b', 'c', 'd'].map(named) as [string, string, string, string];
const DAY = 86_400;

/** Every member of a ring sells to every other one, day after day, and all rate each other with 5. */
async function playRing(market: TrustWorld, ring: readonly string[], days: number): Promise<void> {
  for (let day = 0; day < days; day++) {
    for (const from of ring) {
      for (const to of ring) {
        if (from === to) continue;
        const sale = await market.sale(from, to, '0.1', '0.1');
        await market.deliver(sale);
        await market.rate(from, sale, 5);
        await market.rate(to, sale, 5);
      }
    }
    await market.nextDay();
    market.world.peer.now += DAY;
  }
}

describe('Trust that somebody wants without deserving it', () => {
  let start: TrustWorld;
  let sold: TrustWorld;
  let sale: Sale;
  before(async () => {
    start = await TrustWorld.create([seller, buyer, second, third]);
    sold = start.fork();
    sale = await sold.sale(seller, buyer);
  });

  /** After a sale from the seller to the buyer whose delivery is settled. */
  async function delivered(amount?: string): Promise<TrustWorld> {
    const market = sold.fork();
    await market.deliver(sale, amount);
    return market;
  }

  it('by a ring of three that rate each other: never more than 1 point, however long', async () => {
    const market = start.fork();
    const ring = [seller, buyer, second];
    await playRing(market, ring, 4);
    for (const member of ring) {
      const { points, quota, raters, ratedTrades, score } = await market.trust(member);
      assert.deepEqual([points, quota, raters], [1, '0.5', 2]);
      assert.equal(ratedTrades, 8, 'each pair and direction once a day');
      // 5 from the others, S(4 days) = 2.583 at most, S(0.1 eEuro) = 2.501 at most.
      assert.ok(Number(score) <= (5 + 2.584 + 2.502) / 3, `${member} has a score of ${score}`);
    }
  });

  it('by a ring of four: 3 points at most until time has passed and money has moved', async () => {
    const market = start.fork();
    const ring = [seller, buyer, second, third];
    await playRing(market, ring, 2);
    for (const member of ring) {
      const { points, score } = await market.trust(member);
      assert.equal(points, 3);
      assert.ok(Number(score) < 3.5, `${member} has a score of ${score}: a score of 4 needs S(time) + S(money) = 7`);
    }
  });

  it('by rating where there was no trade', async () => {
    const market = await delivered();
    assert.equal(await market.refusedRating(third, sale), 'TRADE_NOT_OWN');
    assert.equal(await market.refusedRating(buyer, { ...sale, trade: '1' }), 'TRADE_NOT_FOUND');
    assert.equal(await market.refusedRating(buyer, { ...sale, listing: 'sim_20260601T2300Z' }), 'LISTING_NOT_FOUND');
  });

  it('by rating a trade that is not settled yet', async () => {
    const market = start.fork();
    await market.world.as(operator, 'AcceptOfferBroadcast', ['sim', '2026-06-01T01:00:00Z']);
    const open = { ...sale, listing: 'sim_20260601T0100Z' };
    assert.equal(await market.refusedRating(buyer, open), 'LISTING_STATE');
    assert.equal(await market.world.refusal(buyer, 'AttestDelivery', [open.listing, '0', '1']), 'LISTING_STATE');
  });

  it('by rating twice, or rating what the other side has rated in its place', async () => {
    const market = await delivered();
    await market.rate(buyer, sale, 5);
    assert.equal(await market.refusedRating(buyer, sale), 'RATING_EXISTS');
    assert.equal((await market.rate(seller, sale, 1)).rated, buyer, 'the other side rates for itself');
    assert.equal((await market.trust(seller)).ratedTrades, 1);
  });

  it('by letting somebody else rate, or rating while suspended', async () => {
    const market = await delivered();
    for (const other of [second, operator]) assert.equal(await market.refusedRating(other, sale), 'TRADE_NOT_OWN');
    await market.world.as(admin, 'SuspendMember', [buyer]);
    assert.equal(await market.refusedRating(buyer, sale), 'MEMBER_SUSPENDED');
  });

  it('by trading with oneself', async () => {
    const market = start.fork();
    const own = await market.sale(seller, seller);
    await market.world.as(operator, 'AttestDeliveries', [
      own.listing,
      JSON.stringify([{ trade: 0, delivered: own.energy }]),
    ]);
    assert.equal(await market.refusedRating(seller, own), 'RATING_RELATED');
    await market.advance(14 * DAY + 1);
    await market.world.as(third, 'CloseRatings', [own.listing]);
    assert.equal((await market.trust(seller)).ratedTrades, 0);
    assert.equal((await market.shown(own)).byBuyer?.discounted, 'related');
  });

  it('by stating both sides of a trade with oneself', async () => {
    const market = start.fork();
    const own = await market.sale(seller, seller);
    await market.deliver(own);
    assert.equal((await market.shown(own)).delivery.settledAt, null);
  });

  it('by rating a storage unit that one owns, its owner, or another unit of the same owner', async () => {
    for (const [unit, owner] of [
      [[buyer], seller],
      [[seller], buyer],
      [[seller, buyer], third],
    ] as const) {
      const market = await delivered();
      for (const id of unit) await market.world.as(admin, 'RegisterStorageUnit', [id, owner]);
      for (const side of [seller, buyer]) assert.equal(await market.refusedRating(side, sale), 'RATING_RELATED');
    }
  });

  it('by giving away what one’s storage unit sold from, before rating it', async () => {
    const market = await delivered();
    await market.world.as(admin, 'RegisterStorageUnit', [seller, buyer]);
    await market.world.as(seller, 'OfferPVTransfer', ['pv-s', third]);
    await market.world.as(third, 'AcceptPVTransfer', ['pv-s']);
    for (const side of [seller, buyer]) assert.equal(await market.refusedRating(side, sale), 'RATING_RELATED');
  });

  it('by rating who sold from the unit that one owns now', async () => {
    const market = await delivered();
    await market.world.as(seller, 'OfferPVTransfer', ['pv-s', buyer]);
    await market.world.as(buyer, 'AcceptPVTransfer', ['pv-s']);
    for (const side of [seller, buyer]) assert.equal(await market.refusedRating(side, sale), 'RATING_RELATED');
  });

  it('by a fresh identity after a suspension: it starts with 1 point, and half of what it offers counts', async () => {
    const market = await TrustWorld.create([seller, buyer, second, third], { trust: 'on' });
    for (const by of [buyer, second, third]) await market.rated(seller, by, 5);
    assert.equal((await market.trust(seller)).points, 3);
    await market.world.as(admin, 'SuspendMember', [seller]);
    const fresh = await market.world.member(named('s2'), { unit: true });
    assert.deepEqual([(await market.trust(fresh)).points, (await market.trust(fresh)).raters], [1, 0]);
    const { listing } = await market.sale(fresh, buyer, '2');
    const offer = await market.world.as<ResultOf<typeof GetOffer>>(buyer, 'GetOffer', [listing, fresh, 's']);
    assert.deepEqual([offer.points, offer.quota], [1, '1']);
    await market.world.as(admin, 'ReinstateMember', [seller]);
    assert.equal((await market.trust(seller)).points, 3, 'the name and what it earned belong together');
  });

  it('by many trades of next to nothing: below the smallest value they are recorded and do not count', async () => {
    const market = start.fork();
    const small = await market.sale(seller, buyer, '0.1', '0.09');
    await market.deliver(small);
    assert.equal((await market.rate(buyer, small, 5)).discounted, 'smallTrade');
    assert.deepEqual([(await market.trust(seller)).ratedTrades, (await market.trust(seller)).score], [0, null]);
    const enough = await market.sale(seller, buyer, '0.1', '0.1');
    await market.deliver(enough);
    assert.equal((await market.rate(buyer, enough, 5)).discounted, null, 'and they use up nothing');
  });

  it('by rating each other all day: a pair counts once a day, in each direction', async () => {
    const market = start.fork();
    const first = await market.rated(seller, buyer, 5);
    const again = await market.rated(seller, buyer, 1);
    assert.deepEqual([first.discounted, again.discounted], [null, 'sameDay']);
    const { ratedTrades, score } = await market.trust(seller);
    assert.equal(ratedTrades, 1);
    assert.equal((await market.rated(buyer, seller, 5)).discounted, null, 'the other direction');
    await market.nextDay();
    assert.equal((await market.rated(seller, buyer, 5)).discounted, null, 'the next day');
    assert.notEqual((await market.trust(seller)).score, score);
  });

  it('by rating before delivery is known, or long after', async () => {
    const market = sold.fork();
    assert.equal(await market.refusedRating(buyer, sale), 'DELIVERY_NOT_SETTLED');
    await market.world.as(seller, 'AttestDelivery', [sale.listing, '0', '1']);
    assert.equal(await market.refusedRating(seller, sale), 'DELIVERY_NOT_SETTLED', 'one side alone settles nothing');
    await market.world.as(buyer, 'AttestDelivery', [sale.listing, '0', '1']);
    await market.advance(14 * DAY);
    const late = market.fork();
    await late.advance(1);
    assert.equal(await late.refusedRating(buyer, sale), 'RATING_WINDOW_OVER');
    assert.equal((await market.rate(buyer, sale, 5)).discounted, null);
  });

  it('by a friendly 5 for what was not delivered', async () => {
    const market = await delivered('0.3');
    assert.equal((await market.rate(buyer, sale, 5)).countsAs, '1.5');
  });

  it('by choosing when unrated trades are closed: their days count, not that of closing', async () => {
    const market = start.fork();
    const sales = [await market.sale(seller, buyer), await market.sale(seller, buyer)];
    await market.nextDay();
    sales.push(await market.sale(seller, buyer));
    await market.advance(15 * DAY);
    for (const { listing } of sales) await market.world.as(third, 'CloseRatings', [listing]);
    assert.equal((await market.trust(seller)).ratedTrades, 2);
  });

  it('by saying what was delivered after the fulfilment is closed, when a vote has prolonged the window', async () => {
    const market = sold.fork();
    await market.advance(14 * DAY + 1);
    const open = market.fork();
    await market.world.as(third, 'FulfilListing', [sale.listing]);
    for (const each of [market, open]) await each.parameter('ratingWindow', '30');
    const late = [sale.listing, '0', '1'];
    assert.equal(await market.world.refusal(seller, 'AttestDelivery', late), 'RATING_WINDOW_OVER');
    await open.world.as(seller, 'AttestDelivery', late);
  });

  it('after fraud was found: only three new raters lift it again', async () => {
    const market = start.fork();
    for (const by of [buyer, second, third]) await market.rated(seller, by, 5);
    await market.world.as(admin, 'FindFraud', [seller]);
    const found = await market.trust(seller);
    assert.deepEqual([found.points, found.raters, found.why[0]?.kind], [1, 0, 'fraud']);
    assert.ok(found.fraudFoundAt !== null);
    await market.nextDay();
    for (const [by, points] of [
      [buyer, 1],
      [second, 1],
      [third, 3],
    ] as const) {
      await market.rated(seller, by, 5);
      assert.equal((await market.trust(seller)).points, points);
    }
  });
});

describe('Who gets into whose way', () => {
  const [a, b, c] = [seller, buyer, second];
  let market: TrustWorld;
  let sales: readonly Sale[];
  before(async () => {
    market = await TrustWorld.create([a, b, c], { trust: 'on' });
    sales = [await market.sale(a, b), await market.sale(a, c), await market.sale(b, c)];
    for (const each of sales) await market.deliver(each);
  });
  const rating = async ({ world }: TrustWorld, by: string, index: number) =>
    world.peer.simulate('trust:RateTrade', [sales[index]?.listing ?? '', '0', '5'], await world.call(by));

  it('is two who rate the same member at the same moment: one of them has to try again', async () => {
    const copy = market.fork();
    const both = [await rating(copy, b, 0), await rating(copy, c, 1)] as const;
    assert.deepEqual(
      both.map((each) => copy.world.peer.commit(each)),
      ['VALID', 'MVCC_READ_CONFLICT'],
    );
    assert.equal(copy.world.peer.commit(await rating(copy, c, 1)), 'VALID');
    assert.equal((await copy.trust(a)).ratedTrades, 2);
  });

  it('is nobody who rates another member, nor what the rated one does in the market', async () => {
    const copy = market.fork();
    const { peer } = copy.world;
    await copy.advance(3540);
    const start = '2026-06-01T07:00:00Z';
    await copy.world.as(operator, 'AcceptOfferBroadcast', ['sim', start]);
    const offer = ['sim_20260601T0700Z', 's', 'pv-s', '1', '0.5'];
    const doings = [
      await rating(copy, b, 0),
      await rating(copy, c, 2),
      await peer.simulate('market:PVOffer', offer, await copy.world.call(a)),
    ];
    for (const each of doings) assert.equal(peer.commit(each), 'VALID');
  });

  it('is never settlement: it reads and writes the same with trust as without', async () => {
    const keys: string[][] = [];
    for (const trust of ['on', 'off'] as const) {
      const { world } = await TrustWorld.create([a, b], { trust });
      await world.as(operator, 'AcceptOfferBroadcast', ['sim', '2026-06-01T01:00:00Z']);
      const listing = 'sim_20260601T0100Z';
      await world.as(a, 'PVOffer', [listing, 's', 'pv-s', '1', '0.5']);
      await world.as(b, 'BUYOffer', [listing, 'b', '1', '0.5']);
      await world.as(operator, 'AdvanceClock', ['sim', '2026-06-01T01:00:00Z']);
      for (const step of ['CloseBidding', 'ClearListing'] as const) await world.as(operator, step, [listing]);
      const settling = await world.peer.simulate('market:SettleListing', [listing], await world.call(b));
      keys.push([...settling.reads.keys(), ...settling.writes.keys()]);
      assert.equal(world.peer.commit(settling), 'VALID');
      assert.equal(world.peer.records<Listing>('listing').get(`listing/${listing}`)?.state, 'settled');
    }
    assert.deepEqual(keys[0], keys[1]);
    assert.ok(keys[0]?.every((key) => !/^(trust|rating|delivery)/.test(key)));
  });
});
