import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { Book } from '../../../../chaincode/domain/order-book/book';
import { lockedEuro, tradeTotal } from '../../../../chaincode/domain/order-book/escrow';
import { type RestingOrder } from '../../../../chaincode/domain/order-book/order';
import { OrderPlacement } from '../../../../chaincode/domain/order-book/placement';
import { lockOf, releaseChanges } from '../../../../chaincode/domain/order-book/trade-changes';
import { parseTime } from '../../../../chaincode/domain/time';
import { divideHalfEven, microEuroOf, microsOf, priceOf } from '../../../../chaincode/domain/units';
import { LedgerBook } from './ledger-book';
import { anyPriceRule, noon, oddEventLists, order, resting, rules, tightEventLists } from './orders';

const sum = (values: readonly bigint[]) => values.reduce((total, value) => total + value, 0n);
const events = fc.oneof(tightEventLists, oddEventLists);
/** Places an order against resting ones that are best first already. */
/** What a market buyer locks per token: within what accounts can hold. */
const priceCap = priceOf(10n ** 6n);
const lot = microsOf(1_000n);
function place(incoming: Parameters<typeof order>, others: readonly RestingOrder[], changed: object = {}) {
  const placement = new OrderPlacement(order(...incoming), rules({ lot, ...changed }), parseTime(noon));
  for (const each of others) {
    if (!placement.wants(each.price)) break;
    placement.meet(each);
  }
  return placement.finish();
}
const moved = (changes: ReturnType<typeof place>['changes'], member: string, token: string) => {
  const own = changes.filter((change) => change.member === member && change.token === token);
  return [sum(own.map(({ available }) => available)), sum(own.map(({ escrowed }) => escrowed))];
};

describe('placing an order: money', () => {
  it('conserves ENT and eEuro, and keeps what is locked equal to open orders and held trades, through any events', () => {
    let trades = 0;
    let removals = 0;
    let held = 0;
    fc.assert(
      fc.property(events, anyPriceRule, fc.constantFrom(1, 3, 50), (list, priceRule, ordersPerMatch) => {
        const ledger = new LedgerBook(
          rules({ priceRule, ordersPerMatch, priceCap, holdAbove: microEuroOf(400_000n) }),
          4,
        );
        ledger.run(list, (changes) => {
          for (const token of ['ENT', 'eEuro']) {
            const own = changes.filter((change) => change.token === token);
            assert.equal(sum(own.map(({ available, escrowed }) => available + escrowed)), 0n, `${token} of nowhere`);
          }
          const locked = new Map<string, bigint>();
          for (const open of ledger.open) {
            const account = `${open.member} ${open.side === 'buy' ? 'eEuro' : 'ENT'}`;
            locked.set(account, (locked.get(account) ?? 0n) + lockOf(open, rules()));
          }
          for (const { buyer, seller, amount, total } of ledger.held) {
            locked.set(`${buyer} eEuro`, (locked.get(`${buyer} eEuro`) ?? 0n) + total);
            locked.set(`${seller} ENT`, (locked.get(`${seller} ENT`) ?? 0n) + amount);
          }
          held += ledger.held.length > 0 ? 1 : 0;
          for (const [account, { escrowed }] of ledger.accounts) assert.equal(escrowed, locked.get(account) ?? 0n);
        });
        trades += sum(ledger.placed.map(({ fills }) => BigInt(fills.length))) > 1n ? 1 : 0;
        removals += ledger.placed.some((placed) => placed.removals.length > 0) ? 1 : 0;
      }),
      { numRuns: 300 },
    );
    assert.ok(trades > 100 && removals > 50 && held > 50, `trades ${trades}, removals ${removals}, held ${held}`);
  });

  it('trades as the book in memory does, however the orders are paged', () => {
    fc.assert(
      fc.property(events, anyPriceRule, fc.integer({ min: 1, max: 8 }), (list, priceRule, pageSize) => {
        const ledger = new LedgerBook(rules({ priceRule, priceCap }), pageSize).run(list);
        const memory = new Book(rules({ priceRule, priceCap }));
        const fills = list.flatMap(({ event, now }) => {
          if ('cancel' in event) return (memory.cancel(event.cancel), []);
          try {
            return memory.place(event, now).fills.map(({ resting: { id }, amount, price }) => [id, amount, price]);
          } catch {
            return [];
          }
        });
        const placed = ledger.placed.flatMap((each) =>
          each.fills.map(({ resting: { id }, amount, price }) => [id, amount, price]),
        );
        assert.deepEqual(placed, fills);
        for (const side of ['buy', 'sell'] as const) {
          const inMemory = Array.from(memory.orders(side), ({ id, left }) => `${id} ${left}`);
          const onLedger = ledger.open.filter((each) => each.side === side).map(({ id, left }) => `${id} ${left}`);
          assert.deepEqual(inMemory.sort(), onLedger.sort());
        }
      }),
    );
  });

  it('costs price x amount per trade, half to even, and nobody is charged beyond what is locked', () => {
    fc.assert(
      fc.property(events, anyPriceRule, (list, priceRule) => {
        for (const { fills } of new LedgerBook(rules({ priceRule, priceCap }), 9).run(list).placed) {
          for (const { total, price, amount } of fills) assert.equal(total, divideHalfEven(price * amount, 1_000_000n));
        }
      }),
    );
  });

  it('reads no more of the book than the order trades with, and one page', () => {
    const sells = Array.from({ length: 100 }, (_, index) => order(`S${index}`, 'sell', 1, 1 + index));
    const ledger = new LedgerBook(rules(), 10);
    ledger.run(sells.map((event) => ({ event, now: noon })));
    ledger.run([{ event: order('B', 'buy', 15, 100), now: noon }]);
    assert.equal(ledger.loaded, 20);
    ledger.run([{ event: order('C', 'buy', 15, 1), now: noon }]);
    assert.equal(ledger.loaded, 10);
  });
});

describe('placing an order: what its member sees', () => {
  it('PowerChain: A buys 10 at 1 from C at 0.5, pays 0.95 for 1.9 and keeps 8.1 locked', () => {
    const placed = place(
      ['o2', 'buy', 10_000_000, 1_000_000, { member: 'A' }],
      [resting('o1', 'sell', 1_900_000, 500_000, { member: 'C' })],
    );
    assert.deepEqual([placed.end, placed.left, placed.fills[0]?.total], ['resting', 8_100_000n, 950_000n]);
    assert.deepEqual(moved(placed.changes, 'A', 'eEuro'), [-9_050_000n, 8_100_000n]);
    assert.deepEqual(moved(placed.changes, 'A', 'ENT'), [1_900_000n, 0n]);
    assert.deepEqual(moved(placed.changes, 'C', 'eEuro'), [950_000n, 0n]);
    assert.deepEqual(moved(placed.changes, 'C', 'ENT'), [0n, -1_900_000n]);
    assert.deepEqual(placed.resting, resting('o2', 'buy', 8_100_000, 1_000_000, { member: 'A' }));
  });

  it('gives a resting buyer the difference to a better price back at once', () => {
    const bid = resting('B', 'buy', 5_000_000, 10_500_000);
    const placed = place(['S', 'sell', 3_000_000, 10_200_000], [bid], { priceRule: 'midpoint' });
    assert.equal(placed.fills[0]?.total, 31_050_000n);
    assert.deepEqual(moved(placed.changes, 'mB', 'eEuro'), [450_000n, -31_500_000n]);
    assert.deepEqual(
      placed.changes.filter(({ member, kind }) => member === 'mB' && kind === 'escrowReleased').length,
      1,
    );
  });

  it('names each movement, with the own order and the other member', () => {
    const placed = place(['B', 'buy', 1_000_000, 3_000], [resting('S', 'sell', 1_000_000, 2_000)]);
    assert.deepEqual(
      placed.changes.map(({ member, token, kind, available, escrowed, counterparty, reference }) =>
        [member, token, kind, available, escrowed, counterparty, reference].join(' '),
      ),
      [
        'mB eEuro escrow -3000 3000  B',
        'mB eEuro purchase 0 -2000 mS B',
        'mB ENT purchase 1000000 0 mS B',
        'mS ENT sale 0 -1000000 mB S',
        'mS eEuro sale 2000 0 mB S',
        'mB eEuro escrowReleased 1000 -1000  B',
      ],
    );
  });

  it('gives back everything of an order that is stopped, cancelled or closed', () => {
    const asks = [1_000, 2_000].map((price) => resting(`S${price}`, 'sell', 1_000_000, price));
    const stopped = place(['B', 'buy', 5_000_000, 9_000], asks, { ordersPerMatch: 1 });
    assert.deepEqual([stopped.end, stopped.resting], ['stopped', null]);
    assert.deepEqual(moved(stopped.changes, 'mB', 'eEuro'), [-1_000n, 0n]);
    const cancelled = place(['B', 'buy', 5_000_000, 9_000, { kind: 'ioc' }], asks);
    assert.deepEqual(moved(cancelled.changes, 'mB', 'eEuro'), [-3_000n, 0n]);
    const [change, ...more] = releaseChanges(resting('B', 'buy', 2_000_000, 9_000), rules({ lot }));
    assert.deepEqual([change?.available, change?.escrowed, change?.token, more], [18_000n, -18_000n, 'eEuro', []]);
    const [ofSeller] = releaseChanges(resting('S', 'sell', 7, 9), rules());
    assert.deepEqual([ofSeller?.available, ofSeller?.escrowed, ofSeller?.token], [7n, -7n, 'ENT']);
  });

  it('moves nothing when a fill-or-kill order is refused', () => {
    const kind = 'fok';
    assert.throws(() => place(['B', 'buy', 2_000, 9, { kind }], [resting('S', 'sell', 1_000, 1)]), {
      code: 'ORDER_NOT_FILLED',
    });
  });
});

describe('placing an order: trades to be held', () => {
  const trade = (holdAbove: bigint | null, flagged: { taker?: boolean; maker?: boolean } = {}) =>
    place(
      ['B', 'buy', 2_000_000, 3_000, { hold: flagged.taker ?? false }],
      [resting('S', 'sell', 1_000_000, 2_000, { hold: flagged.maker ?? false })],
      { holdAbove },
    );

  it('are those above the threshold, and those that either side asks for', () => {
    const held = (...args: Parameters<typeof trade>) => trade(...args).fills.map((fill) => fill.held);
    assert.deepEqual([held(2_000n), held(1_999n), held(null)], [[false], [true], [false]]);
    assert.deepEqual([held(null, { taker: true }), held(9_999n, { maker: true })], [[true], [true]]);
    assert.equal(trade(null, { taker: true }).resting?.hold, true);
  });

  it('keep money and token escrowed; the difference to a better price goes back all the same', () => {
    const placed = trade(0n);
    assert.deepEqual(moved(placed.changes, 'mB', 'eEuro'), [-5_000n, 5_000n]); // 2000 for the trade, 3000 for the rest
    assert.deepEqual(
      placed.changes.filter(({ token, member }) => token === 'ENT' || member === 'mS'),
      [],
    );
  });
});

describe('the lock of a buy order', () => {
  const limits = fc
    .oneof(
      fc.bigInt(1n, 2_000_000n),
      fc.bigInt(1n, 3_000n).map((price) => price * 1_000n),
    )
    .map(priceOf);

  it('never runs short, in whatever trades the order is filled, and what is left of it is the lock of the rest', () => {
    fc.assert(
      fc.property(limits, fc.array(fc.bigInt(1n, 5_000n), { minLength: 1, maxLength: 40 }), (limit, lots) => {
        let left = sum(lots) * lot;
        for (const amount of lots.map((each) => each * lot)) {
          const before = lockedEuro(limit, left, lot);
          left -= amount;
          assert.ok(before - tradeTotal(limit, amount) >= lockedEuro(limit, left, lot));
        }
        assert.equal(lockedEuro(limit, left, lot), 0n);
      }),
      { numRuns: 1000 },
    );
  });

  it('is limit x amount, to the millionth, where no trade at the limit can be rounded', () => {
    fc.assert(
      fc.property(fc.bigInt(1n, 10n ** 9n), fc.bigInt(1n, 10n ** 9n), (price, lots) => {
        assert.equal(lockedEuro(priceOf(price * 1_000n), lots * lot, lot), price * lots);
      }),
    );
  });

  it('is above limit x amount by half a millionth per lot at most', () => {
    fc.assert(
      fc.property(limits, fc.bigInt(1n, 10n ** 9n), (limit, lots) => {
        const excess = 1_000_000n * lockedEuro(limit, lots * lot, lot) - limit * lots * lot;
        assert.ok(excess > -1_000_000n && 2n * excess <= lots * 1_000_000n);
      }),
    );
  });
});
