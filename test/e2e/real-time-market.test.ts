import assert from 'node:assert/strict';
import { MarketScheduler } from '../../agents/scheduler/market-scheduler';
import { demoRules } from '../../agents/simulator/demo-rules';
import { type DemoWorld, startDemoWorld } from '../support/demo-world';

const INTERVAL_MS = 15 * 60_000;

describe('a market in real time, run through REST', function () {
  this.timeout(300_000);
  let world: DemoWorld;

  before(async () => {
    world = await startDemoWorld();
    await world.demonstration().prepare();
    const rules = { ...demoRules('midpoint'), clock: 'real', intervalMinutes: 15, attestation: 'off' } as const;
    await world.cast.operator.api.createMarket('live', rules);
  });
  after(() => world.stop());

  it('gets its next listing opened by whichever scheduler comes first, and once', async () => {
    const { api } = world.cast.operator;
    const log = { info: () => undefined, warn: () => undefined };
    const schedulers = [0, 1].map(() => new MarketScheduler({ api, market: 'live', log }));
    const startedAt = Date.now();
    const waits = await Promise.all(schedulers.map((scheduler) => scheduler.round()));
    for (const [index, { health }] of schedulers.entries()) {
      assert.equal(health.failure, undefined);
      assert.ok(waits[index]! > 0 && waits[index]! <= INTERVAL_MS);
    }
    const listings = await api.listings('live', '2020-01-01T00:00:00Z');
    const open = listings.filter(({ state }) => state === 'open');
    // One, or two when an interval began in between.
    const next = (time: number) => (Math.floor(time / INTERVAL_MS) + 1) * INTERVAL_MS;
    const expected = new Set([next(startedAt), next(Date.now())]);
    const starts = open.map(({ deliveryStart }) => Date.parse(deliveryStart));
    assert.ok(starts.length > 0 && starts.length === new Set(starts).size);
    for (const start of starts) assert.ok(expected.has(start));

    const [household] = world.cast.households;
    const listing = open.at(-1)!;
    await world.cast.banker.api.mint(household!.api.member, '10');
    await household!.api.buy(listing.id, { offer: 'b1', energy: '1', price: '0.15' });
    assert.equal((await api.offers(listing.id)).length, 1);
  });
});
