/** What a member with a valid session, or a stranger, tries at a gateway: each leaves things as they were. */
import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { LISTING, MarketNetwork } from '../support/market-network';

const transfer = { token: 'eEuro', to: 'h01@HouseholdsMSP', amount: '1' };

describe('Who means harm', function () {
  this.timeout(60_000);
  const network = new MarketNetwork();
  before(async () => {
    await network.start({ limits: { requestMs: 2_000 } });
    await network.populate();
  });
  after(() => network.stop());
  afterEach(() => {
    assert.deepEqual(
      network.gateway.logged.filter((line) => line.startsWith('A request failed')),
      [],
    );
  });

  /** Writes bytes to a connection of its own and gives all that comes back until it is closed. */
  const raw = (...parts: readonly (string | Buffer)[]): Promise<string> =>
    new Promise((resolve, reject) => {
      const { hostname, port } = new URL(network.gateway.url);
      const socket = connect(Number(port), hostname, () => parts.forEach((part) => socket.write(part)));
      let text = '';
      socket.on('data', (data: Buffer) => (text += data.toString('latin1')));
      socket.on('close', () => resolve(text));
      socket.on('error', (error: NodeJS.ErrnoException) =>
        error.code === 'ECONNRESET' ? resolve(text) : reject(error),
      );
      setTimeout(() => socket.destroy(), 20_000).unref();
    });
  const statuses = (text: string): string[] =>
    [...text.matchAll(/^HTTP\/1\.1 (\d{3})/gm)].map(([, status]) => status ?? '');
  const head = (line: string, ...headers: string[]): string =>
    `${[line, 'Host: gateway', ...headers].join('\r\n')}\r\n\r\n`;
  const member = () => `Authorization: Bearer ${network.cast.h02}`;

  it('smuggles no second request behind a first one', async () => {
    const inner = head('GET /v1/me HTTP/1.1');
    const both = ['Content-Type: application/json', 'Transfer-Encoding: chunked', `Content-Length: ${inner.length}`];
    const smuggled = [
      head('POST /v1/transfers HTTP/1.1', ...both) + `0\r\n\r\n${inner}`,
      head('POST /v1/transfers HTTP/1.1', 'Content-Length: 5', 'Content-Length: 6') + `{}   ${inner}`,
      head('POST /v1/transfers HTTP/1.1', 'Transfer-Encoding: xchunked') + inner,
      head('POST /v1/transfers HTTP/1.1', 'Transfer-Encoding : chunked') + inner,
      head('POST /v1/transfers HTTP/1.1', 'Content-Length: +5') + inner,
      head('GET /v1/me HTTP/1.1', ' folded: x') + inner,
    ];
    for (const text of smuggled) {
      const answer = await raw(text);
      assert.deepEqual(statuses(answer), ['400'], `${JSON.stringify(text)} was answered ${answer}`);
    }
  });

  it('sends addresses in forms of its own, and is told that there is nothing, or that they cannot be read', async () => {
    for (const target of [
      'http://[/v1/me',
      '//[/v1/me',
      'http://evil.example/v1/me',
      '/v1/%ff',
      '/v1/units/%00',
      '/v1/units/..%2f..%2fme',
      '/v1/members/%2e%2e%2fx',
      '/v1//me',
      '*',
    ]) {
      const answer = await raw(head(`GET ${target} HTTP/1.1`, 'Connection: close'));
      assert.match(answer, /^HTTP\/1\.1 40[0145] /, `${target} was answered ${answer}`);
      assert.doesNotMatch(answer, /node_modules|\.js:\d/);
    }
  });

  it('sends headers without end, or a body drop by drop, and is cut off', async () => {
    assert.deepEqual(statuses(await raw(head('GET /v1/me HTTP/1.1', `X-Long: ${'x'.repeat(40_000)}`))), ['431']);
    const many = Array.from({ length: 3_000 }, (_, index) => `X-${index}: y`);
    assert.match(await raw(head('GET /v1/me HTTP/1.1', ...many)), /^HTTP\/1\.1 431 /);
    const slow = await raw(
      head('POST /v1/transfers HTTP/1.1', member(), 'Content-Type: application/json', 'Content-Length: 500'),
      '{"token"',
    );
    assert.match(slow, /^HTTP\/1\.1 408 /);
  });

  it('sends compressed bombs, JSON without end or with a name twice, and changes nothing', async () => {
    const { h02 } = network.cast;
    const before_ = await network.ledger();
    const bomb = gzipSync(Buffer.alloc(5_000_000, 0x20));
    const packed = await raw(
      head(
        'POST /v1/transfers HTTP/1.1',
        ...[member(), 'Content-Type: application/json', 'Content-Encoding: gzip', 'Connection: close'],
        `Content-Length: ${bomb.length}`,
      ),
      bomb,
    );
    assert.deepEqual(statuses(packed), ['415']);
    const deep = `{"token":${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}}`;
    for (const body of [
      deep,
      `{"token":"eEuro","to":"h01@HouseholdsMSP","amount":"1","__proto__":{"amount":"9"}}`,
      `{"token":"eEuro","to":"h01@HouseholdsMSP","constructor":{"prototype":{"amount":"9"}}}`,
      `{"token":"eEuro","to":"h01@HouseholdsMSP","amount":["1"]}`,
    ]) {
      const answer = await network.gateway.send('POST', '/v1/transfers', { token: h02, body });
      assert.equal(answer.status, 400, answer.text);
    }
    assert.deepEqual(await network.ledger(), before_);
    assert.equal(({} as Record<string, unknown>)['amount'], undefined);
  });

  it('says a name twice, and is held to neither of the two', async () => {
    const { h02 } = network.cast;
    const before_ = await network.ledger();
    for (const body of [
      `{"token":"eEuro","to":"h01@HouseholdsMSP","amount":"1","amount":"90"}`,
      `{"token":"eEuro","to":"h01@HouseholdsMSP","amount":"1","\\u0061mount":"90"}`,
    ]) {
      const answer = await network.gateway.send('POST', '/v1/transfers', { token: h02, body });
      assert.deepEqual([answer.status, answer.body['code']], [400, 'MALFORMED_REQUEST'], answer.text);
    }
    assert.deepEqual(await network.ledger(), before_);
  });

  it('takes another’s idempotency key or uses its own for something else, and moves nothing', async () => {
    const { h01, h02 } = network.cast;
    const headers = { 'idempotency-key': 'shared', prefer: 'wait=20' };
    const first = await network.gateway.send('POST', '/v1/transfers', { token: h02, body: transfer, headers });
    assert.equal(first.status, 201, first.text);
    const other = { ...transfer, amount: '2' };
    const reused = await network.gateway.send('POST', '/v1/transfers', { token: h02, body: other, headers });
    assert.deepEqual([reused.status, reused.body['code']], [422, 'IDEMPOTENCY_KEY_REUSED']);
    // The same key of somebody else is another key: it neither shows nor blocks the first one's outcome.
    const stranger = await network.gateway.send('POST', '/v1/transfers', {
      token: h01,
      body: { ...transfer, to: 'h02@HouseholdsMSP', amount: '0.5' },
      headers,
    });
    assert.equal(stranger.headers.get('idempotency-replayed'), null);
    assert.notEqual(stranger.body['transactionId'], first.body['transactionId']);
  });

  it('reads with the marks of another’s answers, and gets what is its own', async () => {
    const { h01, h02 } = network.cast;
    const address = '/v1/accounts/h02@HouseholdsMSP/eEuro';
    const mine = await network.gateway.send('GET', address, { token: h02 });
    const etag = mine.headers.get('etag') ?? '';
    assert.ok(mine.status === 200 && etag !== '');
    const theirs = await network.gateway.send('GET', address, { token: h01, headers: { 'if-none-match': etag } });
    assert.equal(theirs.status, 403, theirs.text);
    const page = await network.gateway.send('GET', `${address}/history?pageSize=1`, { token: h02 });
    const bookmark = String(page.body['bookmark']);
    const query = new URLSearchParams({ pageSize: '50', bookmark });
    const own = await network.gateway.send('GET', `/v1/accounts/h01@HouseholdsMSP/eEuro/history?${query.toString()}`, {
      token: h01,
    });
    assert.doesNotMatch(own.text, /"h02@HouseholdsMSP".*mint/);
    for (const tampered of ['../../account', `${bookmark}x`, Buffer.from('9.9.9; drop').toString('base64url')]) {
      const given = new URLSearchParams({ bookmark: tampered });
      const answer = await network.gateway.send('GET', `/v1/units?${given.toString()}`, { token: h01 });
      assert.ok([200, 400].includes(answer.status), answer.text);
    }
  });

  it('writes nothing into the log but what is a line of its own', async () => {
    const begun = network.gateway.logged.length;
    await raw(head('GET /v1/%0a{"level":50,"msg":"forged"} HTTP/1.1', 'X-Request-Id: a\tb', 'Connection: close'));
    await network.gateway.send('GET', `/v1/listings/${LISTING}%0d%0aforged`, { token: network.cast.h01 });
    const lines = network.gateway.logged.slice(begun).join('\n');
    assert.doesNotMatch(lines, /forged/);
  });

  it('holds no more streams than a member may, and no more that catch up', async () => {
    const streams: AbortController[] = [];
    const follow = async (): Promise<number> => {
      const leaving = new AbortController();
      streams.push(leaving);
      const headers = { authorization: `Bearer ${network.cast.h01}` };
      return (await fetch(`${network.gateway.url}/v1/events`, { headers, signal: leaving.signal })).status;
    };
    for (let stream = 0; stream < 8; stream++) assert.equal(await follow(), 200);
    assert.equal(await follow(), 429);
    streams.forEach((leaving) => leaving.abort());
  });
});
