import assert from 'node:assert/strict';
import fc from 'fast-check';
import { mechanismNames } from '../../../chaincode/domain/clearing/mechanisms';
import { microEuroOf, priceOf, ratioOf, whOf } from '../../../chaincode/domain/units';
import { curveOf, stepAt } from '../../../gateway-api/console/model/curves';
import { dayMoney } from '../../../gateway-api/console/model/day-money';
import { clearHour, type ClearingRules, type HourOffer } from '../../../gateway-api/console/model/hour-offers';
import { explainOffer, type Reason } from '../../../gateway-api/console/model/offer-reasons';
import { explainPrice } from '../../../gateway-api/console/model/price-reasons';

const rules: ClearingRules = {
  mechanism: 'mcp-fifo',
  limits: 'respected',
  fee: ratioOf(0n),
  trust: 'off',
  grid: undefined,
};
const bounds = { tick: 100n, floor: 0n, cap: 1_000_000n };
const slot = '2026-06-01T11:00:00Z';

function offer(member: string, side: 'buy' | 'sell', wh: bigint, price: bigint): HourOffer {
  const terms = { side, energy: whOf(wh), price: priceOf(price) };
  return { ...terms, id: `${member}:1`, member, slot, escrow: microEuroOf(side === 'buy' ? (wh * price) / 1000n : 0n) };
}
const kinds = (reasons: readonly Reason[] | undefined) => reasons?.map(({ kind }) => kind);
const explain = (offers: readonly HourOffer[], id: string, by: ClearingRules = rules) =>
  explainOffer(offers, by, null, id, bounds);

describe('the reasons of an offer', () => {
  it('are its limit and the price where that is beyond it, with the limit that would have been enough', () => {
    const offers = [
      offer('a', 'sell', 5_000n, 50_000n),
      offer('b', 'buy', 1_000n, 200_000n),
      offer('c', 'buy', 1_000n, 100_000n),
    ];
    const explained = explain(offers, 'c:1');
    assert.equal(explained?.outcome, 'none');
    assert.deepEqual(kinds(explained.reasons), ['limit', 'wouldHave']);
    const [, hint] = explained.reasons;
    assert.ok(hint?.kind === 'wouldHave');
    const tried = offers.map((each) => (each.member === 'c' ? { ...each, price: hint.price } : each));
    const cleared = clearHour(tried, rules, null).settlement.offers.find((entry) => entry.offer.member === 'c');
    assert.equal(cleared?.energy, 1_000n, 'the limit that is told is enough');
  });

  it('are who was served before where there was not enough', () => {
    const offers = [
      offer('a', 'sell', 1_000n, 50_000n),
      offer('b', 'buy', 3_000n, 100_000n),
      offer('c', 'buy', 1_000n, 100_000n),
    ];
    const explained = explain(offers, 'c:1');
    assert.deepEqual(kinds(explained?.reasons)?.[0], 'rank');
    const [rank] = explained?.reasons ?? [];
    assert.ok(rank?.kind === 'rank');
    assert.deepEqual([rank.by, rank.before, rank.there], ['value', 1_000n, 1_000n]);
  });

  it('are that nobody was there', () => {
    assert.deepEqual(kinds(explain([offer('c', 'buy', 1_000n, 100_000n)], 'c:1')?.reasons), ['nobody']);
  });

  it('are the price that it agreed to where it traded in full', () => {
    const offers = [offer('a', 'sell', 1_000n, 50_000n), offer('b', 'buy', 1_000n, 100_000n)];
    const explained = explain(offers, 'a:1');
    assert.deepEqual([explained?.outcome, kinds(explained?.reasons)], ['whole', ['within']]);
  });

  it('fit what the ledger’s rule makes of any hour, by every mechanism', () => {
    const one = fc.record({
      member: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
      side: fc.constantFrom('buy' as const, 'sell' as const),
      wh: fc.bigInt(1n, 5_000n),
      price: fc.bigInt(1n, 30n).map((ticks) => ticks * 10_000n),
    });
    const hours = fc.uniqueArray(one, { minLength: 1, maxLength: 8, selector: ({ member, side }) => member + side });
    const mechanism = fc.constantFrom(...mechanismNames.filter((name) => name !== 'two-level'));
    fc.assert(
      fc.property(hours, mechanism, (entries, name) => {
        const offers = entries.map(({ member, side, wh, price }) => offer(member + side, side, wh, price));
        const by = { ...rules, mechanism: name };
        const { settlement } = clearHour(offers, by, null);
        for (const entry of settlement.offers) {
          const explained = explain(offers, entry.offer.id, by);
          assert.equal(explained?.traded, entry.energy);
          assert.ok(explained.reasons.length > 0);
          for (const reason of explained.reasons) {
            if (reason.kind === 'wouldHave') assert.ok(reason.energy > explained.traded);
          }
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('the price of an hour', () => {
  it('is told in the figures that make it', () => {
    const offers = [
      offer('a', 'sell', 1_500n, 50_000n),
      offer('b', 'buy', 1_000n, 200_000n),
      offer('c', 'buy', 1_000n, 100_000n),
    ];
    const reason = explainPrice(offers, clearHour(offers, rules, null).clearing, rules);
    assert.deepEqual(reason, {
      ...{
        mechanism: 'mcp-fifo',
        price: 150_000n,
        bids: 2,
        asks: 1,
        wanted: 2_000n,
        bidValue: 300_000n,
        offered: 1_500n,
      },
      ...{ paying: { count: 1, energy: 1_000n }, willing: { count: 1, energy: 1_500n }, traded: 1_000n },
    });
  });
});

describe('the curves of an hour', () => {
  it('rise for sellers and fall for buyers, and end with all there is', () => {
    const offers = [
      offer('a', 'sell', 500n, 90_000n),
      offer('b', 'sell', 700n, 50_000n),
      offer('c', 'buy', 300n, 80_000n),
      offer('d', 'buy', 400n, 90_000n),
    ];
    const supply = curveOf(offers, 'sell');
    assert.deepEqual(
      supply.map(({ offer: { member }, from, to }) => [member, from, to]),
      [
        ['b', 0n, 700n],
        ['a', 700n, 1_200n],
      ],
    );
    assert.deepEqual(
      curveOf(offers, 'buy').map(({ offer: { member } }) => member),
      ['d', 'c'],
    );
    assert.equal(stepAt(supply, 699n)?.offer.member, 'b');
    assert.equal(stepAt(supply, 1_200n), undefined);
  });
});

describe('the money of a day', () => {
  it('stands beside what the grid would have asked and paid', () => {
    const grid = { retail: '0.2', feedIn: '0.05' };
    const money = dayMoney([
      { side: 'buy', traded: '2', amount: '0.3', ...grid },
      { side: 'sell', traded: '1', amount: '0.1', ...grid },
    ]);
    assert.deepEqual(money, {
      bought: 2_000n,
      paid: 300_000n,
      sold: 1_000n,
      received: 100_000n,
      gridCost: 400_000n,
      gridIncome: 50_000n,
    });
    const unknown = dayMoney([{ side: 'buy', traded: '2', amount: '0.3', retail: undefined, feedIn: undefined }]);
    assert.equal(unknown.gridCost, undefined);
  });
});
