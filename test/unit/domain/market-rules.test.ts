import * as assert from 'node:assert/strict';
import { checkOffer, checkRules, type MarketRules } from '../../../chaincode/domain/market-rules';
import { priceOf, ratioOf, whOf } from '../../../chaincode/domain/units';

const rules: MarketRules = {
  mechanism: 'mcp-fifo',
  limits: 'respected',
  tick: priceOf(100n),
  smallestOffer: whOf(100n),
  largestOffer: whOf(5_000n),
  priceFloor: priceOf(0n),
  priceCap: priceOf(400_000n),
  fee: ratioOf(10_000n),
  intervalMinutes: 60,
  metered: false,
  clock: 'real',
  offersPerMember: 10,
  trust: 'off',
  attestation: 'off',
};

describe("a market's rules", () => {
  it('are taken as they are where they do not contradict each other', () => {
    assert.equal(checkRules(rules), rules);
    checkRules({ ...rules, largestOffer: rules.smallestOffer, priceFloor: rules.priceCap, fee: ratioOf(1_000_000n) });
    checkRules({ ...rules, limits: 'ignored' });
  });

  const contradictions: [field: keyof MarketRules, change: Partial<MarketRules>][] = [
    ['tick', { tick: priceOf(0n) }],
    ['smallestOffer', { smallestOffer: whOf(0n) }],
    ['largestOffer', { largestOffer: whOf(99n) }],
    ['priceCap', { priceCap: priceOf(0n) }],
    ['priceFloor', { priceFloor: priceOf(400_001n) }],
    ['fee', { fee: ratioOf(1_000_001n) }],
    ['limits', { limits: 'ignored', mechanism: 'pay-as-clear' }],
  ];
  for (const [field, change] of contradictions) {
    it(`are refused for ${field} in ${JSON.stringify(change, (_key, value: unknown) => (typeof value === 'bigint' ? value.toString() : value))}`, () => {
      assert.throws(() => checkRules({ ...rules, ...change }), { code: 'MARKET_RULES_INVALID', details: { field } });
    });
  }

  it('cannot ask for meters yet', () => {
    assert.throws(() => checkRules({ ...rules, metered: true }), { code: 'METERING_UNAVAILABLE' });
  });
});

describe('an offer in a market', () => {
  const offered = (side: 'buy' | 'sell', energy: bigint, price: bigint) => () =>
    checkOffer(rules, { side, energy: whOf(energy), price: priceOf(price) });
  const refused = (field: string) => (error: unknown) => {
    const { code, details } = error as { code: string; details: Record<string, unknown> };
    return code === 'OFFER_RULES' && details['field'] === field;
  };

  it('may lie anywhere between the bounds, bounds included', () => {
    offered('sell', 100n, 0n)();
    offered('sell', 5_000n, 400_000n)();
    offered('buy', 100n, 100n)();
    offered('buy', 5_000n, 400_000n)();
  });

  it('may not be smaller or larger than the market allows', () => {
    assert.throws(offered('sell', 99n, 100n), refused('energy'));
    assert.throws(offered('buy', 5_001n, 100n), refused('energy'));
  });

  it('may not be above the cap or below the floor', () => {
    assert.throws(offered('buy', 100n, 400_100n), refused('price'));
    const floor = { ...rules, priceFloor: priceOf(1_000n) };
    assert.throws(
      () => checkOffer(floor, { side: 'sell', energy: whOf(100n), price: priceOf(900n) }),
      refused('price'),
    );
  });

  it('may not lie between two ticks, and a bid may not be 0', () => {
    assert.throws(offered('sell', 100n, 150n), refused('price'));
    assert.throws(offered('buy', 100n, 0n), refused('price'));
  });
});
