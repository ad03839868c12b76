import assert from 'node:assert/strict';
import { AdaptiveBidder } from '../../../agents/bidding/adaptive-bidder';
import { BookApi } from '../../../agents/client/book-api';
import { followEvents } from '../../../agents/client/follow-events';
import { KeptKey, SunledgerClient } from '../../../client';
import { parsePrice, parseRatio } from '../../../chaincode/domain/units';
import { EnergyNetwork } from '../../support/energy-network';
import { sampleBookRules } from '../../support/sample-calls';
import { PASSPHRASE } from '../../support/test-gateway';

const UNIT = 'su1@HouseholdsMSP';

describe('An adaptive bidder on the network', () => {
  const network = new EnergyNetwork();
  before(async () => {
    await network.start();
    await network.bootstrap();
    await network.join('seller', 'buyer', 'bank');
    await network.admit('su1');
  });
  after(() => network.stop());

  it('moves its order toward what others ask until both trade, and never pays more than its limit', async () => {
    const [seller, buyer, bank] = ['seller', 'buyer', 'bank'].map((name) => `${name}@HouseholdsMSP`) as [
      string,
      string,
      string,
    ];
    await network.vote(network.founder, 'RegisterStorageUnit', { unit: UNIT, owner: seller });
    await network.vote(network.founder, 'ChangeBanker', { member: bank });
    await network.vote(network.founder, 'GrantRole', { member: bank, role: 'marketOperator' });
    await network.act(bank, `/v1/accounts/${buyer}/eEuro/mint`, { amount: '10' });
    const reports = [{ kind: 'produced', report: 1, member: seller, energy: '10' }];
    await network.act(UNIT, `/v1/storage-units/${UNIT}/report-batches`, { reports });
    await network.act(bank, '/v1/books', { book: 'ent', rules: sampleBookRules });

    const signer = new KeptKey({ member: buyer, passphrase: PASSPHRASE });
    const client = new SunledgerClient({ url: network.url, signer });
    const bidder = new AdaptiveBidder({
      api: new BookApi(client),
      events: (signal) => followEvents(client, 'ent', signal),
      ...{ book: 'ent', name: 'auto', amount: '2', firstLimit: parsePrice('0.2'), everyMs: 200 },
      terms: { side: 'buy', ownLimit: parsePrice('0.5'), rate: parseRatio('0.5') },
      log: { info: () => undefined, warn: () => undefined },
    });
    const stop = new AbortController();
    const bidding = bidder.run(stop.signal);
    const terms = { side: 'sell', kind: 'limit', amount: '1' };
    await network.act(seller, '/v1/books/ent/orders', { order: 's1', terms: { ...terms, price: '0.4' } });
    await network.act(seller, '/v1/books/ent/orders', { order: 's2', terms: { ...terms, price: '0.45' } });
    const late = setTimeout(() => stop.abort(), 40_000);
    assert.equal(await bidding, true);
    clearTimeout(late);
    assert.deepEqual(await network.balances(buyer, 'eEuro', buyer), [['9.15', '0']]);
    const { items } = await network.read<{ items: { state: string; left: string }[] }>(
      buyer,
      `/v1/books/ent/orders/${buyer}?pageSize=50`,
    );
    assert.ok(items.length > 2 && items.every(({ state }) => state !== 'open'));
    assert.equal(items.filter(({ state }) => state === 'filled').length, 1);
  });
});
