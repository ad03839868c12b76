import assert from 'node:assert/strict';
import { type TestGateway } from '../../support/test-gateway';
import { FakeNetwork } from '../../support/fake-network';
import { scrape } from '../../support/metric-samples';

const MVCC_READ_CONFLICT = 11;
const operations = { host: '127.0.0.1', port: 0 };

describe('Metrics', () => {
  let network: FakeNetwork;
  let gateway: TestGateway;
  let token: string;
  before(async () => {
    network = await FakeNetwork.start();
    gateway = await network.gateway({ operations });
    token = await network.signedIn(gateway);
  });
  after(() => network.stop());

  const read = () => scrape(gateway.running.operationsUrl);
  const transfer = { token: 'eEuro', to: 'h02@HouseholdsMSP', amount: '1' };

  it('are served at an address of their own and not at the door', async () => {
    assert.equal((await gateway.send('GET', '/metrics')).status, 404);
    const response = await fetch(`${gateway.running.operationsUrl ?? ''}/metrics`);
    assert.match(response.headers.get('content-type') ?? '', /^text\/plain; version=0\.0\.4/);
    assert.equal(response.headers.get('x-powered-by'), null);
  });

  it('are served at the door where that was chosen', async () => {
    const open = await network.gateway({ operations: 'door' });
    assert.equal(open.running.operationsUrl, undefined);
    assert.match((await open.send('GET', '/metrics')).text, /^sunledger_http_requests_in_flight 1$/m);
  });

  it('count requests by route and status, never by address', async () => {
    await gateway.send('GET', '/v1/units/pv-of-ada', { token });
    await gateway.send('GET', '/v1/units/pv-of-bob');
    const samples = await read();
    const counted = (status: string) =>
      samples.get(`sunledger_http_requests_total{method="GET",route="/v1/units/{unit}",status="${status}"}`);
    assert.deepEqual([counted('200'), counted('401')], [1, 1]);
    const time = 'sunledger_http_request_duration_seconds_count{method="GET",route="/v1/units/{unit}"}';
    assert.equal(samples.get(time), 2);
    assert.doesNotMatch([...samples.keys()].join('\n'), /pv-of|@HouseholdsMSP|127\.0\.0\.1/);
  });

  it('have no more series, whatever clients ask for', async () => {
    const ask = async (round: number): Promise<number> => {
      await gateway.send('PUT', '/v1/units', { body: {} });
      for (let each = 0; each < 8; each++) {
        const headers = { 'x-request-id': `r${round}-${each}`, 'idempotency-key': `k${round}-${each}` };
        await gateway.send('GET', `/v1/units/u${round}-${each}`, { token, headers });
        await gateway.send('GET', `/nothing/${round}/${each}?q=${each}`);
        await gateway.send('POST', '/v1/transfers', {
          token,
          body: { ...transfer, amount: String(each + 1) },
          headers,
        });
      }
      let samples = await read();
      while (samples.get('sunledger_writes_in_flight') !== 0) samples = await read();
      // Those of the process grow with the kinds of garbage collection that it has seen.
      return [...samples.keys()].filter((name) => name.startsWith('sunledger_')).length;
    };
    const first = await ask(1);
    assert.equal(await ask(2), first);
  });

  it('count writes by outcome, and the transactions they took by validation code', async () => {
    const before_ = await read();
    network.peer.codes.push(MVCC_READ_CONFLICT);
    assert.equal((await gateway.command(token, 'POST', '/v1/transfers', transfer)).body['attempts'], 2);
    const after_ = await read();
    const more = (name: string) => (after_.get(name) ?? 0) - (before_.get(name) ?? 0);
    assert.equal(more('sunledger_transactions_total{transaction="TransferEEuro",outcome="committed",code=""}'), 1);
    assert.equal(more('sunledger_transaction_attempts_total{validation_code="MVCC_READ_CONFLICT"}'), 1);
    assert.equal(more('sunledger_transaction_attempts_total{validation_code="VALID"}'), 1);
    assert.equal(more('sunledger_transaction_attempts_bucket{le="1"}'), 0);
    assert.equal(more('sunledger_transaction_attempts_bucket{le="2"}'), 1);
    assert.equal(more('sunledger_transaction_duration_seconds_count{outcome="committed"}'), 1);
  });

  it('count what the network finds invalid, with its code', async () => {
    const BAD_RESPONSE_PAYLOAD = 21;
    network.peer.codes.push(BAD_RESPONSE_PAYLOAD);
    assert.equal((await gateway.command(token, 'POST', '/v1/transfers', transfer)).status, 409);
    const samples = await read();
    assert.equal(
      samples.get(
        'sunledger_transactions_total{transaction="TransferEEuro",outcome="invalid",code="TRANSACTION_INVALID"}',
      ),
      1,
    );
    assert.equal(samples.get('sunledger_transaction_attempts_total{validation_code="BAD_RESPONSE_PAYLOAD"}'), 1);
  });

  it('show what waits, what is open, how far the channel is, and the process', async () => {
    const samples = await read();
    for (const [name, value] of Object.entries({
      sunledger_writes_in_flight: 0,
      sunledger_event_streams: 0,
      sunledger_sessions_open: 1,
      sunledger_ledger_height_blocks: network.peer.height,
      // This peer has transactions committed in a block that it does not give out
      sunledger_read_model_height_blocks: 0,
      sunledger_read_model_lag_blocks: network.peer.height + 1,
      'sunledger_ready{check="network"}': 1,
      'sunledger_ready{check="ca households"}': 1,
    })) {
      assert.equal(samples.get(name), value, name);
    }
    for (const name of [
      'process_cpu_seconds_total',
      'process_resident_memory_bytes',
      'nodejs_eventloop_lag_p99_seconds',
    ]) {
      assert.ok((samples.get(name) ?? -1) >= 0, name);
    }
  });

  it('keep to Prometheus’s names: a prefix, base units, _total for what only grows', async () => {
    const text = await (await fetch(`${gateway.running.operationsUrl ?? ''}/metrics`)).text();
    const types = [...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)].filter(([, name]) => name?.startsWith('sunledger_'));
    assert.ok(types.length > 12);
    for (const [, name = '', type] of types) {
      assert.match(name, /^sunledger_[a-z]+(_[a-z]+)*$/);
      assert.equal(type === 'counter', name.endsWith('_total'), name);
      assert.doesNotMatch(name, /_(ms|milliseconds|minutes|kib|percent)(_|$)/);
    }
    for (const [, name = ''] of types) assert.match(text, new RegExp(`^# HELP ${name} \\S`, 'm'));
  });
});
