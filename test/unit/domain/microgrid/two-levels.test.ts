import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { mechanisms, trustedMechanisms } from '../../../../chaincode/domain/clearing/mechanisms';
import { supplyDemandPrices } from '../../../../chaincode/domain/microgrid/supply-demand-prices';
import { clearTwoLevels, type Level, type TwoLevels } from '../../../../chaincode/domain/microgrid/two-levels';
import { type Offer, type Side } from '../../../../chaincode/domain/offer';
import { quotaOf, type TrustPoints } from '../../../../chaincode/domain/trust/points';
import { exactPayment, priceOf, whOf } from '../../../../chaincode/domain/units';

const grid = { retail: priceOf(320_000n), feedIn: priceOf(82_000n) };
type Member = Offer & { readonly points: TrustPoints };

/** A price taker, named by its microgrid: "a-s1" sells in microgrid a; "s1" alone. */
function taker(id: string, energy: number, points: TrustPoints = 4): Member {
  const [microgrid, name = ''] = id.includes('-') ? id.split('-') : [undefined, id];
  const side: Side = name.startsWith('s') ? 'sell' : 'buy';
  const price = side === 'sell' ? grid.feedIn : grid.retail;
  return { id, side, energy: whOf(BigInt(energy)), price, points, ...(microgrid === undefined ? {} : { microgrid }) };
}
const clear = (offers: readonly Member[]) => clearTwoLevels(offers, grid, ({ points }) => points);
const shown = ({ trades }: TwoLevels) =>
  trades.map(({ buy, sell, energy, price }) => `${sell.id} ${buy.id} ${energy} ${price}`);
const sum = (values: readonly bigint[]) => values.reduce((total, value) => total + value, 0n);

const entry = fc.record({
  microgrid: fc.option(fc.constantFrom('a', 'b', 'c'), { nil: undefined }),
  side: fc.constantFrom<Side>('sell', 'buy'),
  energy: fc.oneof(fc.bigInt(0n, 9n), fc.bigInt(1n, 5_000n), fc.bigInt(1n, 10n ** 15n)).map(whOf),
  points: fc.constantFrom<TrustPoints>(1, 2, 3, 4),
  willing: fc.nat(9).map((one) => one > 0),
});
const books = fc.array(entry, { maxLength: 24 }).map((entries) =>
  entries.map(({ willing, ...rest }, index) => {
    const price = rest.side === 'sell' ? grid.feedIn + (willing ? 0n : 1n) : grid.retail - (willing ? 0n : 1n);
    return { ...rest, id: `o${index}`, price: priceOf(price) };
  }),
);
const takes = ({ side, price }: Offer) => (side === 'sell' ? price <= grid.feedIn : price >= grid.retail);
const runs = { numRuns: 500 };

/** What an offer traded at a level: inside its microgrid, or between. */
const tradedBy = (trades: TwoLevels['trades'], offer: Offer) =>
  sum(trades.filter(({ buy, sell }) => buy === offer || sell === offer).map(({ energy }) => energy));
const inside = ({ trades }: TwoLevels) =>
  trades.filter(({ buy, sell }) => buy.microgrid !== undefined && buy.microgrid === sell.microgrid);
const between = (result: TwoLevels) => result.trades.filter((trade) => !inside(result).includes(trade));

describe('two-level prices: a listing of microgrids', () => {
  it('trades inside first, then between, at the prices of each level (worked by hand)', () => {
    const result = clear([
      taker('a-s1', 300),
      taker('a-b1', 400),
      taker('a-b2', 200),
      taker('b-s1', 900),
      taker('b-b1', 100),
      taker('c-b1', 1_000),
    ]);
    // a: SDR 300/600; b: more than enough; c: nothing to sell. Left: b 800 to sell; a 300, c 1000 to buy.
    const [inA, whole] = [130_547n, supplyDemandPrices(800n, 1_300n, grid).sell];
    assert.deepEqual(shown(result), [
      `a-s1 a-b1 200 ${inA}`,
      `a-s1 a-b2 100 ${inA}`,
      `b-s1 b-b1 100 82000`,
      // 800 shared by a and c in proportion to 300 and 1000, a's 185 by its members' 200 and 100.
      `b-s1 a-b1 123 ${whole}`,
      `b-s1 a-b2 62 ${whole}`,
      `b-s1 c-b1 615 ${whole}`,
    ]);
    assert.deepEqual([...result.microgrids.keys()], ['a', 'b', 'c']);
    assert.equal(result.microgrids.get('c')?.prices.sell, grid.retail);
  });

  it('serves microgrids in falling points, their mean by energy rounded down, and members in falling points', () => {
    // a has (4 x 300 + 1 x 200) / 500 = 2.8, so 2; b has 3.
    const result = clear([taker('a-b1', 300, 4), taker('a-b2', 200, 1), taker('b-b1', 400, 3), taker('c-s1', 600)]);
    const { sell } = supplyDemandPrices(600n, 900n, grid);
    assert.deepEqual(shown(result), [`c-s1 b-b1 400 ${sell}`, `c-s1 a-b1 200 ${sell}`]);
  });

  it('lets a member without a microgrid trade at level 2 only, as a trader of its own', () => {
    const result = clear([taker('s1', 100), taker('b1', 50), taker('a-b1', 100), taker('a-s1', 20)]);
    assert.equal(inside(result).length, 1);
    assert.equal(result.microgrids.size, 1);
    assert.deepEqual([result.between.surplus, result.between.deficit], [100n, 130n]);
  });

  it('lets nobody take part who asks for more than feed-in or bids less than retail', () => {
    fc.assert(
      fc.property(books, (book) => {
        for (const { buy, sell } of clear(book).trades) assert.ok(takes(buy) && takes(sell));
      }),
      runs,
    );
  });

  it('balances energy at each level: sold = bought = the smaller of surplus and deficit, what is left is on one side', () => {
    fc.assert(
      fc.property(books, (book) => {
        const result = clear(book);
        const check = (level: Level, trades: TwoLevels['trades']) => {
          assert.equal(sum(trades.map(({ energy }) => energy)), level.traded);
          assert.equal(level.traded, level.surplus < level.deficit ? level.surplus : level.deficit);
        };
        const taking = book.filter(takes);
        for (const [id, level] of result.microgrids) {
          check(
            level,
            inside(result).filter(({ buy }) => buy.microgrid === id),
          );
          const own = taking.filter(({ microgrid }) => microgrid === id);
          const total = (side: Side) => sum(own.filter((each) => each.side === side).map(({ energy }) => energy));
          assert.deepEqual([level.surplus, level.deficit], [total('sell'), total('buy')]);
        }
        check(result.between, between(result));
        const left = (side: Side) =>
          sum(taking.filter((each) => each.side === side).map((each) => each.energy - tradedBy(result.trades, each)));
        assert.ok(left('sell') === 0n || left('buy') === 0n);
      }),
      runs,
    );
  });

  it('prices every trade of a level at its Psell, with Ps <= Psell <= Pbuy <= Pb: nobody does worse than at the grid', () => {
    fc.assert(
      fc.property(books, (book) => {
        const result = clear(book);
        for (const { prices } of [...result.microgrids.values(), result.between]) {
          assert.ok(grid.feedIn <= prices.sell && prices.sell <= prices.buy && prices.buy <= grid.retail);
        }
        for (const trade of result.trades) {
          const level = inside(result).includes(trade)
            ? result.microgrids.get(trade.buy.microgrid ?? '')
            : result.between;
          assert.equal(trade.price, level?.prices.sell);
          assert.ok(exactPayment(trade.price, trade.energy) >= exactPayment(grid.feedIn, trade.energy));
          assert.ok(exactPayment(trade.price, trade.energy) <= exactPayment(grid.retail, trade.energy));
        }
      }),
      runs,
    );
  });

  it('serves nobody more than its energy, and inside a microgrid everybody in proportion to it', () => {
    fc.assert(
      fc.property(books, (book) => {
        const result = clear(book);
        const own = inside(result);
        for (const each of book.filter(takes)) {
          assert.ok(tradedBy(result.trades, each) <= each.energy);
          const level = result.microgrids.get(each.microgrid ?? '');
          if (!level || each.energy === 0n) continue;
          const all = each.side === 'sell' ? level.surplus : level.deficit;
          const apart = tradedBy(own, each) * all - each.energy * level.traded;
          assert.ok(-all < apart && apart < all, 'off by a Wh');
        }
      }),
      runs,
    );
  });

  it('inside a microgrid without level 2, energy costs its buyers Pbuy on average', () => {
    fc.assert(
      fc.property(books, (book) => {
        for (const { surplus, deficit, prices, traded } of clear(book).microgrids.values()) {
          if (surplus >= deficit) continue;
          const cost = prices.sell * traded + grid.retail * (deficit - traded);
          const apart = cost - prices.buy * deficit;
          assert.ok(-deficit <= apart && apart <= deficit);
        }
      }),
      runs,
    );
  });

  it('at level 2 leaves a microgrid nothing while one with more points waits, and so for the members of one', () => {
    fc.assert(
      fc.property(books, (book) => {
        const result = clear(book);
        const across = between(result);
        const own = inside(result);
        const weightOf = (microgrid: string | undefined, each: Offer & { points: TrustPoints }) => {
          const members = microgrid === undefined ? [each] : book.filter((other) => other.microgrid === microgrid);
          const energy = members.filter(takes);
          const weighted = sum(energy.map((other) => BigInt(other.points) * other.energy));
          return weighted / sum(energy.map((other) => other.energy));
        };
        const waiting = book.filter((each) => takes(each) && each.energy > tradedBy(result.trades, each));
        const served = book.filter((each) => tradedBy(across, each) > 0n);
        for (const waits of waiting) {
          for (const gets of served.filter(({ side }) => side === waits.side)) {
            const together = waits.microgrid !== undefined && waits.microgrid === gets.microgrid;
            if (together) assert.ok(gets.points >= waits.points);
            else if (tradedBy(own, waits) < waits.energy) {
              assert.ok(weightOf(gets.microgrid, gets) >= weightOf(waits.microgrid, waits));
            }
          }
        }
      }),
      runs,
    );
  });

  it('makes fewer than two trades per offer', () => {
    fc.assert(
      fc.property(books, (book) => {
        assert.ok(clear(book).trades.length < Math.max(1, 2 * book.length));
      }),
      runs,
    );
  });

  it('as a mechanism: there is no one price, energy and turnover are those of the trades, quotas count where trust does', () => {
    fc.assert(
      fc.property(books, (book) => {
        for (const { 'two-level': rule } of [mechanisms, trustedMechanisms]) {
          const { price, energy, turnover, trades } = rule(book, { limits: 'respected', grid });
          assert.equal(price, null);
          assert.equal(energy, sum(trades.map((trade) => trade.energy)));
          assert.equal(turnover, sum(trades.map((trade) => exactPayment(trade.price, trade.energy))));
          for (const each of book) {
            const most = rule === mechanisms['two-level'] ? each.energy : quotaOf(each.energy, each.points);
            assert.ok(tradedBy(trades, each) <= most);
          }
        }
      }),
      runs,
    );
    assert.throws(() => mechanisms['two-level']([], { limits: 'respected' }), /grid's prices/);
  });

  it('does not look at points where trust counts for nothing', () => {
    fc.assert(
      fc.property(books, (book) => {
        const plain = mechanisms['two-level'](book, { limits: 'respected', grid });
        const best = clear(book.map((each) => ({ ...each, points: 4 as const })));
        assert.deepEqual(
          plain.trades.map(({ buy, sell, energy, price }) => `${sell.id} ${buy.id} ${energy} ${price}`),
          shown(best),
        );
      }),
      runs,
    );
  });
});
