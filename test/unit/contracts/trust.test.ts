/** Deliveries, ratings and what they make of a trader's trust, as members see it (spec 14). */
import { strict as assert } from 'node:assert';
import { CLOSED_PER_STEP } from '../../../chaincode/contracts/rate-trade';
import { listingId } from '../../../chaincode/domain/delivery-interval';
import { formatTime, parseTime } from '../../../chaincode/domain/time';
import { type ResultOf } from '../../../chaincode/wire/declaration';
import { type CloseRatings, type GetTrusts } from '../../../chaincode/wire/transactions/trust';
import { type DeliveryView, type TrustView } from '../../../chaincode/wire/views';
import { operator } from '../../support/market-world';
import { type Sale, TrustWorld } from '../../support/trust-world';

const [seller, buyer, second, third] = ['s', 'b', 'c', 'd'].map((name) => `${name}@HouseholdsMSP`) as [
  string,
  string,
  string,
  string,
];
const everybody = [seller, buyer, second, third];
const DAY = 86_400;

type Closing = ResultOf<typeof CloseRatings>;

describe("A trader's trust", () => {
  let start: TrustWorld;
  before(async () => {
    start = await TrustWorld.create(everybody);
  });
  const close = (market: TrustWorld, { listing }: { listing: string }) =>
    market.world.as<Closing>(third, 'CloseRatings', [listing]);

  it('is that of a newcomer before anything is known: 1 point, no score, half of an offer', async () => {
    assert.deepEqual(await start.trust(seller), {
      member: seller,
      score: null,
      ratedTrades: 0,
      traded: '0',
      points: 1,
      quota: '0.5',
      raters: 0,
      lostPointOn: null,
      fraudFoundAt: null,
      why: [],
    });
  });

  it('takes the rating of a delivered trade, the time since registration and the money into its score', async () => {
    const market = start.fork();
    const sale = await market.sale(seller, buyer, '1', '0.5');
    await market.deliver(sale);
    market.world.peer.now += 30 * DAY;
    const rating = await market.rate(buyer, sale, 4);
    assert.deepEqual([rating.rater, rating.rated, rating.countsAs, rating.discounted], [buyer, seller, '4', null]);
    const trust = await market.trust(seller);
    // (4 + S(1) + S(0.005)) / 3 with S(1) = 3.112297 and S(0.005) = 2.503125.
    assert.deepEqual([trust.score, trust.ratedTrades, trust.traded], ['3.205141', 1, '0.5']);
    assert.deepEqual([trust.points, trust.raters], [1, 1]);
    assert.deepEqual(
      trust.why.map(({ kind, listing, trade, rating: alpha, score, points }) => [
        kind,
        listing,
        trade,
        alpha,
        score,
        points,
      ]),
      [['rating', sale.listing, 0, '4', '3.205141', 1]],
    );
    assert.deepEqual((await market.trust(buyer)).ratedTrades, 0, 'each side is rated by the other one');
  });

  it('has more than 1 point after three ratings by three members', async () => {
    const market = start.fork();
    for (const [by, points] of [
      [buyer, 1],
      [second, 1],
      [third, 3],
    ] as const) {
      await market.rated(seller, by, 5);
      assert.equal((await market.trust(seller)).points, points);
    }
    assert.deepEqual([(await market.trust(seller)).raters, (await market.trust(seller)).quota], [3, '0.9']);
  });

  it('loses a point at once when a delivery fails, and says why; the next one that is kept brings it back', async () => {
    const market = start.fork();
    for (const by of [buyer, second, third]) await market.rated(seller, by, 5);
    const failed = await market.sale(seller, buyer, '1');
    await market.deliver(failed, '0.899');
    const fallen = await market.trust(seller);
    assert.deepEqual([fallen.points, fallen.lostPointOn], [2, '2026-06-01']);
    assert.deepEqual([fallen.why[0]?.kind, fallen.why[0]?.points], ['failedDelivery', 2]);
    await market.nextDay();
    const rated = await market.rate(buyer, failed, 5);
    assert.equal(rated.countsAs, '4.495', 'a seller that delivered less is rated less');
    assert.equal((await market.trust(seller)).points, 2, 'what failed brings nothing back');
    await market.rated(seller, second, 5, '0.9');
    assert.equal((await market.trust(seller)).points, 3);
  });

  it('leaves a buyer alone whose seller failed', async () => {
    const market = start.fork();
    const sale = await market.sale(seller, buyer);
    await market.deliver(sale, '0');
    const rating = await market.rate(seller, sale, 5);
    assert.deepEqual([rating.rated, rating.countsAs], [buyer, '5']);
    assert.equal((await market.rate(buyer, sale, 5)).countsAs, '0');
    assert.equal((await market.trust(buyer)).lostPointOn, null);
  });

  it('lets a buyer’s points rise by a trade that the seller failed', async () => {
    const market = start.fork();
    for (const by of [second, third]) {
      const kept = await market.sale(by, buyer);
      await market.deliver(kept);
      await market.rate(by, kept, 5);
    }
    const failed = await market.sale(seller, buyer);
    await market.deliver(failed, '0');
    await market.rate(seller, failed, 5);
    assert.equal((await market.trust(buyer)).points, 3);
  });

  it('shows no score for what happened before the first trade that counted', async () => {
    const market = start.fork();
    const sale = await market.sale(seller, buyer);
    await market.deliver(sale, '0');
    assert.deepEqual((await market.trust(seller)).why, [
      {
        ...{ at: '2026-06-01T02:00:00Z', kind: 'failedDelivery', listing: sale.listing, trade: 0 },
        ...{ rating: null, score: null, points: 1 },
      },
    ]);
    await market.rate(buyer, sale, 5);
    assert.deepEqual(
      (await market.trust(seller)).why.map(({ kind, score }) => [kind, score]),
      [
        ['rating', '1.667708'],
        ['failedDelivery', null],
      ],
      '(0 + 2.5 + S(0.005)) / 3',
    );
  });

  it('is settled by the operator where the sides differ; the trade shows what both said', async () => {
    const market = start.fork();
    const sale = await market.sale(seller, buyer);
    await market.world.as(seller, 'AttestDelivery', [sale.listing, '0', '1']);
    const said = await market.world.as<DeliveryView>(buyer, 'AttestDelivery', [sale.listing, '0', '0']);
    assert.deepEqual([said.seller, said.buyer, said.delivered, said.source], ['1', '0', null, null]);
    assert.equal(await market.refusedRating(buyer, sale, 1), 'DELIVERY_NOT_SETTLED');
    const deliveries = JSON.stringify([{ trade: 0, delivered: '0.95' }]);
    await market.world.as(operator, 'AttestDeliveries', [sale.listing, deliveries]);
    await market.rate(seller, sale, 2);
    const { delivery, bySeller, byBuyer, ratableUntil } = await market.shown(sale);
    assert.deepEqual([delivery.delivered, delivery.source, delivery.seller], ['0.95', 'operator', '1']);
    assert.deepEqual([bySeller?.given, byBuyer], [2, null]);
    assert.equal(parseTime(ratableUntil ?? '') - parseTime(delivery.settledAt ?? ''), 14 * DAY);
  });

  it('is nothing that the operator can say of its own trades', async () => {
    const market = start.fork();
    await market.world.unit(operator);
    await market.world.as(buyer, 'TransferEEuro', [operator, '10']);
    for (const [from, to] of [
      [operator, buyer],
      [seller, operator],
    ] as const) {
      const sale = await market.sale(from, to);
      const deliveries = JSON.stringify([{ trade: 0, delivered: '1' }]);
      assert.equal(await market.world.refusal(operator, 'AttestDeliveries', [sale.listing, deliveries]), 'FORBIDDEN');
      await market.deliver(sale);
    }
  });

  it('counts a trade that nobody rates as 3 once its time is over, and once only', async () => {
    const market = start.fork();
    const sale = await market.sale(seller, buyer);
    assert.equal(await market.world.refusal(third, 'CloseRatings', [sale.listing]), 'RATING_WINDOW_OPEN');
    await market.advance(14 * DAY + 1);
    assert.deepEqual(await close(market, sale), { listing: sale.listing, closed: 1, trades: 1, done: true });
    for (const side of [seller, buyer]) {
      const trust = await market.trust(side);
      assert.deepEqual([trust.ratedTrades, trust.why[0]?.kind, trust.why[0]?.rating], [1, 'unrated', '3']);
      assert.equal(trust.raters, 0, 'who says nothing is no rater');
    }
    assert.deepEqual((await market.shown(sale)).byBuyer?.given, null);
    assert.equal(await market.world.refusal(third, 'CloseRatings', [sale.listing]), 'RATINGS_CLOSED');
  });

  it('keeps what was rated when the rest is closed, and caps the rest by what was delivered', async () => {
    const market = start.fork();
    const sale = await market.sale(seller, buyer);
    await market.deliver(sale, '0.2');
    await market.rate(seller, sale, 5);
    await market.advance(14 * DAY + 1);
    await close(market, sale);
    const { bySeller, byBuyer } = await market.shown(sale);
    assert.deepEqual([bySeller?.given, bySeller?.countsAs, byBuyer?.given, byBuyer?.countsAs], [5, '5', null, '1']);
    assert.equal((await market.trust(seller)).ratedTrades + (await market.trust(buyer)).ratedTrades, 2);
  });

  it('is given no point back by a trade of whose delivery nobody said anything', async () => {
    const market = start.fork();
    for (const by of [buyer, second, third]) await market.rated(seller, by, 5);
    await market.deliver(await market.sale(seller, buyer), '0');
    await market.nextDay();
    const unknown = await market.sale(seller, buyer);
    await market.advance(15 * DAY);
    await close(market, unknown);
    const { points, why } = await market.trust(seller);
    assert.deepEqual([points, why[0]?.kind], [2, 'unrated']);
  });

  it('waits with closing for a trade whose delivery was settled late', async () => {
    const market = start.fork();
    const sale = await market.sale(seller, buyer);
    await market.advance(13 * DAY);
    await market.deliver(sale);
    await market.advance(2 * DAY);
    assert.equal(await market.world.refusal(third, 'CloseRatings', [sale.listing]), 'RATING_WINDOW_OPEN');
    await market.rate(buyer, sale, 5);
    await market.advance(13 * DAY);
    assert.equal((await close(market, sale)).done, true);
  });

  it('stops closing at a trade that can still be rated, and goes on when its time is over', async () => {
    const market = start.fork();
    await market.world.as(operator, 'AcceptOfferBroadcast', ['sim', '2026-06-01T01:00:00Z']);
    const listing = 'sim_20260601T0100Z';
    await market.world.as(seller, 'PVOffer', [listing, 's', 'pv-s', '2', '0.1']);
    for (const by of [buyer, second]) await market.world.as(by, 'BUYOffer', [listing, 'b', '1', '0.5']);
    await market.advance(3540);
    await market.settle(listing);
    await market.advance(10 * DAY);
    const deliveries = JSON.stringify([{ trade: 1, delivered: '1' }]);
    await market.world.as(operator, 'AttestDeliveries', [listing, deliveries]);
    await market.advance(5 * DAY);
    assert.deepEqual(await close(market, { listing }), { listing, closed: 1, trades: 2, done: false });
    assert.equal(await market.world.refusal(third, 'CloseRatings', [listing]), 'RATING_WINDOW_OPEN');
    await market.advance(10 * DAY);
    assert.deepEqual(await close(market, { listing }), { listing, closed: 2, trades: 2, done: true });
  });

  it('closes a long listing step by step, with a bounded effort each', async () => {
    const market = start.fork();
    const hour = parseTime('2026-06-01T01:00:00Z');
    const listing = listingId('sim', hour);
    const count = CLOSED_PER_STEP + 5;
    await market.world.as(operator, 'AcceptOfferBroadcast', ['sim', formatTime(hour)]);
    await market.world.as(seller, 'PVOffer', [listing, 's', 'pv-s', '10', '0.1']);
    for (let offer = 0; offer < count; offer++) {
      await market.world.as(offer % 2 ? buyer : second, 'BUYOffer', [listing, `b${offer}`, '0.1', '0.5']);
    }
    await market.advance(3540);
    await market.settle(listing);
    await market.advance(14 * DAY + 1);
    const step = await market.world.peer.simulate('trust:CloseRatings', [listing], await market.world.call(third));
    assert.ok(step.reads.size <= 12 * CLOSED_PER_STEP && step.writes.size <= 6 * CLOSED_PER_STEP, `${step.reads.size}`);
    assert.deepEqual(
      [await close(market, { listing }), await close(market, { listing })].map(({ closed, done }) => [closed, done]),
      [
        [CLOSED_PER_STEP, false],
        [count, true],
      ],
    );
    assert.equal((await market.trust(seller)).ratedTrades, 2, 'once for each pair and day');
  });

  it('closes a listing without trades', async () => {
    const market = start.fork();
    await market.world.as(operator, 'AcceptOfferBroadcast', ['sim', '2026-06-01T01:00:00Z']);
    await market.advance(3540);
    await market.settle('sim_20260601T0100Z');
    await market.advance(14 * DAY + 1);
    assert.deepEqual(await close(market, { listing: 'sim_20260601T0100Z' }), {
      ...{ listing: 'sim_20260601T0100Z', closed: 0, trades: 0, done: true },
    });
  });

  it('follows the thresholds, units and tolerance that are voted', async () => {
    const market = start.fork();
    await market.parameter('trustScore2', '4.9');
    await market.parameter('deliveryTolerance', '0.5');
    await market.parameter('trustEuros', '1');
    for (const by of [buyer, second, third]) await market.rated(seller, by, 5, '0.5');
    const trust = await market.trust(seller);
    assert.deepEqual([trust.lostPointOn, trust.points], [null, 1]);
    assert.equal(trust.why.at(-1)?.score, '2.603628', '(2.5 + 2.5 + S(0.5)) / 3 with S(0.5) = 2.810883');
  });

  it('is listed for everybody of whom something is known, page by page', async () => {
    const market = start.fork();
    const sale = await market.sale(seller, buyer);
    await market.deliver(sale);
    await market.rate(seller, sale, 5);
    await market.rate(buyer, sale, 5);
    const list = async (pageSize: string, bookmark: string) =>
      market.world.as<ResultOf<typeof GetTrusts>>(third, 'GetTrusts', [pageSize, bookmark]);
    const first = await list('1', '');
    const next = await list('1', first.bookmark);
    assert.deepEqual(
      [...first.items, ...next.items].map(({ member }: TrustView) => member),
      [buyer, seller],
    );
  });

  it('tells the members whom a rating or a delivery concerns', async () => {
    const market = start.fork();
    const sale: Sale = await market.sale(seller, buyer);
    await market.deliver(sale);
    assert.deepEqual(market.world.peer.events.at(-1)?.members, [seller, buyer]);
    await market.rate(buyer, sale, 5);
    const event = market.world.peer.events.at(-1);
    assert.deepEqual([event?.transaction, event?.market, event?.listing], ['RateTrade', 'sim', sale.listing]);
    assert.ok(event?.members?.includes(seller));
  });
});

describe('The platform', () => {
  it('is rated once a member and week, and has the mean of all ratings', async () => {
    const { world } = await TrustWorld.create([seller, buyer]);
    assert.deepEqual(await world.as(seller, 'GetPlatformScore', []), { score: null, ratings: 0 });
    await world.as(seller, 'RatePlatform', ['4', '5']);
    assert.equal(await world.refusal(seller, 'RatePlatform', ['1', '1']), 'PLATFORM_RATED');
    assert.deepEqual(await world.as(buyer, 'RatePlatform', ['1', '2']), { score: '3', ratings: 2 });
    world.peer.now += 7 * DAY;
    await world.as(seller, 'RatePlatform', ['5', '5']);
    assert.deepEqual(await world.as(operator, 'GetPlatformScore', []), { score: '3.666667', ratings: 3 });
  });
});
