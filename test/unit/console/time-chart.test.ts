/** Where things stand on a chart over time: round times, labels that do not cover each other. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { spread } from '../../../gateway-api/console/model/spread';
import { timeTicks, zoneOffset } from '../../../gateway-api/console/model/time-ticks';

const at = (time: string): number => Date.parse(time);
const texts = (times: readonly number[]): string[] => times.map((time) => new Date(time).toISOString().slice(0, 19));

describe('the times of an axis', () => {
  it('are round ones, as many as there is room for', () => {
    const { times, shape } = timeTicks(at('2026-06-01T10:03:20Z'), at('2026-06-01T10:41:00Z'), 4);
    assert.deepEqual(
      texts(times),
      [10, 20, 30, 40].map((minute) => `2026-06-01T10:${minute}:00`),
    );
    assert.equal(shape, 'time');
  });

  it('are whole days of the zone where days pass', () => {
    const from = at('2026-06-01T10:00:00Z');
    const offset = zoneOffset(from, 'America/Los_Angeles');
    assert.equal(offset, -7 * 3_600_000);
    const { times, shape } = timeTicks(from, at('2026-06-04T10:00:00Z'), 4, offset);
    assert.deepEqual(texts(times), ['2026-06-02T07:00:00', '2026-06-03T07:00:00', '2026-06-04T07:00:00']);
    assert.equal(shape, 'day');
  });

  it('are told to the second where a minute is all there is', () => {
    const { times, shape } = timeTicks(at('2026-06-01T10:00:00Z'), at('2026-06-01T10:00:20Z'), 5);
    assert.equal(times.length, 5);
    assert.equal(shape, 'second');
  });
});

describe('labels beside the ends of lines', () => {
  it('keep their order and their distance, and stay within where there is room', () => {
    const places = fc.array(fc.integer({ min: 0, max: 300 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(places, (wanted) => {
        const moved = spread(wanted, 15, 0, 300);
        const order = wanted.map((_, index) => index).sort((a, b) => (moved[a] ?? 0) - (moved[b] ?? 0));
        order.forEach((index, rank) => {
          const [here = 0, next] = [moved[index], moved[order[rank + 1] ?? -1]];
          assert.ok(here >= 0 && here <= 300);
          if (next === undefined) return;
          assert.ok(next - here >= 15 - 1e-9);
          assert.ok((wanted[index] ?? 0) <= (wanted[order[rank + 1] ?? -1] ?? 0));
        });
      }),
    );
  });

  it('stay where they wanted to be if nothing is in the way', () => {
    assert.deepEqual(spread([200, 20, 100], 15, 0, 300), [200, 20, 100]);
  });
});
