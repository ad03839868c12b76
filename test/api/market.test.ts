import assert from 'node:assert/strict';
import { DELIVERY, LISTING, MARKET, MarketNetwork } from '../support/market-network';

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
});
