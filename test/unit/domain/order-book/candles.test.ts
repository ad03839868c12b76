import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import {
  candlePeriods,
  candlesOf,
  candleStart,
  type CandleTrade,
  withTrade,
} from '../../../../chaincode/domain/order-book/candles';
import { formatTime, parseTime } from '../../../../chaincode/domain/time';
import { priceOf } from '../../../../chaincode/domain/units';

const trade = (at: string, price: number, amount = 1): CandleTrade => ({
  ...{ at, price: priceOf(BigInt(price)), amount: BigInt(amount), total: BigInt(price * amount) },
});
const noon = parseTime('2026-06-01T12:00:00Z');
const trades = fc
  .array(fc.tuple(fc.nat(200_000), fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 })), { maxLength: 40 })
  .map((list) =>
    list.sort((a, b) => a[0] - b[0]).map(([after, price, amount]) => trade(formatTime(noon + after), price, amount)),
  );

describe('candles', () => {
  it('start at the full minute, hour and day in UTC', () => {
    const starts = candlePeriods.map((period) => candleStart('2026-06-01T12:34:56Z', period));
    assert.deepEqual(starts, ['2026-06-01T12:34:00Z', '2026-06-01T12:00:00Z', '2026-06-01T00:00:00Z']);
  });

  it('have the first, highest, lowest and last price, and volume and turnover', () => {
    const [first, second, ...more] = candlesOf(
      [
        trade('2026-06-01T12:00:00Z', 5, 2),
        trade('2026-06-01T12:00:10Z', 9),
        trade('2026-06-01T12:00:10Z', 3),
        trade('2026-06-01T12:00:59Z', 4),
        trade('2026-06-01T12:02:00Z', 7),
      ],
      'minute',
    );
    const { period, start, ...figures } = first!;
    assert.deepEqual([period, start], ['minute', '2026-06-01T12:00:00Z']);
    assert.deepEqual(figures, { open: 5n, high: 9n, low: 3n, close: 4n, volume: 5n, turnover: 26n, trades: 4 });
    assert.deepEqual([second?.start, second?.open, second?.trades], ['2026-06-01T12:02:00Z', 7n, 1]);
    assert.deepEqual(more, []);
  });

  it('of an hour and a day say what the minutes in them say together', () => {
    fc.assert(
      fc.property(trades, fc.constantFrom('hour' as const, 'day' as const), (list, period) => {
        const minutes = candlesOf(list, 'minute');
        for (const candle of candlesOf(list, period)) {
          const inside = minutes.filter(({ start }) => candleStart(start, period) === candle.start);
          const all = (pick: (each: (typeof inside)[number]) => bigint) => inside.map(pick);
          assert.equal(candle.open, inside[0]?.open);
          assert.equal(candle.close, inside.at(-1)?.close);
          assert.ok(all(({ high }) => high).every((high) => high <= candle.high));
          assert.ok(all(({ high }) => high).includes(candle.high) && all(({ low }) => low).includes(candle.low));
          assert.ok(all(({ low }) => low).every((low) => low >= candle.low));
          assert.equal(
            candle.volume,
            all(({ volume }) => volume).reduce((a, b) => a + b, 0n),
          );
          assert.equal(
            candle.turnover,
            all(({ turnover }) => turnover).reduce((a, b) => a + b, 0n),
          );
          assert.equal(
            candle.trades,
            inside.reduce((sum, each) => sum + each.trades, 0),
          );
        }
      }),
    );
  });

  it('take no trade of another period', () => {
    const candle = withTrade(null, trade('2026-06-01T12:00:00Z', 1), 'minute');
    assert.throws(() => withTrade(candle, trade('2026-06-01T12:01:00Z', 1), 'minute'), /does not belong/);
    assert.throws(() => withTrade(candle, trade('2026-06-01T12:00:00Z', 1), 'hour'), /does not belong/);
  });
});
