import assert from 'node:assert/strict';
import { MarketNetwork, rules } from '../support/market-network';

describe('Time travel on the embedded network', () => {
  const network = new MarketNetwork();
  before(async () => {
    await network.start();
    await network.populate();
  });
  after(() => network.stop());

  it('plays an hour of 2030 and one of 2040 at once, in a market on a simulated clock', async () => {
    const { operator, h01, h02 } = network.cast;
    await network.done(operator, '/v1/markets', { market: 'years', rules });
    for (const year of ['2030', '2040']) {
      const clock = (time: string) =>
        network.done(operator, '/v1/markets/years/clock', { time: `${year}-06-01T${time}Z` });
      await clock('11:00:00');
      await network.done(operator, '/v1/markets/years/listings', { deliveryStart: `${year}-06-01T12:00:00Z` });
      const listing = `/v1/listings/years_${year}0601T1200Z`;
      const offer = (side: 'sell' | 'buy', more: object) => ({ side, offer: side + year, energy: '1', ...more });
      await network.done(h01, `${listing}/offers`, offer('sell', { unit: 'pv-h01', price: '0.1' }));
      await network.done(h02, `${listing}/offers`, offer('buy', { price: '0.2' }));
      await clock('12:00:00');
      for (const step of ['closing', 'clearing', 'settlement']) await network.done(operator, `${listing}/${step}`);
    }
    const { body } = await network.gateway.send('GET', '/v1/accounts/h02@HouseholdsMSP/eEuro', { token: h02 });
    assert.equal(body['available'], '99.6');
  });

  it('goes forward only', async () => {
    const { operator } = network.cast;
    const back = { time: '2035-01-01T00:00:00Z' };
    const answer = await network.gateway.command(operator, 'POST', '/v1/markets/years/clock', back);
    assert.equal(answer.body['code'], 'MARKET_CLOCK');
  });

  it("leaves the network's own time alone", async () => {
    const commit = await network.gateway.command(network.cast.operator, 'POST', '/v1/markets/years/clock', {
      time: '2041-01-01T00:00:00Z',
    });
    const { proposedAt } = (await network.devnet.trace(String(commit.body['transactionId']))) ?? {};
    assert.ok(Math.abs(Date.parse(proposedAt ?? '') - Date.now()) < 3_600_000, proposedAt ?? 'no time');
  });

  it('is no way to move a market on real time', async () => {
    const { operator } = network.cast;
    await network.done(operator, '/v1/markets', { market: 'real', rules: { ...rules, clock: 'real' } });
    const time = { time: '2040-01-01T00:00:00Z' };
    const answer = await network.gateway.command(operator, 'POST', '/v1/markets/real/clock', time);
    assert.ok(answer.status >= 400, answer.text);
  });
});
