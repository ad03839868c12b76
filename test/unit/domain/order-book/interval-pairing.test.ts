import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { tdda } from '../../../../chaincode/domain/clearing/tdda';
import { type Offer } from '../../../../chaincode/domain/offer';
import {
  checkSchedule,
  DEFAULT_HOLD,
  intervalToClear,
  joinedInterval,
} from '../../../../chaincode/domain/order-book/book-schedule';
import {
  pairInterval,
  type Pairing,
  type WaitingOrder,
} from '../../../../chaincode/domain/order-book/interval-pairing';
import { lockOf } from '../../../../chaincode/domain/order-book/trade-changes';
import { DomainError } from '../../../../chaincode/domain/errors';
import { microsOf, priceOf, whOf } from '../../../../chaincode/domain/units';
import { resting, rules } from './orders';

const end = '2026-06-01T12:00:00Z';
/** Lots of a thousandth, so that nothing is rounded at ticks of a thousandth. */
const exact = rules({ lot: microsOf(1_000n), tick: priceOf(1_000n), ordersPerMatch: 100 });

const orders: fc.Arbitrary<WaitingOrder[]> = fc
  .array(
    fc.record({
      side: fc.constantFrom('buy' as const, 'sell' as const),
      amount: fc.integer({ min: 1, max: 9 }),
      price: fc.integer({ min: 1, max: 12 }),
      member: fc.constantFrom('m1', 'm2', 'm3', 'm4'),
      hold: fc.boolean(),
    }),
    { maxLength: 24 },
  )
  .map((list) =>
    list.map(({ side, amount, price, member, hold }, index) => ({
      ...resting(`o${index}`, side, BigInt(amount) * 1_000n, BigInt(price) * 1_000n, { member, hold }),
      arrival: String(index).padStart(3, '0'),
    })),
  );

const sideOf = (all: readonly WaitingOrder[], side: 'buy' | 'sell') =>
  all
    .filter((order) => order.side === side)
    .sort((x, y) => Number(side === 'buy' ? y.price - x.price : x.price - y.price) || (x.arrival < y.arrival ? -1 : 1));

/** What is left of the orders of a step. */
const after = (all: readonly WaitingOrder[], { left, removals }: Pairing<WaitingOrder>): WaitingOrder[] => {
  const removed = new Set(removals.map(({ resting: { id } }) => id));
  return all
    .map((order) => ({ ...order, left: left.get(order.id) ?? order.left }))
    .filter((order) => order.left > 0n && !removed.has(order.id));
};

/** Pairs to the end, in steps of so many, with a view of so many orders per side. */
function pairAll(all: readonly WaitingOrder[], bound: number, view: number) {
  const lines: string[] = [];
  const moved = new Map<string, bigint>();
  let open = [...all];
  for (let more = true; more;) {
    const seen = (side: 'buy' | 'sell') => {
      const whole = sideOf(open, side);
      return { orders: whole.slice(0, view), more: whole.length > view };
    };
    const step = pairInterval(seen('buy'), seen('sell'), { ...exact, ordersPerMatch: bound }, end);
    lines.push(...step.pairs.map(({ buy, sell, amount, price }) => `${buy.id} ${sell.id} ${amount} ${price}`));
    for (const { member, token, available, escrowed } of step.changes) {
      for (const [part, change] of [
        ['available', available],
        ['escrowed', escrowed],
      ] as const) {
        const key = `${member} ${token} ${part}`;
        moved.set(key, (moved.get(key) ?? 0n) + change);
      }
    }
    for (const { buy, sell, total, amount, held } of step.pairs) {
      if (!held) continue;
      // A held trade stays escrowed: here it counts as gone.
      moved.set(`${buy.member} eEuro escrowed`, (moved.get(`${buy.member} eEuro escrowed`) ?? 0n) - total);
      moved.set(`${sell.member} ENT escrowed`, (moved.get(`${sell.member} ENT escrowed`) ?? 0n) - amount);
    }
    open = after(open, step);
    more = step.more;
  }
  return { lines, open, moved };
}

describe('pairing an interval of a book', () => {
  it('pairs as the hourly market does, when everybody is somebody else', () => {
    fc.assert(
      fc.property(orders, (list) => {
        const all = list.map((order) => ({ ...order, member: order.id }));
        const offers: Offer[] = all.map(({ id, side, left, price }) => ({ id, side, price, energy: whOf(left) }));
        const { trades } = tdda(offers, { limits: 'respected' });
        const expected = trades.map(({ buy, sell, energy, price }) => `${buy.id} ${sell.id} ${energy} ${price}`);
        assert.deepEqual(pairAll(all, 100, 100).lines, expected);
      }),
    );
  });

  it('gives the same pairs in steps of any size, however few orders a step sees', () => {
    fc.assert(
      fc.property(orders, fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 5 }), (all, bound, view) => {
        const inSteps = pairAll(all, bound, view);
        const atOnce = pairAll(all, 100, 100);
        assert.deepEqual([inSteps.lines, inSteps.open, inSteps.moved], [atOnce.lines, atOnce.open, atOnce.moved]);
      }),
    );
  });

  it('leaves a book that is not crossed, and escrows what its orders lock', () => {
    fc.assert(
      fc.property(orders, (all) => {
        const { open, moved } = pairAll(all, 3, 4);
        const [bid] = sideOf(open, 'buy');
        const [ask] = sideOf(open, 'sell');
        assert.ok(!bid || !ask || bid.price < ask.price);
        const locks = (list: readonly WaitingOrder[]) => {
          const sums = new Map<string, bigint>();
          for (const order of list) {
            const key = `${order.member} ${order.side === 'buy' ? 'eEuro' : 'ENT'} escrowed`;
            sums.set(key, (sums.get(key) ?? 0n) + lockOf(order, exact));
          }
          return sums;
        };
        const [before, later] = [locks(all), locks(open)];
        for (const key of new Set([...before.keys(), ...later.keys()])) {
          const now = (before.get(key) ?? 0n) + (moved.get(key) ?? 0n);
          assert.equal(now, later.get(key) ?? 0n, key);
        }
      }),
    );
  });

  it('trades nobody with itself: the older order gives way', () => {
    fc.assert(
      fc.property(orders, (all) => {
        const owner = new Map(all.map(({ id, member }) => [id, member]));
        for (const line of pairAll(all, 100, 100).lines) {
          const [buy = '', sell = ''] = line.split(' ');
          assert.notEqual(owner.get(buy), owner.get(sell));
        }
      }),
    );
    const own = [
      { ...resting('new', 'buy', 1_000n, 5_000n, { member: 'm' }), arrival: '2' },
      { ...resting('old', 'sell', 1_000n, 5_000n, { member: 'm' }), arrival: '1' },
    ];
    assert.deepEqual(
      pairAll(own, 100, 100).open.map(({ id }) => id),
      ['new'],
    );
    const [later, earlier] = own.map((order) => ({ ...order, arrival: order.arrival === '1' ? '2' : '1' }));
    assert.ok(later && earlier);
    assert.deepEqual(
      pairAll([later, earlier], 100, 100).open.map(({ id }) => id),
      ['old'],
      'whichever side it is on',
    );
  });
});

describe('the intervals of a book', () => {
  const noon = Date.UTC(2026, 5, 1, 12) / 1000;

  it('begin at whole multiples of their length, and an order joins that of its time', () => {
    assert.equal(joinedInterval(undefined, noon + 299, 300), '2026-06-01T12:00:00Z');
    assert.equal(
      joinedInterval({ clearedTo: '2026-06-01T11:55:00Z', clearing: null }, noon, 300),
      '2026-06-01T12:00:00Z',
    );
  });

  it('take no order once they are being cleared, or have been', () => {
    const clearing = { clearedTo: '2026-06-01T11:55:00Z', clearing: '2026-06-01T12:00:00Z' };
    assert.equal(joinedInterval(clearing, noon - 20, 300), '2026-06-01T12:00:00Z');
    assert.equal(
      joinedInterval({ clearedTo: '2026-06-01T12:00:00Z', clearing: null }, noon - 20, 300),
      '2026-06-01T12:00:00Z',
    );
  });

  it('are cleared one by one as they end, the one under way first', () => {
    assert.equal(intervalToClear(undefined, noon + 10, 300), '2026-06-01T12:00:00Z');
    const clearing = { clearedTo: '2026-06-01T11:00:00Z', clearing: '2026-06-01T11:05:00Z' };
    assert.equal(intervalToClear(clearing, noon, 300), '2026-06-01T11:05:00Z');
    const refused = (error: unknown) => error instanceof DomainError && error.code === 'INTERVAL_NOT_OVER';
    const done = { clearedTo: '2026-06-01T12:00:00Z', clearing: null };
    assert.throws(() => intervalToClear(done, noon + 299, 300), refused);
    assert.equal(intervalToClear(done, noon + 300, 300), '2026-06-01T12:05:00Z');
  });

  it('have a length where orders wait for them, of whole minutes, and nowhere else', () => {
    const schedule = (matching: 'continuous' | 'interval', interval: number | null, holdFor = DEFAULT_HOLD) =>
      checkSchedule({ matching, interval, holdFor });
    schedule('continuous', null);
    schedule('interval', 60);
    schedule('interval', 86_400);
    for (const wrong of [0, 59, 90, 86_460]) assert.throws(() => schedule('interval', wrong), DomainError);
    assert.throws(() => schedule('interval', null), DomainError);
    assert.throws(() => schedule('continuous', 60), DomainError);
    for (const wrong of [59, 2_592_001]) assert.throws(() => schedule('continuous', null, wrong), DomainError);
  });
});
