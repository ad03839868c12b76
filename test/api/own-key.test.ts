import assert from 'node:assert/strict';
import { type ApiAnswer, type ApiCall, type Transport } from '../../client/own-key/member-signer';
import { type OwnKeyIdentity } from '../../client/own-key/own-key-identity';
import { OwnKeySession } from '../../client/own-key/own-key-session';
import { MarketNetwork } from '../support/market-network';
import { admitOwnKey, transportTo } from '../support/own-key-client';

const ME = 'k01@HouseholdsMSP';

describe('A member who keeps its key', function () {
  this.timeout(30_000);
  const network = new MarketNetwork();
  const transport = transportTo(() => network.gateway);
  let identity: OwnKeyIdentity;
  let session: OwnKeySession;

  before(async () => {
    await network.start();
    await network.populate();
    identity = await admitOwnKey(network.gateway, network.cast.founder, 'HouseholdsMSP', 'k01', 3);
    session = new OwnKeySession(identity, { origin: network.gateway.url });
  });
  after(() => network.stop());

  const send = (method: ApiCall['method'], path: string, body?: object, by: Transport = transport) =>
    session.send({ method, path, ...(body ? { body } : {}) }, by);
  const ok = ({ status, body }: ApiAnswer): Record<string, unknown> => {
    assert.ok(status < 300, `${status} ${JSON.stringify(body)}`);
    return body as Record<string, unknown>;
  };

  it('registers, reads and pays with signatures of its own', async () => {
    ok(await send('POST', '/v1/me', { firstName: 'Own', lastName: 'Key', email: 'own.key@example.org' }));
    const me = ok(await send('GET', '/v1/me'));
    assert.equal(me['id'], ME);
    await network.done(network.cast.h02, '/v1/transfers', { token: 'eEuro', to: ME, amount: '10' });
    const receipt = ok(await send('POST', '/v1/transfers', { token: 'eEuro', to: 'h02@HouseholdsMSP', amount: '4' }));
    assert.equal(receipt['state'], 'committed');
    const balance = ok(await send('GET', `/v1/accounts/${ME}/eEuro`));
    assert.equal(balance['available'], '6');
  });
});
