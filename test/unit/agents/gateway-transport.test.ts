import assert from 'node:assert/strict';
import { GatewayError } from '../../../agents/client/gateway-error';
import { GatewayTransport } from '../../../agents/client/gateway-transport';
import { MemberClient } from '../../../agents/client/member-client';

interface Seen {
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly body: string | undefined;
}
type Reply = { status: number; body?: unknown; headers?: Record<string, string> } | 'no answer';

/** A gateway that answers from a list, and remembers what it was asked. */
function scripted(...replies: Reply[]) {
  const seen: Seen[] = [];
  const answer = (url: string, init: RequestInit): Promise<Response> => {
    seen.push({
      url,
      headers: init.headers as Record<string, string>,
      body: init.body as string | undefined,
    });
    const reply = replies.shift() ?? { status: 500 };
    if (reply === 'no answer') return Promise.reject(new TypeError('fetch failed'));
    const { status, body, headers = {} } = reply;
    return Promise.resolve(new Response(body === undefined ? null : JSON.stringify(body), { status, headers }));
  };
  const transport = new GatewayTransport({
    url: 'http://gateway',
    firstWaitMs: 1,
    fetch: answer as typeof fetch,
  });
  return { transport, seen };
}
const problem = (status: number, code: string): Reply => ({ status, body: { code, detail: `${code} it is` } });
const post = { method: 'POST', path: '/v1/units', token: 't', body: { unit: 'u' } } as const;

describe("the agents' way to the gateway", () => {
  it('tries again after no answer, a full queue and a lasting conflict, with the same idempotency key', async () => {
    const { transport, seen } = scripted(
      'no answer',
      { ...(problem(429, 'QUEUE_FULL') as object), headers: { 'retry-after': '0' }, status: 429 },
      problem(409, 'CONFLICT'),
      problem(503, 'NETWORK_UNAVAILABLE'),
      { status: 201, body: { ok: true } },
    );
    assert.deepEqual(await transport.send(post), { ok: true });
    assert.equal(seen.length, 5);
    const keys = seen.map(({ headers }) => headers['idempotency-key']);
    assert.match(keys[0] ?? '', /^[0-9a-f-]{36}$/);
    assert.equal(new Set(keys).size, 1);
  });

  it('gives every command a key of its own, and reads none', async () => {
    const { transport, seen } = scripted({ status: 201 }, { status: 201 }, { status: 200 });
    await transport.send(post);
    await transport.send(post);
    await transport.send({ method: 'GET', path: '/v1/me' });
    const [first, second, read] = seen.map(({ headers }) => headers['idempotency-key']);
    assert.notEqual(first, second);
    assert.equal(read, undefined);
  });

  it('tells a refusal at once, with its code and sentence', async () => {
    const { transport, seen } = scripted(problem(409, 'LISTING_EXISTS'));
    await assert.rejects(transport.send(post), (error: unknown) => {
      assert.ok(error instanceof GatewayError);
      assert.deepEqual([error.status, error.code], [409, 'LISTING_EXISTS']);
      assert.equal(error.message, 'POST /v1/units was refused (409): LISTING_EXISTS it is');
      return true;
    });
    assert.equal(seen.length, 1);
  });

  it('gives up after five attempts', async () => {
    const { transport, seen } = scripted(...Array<Reply>(9).fill('no answer'));
    await assert.rejects(transport.send(post), { code: 'NO_ANSWER' });
    assert.equal(seen.length, 5);
  });

  it('signs in once for many requests, and again when the session is over', async () => {
    const { transport, seen } = scripted(
      { status: 201, body: { token: 'first' } },
      { status: 200, body: 1 },
      { status: 200, body: 2 },
      problem(401, 'SESSION_OVER'),
      { status: 201, body: { token: 'second' } },
      { status: 200, body: 3 },
    );
    const client = new MemberClient(transport, { enrollmentId: 'h01', mspId: 'M', passphrase: 'p' });
    assert.deepEqual([await client.read('/a'), await client.read('/b'), await client.read('/c')], [1, 2, 3]);
    assert.deepEqual(
      seen.map(({ url, headers }) => `${url.slice(14)} ${headers['authorization'] ?? '-'}`),
      [
        '/v1/auth/sessions -',
        '/a Bearer first',
        '/b Bearer first',
        '/c Bearer first',
        '/v1/auth/sessions -',
        '/c Bearer second',
      ],
    );
  });

  it('repeats a command whose session ended under its first key, so that it is done once', async () => {
    const { transport, seen } = scripted(
      { status: 201, body: { token: 'first' } },
      'no answer',
      problem(401, 'SESSION_OVER'),
      { status: 201, body: { token: 'second' } },
      { status: 201, body: { ok: true } },
    );
    const client = new MemberClient(transport, { enrollmentId: 'h01', mspId: 'M', passphrase: 'p' });
    assert.deepEqual(await client.post('/v1/transfers', {}), { ok: true });
    const keys = seen.filter(({ url }) => url.endsWith('/transfers')).map(({ headers }) => headers['idempotency-key']);
    assert.deepEqual([keys.length, new Set(keys).size], [3, 1]);
  });

  it('repeats a command under its key while nobody knows what became of it, three times at most', async () => {
    const id = 'a'.repeat(64);
    const unknown: Reply = { status: 200, body: { transactionId: id, state: 'unknown' } };
    const taken: Reply = { status: 202, body: { transactionId: id, state: 'submitted' } };
    const session: Reply = { status: 201, body: { token: 't' } };
    const committed: Reply = { status: 201, body: { transactionId: id, state: 'committed', result: 7 } };
    const restarted = scripted(session, unknown, taken, problem(404, 'TRANSACTION_NOT_FOUND'), committed);
    const credentials = { enrollmentId: 'h01', mspId: 'M', passphrase: 'p' };
    assert.equal(await new MemberClient(restarted.transport, credentials).submit('/v1/units', {}), 7);
    const sent = restarted.seen.filter(({ url }) => url.endsWith('/units'));
    assert.deepEqual([sent.length, new Set(sent.map(({ headers }) => headers['idempotency-key'])).size], [3, 1]);
    const lasting = scripted(session, unknown, unknown, unknown);
    await assert.rejects(new MemberClient(lasting.transport, credentials).submit('/v1/units', {}), {
      code: 'OUTCOME_UNKNOWN',
    });
  });

  it('waits for a transaction that is slow to commit, and fails when it took no effect', async () => {
    const id = 'a'.repeat(64);
    const slow = scripted(
      { status: 201, body: { token: 't' } },
      { status: 202, body: { transactionId: id, state: 'submitted' } },
      { status: 200, body: { transactionId: id, state: 'invalid', problem: { code: 'CONFLICT', detail: 'others' } } },
    );
    const client = new MemberClient(slow.transport, { enrollmentId: 'h01', mspId: 'M', passphrase: 'p' });
    await assert.rejects(client.submit('/v1/units', {}), { code: 'CONFLICT' });
    assert.equal(slow.seen.at(-1)?.url, `http://gateway/v1/transactions/${id}`);
  });
});
