import assert from 'node:assert/strict';
import sinon from 'sinon';
import { GatewayProblem } from '../../../client';
import { type MarketApi } from '../../../agents/client/market-api';
import { MarketScheduler } from '../../../agents/scheduler/market-scheduler';
import { SimulatedMarket } from '../../support/simulated-market';

const HOUR_MS = 3_600_000;
const log = { info: () => undefined, warn: () => undefined };

describe("the market operator's scheduler", () => {
  let clock: sinon.SinonFakeTimers;
  let market: SimulatedMarket;

  beforeEach(() => {
    clock = sinon.useFakeTimers({ now: Date.parse('2026-06-01T09:59:30Z') });
    market = new SimulatedMarket();
  });
  afterEach(() => clock.restore());

  const schedulerOf = (api: MarketApi = market.api) => new MarketScheduler({ api, market: 'm', log });
  const running = (scheduler: MarketScheduler) => {
    const stop = new AbortController();
    return { ended: scheduler.run(stop.signal), stop };
  };

  it('opens the next interval at once, and each later one at the start of the hour before it', async () => {
    const { ended, stop } = running(schedulerOf());
    await clock.tickAsync(0);
    assert.deepEqual(market.states(), { '10:00': 'open' });
    await clock.tickAsync(30_000);
    assert.deepEqual(market.states(), { '10:00': 'settled', '11:00': 'open' });
    await clock.tickAsync(2 * HOUR_MS);
    assert.deepEqual(market.states(), { '10:00': 'settled', '11:00': 'settled', '12:00': 'settled', '13:00': 'open' });
    stop.abort();
    await ended;
  });

  it('settles page by page', async () => {
    market.pagesToSettle = 3;
    const { ended, stop } = running(schedulerOf());
    await clock.tickAsync(31_000);
    assert.equal(market.states()['10:00'], 'settled');
    assert.equal(market.calls.filter((call) => call === 'settle 10:00').length, 3);
    stop.abort();
    await ended;
  });

  it('settles a listing soon after an agent has attested it, and opens the next one meanwhile', async () => {
    market.awaited.add('10:00');
    const { ended, stop } = running(schedulerOf());
    await clock.tickAsync(31_000);
    assert.deepEqual(market.states(), { '10:00': 'cleared', '11:00': 'open' });
    market.awaited.delete('10:00');
    await clock.tickAsync(5_000);
    assert.deepEqual(market.states(), { '10:00': 'settled', '11:00': 'open' });
    stop.abort();
    await ended;
  });

  it('makes up after a stop for what it missed, in whatever state it is', async () => {
    market.put('06:00', 'open');
    market.put('07:00', 'closed');
    market.put('08:00', 'cleared');
    market.put('09:00', 'settled');
    const { ended, stop } = running(schedulerOf());
    await clock.tickAsync(0);
    assert.deepEqual(market.states(), {
      '06:00': 'settled',
      '07:00': 'settled',
      '08:00': 'settled',
      '09:00': 'settled',
      '10:00': 'open',
    });
    assert.equal(market.calls.filter((call) => call.endsWith('09:00')).length, 0);
    stop.abort();
    await ended;
  });

  it('shares a market with another scheduler: every step happens once', async () => {
    const schedulers = [schedulerOf(), schedulerOf()];
    const both = schedulers.map(running);
    await clock.tickAsync(0);
    assert.deepEqual(
      schedulers.map(({ health }) => [health.failure, health.unfinished]),
      [
        [undefined, 1],
        [undefined, 1],
      ],
    );
    await clock.tickAsync(2 * HOUR_MS);
    assert.deepEqual(market.states(), { '10:00': 'settled', '11:00': 'settled', '12:00': 'open' });
    assert.deepEqual(market.done.sort(), [...new Set(market.done)].sort());
    for (const { ended, stop } of both) {
      stop.abort();
      await ended;
    }
  });

  it('says in its health what failed, tries again and recovers', async () => {
    const broadcast = sinon
      .stub(market.api, 'broadcast')
      .rejects(new GatewayProblem('no answer', { status: 0, code: 'NO_ANSWER' }));
    const scheduler = schedulerOf();
    const { ended, stop } = running(scheduler);
    await clock.tickAsync(0);
    assert.equal(scheduler.health.failure, 'NO_ANSWER');
    assert.equal(scheduler.health.lastSuccessAt, undefined);
    broadcast.restore();
    await clock.tickAsync(5_000);
    assert.equal(scheduler.health.failure, undefined);
    assert.deepEqual(scheduler.health.lastSuccessAt, new Date('2026-06-01T09:59:35Z'));
    stop.abort();
    await ended;
  });

  it('refuses to run a simulated market', async () => {
    market.clock = 'simulated';
    const scheduler = schedulerOf();
    await scheduler.round();
    assert.equal(scheduler.health.failure, 'UNEXPECTED');
    assert.deepEqual(market.states(), {});
  });

  it('folds the credits of a member that receives and never spends, and leaves the others alone', async () => {
    market.unfolded.set('h01@HouseholdsMSP', 250).set('h02@HouseholdsMSP', 99);
    await schedulerOf().round();
    assert.deepEqual(Object.fromEntries(market.unfolded), { 'h01@HouseholdsMSP': 50, 'h02@HouseholdsMSP': 99 });
  });
});
