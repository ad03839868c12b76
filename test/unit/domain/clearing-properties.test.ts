import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { inOrderOfArrival } from '../../../chaincode/domain/arrival';
import { type Clearing, type Limits, type Mechanism } from '../../../chaincode/domain/clearing/clearing';
import { mechanismNames, mechanisms, trustedMechanisms } from '../../../chaincode/domain/clearing/mechanisms';
import { type Offer } from '../../../chaincode/domain/offer';
import { quotaOf } from '../../../chaincode/domain/trust/points';
import { divideHalfEven, priceOf, whOf } from '../../../chaincode/domain/units';
import { anyBook, anyLimits, hugeBooks, offer, ordinaryBooks, smallBooks, tightBooks } from './books';
import {
  largestWelfare,
  priceInterval,
  slowMcpFifo,
  slowMidpoint,
  slowPayAsBid,
  slowPayAsClear,
  slowTrustedMidpoint,
  slowTrustedPayAsBid,
  slowTrustedPayAsClear,
  slowTrustMcp,
  type SlowClearing,
} from './slow-reference';

type Slow = (offers: readonly Offer[], limits: Limits) => SlowClearing;
const rules: readonly [name: string, clear: Mechanism, slow: Slow][] = [
  ['mcp-fifo', mechanisms['mcp-fifo'], slowMcpFifo],
  ['pay-as-clear', mechanisms['pay-as-clear'], slowPayAsClear],
  ['pay-as-bid', mechanisms['pay-as-bid'], slowPayAsBid],
  ['midpoint', mechanisms.midpoint, slowMidpoint],
  ['tdda', mechanisms.tdda, slowMidpoint],
  ['trust-mcp', mechanisms['trust-mcp'], slowTrustMcp],
  ['mcp-fifo by trust', trustedMechanisms['mcp-fifo'], slowTrustMcp],
  ['pay-as-clear by trust', trustedMechanisms['pay-as-clear'], slowTrustedPayAsClear],
  ['pay-as-bid by trust', trustedMechanisms['pay-as-bid'], slowTrustedPayAsBid],
  ['midpoint by trust', trustedMechanisms.midpoint, slowTrustedMidpoint],
  ['tdda by trust', trustedMechanisms.tdda, slowTrustedMidpoint],
];
const atAverageBid = ['mcp-fifo', 'trust-mcp', 'mcp-fifo by trust'];

const runs = { numRuns: 300 };
/** What is published of a clearing, as comparable text. */
const published = (clearing: Clearing) =>
  JSON.stringify(clearing, (_key, value: unknown) => (typeof value === 'bigint' ? value.toString() : value));
const named = ({ price, trades }: Clearing): SlowClearing => ({
  price,
  trades: trades.map((trade) => ({ ...trade, buy: trade.buy.id, sell: trade.sell.id })),
});
const sum = (values: readonly bigint[]) => values.reduce((total, value) => total + value, 0n);

for (const [name, clear, slow] of rules) {
  describe(`clearing: ${name}`, () => {
    it('gives what a literal reading of the page gives, Wh by Wh', () => {
      let traded = 0;
      fc.assert(
        fc.property(fc.oneof(tightBooks, smallBooks), anyLimits, (book, limits) => {
          const result = named(clear(book, { limits }));
          assert.deepEqual(result, slow(book, limits));
          if (result.trades.length > 1) traded++;
        }),
        runs,
      );
      assert.ok(traded > runs.numRuns / 10, `only ${traded} books had more than one trade`);
    });

    it('lets nobody sell below the reserve, and nobody buy above the bid unless limits are ignored', () => {
      fc.assert(
        fc.property(anyBook, anyLimits, (book, limits) => {
          for (const trade of clear(book, { limits }).trades) {
            assert.ok(trade.price >= trade.sell.price, 'below the reserve');
            if (!atAverageBid.includes(name) || limits === 'respected')
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
          // Twenty times a Wh has no quota that would have to be rounded.
          const times = (factor: bigint) => book.map((each) => ({ ...each, energy: whOf(each.energy * 20n * factor) }));
          const { price, trades } = named(clear(times(1n), { limits }));
          assert.deepEqual(named(clear(times(k), { limits })), {
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

const tradedOf = (trades: Clearing['trades'], each: Offer) =>
  sum(trades.filter(({ buy, sell }) => buy === each || sell === each).map((trade) => trade.energy));
const grid = { retail: priceOf(200_000n), feedIn: priceOf(50_000n) };
const quota = (each: Offer) => quotaOf(each.energy, each.points ?? 1);
const pointsOf = (each: Offer) => each.points ?? 1;

describe('clearing: trust', () => {
  it('counts no more of an offer than its quota, whatever the mechanism', () => {
    fc.assert(
      fc.property(anyBook, anyLimits, (book, limits) => {
        for (const clear of Object.values(trustedMechanisms)) {
          const { trades } = clear(book, { limits, grid });
          for (const each of book) assert.ok(tradedOf(trades, each) <= quota(each));
        }
      }),
      runs,
    );
  });

  it('takes a member of unknown points for a newcomer', () => {
    fc.assert(
      fc.property(tightBooks, anyLimits, (book, limits) => {
        const newcomers = book.map((each) => ({ ...each, points: 1 as const }));
        const unknown = book.map(({ id, side, energy, price }) => offer(id, side, energy, price));
        for (const clear of Object.values(trustedMechanisms)) {
          assert.deepEqual(named(clear(unknown, { limits, grid })), named(clear(newcomers, { limits, grid })));
        }
      }),
      runs,
    );
  });

  it('is the mechanism as it is where everybody has four points, but for sellers who queue by price at the MCP', () => {
    fc.assert(
      fc.property(anyBook, anyLimits, (book, limits) => {
        const best = book.map((each) => ({ ...each, points: 4 as const }));
        for (const name of ['pay-as-clear', 'pay-as-bid', 'midpoint'] as const) {
          assert.equal(
            published(trustedMechanisms[name](best, { limits })),
            published(mechanisms[name](best, { limits })),
          );
        }
        const [trusted, plain] = [trustedMechanisms, mechanisms].map((table) => table['mcp-fifo'](best, { limits }));
        assert.deepEqual([trusted?.price, trusted?.energy], [plain?.price, plain?.energy]);
      }),
      runs,
    );
  });

  it('trust-mcp serves nobody before everybody with more points who is willing at the MCP', () => {
    let waited = 0;
    fc.assert(
      fc.property(fc.oneof(tightBooks, ordinaryBooks), anyLimits, (book, limits) => {
        const { price, trades } = mechanisms['trust-mcp'](book, { limits });
        if (price === null) return;
        const willing = (each: Offer) =>
          each.side === 'sell' ? each.price <= price : limits === 'ignored' || each.price >= price;
        for (const first of book.filter(willing)) {
          if (tradedOf(trades, first) === quota(first)) continue;
          for (const later of book.filter(({ side }) => side === first.side)) {
            const dearer = pointsOf(later) === pointsOf(first) && later.side === 'sell' && later.price > first.price;
            if (pointsOf(later) < pointsOf(first) || dearer) {
              assert.equal(tradedOf(trades, later), 0n);
              waited++;
            }
          }
        }
      }),
      runs,
    );
    assert.ok(waited > runs.numRuns, `only ${waited} had to wait`);
  });

  it('pairs leave nothing to fewer points that somebody with more points would have taken', () => {
    fc.assert(
      fc.property(fc.oneof(tightBooks, ordinaryBooks), (book) => {
        for (const name of ['pay-as-bid', 'midpoint'] as const) {
          const { trades } = trustedMechanisms[name](book, { limits: 'respected' });
          const unserved = book.filter((each) => tradedOf(trades, each) < quota(each));
          for (const { buy, sell } of trades) {
            for (const each of unserved) {
              if (each.side === 'buy' && pointsOf(each) > pointsOf(buy)) assert.ok(each.price < sell.price);
              if (each.side === 'sell' && pointsOf(each) > pointsOf(sell)) assert.ok(each.price > buy.price);
            }
          }
        }
      }),
      runs,
    );
  });

  it('pay-as-clear lets points decide among equal prices only', () => {
    fc.assert(
      fc.property(fc.oneof(tightBooks, smallBooks), (book) => {
        const { price, trades } = trustedMechanisms['pay-as-clear'](book, { limits: 'respected' });
        if (price === null) return;
        for (const each of book) {
          const better = each.side === 'buy' ? each.price > price : each.price < price;
          if (better) assert.equal(tradedOf(trades, each), quota(each));
          if (tradedOf(trades, each) === quota(each)) continue;
          for (const other of book) {
            const same = other.side === each.side && other.price === each.price;
            if (same && pointsOf(other) < pointsOf(each)) assert.equal(tradedOf(trades, other), 0n);
          }
        }
      }),
      runs,
    );
  });

  it('trust-mcp never serves an offer less for more points', () => {
    fc.assert(
      fc.property(ordinaryBooks, fc.nat(), (book, which) => {
        const chosen = book[which % book.length];
        if (!chosen || pointsOf(chosen) === 4) return;
        const served = (points: Offer['points'] & number) => {
          const raised = book.map((each) => (each === chosen ? { ...each, points } : each));
          const { trades } = mechanisms['trust-mcp'](raised, { limits: 'respected' });
          return sum(
            trades
              .filter(({ buy, sell }) => buy.id === chosen.id || sell.id === chosen.id)
              .map((trade) => trade.energy),
          );
        };
        assert.ok(served(pointsOf(chosen)) <= served(4));
      }),
      runs,
    );
  });
});

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
    const results = mechanismNames
      .filter((each) => each !== 'two-level')
      .map((name) => {
        const offers = book.map((each) => ({ ...each, points: 4 as const }));
        const { price, energy, turnover, trades } = mechanisms[name](offers, { limits: 'respected' });
        return [
          name,
          price,
          energy,
          turnover,
          trades.map((trade) => `${trade.buy.id} ${trade.sell.id} ${trade.price}`),
        ];
      });
    const sold = 10n ** 15n - 1n;
    const cost = (price: bigint) => divideHalfEven(price * sold, 1000n);
    assert.deepEqual(results, [
      ['mcp-fifo', 10n ** 18n - 1n, sold, cost(10n ** 18n - 1n), ['B2 S1 999999999999999999']],
      ['pay-as-clear', 10n ** 18n, sold, cost(10n ** 18n), ['B2 S1 1000000000000000000']],
      ['pay-as-bid', null, sold, cost(10n ** 18n), ['B2 S1 1000000000000000000']],
      ['midpoint', null, sold, cost(10n ** 18n - 1n), ['B2 S1 999999999999999999']],
      ['tdda', null, sold, cost(10n ** 18n - 1n), ['B2 S1 999999999999999999']],
      ['trust-mcp', 10n ** 18n - 1n, sold, cost(10n ** 18n - 1n), ['B2 S1 999999999999999999']],
    ]);
  });

  it('clears the largest legal books without refusing them', () => {
    fc.assert(
      fc.property(hugeBooks, anyLimits, (book, limits) => {
        for (const [, clear] of rules) assert.doesNotThrow(() => clear(book, { limits }));
      }),
      runs,
    );
  });
});
