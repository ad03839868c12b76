import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { DomainError } from '../../../../chaincode/domain/errors';
import { Book } from '../../../../chaincode/domain/order-book/book';
import { type Order } from '../../../../chaincode/domain/order-book/order';
import { anyPriceRule, eventLists, noon, order, rules, tightEventLists, type TimedEvent } from './orders';
import { SlowBook, type SlowTrade } from './slow-book';

/** Runs events through a book; answers its trades. */
function replay(book: Book, events: readonly TimedEvent[], afterEach: () => void = () => undefined): SlowTrade[] {
  const trades: SlowTrade[] = [];
  for (const { event, now } of events) {
    if ('cancel' in event) book.cancel(event.cancel);
    else trades.push(...tradesOf(book, event, now));
    afterEach();
  }
  return trades;
}

function tradesOf(book: Book, incoming: Order, now: string): SlowTrade[] {
  try {
    return book.place(incoming, now).fills.map(({ resting, amount, price }) => {
      const [buy, sell] = incoming.side === 'buy' ? [incoming.id, resting.id] : [resting.id, incoming.id];
      return { buy, sell, amount, price };
    });
  } catch (error) {
    if (error instanceof DomainError && error.code === 'ORDER_NOT_FILLED') return [];
    throw error;
  }
}

const sideOf = (book: Book, side: 'buy' | 'sell') =>
  Array.from(book.orders(side), ({ id, left, price }) => ({ id, left, price }));

/** A book with these orders in it. */
function bookOf(orders: readonly Order[], changed: Parameters<typeof rules>[0] = {}): Book {
  const book = new Book(rules(changed));
  for (const each of orders) book.place(each, noon);
  return book;
}

describe('order book: what trades with what', () => {
  it('gives what a literal reading of the page gives, millionth by millionth', () => {
    let traded = 0;
    fc.assert(
      fc.property(tightEventLists, anyPriceRule, (events, priceRule) => {
        const book = new Book(rules({ priceRule }));
        const slow = new SlowBook(priceRule, 10n ** 18n);
        const trades = replay(book, events);
        for (const { event, now } of events) {
          if ('cancel' in event) slow.cancel(event.cancel);
          else slow.place(event, now);
        }
        assert.deepEqual(trades, slow.trades);
        for (const side of ['buy', 'sell'] as const) assert.deepEqual(sideOf(book, side), slow.side(side));
        traded += trades.length;
      }),
      { numRuns: 500 },
    );
    assert.ok(traded > 1000, `only ${traded} trades`);
  });

  it('is never crossed: the best bid stays below the best ask', () => {
    fc.assert(
      fc.property(eventLists, anyPriceRule, fc.constantFrom(1, 2, 50), (events, priceRule, ordersPerMatch) => {
        const book = new Book(rules({ priceRule, ordersPerMatch }));
        replay(book, events, () => {
          const [bid, ask] = [book.best('buy'), book.best('sell')];
          assert.ok(bid === null || ask === null || bid < ask, `${bid} over ${ask}`);
        });
      }),
    );
  });

  it('trades between the two limits, and never more than either order has', () => {
    fc.assert(
      fc.property(eventLists, anyPriceRule, (events, priceRule) => {
        const placed = new Map(events.flatMap(({ event }) => ('cancel' in event ? [] : [[event.id, event] as const])));
        const trades = replay(new Book(rules({ priceRule })), events);
        for (const { buy, sell, amount, price } of trades) {
          assert.ok(amount > 0n);
          assert.ok(price <= (placed.get(buy)?.price ?? 10n ** 18n), 'above the bid');
          assert.ok(price >= (placed.get(sell)?.price ?? 0n), 'below the ask');
          assert.notEqual(placed.get(buy)?.member, placed.get(sell)?.member);
        }
        for (const { id, amount } of placed.values()) {
          const filled = trades.filter((each) => each.buy === id || each.sell === id).map((each) => each.amount);
          assert.ok(filled.reduce((a, b) => a + b, 0n) <= amount);
        }
      }),
    );
  });

  it('lists the same orders by level, by price and one by one', () => {
    fc.assert(
      fc.property(eventLists, (events) => {
        const book = new Book(rules());
        replay(book, events);
        for (const side of ['buy', 'sell'] as const) {
          const orders = sideOf(book, side);
          const depth = [...book.depth(side)];
          assert.equal(depth[0]?.price ?? null, book.best(side));
          const better = (a: bigint, b: bigint) => (side === 'buy' ? a > b : a < b);
          assert.ok(depth.slice(1).every(({ price }, index) => better(depth[index]!.price, price)));
          for (const level of depth) {
            const at = orders.filter(({ price }) => price === level.price);
            assert.deepEqual([at.length, at.reduce((sum, { left }) => sum + left, 0n)], [level.orders, level.amount]);
          }
          assert.equal(
            depth.reduce((sum, level) => sum + level.orders, 0),
            orders.length,
          );
        }
      }),
    );
  });

  it('stays sorted with thousands of levels, through additions and cancellations in any order', () => {
    let state = 7;
    const below = (limit: number) => (state = (Math.imul(state, 48_271) >>> 0) % 2_147_483_647) % limit;
    const book = new Book(rules());
    const open = new Map<string, bigint>();
    for (let index = 0; index < 12_000; index++) {
      const price = BigInt(1 + below(4_000));
      book.place(order(`b${index}`, 'buy', 1, price), noon);
      open.set(`b${index}`, price);
      const victim = `b${below(12_000)}`;
      if (open.delete(victim)) assert.equal(book.cancel(victim)?.id, victim);
    }
    assert.ok(open.size > 3_000);
    const expected = [...open].sort((a, b) => Number(b[1] - a[1]));
    assert.deepEqual(
      Array.from(book.orders('buy'), ({ id, price }) => [id, price]),
      expected,
    );
  });
});

describe('order book: kinds of orders', () => {
  const asks = [order('S1', 'sell', 3, 10), order('S2', 'sell', 4, 12), order('S3', 'sell', 5, 20)];

  it('a limit order trades while its limit allows, and what is left rests at its limit', () => {
    const book = bookOf(asks);
    const placed = book.place(order('B', 'buy', 10, 12), noon);
    assert.deepEqual([placed.end, placed.left], ['resting', 3n]);
    assert.deepEqual(
      placed.fills.map(({ resting, amount, price }) => [resting.id, amount, price]),
      [
        ['S1', 3n, 10n],
        ['S2', 4n, 12n],
      ],
    );
    assert.deepEqual(sideOf(book, 'buy'), [{ id: 'B', left: 3n, price: 12n }]);
  });

  it("a market order buys up to the book's cap and sells down to nothing, and nothing of it rests", () => {
    const book = bookOf(asks, { priceCap: order('', 'buy', 1, 15).price! });
    const placed = book.place(order('B', 'buy', 10, null), noon);
    assert.deepEqual([placed.end, placed.left, placed.fills.length], ['cancelled', 3n, 2]);
    assert.equal(book.best('buy'), null);
    const free = bookOf([order('B1', 'buy', 1, 1)]);
    assert.equal(free.place(order('S', 'sell', 1, null), noon).fills[0]?.price, 1n);
  });

  it('a market order trades at the resting price where the rule is midpoint: it names no price', () => {
    const book = bookOf(asks, { priceRule: 'midpoint' });
    assert.equal(book.place(order('B', 'buy', 1, null), noon).fills[0]?.price, 10n);
    assert.equal(book.place(order('C', 'buy', 1, 13), noon).fills[0]?.price, 12n); // 11.5, half to even
    assert.equal(book.place(order('D', 'buy', 1, 11), noon).fills[0]?.price, 10n); // 10.5, half to even
  });

  it('of an immediate-or-cancel order nothing rests', () => {
    const book = bookOf(asks);
    const placed = book.place(order('B', 'buy', 4, 10, { kind: 'ioc' }), noon);
    assert.deepEqual([placed.end, placed.left, placed.fills.length], ['cancelled', 1n, 1]);
    assert.equal(book.best('buy'), null);
  });

  it('a fill-or-kill order trades whole or is refused, and then leaves the book as it was', () => {
    const own = order('S0', 'sell', 1, 9, { member: 'mB' });
    const book = bookOf([own, ...asks]);
    const before = sideOf(book, 'sell');
    assert.throws(() => book.place(order('B', 'buy', 8, 12, { kind: 'fok' }), noon), { code: 'ORDER_NOT_FILLED' });
    assert.deepEqual(sideOf(book, 'sell'), before);
    const placed = book.place(order('B', 'buy', 7, 12, { kind: 'fok' }), noon);
    assert.deepEqual([placed.end, placed.left], ['filled', 0n]);
  });

  it('meets at most so many resting orders, says how much is left, and lets nothing of it cross the book', () => {
    const book = bookOf(asks, { ordersPerMatch: 2 });
    const placed = book.place(order('B', 'buy', 10, 20), noon);
    assert.deepEqual([placed.end, placed.left, placed.fills.length], ['stopped', 3n, 2]);
    assert.equal(book.best('buy'), null);
    // The next two are the last that it would have met: then nothing is left that crosses it, and it rests.
    const again = bookOf(asks, { ordersPerMatch: 2 }).place(order('B', 'buy', 10, 12), noon);
    assert.deepEqual([again.end, again.left], ['resting', 3n]);
    assert.throws(() => bookOf(asks, { ordersPerMatch: 2 }).place(order('B', 'buy', 10, 20, { kind: 'fok' }), noon), {
      code: 'ORDER_NOT_FILLED',
      message: /with the 2 orders/,
    });
  });
});

describe('order book: orders that leave without a trade', () => {
  it("cancels the member's own older order where it would have traded, and only there", () => {
    const own = { member: 'ada' };
    const book = bookOf([order('S1', 'sell', 1, 9, own), order('S2', 'sell', 1, 10), order('S3', 'sell', 1, 11, own)]);
    const placed = book.place(order('B', 'buy', 1, 12, own), noon);
    assert.deepEqual(
      placed.removals.map(({ resting, reason }) => [resting.id, reason]),
      [['S1', 'ownOrder']],
    );
    assert.deepEqual(
      placed.fills.map(({ resting }) => resting.id),
      ['S2'],
    );
    assert.deepEqual(
      sideOf(book, 'sell').map(({ id }) => id),
      ['S3'],
    );
  });

  it('counts orders that it removes towards the bound', () => {
    const own = { member: 'ada' };
    const sells = [1, 2, 3].map((price) => order(`S${price}`, 'sell', 1, price, own));
    const placed = bookOf(sells, { ordersPerMatch: 2 }).place(order('B', 'buy', 1, 9, own), noon);
    assert.deepEqual([placed.end, placed.removals.length], ['stopped', 2]);
  });

  it('removes what has expired when it is met, from its last second on', () => {
    const until = (expiresAt: string) => ({ expiresAt });
    const sells = [
      order('S1', 'sell', 1, 1, until('2026-06-01T12:30:00Z')),
      order('S2', 'sell', 1, 2, until('2026-06-01T12:30:01Z')),
    ];
    const placed = bookOf(sells).place(order('B', 'buy', 2, 2), '2026-06-01T12:30:00Z');
    assert.deepEqual(
      placed.removals.map(({ resting, reason }) => [resting.id, reason]),
      [['S1', 'expired']],
    );
    assert.deepEqual(
      placed.fills.map(({ resting }) => resting.id),
      ['S2'],
    );
  });

  it('cancels an open order once, and takes its id for a new one only then', () => {
    const book = bookOf([order('S1', 'sell', 1, 1)]);
    assert.throws(() => book.place(order('S1', 'sell', 1, 2), noon), { code: 'ORDER_EXISTS' });
    assert.equal(book.cancel('S1')?.id, 'S1');
    assert.equal(book.cancel('S1'), undefined);
    assert.equal(book.best('sell'), null);
    book.place(order('S1', 'sell', 1, 2), noon);
    assert.equal(book.best('sell'), 2n);
  });
});
