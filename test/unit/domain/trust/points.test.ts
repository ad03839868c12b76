import { strict as assert } from 'node:assert';
import * as fc from 'fast-check';
import {
  type PointThresholds,
  pointsOfScore,
  quotaOf,
  quotaShare,
  type TrustPoints,
} from '../../../../chaincode/domain/trust/points';
import { parseRatio, type Ratio, ratioOf, whOf } from '../../../../chaincode/domain/units';

const thresholds: PointThresholds = [parseRatio('2'), parseRatio('3'), parseRatio('4')];
const points = fc.constantFrom<TrustPoints>(1, 2, 3, 4);
const score = fc.bigInt(0n, 5_000_000n).map(ratioOf);

describe('Trust points', () => {
  for (const [of, expected] of [
    ['0', 1],
    ['1.999999', 1],
    ['2', 2],
    ['2.999999', 2],
    ['3', 3],
    ['3.999999', 3],
    ['4', 4],
    ['5', 4],
  ] as const) {
    it(`are ${expected} for a score of ${of}`, () => {
      assert.equal(pointsOfScore(parseRatio(of), thresholds), expected);
    });
  }

  it('let 50, 75, 90 and 100 % of an offer count, rounded down to a Wh', () => {
    assert.deepEqual(
      ([1, 2, 3, 4] as const).map((each) => quotaOf(whOf(1_999n), each)),
      [999n, 1499n, 1799n, 1999n],
    );
    assert.deepEqual(([1, 2, 3, 4] as const).map(quotaShare), [500_000n, 750_000n, 900_000n, 1_000_000n]);
    assert.equal(quotaOf(whOf(1n), 1), 0n);
  });

  it('lie in 1..4 and never fall when the score rises, whatever votes make of the thresholds', () => {
    const anyThresholds = fc.tuple(score, score, score);
    fc.assert(
      fc.property(score, score, anyThresholds, (one, other, voted) => {
        const [low, high]: [Ratio, Ratio] = one < other ? [one, other] : [other, one];
        const [less, more] = [pointsOfScore(low, voted), pointsOfScore(high, voted)];
        assert.ok(less >= 1 && more <= 4 && less <= more);
      }),
      { seed: 14 },
    );
  });

  it('never let more count than is offered, nor less with more points', () => {
    fc.assert(
      fc.property(fc.bigInt(0n, 10n ** 15n).map(whOf), points, points, (energy, one, other) => {
        const [less, more] = one < other ? [one, other] : [other, one];
        assert.ok(quotaOf(energy, less) <= quotaOf(energy, more) && quotaOf(energy, more) <= energy);
      }),
      { seed: 14 },
    );
  });
});
