import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { adaptedLimit, type BiddingTerms } from '../../../../chaincode/domain/order-book/adaptive-bidding';
import { type Side } from '../../../../chaincode/domain/offer';
import { priceOf, ratioOf } from '../../../../chaincode/domain/units';

const terms = (side: Side, ownLimit: number, rate = 250_000, tick = 10): BiddingTerms => ({
  ...{ side, ownLimit: priceOf(BigInt(ownLimit)), rate: ratioOf(BigInt(rate)), tick: priceOf(BigInt(tick)) },
});
const adapted = (limit: number, outstanding: number | null, by: BiddingTerms) =>
  Number(adaptedLimit(priceOf(BigInt(limit)), outstanding === null ? null : priceOf(BigInt(outstanding)), by));

describe('adaptive bidding', () => {
  it('moves the limit toward the other side by the rate, to the next tick', () => {
    assert.equal(adapted(1_000, 2_000, terms('buy', 9_000)), 1_250);
    assert.equal(adapted(1_000, 2_010, terms('buy', 9_000)), 1_260); // 252.5
    assert.equal(adapted(2_000, 1_000, terms('sell', 0)), 1_750);
    assert.equal(adapted(2_000, 990, terms('sell', 0)), 1_740);
  });

  it("never passes the member's own limit, nor a tick that it allows", () => {
    assert.equal(adapted(1_000, 2_000, terms('buy', 1_100)), 1_100);
    assert.equal(adapted(1_000, 2_000, terms('buy', 1_109)), 1_100);
    assert.equal(adapted(2_000, 1_000, terms('sell', 1_901)), 1_910);
    assert.equal(adapted(1_000, 2_000, terms('buy', 1_000)), 1_000);
    assert.equal(adapted(1_000, 2_000, terms('buy', 900)), 1_000);
  });

  it('stays where it is without an other side, without a rate, and where it was reached already', () => {
    assert.equal(adapted(1_000, null, terms('buy', 9_000)), 1_000);
    assert.equal(adapted(1_000, 2_000, terms('buy', 9_000, 0)), 1_000);
    assert.equal(adapted(1_000, 900, terms('buy', 9_000)), 1_000);
    assert.equal(adapted(1_000, 1_100, terms('sell', 0)), 1_000);
  });

  it('reaches the other side or the own limit after some intervals, in ticks and without turning round', () => {
    const ticks = fc.integer({ min: 0, max: 10_000 });
    fc.assert(
      fc.property(ticks, ticks, ticks, fc.integer({ min: 50_000, max: 1_000_000 }), (start, other, own, rate) => {
        for (const side of ['buy', 'sell'] as const) {
          const toward = side === 'buy' ? 1 : -1;
          const by = terms(side, own * 10, rate);
          let limit = start * 10;
          for (let interval = 0; interval < 300; interval++) {
            const next = adapted(limit, other * 10, by);
            assert.equal(next % 10, 0);
            assert.ok((next - limit) * toward >= 0);
            if (next !== limit) assert.ok((other * 10 - next) * toward >= 0 && (own * 10 - next) * toward >= 0);
            limit = next;
          }
          const bound = toward > 0 ? Math.min(other, own) : Math.max(other, own);
          const arrived = (bound - start) * toward > 0 ? bound : start;
          assert.equal(limit, arrived * 10);
        }
      }),
    );
  });
});
