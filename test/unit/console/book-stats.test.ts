/** What the order book's section says of trades and open orders (spec 11, spec 33). */
import assert from 'node:assert/strict';
import { bookStats, ladder, spreadOf } from '../../../gateway-api/console/model/book-stats';
import { periodFor } from '../../../gateway-api/console/model/candle-period';
import { type BookTradeView, type OrderView } from '../../../gateway-api/console/model/views';

const trade = (at: string, price: string, amount = '1'): BookTradeView => ({
  ...{ id: at, buy: 'h01@A:b', sell: 'h02@A:s', amount, price, total: price, at, held: false },
});
const order = (more: Partial<OrderView>): OrderView => ({
  ...{ book: 'ent', member: 'h01@A', id: 'o', side: 'buy', kind: 'limit', amount: '1', price: '0.2', left: '1' },
  ...{ state: 'open', slot: '2026-06-01T10:00:00Z', expiresAt: null, placedBy: '', hold: false, interval: null },
  ...more,
});

describe('the day of an order book', () => {
  it('is that before the last trade, with its change, range and volume', () => {
    const stats = bookStats([
      trade('2026-06-02T10:00:00Z', '0.18', '0.5'),
      trade('2026-06-02T09:00:00Z', '0.25', '1.5'),
      trade('2026-06-01T11:00:00Z', '0.2'),
      trade('2026-06-01T10:00:00Z', '0.9'),
    ]);
    assert.deepEqual(stats, {
      ...{ last: '0.18', change: '-0.02', share: '-0.1', high: '0.25', low: '0.18', volume: '3', trades: 3 },
    });
  });

  it('is nothing without trades, and knows no share of a price of 0', () => {
    assert.equal(bookStats([]), undefined);
    assert.equal(bookStats([trade('2026-06-01T10:00:00Z', '0')])?.share, undefined);
  });

  it('is drawn by minutes, hours or days, whatever shows the most', () => {
    const [noon, eve, past] = ['2026-06-02T12:00:00Z', '2026-06-01T22:00:00Z', '2026-05-01T12:00:00Z'];
    assert.equal(periodFor([]), 'minute');
    assert.equal(periodFor([trade(noon, '1'), trade(eve, '1')]), 'hour');
    assert.equal(periodFor([trade(noon, '1'), trade(past, '1')]), 'day');
  });
});

describe('the ladder of an order book', () => {
  const depth = {
    bids: [
      { price: '0.2', amount: '3', orders: 2 },
      { price: '0.1', amount: '1', orders: 1 },
    ],
    asks: [{ price: '0.21', amount: '2', orders: 1 }],
  };

  it('adds up from the best price, and marks what is the own of each', () => {
    const mine = [order({ left: '0.5' }), order({ side: 'sell', price: '0.21' }), order({ state: 'cancelled' })];
    const { bids, asks } = ladder(depth, mine, 8);
    assert.deepEqual(
      [...bids, ...asks].map(({ sum, own, share }) => [sum, own, share]),
      [
        ['3', '0.5', 0.75],
        ['4', '0', 1],
        ['2', '1', 0.5],
      ],
    );
    assert.equal(ladder(depth, mine, 1).bids.length, 1);
  });

  it('says how far the best prices are apart, where both sides are there', () => {
    assert.equal(spreadOf(depth), '0.01');
    assert.equal(spreadOf({ ...depth, asks: [] }), undefined);
  });
});
