import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { imbalancePayment, type ImbalanceCurve } from '../../../../chaincode/domain/tariffs/imbalance-price';
import { priceOf, ratioOf, whOf } from '../../../../chaincode/domain/units';

const curve: ImbalanceCurve = {
  base: priceOf(200_000n),
  slope: ratioOf(500_000n),
  floor: ratioOf(250_000n),
  cap: ratioOf(2_000_000n),
  scale: whOf(100_000n),
};
const anyCurve = fc.record({
  base: fc.bigInt({ min: 0n, max: 10_000_000n }).map(priceOf),
  slope: fc.bigInt({ min: 0n, max: 3_000_000n }).map(ratioOf),
  floor: fc.bigInt({ min: 0n, max: 1_000_000n }).map(ratioOf),
  cap: fc.bigInt({ min: 1_000_000n, max: 4_000_000n }).map(ratioOf),
  scale: fc.bigInt({ min: 1n, max: 500_000n }).map(whOf),
});
const imbalance = fc.bigInt({ min: -1_000_000n, max: 1_000_000n });

/** The same by adding up the price in the middle of each Wh, in units of 10^-18 eEuro: a straight price has no better sum. */
function summedUp({ base, slope, floor, cap, scale }: ImbalanceCurve, from: bigint, to: bigint): bigint {
  const fine = 10n ** 6n;
  let sum = 0n;
  for (let at = from; at < to; at++) {
    const factor = 10n ** 12n - (slope * fine * (2n * at + 1n)) / (2n * scale);
    const [least, most] = [floor * fine, cap * fine];
    sum += base * (factor < least ? least : factor > most ? most : factor);
  }
  return sum / 1000n;
}

describe("imbalance price: the distributor's curve", () => {
  it('costs the base price around balance, and the cap and the floor far from it', () => {
    assert.equal(imbalancePayment(curve, -500n, 500n), 200_000n);
    assert.equal(imbalancePayment(curve, -300_000n, -299_000n), 400_000n);
    assert.equal(imbalancePayment(curve, 300_000n, 301_000n), 50_000n);
  });

  it('is the integral along the way, also where it passes the cap and the floor', () => {
    // From -300 to 300 kWh: 100 kWh at the cap 2, 350 on the slope from 2 to 0.25, 150 at the floor.
    const total = 200_000n * (100n * 2000n + 350n * 1125n + 150n * 250n);
    assert.equal(imbalancePayment(curve, -300_000n, 300_000n), total / 1000n);
    fc.assert(
      fc.property(anyCurve, imbalance, fc.bigInt({ min: 0n, max: 3_000n }), (any, from, energy) => {
        const slow = summedUp(any, from, from + energy);
        const found = imbalancePayment(any, from, from + energy) * 10n ** 12n;
        // Where the price bends inside a Wh, the middle of that Wh is not its mean.
        const bend = (any.base * any.slope * 10n ** 6n) / any.scale / 1000n;
        const distance = found > slow ? found - slow : slow - found;
        assert.ok(distance <= 10n ** 12n + 2n * bend, `${found} ${slow}`);
      }),
      { numRuns: 60 },
    );
  });

  it('is the same there and back: nobody gains by promising and cancelling', () => {
    fc.assert(
      fc.property(anyCurve, imbalance, imbalance, (any, from, to) => {
        assert.equal(imbalancePayment(any, from, to), imbalancePayment(any, to, from));
      }),
    );
  });

  it('an order costs what its parts cost, but for the rounding of each', () => {
    fc.assert(
      fc.property(anyCurve, imbalance, imbalance, imbalance, (any, ...points) => {
        const [low, middle, high] = points.sort((one, other) => (one < other ? -1 : one > other ? 1 : 0));
        const parts = imbalancePayment(any, low, middle) + imbalancePayment(any, middle, high);
        const apart = parts - imbalancePayment(any, low, high);
        assert.ok(-1n <= apart && apart <= 1n);
      }),
    );
  });

  it('is never below the floor nor above the cap, and falls as production is promised', () => {
    fc.assert(
      fc.property(anyCurve, imbalance, fc.bigInt({ min: 1n, max: 100_000n }), (any, from, energy) => {
        const cost = imbalancePayment(any, from, from + energy);
        const at = (factor: bigint) => (any.base * factor * energy) / 10n ** 9n;
        assert.ok(at(any.floor) <= cost && cost <= at(any.cap) + 1n);
        assert.ok(imbalancePayment(any, from + energy, from + 2n * energy) <= cost);
      }),
    );
  });

  it('is the base price everywhere on a flat curve', () => {
    assert.equal(imbalancePayment({ ...curve, slope: ratioOf(0n) }, -900_000n, 100_000n), 200_000_000n);
  });
});
