import assert from 'node:assert/strict';
import fc from 'fast-check';
import { eagerness, type OfferRules, planOffer } from '../../../agents/bidding/spread-bidder';
import { payment, priceOf, ratioOf, share, whOf } from '../../../chaincode/domain/units';

const rules: OfferRules = {
  tick: priceOf(100n),
  smallestOffer: whOf(10n),
  largestOffer: whOf(100_000n),
  priceFloor: priceOf(0n),
  priceCap: priceOf(1_000_000n),
  fee: ratioOf(10_000n),
};
const situation = (load: bigint, pv: bigint, household = 1, hour = 12) => ({
  household,
  hour,
  reading: { load: whOf(load), pv: whOf(pv) },
  retail: priceOf(171_000n),
  feedIn: priceOf(45_000n),
});

describe('the spread bidder', () => {
  it('sells the surplus and buys the deficit of the hour, and nothing when they cancel out', () => {
    assert.equal(planOffer(situation(500n, 2_000n), rules)?.side, 'sell');
    assert.equal(planOffer(situation(500n, 2_000n), rules)?.energy, 1_500n);
    assert.equal(planOffer(situation(2_000n, 500n), rules)?.side, 'buy');
    assert.equal(planOffer(situation(700n, 700n), rules), undefined);
  });

  it('skips less than the smallest offer and cuts at the largest', () => {
    assert.equal(planOffer(situation(9n, 0n), rules), undefined);
    assert.equal(planOffer(situation(10n, 0n), rules)?.energy, 10n);
    assert.equal(planOffer(situation(0n, 250_000n), rules)?.energy, 100_000n);
  });

  it('bids retail and asks feed-in, to the tick, where everybody takes the price that comes', () => {
    const takers = { ...rules, grid: { retail: priceOf(171_000n), feedIn: priceOf(45_050n) } };
    assert.deepEqual(planOffer(situation(1_000n, 0n, 7), takers), { side: 'buy', energy: 1_000n, price: 171_000n });
    assert.deepEqual(planOffer(situation(0n, 1_000n, 7), takers), { side: 'sell', energy: 1_000n, price: 45_000n });
    assert.equal(planOffer(situation(9n, 0n), takers), undefined);
  });

  it('follows the stated formula', () => {
    // e = (1 + 12) x 0.618034 mod 1 = 0.034442; floor = 45,000 / 0.99 rounded up = 45,455; middle half = 62,772.
    assert.equal(eagerness(1, 12), 34_442n);
    // 45,455 + 2,162 = 47,617, up to the tick; 171,000 - 2,162 = 168,838, down to the tick.
    assert.equal(planOffer(situation(0n, 1_000n), rules)?.price, 47_700n);
    assert.equal(planOffer(situation(1_000n, 0n), rules)?.price, 168_800n);
  });

  it('spreads the homes of an hour over the range and gives each another place in the next hour', () => {
    const places = Array.from({ length: 24 }, (_, index) => eagerness(index + 1, 9));
    assert.equal(new Set(places.map((place) => place / 125_000n)).size, 8);
    assert.notEqual(eagerness(1, 9), eagerness(1, 10));
  });

  it('never leaves anybody worse off than at the grid, and keeps the rules of the market', () => {
    fc.assert(
      fc.property(
        fc.record({
          household: fc.integer({ min: 1, max: 10_000 }),
          hour: fc.integer({ min: 0, max: 23 }),
          load: fc.bigInt({ min: 0n, max: 20_000n }),
          pv: fc.bigInt({ min: 0n, max: 20_000n }),
          feedIn: fc.bigInt({ min: 0n, max: 300_000n }),
          retail: fc.bigInt({ min: 0n, max: 1_500_000n }),
          fee: fc.bigInt({ min: 0n, max: 500_000n }),
          tick: fc.bigInt({ min: 1n, max: 5_000n }),
        }),
        ({ household, hour, load, pv, feedIn, retail, fee, tick }) => {
          const market = { ...rules, fee: ratioOf(fee), tick: priceOf(tick) };
          const offer = planOffer(
            {
              household,
              hour,
              reading: { load: whOf(load), pv: whOf(pv) },
              retail: priceOf(retail),
              feedIn: priceOf(feedIn),
            },
            market,
          );
          if (!offer) return;
          assert.equal(offer.price % tick, 0n);
          assert.ok(offer.price <= market.priceCap && offer.energy >= market.smallestOffer);
          const paid = payment(offer.price, whOf(1_000n));
          if (offer.side === 'buy') assert.ok(paid <= retail);
          // Of a whole kWh the seller keeps at least the feed-in price, to the rounding of the fee.
          else assert.ok(paid - share(paid, market.fee) >= feedIn - 1n);
        },
      ),
    );
  });
});
