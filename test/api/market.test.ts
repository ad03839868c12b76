import assert from 'node:assert/strict';
import { DELIVERY, LISTING, MARKET, MarketNetwork, rules } from '../support/market-network';

describe('The hourly market over REST', () => {
  const network = new MarketNetwork();
  before(async () => {
    await network.start();
    await network.populate();
  });
  after(() => network.stop());

  const read = async (token: string, address: string) => {
    const answer = await network.gateway.send('GET', address, { token });
    assert.equal(answer.status, 200, answer.text);
    return answer.body;
  };

  it('takes a sell and a buy offer, clears them and moves the money', async () => {
    const { h01, h02, operator } = network.cast;
    const offers = `/v1/listings/${LISTING}/offers`;
    await network.done(h01, offers, { side: 'sell', offer: 's1', unit: 'pv-h01', energy: '2', price: '0.1' });
    await network.done(h02, offers, { side: 'buy', offer: 'b1', energy: '1.5', price: '0.2' });
    await network.done(operator, `/v1/markets/${MARKET}/clock`, { time: DELIVERY });
    for (const step of ['closing', 'clearing', 'settlement']) {
      await network.done(operator, `/v1/listings/${LISTING}/${step}`);
    }
    const clearing = await read(h01, `/v1/clearings/${LISTING}`);
    assert.equal(clearing['state'], 'settled');
    assert.deepEqual(clearing['clearing'], { price: '0.2', energy: '1.5', turnover: '0.3', trades: 1, offers: 2 });
    const trades = await read(h02, `/v1/clearings/${LISTING}/trades`);
    assert.equal((trades['items'] as unknown[]).length, 1);
    const seller = await read(h01, '/v1/accounts/h01@HouseholdsMSP/eEuro');
    const buyer = await read(h02, '/v1/accounts/h02@HouseholdsMSP/eEuro');
    assert.deepEqual([seller['available'], buyer['available'], buyer['escrowed']], ['0.297', '99.7', '0']);
  });

  it('shows an offer with what came of it', async () => {
    const result = await read(network.cast.h02, `/v1/listings/${LISTING}/offers/h02@HouseholdsMSP/b1`);
    assert.equal(result['tradedEnergy'], '1.5');
  });

  it('lets the buyer use the energy that it bought, once', async () => {
    const { h01, h02 } = network.cast;
    const address = `/v1/clearings/${LISTING}/certificates/0`;
    const { owner, seller, unit, hour, energy, used } = await read(h01, address);
    assert.deepEqual([owner, seller, unit], ['h02@HouseholdsMSP', 'h01@HouseholdsMSP', 'pv-h01']);
    assert.deepEqual([hour, energy, used], [DELIVERY, '1.5', '0']);
    await network.done(h02, `${address}/use`, { energy: '1' });
    const tooMuch = await network.gateway.command(h02, 'POST', `${address}/use`, { energy: '0.501' });
    assert.deepEqual([tooMuch.status, tooMuch.body['code']], [409, 'CERTIFICATE_USED']);
    const foreign = await network.gateway.command(h01, 'POST', `${address}/use`, { energy: '0.5' });
    assert.deepEqual([foreign.status, foreign.body['code']], [403, 'CERTIFICATE_NOT_OWNED']);
    await network.done(h02, `${address}/use`, { energy: '0.5' });
    const list = await read(h01, `/v1/clearings/${LISTING}/certificates`);
    assert.deepEqual(
      (list['items'] as { state: string; used: string }[]).map(({ state, used }) => [state, used]),
      [['retired', '1.5']],
    );
  });

  it('keeps what an interval leaves unfilled for the next one, where the market is made so', async () => {
    const { h02, operator } = network.cast;
    await network.done(operator, '/v1/markets', { market: 'rounds', rules: { ...rules, mechanism: 'tdda' } });
    const clock = (time: string) => network.done(operator, '/v1/markets/rounds/clock', { time });
    const open = (deliveryStart: string) => network.done(operator, '/v1/markets/rounds/listings', { deliveryStart });
    await clock('2026-06-01T11:00:00Z');
    await open(DELIVERY);
    const [first, next] = ['rounds_20260601T1200Z', 'rounds_20260601T1300Z'];
    await network.done(h02, `/v1/listings/${first}/offers`, { side: 'buy', offer: 'b1', energy: '2', price: '0.1' });
    await clock(DELIVERY);
    await open('2026-06-01T13:00:00Z');
    for (const step of ['closing', 'clearing', 'settlement', 'settlement']) {
      await network.done(operator, `/v1/listings/${first}/${step}`);
    }
    const { carried, refund } = await read(h02, `/v1/listings/${first}/offers/h02@HouseholdsMSP/b1`);
    assert.deepEqual(carried, { energy: '2', escrow: '0.2', to: next, as: 'b1', reason: null });
    assert.equal(refund, '0');
    const { offer } = await read(h02, `/v1/listings/${next}/offers/h02@HouseholdsMSP/b1`);
    assert.deepEqual((offer as { state: string; escrow: string }).escrow, '0.2');
    const { escrowed } = await read(h02, '/v1/accounts/h02@HouseholdsMSP/eEuro');
    assert.equal(escrowed, '0.2');
  });
});
