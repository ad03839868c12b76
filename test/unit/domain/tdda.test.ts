import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { carriedOver, tdda } from '../../../chaincode/domain/clearing/tdda';
import { type Offer } from '../../../chaincode/domain/offer';
import { middlePrice } from '../../../chaincode/domain/units';
import { anyBook, offer } from './books';

const clear = (offers: readonly Offer[]) => tdda(offers, { limits: 'respected' });
const named = (offers: readonly Offer[]) => offers.map(({ id, energy }) => `${id} ${energy}`);

describe('the interval version of the order book', () => {
  it('pairs best bid with best ask at the middle, earlier first, and keeps the rest for the next interval', () => {
    const first = [
      offer('S1', 'sell', 3_000, 102),
      offer('B1', 'buy', 5_000, 105),
      offer('S2', 'sell', 1_000, 105),
      offer('B2', 'buy', 3_000, 105),
      offer('S3', 'sell', 4_000, 108),
    ];
    const clearing = clear(first);
    assert.deepEqual(
      clearing.trades.map(({ buy, sell, energy, price }) => [buy.id, sell.id, energy, price]),
      [
        ['B1', 'S1', 3_000n, 104n], // 103.5, half to even
        ['B1', 'S2', 1_000n, 105n],
      ],
    );
    const left = carriedOver(first, clearing);
    assert.deepEqual(named(left), ['B1 1000', 'B2 3000', 'S3 4000']);
    const second = [...left, offer('S4', 'sell', 2_000, 90)];
    assert.deepEqual(named(carriedOver(second, clear(second))), ['B2 2000', 'S3 4000']);
  });

  it('carries over what was not traded, once, in order of arrival, and nothing in it would trade with the rest', () => {
    fc.assert(
      fc.property(anyBook, (book) => {
        const clearing = clear(book);
        const left = carriedOver(book, clearing);
        const total = (offers: readonly Offer[]) => offers.reduce((sum, each) => sum + each.energy, 0n);
        assert.equal(total(left), total(book) - 2n * clearing.energy);
        const order = book.map(({ id }) => id);
        const positions = left.map(({ id }) => order.indexOf(id));
        assert.deepEqual(
          positions,
          [...positions].sort((a, b) => a - b),
        );
        assert.deepEqual(clear(left).trades, []);
        assert.deepEqual(named(carriedOver(left, clear(left))), named(left));
      }),
    );
  });

  it('trades at the middle of the two limits', () => {
    fc.assert(
      fc.property(anyBook, (book) => {
        for (const { buy, sell, price } of clear(book).trades) assert.equal(price, middlePrice(buy.price, sell.price));
      }),
    );
  });
});
