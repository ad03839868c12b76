import assert from 'node:assert/strict';
import { BearerSession, GatewayProblem, isProblem, KeptKey, LedgerProgress, SunledgerClient } from '../../../client';
import { refusal, type Reply, scriptedGateway } from './scripted-gateway';

const member = 'h01@HouseholdsMSP';
const signedIn = { status: 201, body: { token: 'first', member, expiresAt: '' } };
const id = 'a'.repeat(64);
const committed = { transactionId: id, state: 'committed', blockNumber: '7', attempts: 1, result: { id: 'pv' } };
const unit = { unit: 'pv', details: { kind: 'rooftop', capacity: '5', location: '', description: '' } } as never;

/** A client with an open session at a gateway that answers as told. */
function clientOf(...replies: Reply[]) {
  const { options, seen } = scriptedGateway(...replies);
  return {
    client: new SunledgerClient({ ...options, signer: new BearerSession(member, 't') }),
    seen,
  };
}

describe('the client', () => {
  it('puts every field of a request where the operation wants it', async () => {
    const { client, seen } = clientOf({ status: 200, body: {} }, { status: 201, body: committed });
    await client.books.quoteOrder({ book: 'ent', side: 'buy', amount: '1', price: '0.5' });
    await client.listings.acceptOfferBroadcast({ market: 'fontana', deliveryStart: '2026-06-01T12:00:00Z' });
    assert.deepEqual(
      seen.map(({ method, address, body }) => [method, address, body]),
      [
        ['GET', '/v1/books/ent/quote?side=buy&amount=1&price=0.5', undefined],
        ['POST', '/v1/markets/fontana/listings', { deliveryStart: '2026-06-01T12:00:00Z' }],
      ],
    );
  });

  it('escapes what stands in a path, and refuses to send one that lacks a part', async () => {
    const { client, seen } = clientOf({ status: 200, body: {} });
    await client.members.getMember({ member: 'a/../b?c@M' });
    assert.equal(seen[0]?.address, '/v1/members/a%2F..%2Fb%3Fc%40M');
    await assert.rejects(async () => await client.members.getMember({} as never), TypeError);
    assert.equal(seen.length, 1);
  });

  it('gives a command a key of its own, and the caller’s where there is one', async () => {
    const done = { status: 201, body: committed };
    const { client, seen } = clientOf(done, done, done, { status: 200, body: {} });
    await client.units.registerPV(unit);
    await client.units.registerPV(unit);
    await client.units.registerPV(unit, { idempotencyKey: 'mine', waitSeconds: 5 });
    await client.me.getCaller();
    const [first, second, own, read] = seen.map(({ headers }) => headers['idempotency-key']);
    assert.match(first ?? '', /^[0-9a-f]{32}$/);
    assert.notEqual(first, second);
    assert.deepEqual([own, read], ['mine', undefined]);
    assert.equal(seen[2]?.headers['prefer'], 'wait=5');
  });

  it('tries a command again after no answer, load and a lasting conflict, with the same key', async () => {
    const { client, seen } = clientOf(
      'no answer',
      refusal(429, 'QUEUE_FULL', { headers: { 'retry-after': '0' } }),
      refusal(409, 'CONFLICT'),
      refusal(503, 'NETWORK_UNAVAILABLE'),
      { status: 201, body: committed },
    );
    assert.deepEqual(await client.units.registerPV(unit), committed);
    assert.equal(new Set(seen.map(({ headers }) => headers['idempotency-key'])).size, 1);
    assert.equal(seen.length, 5);
  });

  it('gives up after five attempts, with what the last one met', async () => {
    const { client, seen } = clientOf(...Array<Reply>(9).fill('no answer'));
    await assert.rejects(client.units.registerPV(unit), { code: 'NO_ANSWER', status: 0 });
    assert.equal(seen.length, 5);
  });

  it('never repeats by itself what would happen twice, unless it was refused for load', async () => {
    const enrolment = { organization: 'M', enrollmentId: 'h', secret: 's', passphrase: 'p' };
    const lost = clientOf('no answer', 'no answer');
    await assert.rejects(lost.client.auth.enroll(enrolment), { code: 'NO_ANSWER' });
    assert.equal(lost.seen.length, 1);
    const busy = clientOf(refusal(429, 'RATE_LIMITED'), { status: 201, body: {} });
    await busy.client.auth.enroll(enrolment);
    assert.equal(busy.seen.length, 2);
    const locked = clientOf(refusal(429, 'TOO_MANY_ATTEMPTS'));
    await assert.rejects(locked.client.auth.enroll(enrolment), { code: 'TOO_MANY_ATTEMPTS' });
    assert.equal(locked.seen.length, 1);
  });

  it('tells a refusal at once, with code, field, data and transaction', async () => {
    const details = { available: '1' };
    const { client, seen } = clientOf(
      refusal(409, 'INSUFFICIENT_FUNDS', {
        field: 'amount',
        details,
        transactionId: id,
        headers: { 'x-request-id': 'r1', 'retry-after': '2' },
      }),
    );
    await assert.rejects(client.transfers.transfer({ token: 'ENT', to: member, amount: '2' }), (error: unknown) => {
      assert.ok(isProblem(error, 'INSUFFICIENT_FUNDS') && !isProblem(error, 'CONFLICT'));
      const { status, field, transactionId, requestId, retryAfterMs, message } = error;
      assert.deepEqual(
        { status, field, transactionId, requestId, retryAfterMs, message, details: error.details },
        {
          status: 409,
          field: 'amount',
          transactionId: id,
          requestId: 'r1',
          retryAfterMs: 2000,
          message: 'INSUFFICIENT_FUNDS it is',
          details,
        },
      );
      return true;
    });
    assert.equal(seen.length, 1);
  });

  it('says so when what answers is no gateway', async () => {
    const { client } = clientOf({ status: 404, body: '<html>' });
    await assert.rejects(client.me.getCaller(), { code: 'UNEXPECTED_ANSWER', status: 404 });
  });

  it('waits for a transaction that is slow to commit, and throws what it was refused for', async () => {
    const slow = { status: 202, body: { transactionId: id, state: 'submitted' } };
    const problem = { code: 'CONFLICT', detail: 'others were first', status: 409 };
    const { client, seen } = clientOf(slow, { status: 200, body: { transactionId: id, state: 'invalid', problem } });
    const told: string[] = [];
    const refused = client.units.registerPV(unit, { onSubmitted: (transaction) => told.push(transaction) });
    await assert.rejects(refused, { code: 'CONFLICT', message: 'others were first', transactionId: id });
    assert.equal(seen.at(-1)?.address, `/v1/transactions/${id}`);
    assert.deepEqual(told, [id]);
  });

  it('repeats a command under its key while nobody knows what became of it, three times at most', async () => {
    const unknown = { status: 200, body: { transactionId: id, state: 'unknown' } };
    const taken = { status: 202, body: { transactionId: id, state: 'submitted' } };
    const restarted = clientOf(unknown, taken, refusal(404, 'TRANSACTION_NOT_FOUND'), { status: 201, body: committed });
    assert.equal((await restarted.client.units.registerPV(unit)).result.id, 'pv');
    const sent = restarted.seen.filter(({ method }) => method === 'POST');
    assert.deepEqual([sent.length, new Set(sent.map(({ headers }) => headers['idempotency-key'])).size], [3, 1]);
    const { client } = clientOf(unknown, unknown, unknown);
    await assert.rejects(client.units.registerPV(unit), { code: 'OUTCOME_UNKNOWN' });
  });

  it('reads lists by page or whole, each page when it is needed', async () => {
    const pages = [
      { status: 200, body: { items: [1, 2], bookmark: 'x' } },
      { status: 200, body: { items: [3], bookmark: '' } },
    ];
    const whole = clientOf(...pages);
    assert.deepEqual(await whole.client.markets.getMarkets({ pageSize: '2' }).all(), [1, 2, 3]);
    assert.deepEqual(
      whole.seen.map(({ address }) => address),
      ['/v1/markets?pageSize=2', '/v1/markets?pageSize=2&bookmark=x'],
    );
    const single = clientOf(...pages);
    assert.deepEqual((await single.client.markets.getMarkets()).bookmark, 'x');
    for await (const market of single.client.markets.getMarkets()) {
      assert.equal(market, 3);
    }
    assert.equal(single.seen.length, 2);
  });

  it('reads lists whose pages are numbered', async () => {
    const { client, seen } = clientOf(
      { status: 200, body: { items: ['a'], page: 0, pages: 2 } },
      { status: 200, body: { items: ['b'], page: 1, pages: 2 } },
    );
    assert.deepEqual(await client.clearings.getTrades({ listing: 'm_20260601T1200Z' }).all(), ['a', 'b']);
    assert.equal(seen[1]?.address, '/v1/clearings/m_20260601T1200Z/trades?page=1');
  });

  it('signs in once for many requests, and again when the session is over', async () => {
    const { options, seen } = scriptedGateway(
      signedIn,
      { status: 200, body: {} },
      { status: 200, body: {} },
      refusal(401, 'SESSION_OVER'),
      { status: 201, body: { token: 'second', member, expiresAt: '' } },
      { status: 200, body: {} },
    );
    const client = new SunledgerClient({ ...options, signer: new KeptKey({ member, passphrase: 'p' }) });
    await Promise.all([client.me.getCaller(), client.me.getCaller()]);
    await client.me.getCaller();
    assert.deepEqual(
      seen.map(({ address, headers }) => `${address} ${headers['authorization'] ?? '-'}`),
      [
        '/v1/auth/sessions -',
        '/v1/me Bearer first',
        '/v1/me Bearer first',
        '/v1/me Bearer first',
        '/v1/auth/sessions -',
        '/v1/me Bearer second',
      ],
    );
  });

  it('repeats a command under its first key after signing in again', async () => {
    const { options, seen } = scriptedGateway(signedIn, 'no answer', refusal(401, 'SESSION_OVER'), signedIn, {
      status: 201,
      body: committed,
    });
    const client = new SunledgerClient({ ...options, signer: new KeptKey({ member, passphrase: 'p' }) });
    await client.units.registerPV(unit);
    const commands = seen.filter(({ address }) => address === '/v1/units');
    assert.deepEqual(
      [commands.length, new Set(commands.map(({ headers }) => headers['idempotency-key'])).size],
      [3, 1],
    );
  });

  it('signs in anew for a stream whose session is over', async () => {
    const { options, seen } = scriptedGateway(
      refusal(401, 'SESSION_OVER'),
      refusal(401, 'SESSION_OVER'),
      signedIn,
      { status: 200, body: { items: [] } },
      { status: 200, body: 'id: 1.0\nevent: Made\ndata: {}\n\n' },
    );
    const client = new SunledgerClient({ ...options, signer: new KeptKey({ member, passphrase: 'p', token: 'old' }) });
    for await (const { id: at } of client.follow({}, { signal: new AbortController().signal })) {
      assert.equal(at, '1.0');
      break;
    }
    assert.equal(seen.at(-1)?.headers['authorization'], 'Bearer first');
  });

  it('tells when a session is over that it cannot renew', async () => {
    const { client, seen } = clientOf(refusal(401, 'SESSION_OVER'));
    await assert.rejects(client.me.getCaller(), { code: 'SESSION_OVER' });
    assert.equal(seen.length, 1);
  });

  it('stops waiting when its caller says so', async () => {
    const stop = new AbortController();
    const { client, seen } = clientOf(refusal(429, 'RATE_LIMITED', { headers: { 'retry-after': '3600' } }));
    const asked = client.me.getCaller({}, { signal: stop.signal });
    setTimeout(() => stop.abort(new Error('enough')), 5);
    await assert.rejects(asked, /enough/);
    assert.equal(seen.length, 1);
  });

  it('waits until another gateway reads what was written through the first', async () => {
    const progress = new LedgerProgress();
    const signer = new BearerSession(member, 't');
    const first = scriptedGateway({ status: 201, body: committed });
    await new SunledgerClient({ ...first.options, progress, signer }).units.registerPV(unit);
    const second = scriptedGateway(
      { status: 200, body: { height: '7' } },
      { status: 200, body: { height: '8' } },
      { status: 200, body: {} },
    );
    await new SunledgerClient({ ...second.options, progress, signer }).me.getCaller();
    assert.deepEqual(
      second.seen.map(({ address }) => address),
      ['/v1/network', '/v1/network', '/v1/me'],
    );
  });

  it('resumes a stream behind the last event that came, and ends with a refusal that lasts', async () => {
    const event = (number: number) => `id: 4.${number}\nevent: Made\ndata: {"n":${number}}\n\n`;
    const { client, seen } = clientOf(
      { status: 200, body: `retry: 1000\n\n${event(0)}:\n\n${event(1)}event: BookPrices\ndata: {}\n\n` },
      { status: 200, body: event(2) },
      refusal(403, 'FORBIDDEN'),
    );
    const seenEvents: string[] = [];
    const following = async (): Promise<void> => {
      const { signal } = new AbortController();
      for await (const { id: at, name } of client.follow({ market: 'ent' }, { signal, after: '3.9' })) {
        seenEvents.push(`${name} ${at}`);
      }
    };
    await assert.rejects(following(), (error: unknown) => error instanceof GatewayProblem && error.status === 403);
    assert.deepEqual(seenEvents, ['Made 4.0', 'Made 4.1', 'BookPrices ', 'Made 4.2']);
    assert.deepEqual(
      seen.map(({ address, headers }) => [address, headers['last-event-id']]),
      [
        ['/v1/events?market=ent', '3.9'],
        ['/v1/events?market=ent', '4.1'],
        ['/v1/events?market=ent', '4.2'],
      ],
    );
  });
});
