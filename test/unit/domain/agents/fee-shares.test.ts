/** Fees are shared out to the last millionth, and no more of them (spec 14; spec 00, "Units"). */
import { strict as assert } from 'node:assert';
import * as fc from 'fast-check';
import { amountsOf, partOf, remainderRank, weightOf } from '../../../../chaincode/domain/agents/fee-shares';
import { lambdaOf } from '../../../../chaincode/domain/agents/reward';
import { type Ratio } from '../../../../chaincode/domain/units';

const traders = fc.uniqueArray(
  fc.record({
    member: fc.stringMatching(/^[a-z]{1,6}$/),
    score: fc.bigInt({ min: 1n, max: 5_000_000n }),
    energy: fc.bigInt({ min: 1n, max: 10n ** 15n }),
  }),
  { selector: ({ member }) => member, minLength: 1, maxLength: 40 },
);

/** Shares as the contract does, step by step. */
function shared(fees: bigint, given: readonly { member: string; score: bigint; energy: bigint }[]) {
  const total = given.reduce((sum, trader) => sum + weightOf(trader), 0n);
  const parts = given
    .map((trader) => ({ ...trader, ...partOf(fees, weightOf(trader), total) }))
    .map((part) => ({ ...part, rank: `${remainderRank(part.remainder)}/${part.member}` }))
    .sort((a, b) => (a.rank < b.rank ? -1 : 1));
  const spare = fees - parts.reduce((sum, { floor }) => sum + floor, 0n);
  const amounts = amountsOf(parts, spare);
  return parts.map((part, index) => ({ ...part, amount: amounts[index] ?? 0n, total }));
}

describe('Shares of fees', () => {
  it('add up to the fees, whatever there is to share and among whomever', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 18n }), traders, (fees, given) => {
        const parts = shared(fees, given);
        assert.equal(
          parts.reduce((sum, { amount }) => sum + amount, 0n),
          fees,
        );
        for (const part of parts) {
          const exact = fees * weightOf(part);
          assert.ok(part.amount * part.total > exact - part.total && part.amount * part.total < exact + part.total);
        }
      }),
    );
  });

  it('give the odd millionths to the largest remainders, ties to the earlier name', () => {
    const three = ['c', 'a', 'b'].map((member) => ({ member, score: 2_500_000n, energy: 1000n }));
    const amounts = Object.fromEntries(shared(11n, three).map(({ member, amount }) => [member, amount]));
    assert.deepEqual(amounts, { a: 4n, b: 4n, c: 3n });
    const uneven = [
      { member: 'a', score: 1n, energy: 1n },
      { member: 'b', score: 1n, energy: 3n },
    ];
    assert.deepEqual(
      shared(2n, uneven).map(({ member, amount }) => [member, amount]),
      [
        ['a', 1n],
        ['b', 1n],
      ],
    );
  });

  it('weigh trust times energy', () => {
    const amounts = Object.fromEntries(
      shared(900n, [
        { member: 'trusted', score: 5_000_000n, energy: 1000n },
        { member: 'stranger', score: 2_500_000n, energy: 1000n },
        { member: 'big', score: 2_500_000n, energy: 6000n },
      ]).map(({ member, amount }) => [member, amount]),
    );
    assert.deepEqual(amounts, { trusted: 200n, stranger: 100n, big: 600n });
  });

  it("leave the agent's part within the fees, with every score and every share", () => {
    const trade = fc.record({
      fee: fc.bigInt({ min: 0n, max: 10n ** 12n }),
      score: fc.bigInt({ min: 0n, max: 5_000_000n }),
    });
    fc.assert(
      fc.property(fc.array(trade), fc.bigInt({ min: 0n, max: 1_000_000n }), (trades, share) => {
        const weighed = trades.reduce((sum, { fee, score }) => sum + fee * score, 0n);
        const fees = trades.reduce((sum, { fee }) => sum + fee, 0n);
        const lambda = lambdaOf(weighed, share as Ratio);
        assert.ok(lambda >= 0n && lambda <= fees);
      }),
    );
    assert.equal(lambdaOf(10_000n * 4_000_000n, 500_000n as Ratio), 4_000n, '0.01 x 4 / 5 x 0.5');
  });
});
