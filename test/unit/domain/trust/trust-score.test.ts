import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { fixedOf } from '../../../../chaincode/domain/fixed-point';
import { meanWith } from '../../../../chaincode/domain/trust/running-mean';
import { nextTrustScore, type RatedTrade } from '../../../../chaincode/domain/trust/trust-score';
import { type MicroEuro, ratioOf } from '../../../../chaincode/domain/units';

const MONTH = 30n * 86_400n;
const trade = (rating: number, months: number, euros: number): RatedTrade => ({
  rating: ratioOf(BigInt(rating) * 1_000_000n),
  registered: BigInt(months) * MONTH,
  traded: (BigInt(euros) * 1_000_000n) as MicroEuro,
});
const ratio = fc.bigInt({ min: 0n, max: 5_000_000n }).map(ratioOf);
const anyTrade = fc.record({
  rating: ratio,
  registered: fc.bigInt({ min: 0n, max: 10n ** 10n }),
  traded: fc.bigInt({ min: 0n, max: 10n ** 18n }).map((micros) => micros as MicroEuro),
});
const before = fc.record({ score: ratio, count: fc.nat({ max: 1_000_000 }) });

describe('trust: the score of a trader', () => {
  it('is the mean of rating, S(time) and S(money) after the first trade, whatever stood there before', () => {
    // S(0) = 2.5 twice.
    assert.equal(nextTrustScore({ score: ratioOf(0n), count: 0 }, trade(4, 0, 0)), 3_000_000n);
    assert.equal(nextTrustScore({ score: ratioOf(4_000_000n), count: 0 }, trade(4, 0, 0)), 3_000_000n);
  });

  it('then is the mean of all experiences', () => {
    assert.equal(nextTrustScore({ score: ratioOf(3_000_000n), count: 1 }, trade(1, 0, 0)), 2_500_000n);
    assert.equal(nextTrustScore({ score: ratioOf(4_000_000n), count: 9 }, trade(1, 0, 0)), 3_800_000n);
  });

  it('counts time in months and money in hundreds of eEuro, unless the network says otherwise', () => {
    const none = { score: ratioOf(0n), count: 0 };
    // (4 + 3.1122967 + 3.6552929) / 3
    const expected = 3_589_197n;
    assert.equal(nextTrustScore(none, trade(4, 1, 200)), expected);
    assert.equal(nextTrustScore(none, trade(4, 3, 20), { time: 3n * MONTH, money: 10_000_000n }), expected);
  });

  it('stays in 0..5, between the score before and 0 or 5 as the experience was', () => {
    fc.assert(
      fc.property(before, anyTrade, (score, rated) => {
        const next = nextTrustScore(score, rated);
        assert.ok(0n <= next && next <= 5_000_000n);
        const experience = nextTrustScore({ ...score, count: 0 }, rated);
        if (score.count === 0) return;
        const [low, high] = experience < score.score ? [experience, score.score] : [score.score, experience];
        assert.ok(low <= next && next <= high);
      }),
    );
  });

  it('never falls for a better rating, more time or more money', () => {
    fc.assert(
      fc.property(before, anyTrade, anyTrade, (score, one, other) => {
        const better = {
          rating: one.rating > other.rating ? one.rating : other.rating,
          registered: one.registered > other.registered ? one.registered : other.registered,
          traded: one.traded > other.traded ? one.traded : other.traded,
        };
        assert.ok(nextTrustScore(score, better) >= nextTrustScore(score, one));
      }),
    );
  });

  it('rounds its mean once, half to even to a millionth', () => {
    const one = fixedOf(1n);
    assert.equal(meanWith({ score: ratioOf(1_000_001n), count: 1 }, one), 1_000_000n);
    assert.equal(meanWith({ score: ratioOf(1_000_003n), count: 1 }, one), 1_000_002n);
    assert.equal(meanWith({ score: ratioOf(1_000_002n), count: 2 }, one), 1_000_001n);
  });
});
