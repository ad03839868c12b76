import assert from 'node:assert/strict';
import { GatewayProblem } from '../../../client';
import { finishListing } from '../../../agents/scheduler/finish-listing';
import { SimulatedMarket } from '../../support/simulated-market';

describe('finishing a listing', () => {
  const finish = async (market: SimulatedMarket, hour: string, seenAs: 'open' | 'closed' | 'cleared' | 'cancelled') => {
    const listing = await market.api.listing(hour);
    assert.ok(listing);
    return (await finishListing(market.api, { ...listing, state: seenAs })).state;
  };

  it('goes on from where another has got to, whatever was seen before', async () => {
    for (const state of ['closed', 'cleared', 'settled'] as const) {
      const market = new SimulatedMarket();
      market.put('10:00', state);
      assert.equal(await finish(market, '10:00', 'open'), 'settled');
    }
  });

  it('pays a cancelled listing back until there is nothing left to pay', async () => {
    const market = new SimulatedMarket();
    market.put('10:00', 'cancelled');
    assert.equal(await finish(market, '10:00', 'cancelled'), 'cancelled');
    assert.deepEqual(market.calls, ['settle 10:00']);
  });

  it('leaves a cleared listing as it is while an agent has to attest it', async () => {
    const market = new SimulatedMarket();
    market.put('10:00', 'closed');
    market.awaited.add('10:00');
    assert.equal(await finish(market, '10:00', 'closed'), 'cleared');
    market.awaited.delete('10:00');
    assert.equal(await finish(market, '10:00', 'cleared'), 'settled');
  });

  it('passes on every other refusal', async () => {
    const market = new SimulatedMarket();
    market.put('10:00', 'open');
    const tooEarly = new GatewayProblem('not yet', { status: 409, code: 'BIDDING_NOT_OVER' });
    const api = Object.assign(Object.create(market.api) as typeof market.api, {
      close: () => Promise.reject(tooEarly),
    });
    const listing = await market.api.listing('10:00');
    await assert.rejects(finishListing(api, listing!), tooEarly);
  });
});
