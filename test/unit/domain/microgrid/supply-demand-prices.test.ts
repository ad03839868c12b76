import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { supplyDemandPrices } from '../../../../chaincode/domain/microgrid/supply-demand-prices';
import { priceOf } from '../../../../chaincode/domain/units';

const grid = { retail: priceOf(320_000n), feedIn: priceOf(82_000n) };
const prices = fc
  .tuple(fc.bigInt({ min: 1n, max: 10n ** 12n }), fc.bigInt({ min: 0n, max: 10n ** 12n }))
  .map(([retail, other]) => ({ retail: priceOf(retail), feedIn: priceOf(other % retail) }));
const energy = fc.oneof(fc.bigInt({ min: 0n, max: 20n }), fc.bigInt({ min: 0n, max: 10n ** 15n }));

describe('two-level prices: by supply and demand', () => {
  it('is retail without surplus, and feed-in where the surplus covers the deficit or there is no deficit', () => {
    assert.deepEqual(supplyDemandPrices(0n, 9n, grid), { sell: grid.retail, buy: grid.retail });
    for (const [surplus, deficit] of [
      [9n, 9n],
      [10n, 9n],
      [5n, 0n],
      [0n, 0n],
    ] as const) {
      assert.deepEqual(supplyDemandPrices(surplus, deficit, grid), { sell: grid.feedIn, buy: grid.feedIn });
    }
  });

  it('is right for half the demand, worked by hand', () => {
    // 0.32 x 0.082 / (0.238 / 2 + 0.082) = 0.02624 / 0.201, and its mean with 0.32.
    assert.deepEqual(supplyDemandPrices(1n, 2n, grid), { sell: 130_547n, buy: 225_274n });
  });

  it('has a price for surplus also where the grid gives nothing', () => {
    const free = { retail: priceOf(300_000n), feedIn: priceOf(0n) };
    assert.deepEqual(supplyDemandPrices(0n, 3n, free), { sell: 300_000n, buy: 300_000n });
    assert.deepEqual(supplyDemandPrices(1n, 3n, free), { sell: 0n, buy: 200_000n });
  });

  it('Ps <= Psell <= Pbuy <= Pb always', () => {
    fc.assert(
      fc.property(energy, energy, prices, (surplus, deficit, { retail, feedIn }) => {
        const { sell, buy } = supplyDemandPrices(surplus, deficit, { retail, feedIn });
        assert.ok(feedIn <= sell && sell <= buy && buy <= retail);
      }),
      { numRuns: 1000 },
    );
  });

  it('falls where supply grows, and rises where demand does', () => {
    fc.assert(
      fc.property(energy, energy, energy, prices, (surplus, deficit, more, rates) => {
        const here = supplyDemandPrices(surplus, deficit, rates);
        const supplied = supplyDemandPrices(surplus + more, deficit, rates);
        const demanded = supplyDemandPrices(surplus, deficit + more, rates);
        assert.ok(supplied.sell <= here.sell && supplied.buy <= here.buy);
        // Without any energy there is nothing to price.
        if (surplus + deficit > 0n) assert.ok(demanded.sell >= here.sell && demanded.buy >= here.buy);
      }),
    );
  });

  it('Pbuy is what the demand costs on average: the surplus at Psell, the rest at retail', () => {
    fc.assert(
      fc.property(energy, energy, prices, (surplus, deficit, rates) => {
        fc.pre(surplus < deficit);
        const { sell, buy } = supplyDemandPrices(surplus, deficit, rates);
        const apart = buy * deficit - (sell * surplus + rates.retail * (deficit - surplus));
        // Half a millionth of each of the two roundings, per Wh of demand.
        assert.ok(apart <= deficit && -apart <= deficit);
      }),
    );
  });
});
