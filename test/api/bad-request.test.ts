import assert from 'node:assert/strict';
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { LISTING, MarketNetwork } from '../support/market-network';
import { isProblem } from '../support/problem-answer';

const offers = `/v1/listings/${LISTING}/offers`;
const buy = { side: 'buy', offer: 'b1', energy: '1', price: '0.2' };

describe('A request that is none', () => {
  const network = new MarketNetwork();
  let before_: Awaited<ReturnType<MarketNetwork['ledger']>>;
  before(async () => {
    await network.start();
    await network.populate();
    before_ = await network.ledger();
  });
  after(() => network.stop());
  afterEach(async () => {
    assert.deepEqual(await network.ledger(), before_, 'a refused request changed the ledger');
    assert.deepEqual(
      network.gateway.logged.filter((line) => line.startsWith('A request failed')),
      [],
    );
  });

  const raw = (
    body: string | Buffer,
    headers: Record<string, string> = {},
  ): Promise<{ status: number; text: string }> =>
    new Promise((resolve, reject) => {
      const { h02 } = network.cast;
      const sent = httpRequest(
        `${network.gateway.url}${offers}`,
        {
          method: 'POST',
          headers: { authorization: `Bearer ${h02}`, 'content-type': 'application/json', ...headers },
        },
        (response) => {
          let text = '';
          response.setEncoding('utf8').on('data', (part: string) => (text += part));
          response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
        },
      );
      sent.on('error', reject);
      sent.end(body);
    });

  it('refuses bodies that are not a JSON object in UTF-8', async () => {
    const deep = '['.repeat(10_000);
    for (const body of ['{', 'x', '"text"', '1', 'null', '[]', '{"a":1}x', deep, Buffer.from([0x7b, 0xff, 0x7d])]) {
      const { status, text } = await raw(body);
      assert.equal(status, 400, text);
      assert.match(text, /"code":"(MALFORMED_REQUEST|INVALID_ARGUMENT)"/);
    }
  });

  it('refuses text that is not UTF-8, even inside a string', async () => {
    const { text } = await raw(Buffer.from('{"side":"\xff"}', 'latin1'));
    assert.match(text, /"code":"MALFORMED_REQUEST"/);
  });

  it('refuses keys that would reach into prototypes', async () => {
    for (const body of [
      `{"__proto__":{"side":"buy"},"offer":"b9","energy":"1","price":"0.1"}`,
      `{"side":"buy","offer":"b9","energy":"1","price":"0.1","__proto__":{}}`,
      `{"side":"buy","offer":"b9","energy":"1","price":"0.1","\\u005f_proto__":{}}`,
      `{"side":"constructor","offer":"b9","energy":"1","price":"0.1"}`,
      `{"side":"toString","offer":"b9","energy":"1","price":"0.1"}`,
    ]) {
      const { status, text } = await raw(body);
      assert.equal(status, 400, text);
    }
    assert.equal(({} as Record<string, unknown>)['side'], undefined);
  });

  it('refuses other kinds of content with 415, and compressed ones', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/json; charset=latin1', '']) {
      assert.equal((await raw('{}', { 'content-type': type })).status, 415, type);
    }
    assert.equal((await raw('{}', { 'content-encoding': 'gzip' })).status, 415);
  });

  it('refuses a body of a megabyte with 413, with and without a declared length', async () => {
    const body = JSON.stringify({ ...buy, offer: 'x'.repeat(1_000_000) });
    assert.equal((await raw(body)).status, 413);
    assert.equal((await raw(body, { 'transfer-encoding': 'chunked' })).status, 413);
  });

  it('refuses clients that take no JSON with 406', async () => {
    const answer = await network.gateway.send('GET', '/v1/units', {
      token: network.cast.h01,
      headers: { accept: 'text/csv' },
    });
    isProblem(answer, 406, 'accept');
  });

  it('answers 404 where there is nothing and 405 with Allow where the method is unknown', async () => {
    const { h01 } = network.cast;
    isProblem(await network.gateway.send('GET', '/v1/nothing', { token: h01 }), 404, 'nothing');
    isProblem(await network.gateway.send('GET', '/v1/UNITS', { token: h01 }), 404, 'case');
    const answer = await network.gateway.send('DELETE', '/v1/units', { token: h01 });
    isProblem(answer, 405, 'method');
    assert.equal(answer.headers.get('allow'), 'GET, POST, HEAD');
    isProblem(await network.gateway.send('PUT', '/v1/transfers', { token: h01, body: {} }), 405, 'put');
  });

  it('refuses queries with names that are unknown, given twice or of the wrong form', async () => {
    const { h01 } = network.cast;
    for (const query of [
      'x=1',
      'pageSize=1&pageSize=2',
      'pageSize=0',
      'pageSize=201',
      'pageSize=1e2',
      'bookmark=%00',
      'pageSize[]=1',
      '__proto__=1',
    ]) {
      isProblem(await network.gateway.send('GET', `/v1/units?${query}`, { token: h01 }), 400, query);
    }
    isProblem(await network.gateway.send('POST', '/v1/units?x=1', { token: h01, body: {} }), 400, 'on a command');
  });

  it('refuses bookmarks that no page gave', async () => {
    const { h01 } = network.cast;
    for (const bookmark of ['garbage', 'AAAA', 'x'.repeat(500)]) {
      for (const address of ['/v1/units', '/v1/members', '/v1/votes', '/v1/markets', offers]) {
        const answer = await network.gateway.send('GET', `${address}?bookmark=${bookmark}`, { token: h01 });
        if (answer.status !== 200) isProblem(answer, 400, `${address} ${bookmark}`);
      }
    }
  });

  it('refuses idempotency keys that are none', async () => {
    for (const key of [' ', 'a b', 'x'.repeat(129), 'ä', '"open', 'a,b']) {
      const { status, text } = await raw(JSON.stringify(buy), { 'idempotency-key': key });
      assert.equal(status, 400, `${key} ${text}`);
    }
  });

  it('answers bytes that are not HTTP, and headers that are too large, with a problem too', async () => {
    const { hostname, port } = new URL(network.gateway.url);
    for (const [bytes, expected] of [
      ['HELLO\r\n\r\n', '400'],
      [`GET / HTTP/1.1\r\nHost: x\r\nX: ${'y'.repeat(20_000)}\r\n\r\n`, '431'],
    ] as const) {
      const text = await new Promise<string>((resolve, reject) => {
        const socket = connect(Number(port), hostname, () => socket.end(bytes));
        let read = '';
        socket.setEncoding('utf8').on('data', (part: string) => (read += part));
        socket.on('close', () => resolve(read));
        socket.on('error', reject);
      });
      assert.match(
        text,
        new RegExp(`^HTTP/1.1 ${expected} [^]*application/problem\\+json[^]*"code":"MALFORMED_REQUEST"`),
      );
    }
  });
});
