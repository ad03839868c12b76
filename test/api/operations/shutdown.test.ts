import assert from 'node:assert/strict';
import { FakeNetwork } from '../../support/fake-network';
import { until } from '../../support/until';

const operations = { host: '127.0.0.1', port: 0 };
const transfer = { token: 'eEuro', to: 'h02@HouseholdsMSP', amount: '1' };

describe('A gateway that stops', () => {
  let network: FakeNetwork;
  before(async () => {
    network = await FakeNetwork.start();
  });
  after(() => network.stop());
  afterEach(() => {
    network.peer.silent = false;
  });

  it('lets a write under way end, and meanwhile takes no other and says that it is not ready', async () => {
    const gateway = await network.gateway({ operations });
    const token = await network.signedIn(gateway);
    const stream = await fetch(`${gateway.url}/v1/events`, { headers: { authorization: `Bearer ${token}` } });
    // Given a write that the network does not say anything of
    network.peer.silent = true;
    const writing = gateway.command(token, 'POST', '/v1/transfers', transfer);
    await until('it is ordered', () => network.peer.ordered.size > 0);

    // When the gateway is told to stop
    const stopping = gateway.running.stop();
    await until('it stops', async () => (await fetch(`${gateway.running.operationsUrl ?? ''}/readyz`)).status === 503);
    const ready = await gateway.send('GET', '/readyz');
    assert.deepEqual([ready.status, ready.body['gateway']], [503, 'down']);
    const refused = await gateway.send('POST', '/v1/transfers', { token, body: transfer });
    assert.deepEqual([refused.status, refused.body['code']], [503, 'GATEWAY_STOPPING']);
    assert.equal(refused.headers.get('retry-after'), '2');
    assert.equal(refused.headers.get('connection'), 'close');
    assert.equal((await gateway.send('GET', '/v1/network')).status, 200);
    assert.equal((await fetch(`${gateway.running.operationsUrl ?? ''}/healthz`)).status, 200);

    // Then the write has its answer, streams are told when to come back, and the door is shut
    network.peer.silent = false;
    assert.equal((await writing).status, 201);
    assert.match(await stream.text(), /^: this gateway stops, go on at another one\nretry: \d{3,4}\n\n$/m);
    await stopping;
    await assert.rejects(fetch(`${gateway.url}/healthz`));
  });

  it('does not wait for ever for a network that says nothing', async () => {
    const gateway = await network.gateway({ shutdown: { withinMs: 50 } });
    const token = await network.signedIn(gateway);
    network.peer.silent = true;
    const known = network.peer.ordered.size;
    const writing = gateway.command(token, 'POST', '/v1/transfers', transfer).catch(() => undefined);
    await until('it is ordered', () => network.peer.ordered.size > known);
    await gateway.running.stop();
    assert.ok(
      gateway.logged.some((line) => line.startsWith('Writes were still under way') && line.includes('"left":1')),
    );
    await writing;
  });

  it('stops once, however often it is told to', async () => {
    const gateway = await network.gateway();
    await Promise.all([gateway.stop(), gateway.stop()]);
    await gateway.stop();
  });
});
