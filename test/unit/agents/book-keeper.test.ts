import assert from 'node:assert/strict';
import sinon from 'sinon';
import { GatewayProblem } from '../../../client';
import { BookKeeper, type BookKeeperOptions } from '../../../agents/scheduler/book-keeper';

describe('the keeper of an order book', () => {
  let clock: sinon.SinonFakeTimers;
  let done: string[];
  let logged: string[];
  beforeEach(() => {
    clock = sinon.useFakeTimers({ now: new Date('2026-06-01T12:00:00Z') });
    [done, logged] = [[], []];
  });
  afterEach(() => clock.restore());

  /** Steps that are left of each kind of work. */
  const bookWith = (matching: string, left: Record<'interval' | 'held' | 'void', number>) => {
    const step = (kind: keyof typeof left) => () => {
      if (kind === 'interval' && left.interval === 0) {
        return Promise.reject(new GatewayProblem('not over', { status: 409, code: 'INTERVAL_NOT_OVER' }));
      }
      done.push(kind);
      left[kind] = Math.max(0, left[kind] - 1);
      return Promise.resolve({ more: left[kind] > 0, end: 'T', trades: [{}] });
    };
    return {
      book: () => Promise.resolve(left.void < 0 ? undefined : { rules: { matching } }),
      clearInterval: step('interval'),
      releaseHeldTrades: step('held'),
      clearExpired: step('void'),
    } as unknown as BookKeeperOptions['api'];
  };
  const keep = (api: BookKeeperOptions['api']) => {
    const stop = new AbortController();
    const log = {
      info: (details: object, message: string) => void logged.push(`${message} ${JSON.stringify(details)}`),
      warn: (_: object, message: string) => void logged.push(message),
    };
    const ended = new BookKeeper({ api, book: 'ent', log, everyMs: 1000 }).run(stop.signal);
    return async () => {
      stop.abort();
      await ended;
    };
  };

  it('clears an interval to its end, then releases trades and takes void orders out, each while there is more', async () => {
    const stop = keep(bookWith('interval', { interval: 3, held: 2, void: 2 }));
    await clock.tickAsync(0);
    assert.deepEqual(done, ['interval', 'interval', 'interval', 'held', 'held', 'void', 'void']);
    assert.deepEqual(logged, ['Cleared an interval {"book":"ent","end":"T","trades":3}']);
    await clock.tickAsync(1000);
    assert.deepEqual(done.slice(7), ['held', 'void'], 'and next time only what is due');
    await stop();
  });

  it('clears no intervals where orders trade when they come', async () => {
    const stop = keep(bookWith('continuous', { interval: 1, held: 1, void: 1 }));
    await clock.tickAsync(0);
    assert.deepEqual(done, ['held', 'void']);
    await stop();
  });

  it('goes on after a round that failed', async () => {
    const api = bookWith('continuous', { interval: 0, held: 1, void: 1 });
    const failing = sinon
      .stub(api, 'releaseHeldTrades')
      .onFirstCall()
      .rejects(new GatewayProblem('away', { status: 0, code: 'NO_ANSWER' }));
    failing.callThrough();
    const stop = keep(api);
    await clock.tickAsync(1000);
    assert.deepEqual([logged, done], [['away'], ['held', 'void']]);
    await stop();
  });
});
