import assert from 'node:assert/strict';
import sinon from 'sinon';
import { closeOldRatings } from '../../../agents/scheduler/close-ratings';
import { SimulatedMarket } from '../../support/simulated-market';

describe('closing the ratings of old listings', () => {
  let clock: sinon.SinonFakeTimers;
  let market: SimulatedMarket;

  beforeEach(() => {
    clock = sinon.useFakeTimers({ now: Date.parse('2026-06-02T10:00:00Z') });
    market = new SimulatedMarket();
  });
  afterEach(() => clock.restore());

  const round = async (closed: ReadonlySet<string> = new Set()) => [
    ...(await closeOldRatings(market.api, 'm', closed)),
  ];

  it('goes on until all are closed, in settled listings whose time is over', async () => {
    for (const hour of ['08:00', '09:00', '10:00', '11:00']) market.put(hour, 'settled');
    market.put('07:00', 'cancelled');
    market.closings.set('08:00', [false, false, true]).set('09:00', [true]);
    assert.deepEqual(await round(), ['08:00', '09:00']);
    assert.deepEqual(market.calls, ['ratings 08:00', 'ratings 08:00', 'ratings 08:00', 'ratings 09:00']);
  });

  it('passes over what another has closed, and comes back to what can still be rated', async () => {
    for (const hour of ['08:00', '09:00']) market.put(hour, 'settled');
    market.closings.set('08:00', ['RATINGS_CLOSED']).set('09:00', [false, 'RATING_WINDOW_OPEN', true]);
    const closed = await round();
    assert.deepEqual(closed, ['08:00']);
    assert.deepEqual(await round(new Set(closed)), ['08:00', '09:00']);
    assert.deepEqual(market.calls.slice(3), ['ratings 09:00']);
  });

  it('fails with any other refusal', async () => {
    market.put('08:00', 'settled');
    market.closings.set('08:00', ['FORBIDDEN']);
    await assert.rejects(round(), { code: 'FORBIDDEN' });
  });
});
