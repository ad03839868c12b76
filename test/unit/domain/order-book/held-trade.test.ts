import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import {
  decideHeldTrade,
  type HeldTrade,
  type HeldTradeDecision,
  type HeldTradeParty,
  heldTradeOf,
  isDisputed,
  releaseUndisputed,
} from '../../../../chaincode/domain/order-book/held-trade';

const held: HeldTrade = {
  ...{ id: 't1', seller: 's', buyer: 'b', token: 'ENT', amount: 7n, total: 3n, state: 'held', decisions: {} },
};
const decide = (...decisions: readonly (readonly [HeldTradeParty, HeldTradeDecision])[]) => {
  let state: ReturnType<typeof decideHeldTrade> = { trade: held, changes: [] };
  for (const [party, decision] of decisions) state = decideHeldTrade(state.trade, party, decision);
  return state;
};
const moved = ({ changes }: ReturnType<typeof decide>) =>
  changes.map(({ member, token, available, escrowed }) => `${member} ${token} ${available} ${escrowed}`);

describe('a held trade', () => {
  it('is made of a trade, and nobody has decided yet', () => {
    assert.deepEqual(heldTradeOf('t1', { buyer: 'b', seller: 's' }, { amount: 7n, total: 3n }, 'ENT'), held);
  });

  it('that nobody disputes takes place by itself', () => {
    const exchange = ['b eEuro 0 -3', 'b ENT 7 0', 's ENT 0 -7', 's eEuro 3 0'];
    const released = releaseUndisputed(decide(['buyer', 'release']).trade);
    assert.deepEqual([released.trade.state, moved(released)], ['released', exchange]);
    assert.ok(!isDisputed(held));
    const disputed = decide(['arbiter', 'return']).trade;
    assert.ok(isDisputed(disputed));
    assert.throws(() => releaseUndisputed(disputed));
    assert.ok(!isDisputed(decide(['buyer', 'return'], ['buyer', 'release']).trade), 'who turns round disputes no more');
    assert.throws(() => releaseUndisputed(released.trade));
  });

  it('takes place when two of seller, buyer and arbiter release it', () => {
    const exchange = ['b eEuro 0 -3', 'b ENT 7 0', 's ENT 0 -7', 's eEuro 3 0'];
    for (const [one, other] of [
      ['seller', 'buyer'],
      ['buyer', 'arbiter'],
      ['arbiter', 'seller'],
    ] as const) {
      const waiting = decide([one, 'release']);
      assert.deepEqual([waiting.trade.state, waiting.changes], ['held', []]);
      const done = decide([one, 'release'], [other, 'release']);
      assert.equal(done.trade.state, 'released');
      assert.deepEqual(moved(done), exchange);
    }
  });

  it('is undone when two of them return it: each gets its own back', () => {
    const done = decide(['seller', 'release'], ['buyer', 'return'], ['arbiter', 'return']);
    assert.equal(done.trade.state, 'returned');
    assert.deepEqual(moved(done), ['b eEuro 3 -3', 's ENT 7 -7']);
  });

  it('counts nobody twice, and the last decision of each', () => {
    assert.equal(decide(['seller', 'release'], ['seller', 'release']).trade.state, 'held');
    assert.equal(decide(['seller', 'return'], ['seller', 'release'], ['buyer', 'return']).trade.state, 'held');
    assert.equal(decide(['seller', 'return'], ['seller', 'release'], ['buyer', 'release']).trade.state, 'released');
  });

  it('ends once', () => {
    const { trade } = decide(['seller', 'release'], ['buyer', 'release']);
    assert.throws(() => decideHeldTrade(trade, 'arbiter', 'return'), { code: 'HELD_TRADE_ENDED' });
  });

  it('conserves both tokens, whoever decides what', () => {
    const decisions = fc.array(
      fc.tuple(
        fc.constantFrom<HeldTradeParty>('seller', 'buyer', 'arbiter'),
        fc.constantFrom<HeldTradeDecision>('release', 'return'),
      ),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(decisions, (list) => {
        let { trade } = decide();
        for (const [party, decision] of list) {
          if (trade.state !== 'held') break;
          const after = decideHeldTrade(trade, party, decision);
          for (const token of ['ENT', 'eEuro']) {
            const own = after.changes.filter((change) => change.token === token);
            assert.equal(
              own.reduce((sum, { available, escrowed }) => sum + available + escrowed, 0n),
              0n,
            );
          }
          trade = after.trade;
        }
      }),
    );
  });
});
