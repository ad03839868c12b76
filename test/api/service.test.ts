import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { type NetworkConnection } from '../../gateway-api/fabric/network-connection';
import { type NetworkFailure } from '../../network/running-network';
import { FakePeer } from '../support/fake-peer';
import { startTestCa, temporaryFolder, type TestCa } from '../support/test-ca';
import { TestGateway } from '../support/test-gateway';

describe('What the gateway serves besides the ledger', () => {
  const { folder, remove } = temporaryFolder();
  const peer = new FakePeer();
  let ca: TestCa;
  let gateway: TestGateway;
  let network: NetworkConnection;

  before(async () => {
    ca = await startTestCa();
    const organization = { mspId: 'HouseholdsMSP', name: 'households', ca: ca.ca.endpoint, registrar: ca.ca.registrar };
    network = { channel: 'energy', chaincode: 'sunledger', transport: peer, organizations: [organization] };
    gateway = await TestGateway.start(network, folder);
  });
  after(async () => {
    await gateway.stop();
    await ca.stop();
    remove();
  });

  it('says that it runs, and that it can serve', async () => {
    assert.equal((await gateway.send('GET', '/healthz')).text, '{"status":"ok"}');
    const ready = await gateway.send('GET', '/readyz');
    assert.deepEqual([ready.status, ready.body], [200, { network: 'ok', 'ca households': 'ok' }]);
  });

  it('says that a network that has failed is down, and why, though it still answers', async () => {
    let fail: (failure: NetworkFailure) => void = () => undefined;
    const failed = new Promise<NetworkFailure>((resolve) => (fail = resolve));
    const failing = await TestGateway.start({ ...network, failed }, `${folder}/failing`);
    try {
      assert.equal((await failing.send('GET', '/readyz')).status, 200);
      fail({ reason: 'the ledger could not be written (the disk is full)', isDiskFull: true });
      const { status, body } = await failing.send('GET', '/readyz');
      const network = 'down: the ledger could not be written (the disk is full)';
      assert.deepEqual([status, body], [503, { network, 'ca households': 'ok' }]);
      assert.equal((await failing.send('GET', '/v1/network')).status, 200);
    } finally {
      await failing.stop();
    }
  });

  it('tells everybody whose members it serves', async () => {
    const { body } = await gateway.send('GET', '/v1/network');
    const { height, ...others } = body;
    assert.match(String(height), /^[1-9]\d*$/);
    assert.deepEqual(others, {
      channel: 'energy',
      chaincode: 'sunledger',
      organizations: [{ mspId: 'HouseholdsMSP', name: 'households' }],
    });
  });

  it('documents itself, with a route for each operation and an operation for each route', async () => {
    // Every operation is asked by five methods.
    const { body } = await gateway.send('GET', '/openapi.json');
    assert.equal(body['openapi'], '3.1.0');
    for (const [address, operations] of Object.entries(body['paths'] as Record<string, Record<string, object>>)) {
      const concrete = address.replace(/\{\w+\}/g, 'x');
      const known = Object.keys(operations).map((method) => method.toUpperCase());
      for (const method of ['GET', 'POST', 'DELETE', 'PUT', 'PATCH']) {
        const answer = await gateway.send(method, concrete, method === 'GET' ? {} : { body: {} });
        if (known.includes(method))
          assert.ok(![404, 405].includes(answer.status), `${method} ${address} ${answer.text}`);
        else assert.equal(answer.status, 405, `${method} ${address}`);
      }
    }
  });

  it('has a page to read it that loads nothing from elsewhere', async () => {
    const page = await gateway.send('GET', '/docs');
    assert.equal(page.status, 200);
    const policy = page.headers.get('content-security-policy') ?? '';
    assert.match(policy, /default-src 'none'; script-src 'self';/);
    const links = [...page.text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, link]) => link ?? '');
    assert.ok(links.length >= 4);
    for (const link of links) {
      assert.match(link, /^\/docs\//);
      const answer = await gateway.send('GET', link);
      assert.equal(answer.status, 200, link);
      assert.equal(answer.headers.get('x-content-type-options'), 'nosniff');
    }
    assert.doesNotMatch(page.text, /<script>|onload=/);
    assert.equal((await gateway.send('GET', '/docs/assets/package.json')).status, 404);
  });

  it('explains every code that a problem document can carry', async () => {
    const { status, body } = await gateway.send('GET', '/problems/INSUFFICIENT_FUNDS');
    assert.deepEqual([status, body['status']], [200, 409]);
    assert.equal((await gateway.send('GET', '/problems/NO_SUCH_CODE')).status, 404);
    assert.equal((await gateway.send('GET', '/problems/constructor')).status, 404);
  });

  it('sends security headers with every kind of answer, and lets no other site in', async () => {
    for (const address of ['/healthz', '/v1/units', '/v1/nothing', '/openapi.json', '/docs', '/']) {
      const { headers } = await gateway.send('GET', address, { headers: { origin: 'https://elsewhere.example' } });
      assert.equal(headers.get('x-content-type-options'), 'nosniff', address);
      assert.match(headers.get('content-security-policy') ?? '', /default-src 'none'/, address);
      assert.match(headers.get('content-security-policy') ?? '', /frame-ancestors 'none'/, address);
      // Over plain HTTP it would shut out whoever has no TLS here
      assert.equal(headers.get('strict-transport-security'), null, address);
      assert.equal(headers.get('access-control-allow-origin'), null, address);
      assert.equal(headers.get('x-powered-by'), null, address);
    }
  });

  it('keeps answers of the API out of caches', async () => {
    assert.equal((await gateway.send('GET', '/v1/network')).headers.get('cache-control'), 'no-store');
  });

  it('names every request, with the client’s own id where it is a plain word', async () => {
    const own = await gateway.send('GET', '/healthz', { headers: { 'x-request-id': 'my-request.1' } });
    assert.equal(own.headers.get('x-request-id'), 'my-request.1');
    const odd = await gateway.send('GET', '/healthz', { headers: { 'x-request-id': 'a b <script>' } });
    assert.match(odd.headers.get('x-request-id') ?? '', /^[0-9a-f]{8}-[0-9a-z]+$/);
    const problem = await gateway.send('GET', '/v1/nothing', { headers: { 'x-request-id': 'traced' } });
    assert.equal(problem.body['instance'], 'urn:request:traced');
  });

  it('serves no file outside the console’s folder', async () => {
    const outside = readdirSync(path.join(__dirname, '..', '..', '..')).includes('package.json');
    assert.ok(outside);
    for (const address of [
      '/../package.json',
      '/%2e%2e/package.json',
      '/..%2fpackage.json',
      '/.gitkeep',
      '/console/../../package.json',
    ]) {
      const answer = await gateway.send('GET', address);
      assert.notEqual(answer.status, 200, address);
    }
  });

  it('holds a member, and an address, to so many requests', async () => {
    const limits = { perAddress: { perSecond: 1, burst: 60 }, perMember: { perSecond: 1, burst: 20 } };
    const strict = await TestGateway.start(network, `${folder}/strict`, { limits });
    try {
      const { enrollmentId, secret } = ca.ca.registrar;
      const token = await strict.enroll('households', enrollmentId, secret);
      const first = await strict.send('GET', '/v1/me', { token });
      assert.equal(first.status, 200);
      assert.match(first.headers.get('ratelimit') ?? '', /^"address"; r=\d+; t=\d+, "member"; r=19; t=\d+$/);
      for (let request = 1; request < 20; request++) await strict.send('GET', '/v1/me', { token });
      const refused = await strict.send('GET', '/v1/me', { token });
      assert.deepEqual([refused.status, refused.body['code']], [429, 'RATE_LIMITED']);
      assert.match(String(refused.body['detail']), /^A member/);
      assert.ok(Number(refused.headers.get('retry-after')) >= 1);
      // Pages and what does not exist count, too
      for (let request = 22; request < 60; request++) await strict.send('GET', request % 2 ? '/docs' : '/v1/nothing');
      const last = await strict.send('GET', '/v1/network');
      assert.equal(last.status, 429);
      assert.match(String(last.body['detail']), /^An address/);
      assert.ok(Number(last.headers.get('retry-after')) >= 1);
    } finally {
      await strict.stop();
    }
  });
});
