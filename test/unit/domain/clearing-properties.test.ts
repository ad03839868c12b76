import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { inOrderOfArrival } from '../../../chaincode/domain/arrival';
import { type Clearing, type Limits } from '../../../chaincode/domain/clearing/clearing';
import { mechanismNames, mechanisms, type MechanismName } from '../../../chaincode/domain/clearing/mechanisms';
import { type Offer } from '../../../chaincode/domain/offer';
import { divideHalfEven } from '../../../chaincode/domain/units';
import { anyBook, anyLimits, hugeBooks, offer, ordinaryBooks, smallBooks, tightBooks } from './books';
import {
  largestWelfare,
  priceInterval,
  slowMcpFifo,
  slowMidpoint,
  slowPayAsBid,
  slowPayAsClear,
  type SlowClearing,
} from './slow-reference';

const slow: Record<MechanismName, (offers: readonly Offer[], limits: Limits) => SlowClearing> = {
  'mcp-fifo': slowMcpFifo,
  'pay-as-clear': slowPayAsClear,
  'pay-as-bid': slowPayAsBid,
  midpoint: slowMidpoint,
};

const runs = { numRuns: 300 };
/** What is published of a clearing, as comparable text. */
const published = (clearing: Clearing) =>
  JSON.stringify(clearing, (_key, value: unknown) => (typeof value === 'bigint' ? value.toString() : value));
const named = ({ price, trades }: Clearing): SlowClearing => ({
  price,
  trades: trades.map((trade) => ({ ...trade, buy: trade.buy.id, sell: trade.sell.id })),
});
const sum = (values: readonly bigint[]) => values.reduce((total, value) => total + value, 0n);

for (const name of mechanismNames) {
  const clear = mechanisms[name];

  describe(`clearing: ${name}`, () => {
    it('gives what a literal reading of the page gives, Wh by Wh', () => {
      let traded = 0;
      fc.assert(
        fc.property(fc.oneof(tightBooks, smallBooks), anyLimits, (book, limits) => {
          const result = named(clear(book, { limits }));
          assert.deepEqual(result, slow[name](book, limits));
          if (result.trades.length > 1) traded++;
        }),
        runs,
      );
      assert.ok(traded > runs.numRuns / 5, `only ${traded} books had more than one trade`);
    });

    it('lets nobody sell below the reserve, and nobody buy above the bid unless limits are ignored', () => {
      fc.assert(
        fc.property(anyBook, anyLimits, (book, limits) => {
          for (const trade of clear(book, { limits }).trades) {
            assert.ok(trade.price >= trade.sell.price, 'below the reserve');
            if (name !== 'mcp-fifo' || limits === 'respected')
              assert.ok(trade.price <= trade.buy.price, 'above the bid');
          }
        }),
        runs,
      );
    });

    it('serves no offer more than it offers, each on its own side, and counts every Wh once', () => {
      fc.assert(
        fc.property(anyBook, anyLimits, (book, limits) => {
          const { trades, energy } = clear(book, { limits });
          for (const trade of trades) {
            assert.ok(trade.energy > 0n);
            assert.equal(trade.buy.side, 'buy');
            assert.equal(trade.sell.side, 'sell');
          }
          const traded = (each: Offer) =>
            sum(trades.filter(({ buy, sell }) => buy === each || sell === each).map((trade) => trade.energy));
          for (const each of book) assert.ok(traded(each) <= each.energy);
          const bySide = (side: string) => sum(book.filter((each) => each.side === side).map(traded));
          assert.equal(bySide('buy'), energy);
          assert.equal(bySide('sell'), energy);
        }),
        runs,
      );
    });

    it('adds up the payments of the trades, each rounded half to even', () => {
      fc.assert(
        fc.property(anyBook, anyLimits, (book, limits) => {
          const { trades, turnover } = clear(book, { limits });
          assert.equal(turnover, sum(trades.map(({ price, energy }) => divideHalfEven(price * energy, 1000n))));
        }),
        runs,
      );
    });

    it('gives the same bytes a second time, and leaves the offers alone', () => {
      fc.assert(
        fc.property(anyBook, anyLimits, (book, limits) => {
          const frozen = Object.freeze(book.map((each) => Object.freeze(each)));
          assert.equal(published(clear(frozen, { limits })), published(clear(frozen, { limits })));
        }),
        runs,
      );
    });

    it('does not depend on the order in which the ledger lists the offers', () => {
      const arrived = fc.oneof(tightBooks, ordinaryBooks).chain((book) =>
        fc.tuple(
          fc.tuple(...book.map((each) => fc.constantFrom('12:00', '12:01').map((at) => ({ ...each, slot: at })))),
          fc.shuffledSubarray(
            book.map((_, index) => index),
            { minLength: book.length },
          ),
        ),
      );
      fc.assert(
        fc.property(arrived, anyLimits, ([book, order], limits) => {
          const listed = order.map((index) => book[index]!);
          const result = (offers: typeof book) => published(clear(inOrderOfArrival(offers, 'ab12'), { limits }));
          assert.equal(result(listed), result(book));
        }),
        runs,
      );
    });

    it('does not depend on what the offers are called', () => {
      fc.assert(
        fc.property(anyBook, anyLimits, (book, limits) => {
          const renamed = book.map((each, index) => ({ ...each, id: `z${book.length - index}` }));
          const asPositions = (offers: readonly Offer[]) => {
            const { trades, ...totals } = clear(offers, { limits });
            const pairs = trades.map((trade) => [offers.indexOf(trade.buy), offers.indexOf(trade.sell), trade.energy]);
            return { ...totals, pairs };
          };
          assert.deepEqual(asPositions(renamed), asPositions(book));
        }),
        runs,
      );
    });

    it('gives the same prices and k times the energy when all offers have k times the energy', () => {
      fc.assert(
        fc.property(fc.oneof(tightBooks, ordinaryBooks), fc.bigInt(2n, 10n ** 9n), anyLimits, (book, k, limits) => {
          const scaled = book.map((each) => offer(each.id, each.side, each.energy * k, each.price));
          const { price, trades } = named(clear(book, { limits }));
          assert.deepEqual(named(clear(scaled, { limits })), {
            price,
            trades: trades.map((trade) => ({ ...trade, energy: trade.energy * k })),
          });
        }),
        runs,
      );
    });

    it('takes no notice of offers of no energy', () => {
      fc.assert(
        fc.property(tightBooks, fc.bigInt(0n, 6n), anyLimits, (book, price, limits) => {
          const empty = [offer('NB', 'buy', 0n, price), offer('NS', 'sell', 0n, price)];
          const plain = published(clear(book, { limits }));
          assert.equal(published(clear([...empty, ...book], { limits })), plain);
          assert.equal(published(clear([...book, ...empty], { limits })), plain);
        }),
        runs,
      );
    });
  });
}

describe('clearing: pay-as-clear at the margin', () => {
  const clear = (book: readonly Offer[]) => mechanisms['pay-as-clear'](book, { limits: 'respected' });

  it('reaches the largest welfare that any way of trading reaches', () => {
    fc.assert(
      fc.property(fc.oneof(tightBooks, smallBooks), (book) => {
        const welfare = sum(clear(book).trades.map(({ buy, sell, energy }) => (buy.price - sell.price) * energy));
        assert.equal(welfare, largestWelfare(book));
      }),
      runs,
    );
  });

  it('finds the price in the interval of the page, and serves what is better than the price in full', () => {
    fc.assert(
      fc.property(fc.oneof(tightBooks, smallBooks), (book) => {
        const { price, trades } = clear(book);
        const interval = priceInterval(book);
        if (price === null || interval === null) {
          assert.equal(price, interval);
          return;
        }
        assert.ok(interval.lower <= price && price <= interval.upper);
        for (const each of book) {
          const traded = sum(
            trades.filter(({ buy, sell }) => buy === each || sell === each).map((trade) => trade.energy),
          );
          const better = each.side === 'buy' ? each.price > price : each.price < price;
          const worse = each.side === 'buy' ? each.price < price : each.price > price;
          if (better) assert.equal(traded, each.energy);
          if (worse) assert.equal(traded, 0n);
        }
      }),
      runs,
    );
  });
});

describe('clearing: amounts beyond what a double holds', () => {
  it('keeps prices and energies exact to the last unit', () => {
    const book = [
      offer('B1', 'buy', 10n ** 15n, 10n ** 18n - 1n),
      offer('B2', 'buy', 10n ** 15n, 10n ** 18n),
      offer('S1', 'sell', 10n ** 15n - 1n, 10n ** 18n - 2n),
    ];
    const results = mechanismNames.map((name) => {
      const { price, energy, turnover, trades } = mechanisms[name](book, { limits: 'respected' });
      return [name, price, energy, turnover, trades.map((trade) => `${trade.buy.id} ${trade.sell.id} ${trade.price}`)];
    });
    const sold = 10n ** 15n - 1n;
    const cost = (price: bigint) => divideHalfEven(price * sold, 1000n);
    assert.deepEqual(results, [
      ['mcp-fifo', 10n ** 18n - 1n, sold, cost(10n ** 18n - 1n), ['B2 S1 999999999999999999']],
      ['pay-as-clear', 10n ** 18n, sold, cost(10n ** 18n), ['B2 S1 1000000000000000000']],
      ['pay-as-bid', null, sold, cost(10n ** 18n), ['B2 S1 1000000000000000000']],
      ['midpoint', null, sold, cost(10n ** 18n - 1n), ['B2 S1 999999999999999999']],
    ]);
  });

  it('clears the largest legal books without refusing them', () => {
    fc.assert(
      fc.property(hugeBooks, anyLimits, (book, limits) => {
        for (const name of mechanismNames) assert.doesNotThrow(() => mechanisms[name](book, { limits }));
      }),
      runs,
    );
  });
});
