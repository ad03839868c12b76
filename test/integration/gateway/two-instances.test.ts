import assert from 'node:assert/strict';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Devnet, startDevnet } from '../../../network/devnet';
import { demoOrganizations } from '../../../scripts/start/demo-organizations';
import { chaincodeLaunch } from '../../../scripts/start/start-services';
import { EventStream } from '../../support/event-stream';
import { GatewayProcess, writeGatewayConfig } from '../../support/gateway-process';
import { noPostgres, type PostgresServer, startPostgres } from '../../support/postgres-server';
import { RoundRobinProxy } from '../../support/round-robin-proxy';
import { temporaryFolder } from '../../support/test-ca';
import { PASSPHRASE } from '../../support/test-gateway';
import { until } from '../../support/until';

const silent = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
const TRANSFERS = 60;

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Readonly<Record<string, unknown>>;
}

const suite = noPostgres === undefined ? describe : describe.skip;
const skipped = noPostgres === undefined ? '' : ` (skipped: ${noPostgres})`;

suite(`Two gateways of one organisation on one PostgreSQL, behind a balancer${skipped}`, () => {
  const { folder, remove } = temporaryFolder();
  const gateways: GatewayProcess[] = [];
  const urls: string[] = [];
  let postgres: PostgresServer;
  let database: string;
  let network: Devnet;
  let proxy: RoundRobinProxy;
  /** Registrar of the households, first voter and banker. */
  let founder: string;
  let me: string;

  const start = async (name: string): Promise<void> => {
    const file = await writeGatewayConfig(path.join(folder, name), network, {
      keyFile: '../gateway.key',
      shutdown: { withinSeconds: 60 },
    });
    const gateway = GatewayProcess.run(['--config', file], { DATABASE_URL: database });
    gateways.push(gateway);
    urls.push((await gateway.listening()).url);
  };

  before(async () => {
    postgres = await startPostgres();
    database = await postgres.newDatabase();
    network = await startDevnet({
      channel: 'energy',
      organizations: demoOrganizations,
      chaincode: chaincodeLaunch(),
      log: silent,
    });
    await start('a');
    await start('b');
    proxy = await RoundRobinProxy.start(urls);
    const [households] = network.organizations;
    assert.ok(households);
    const { enrollmentId, secret } = households.registrar;
    me = `${enrollmentId}@HouseholdsMSP`;
    founder = await enroll(enrollmentId, secret);
    await done('POST', '/v1/network/bootstrap', founder, {});
    await done('POST', '/v1/votes', founder, { command: 'ChangeBanker', arguments: { member: me } });
    await done('POST', `/v1/accounts/${me}/eEuro/mint`, founder, { amount: '1000' });
  });
  after(async () => {
    for (const gateway of gateways) await gateway.kill();
    await proxy.stop();
    await network.stop();
    await postgres.stop();
    remove();
  });

  const send = async (
    base: string,
    method: string,
    address: string,
    {
      token,
      body,
      headers,
    }: { token?: string | undefined; body?: object | undefined; headers?: Record<string, string> } = {},
  ): Promise<Answer> => {
    const response = await fetch(`${base}${address}`, {
      method,
      headers: {
        ...(body ? { 'content-type': 'application/json' } : {}),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...headers,
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const text = await response.text();
    const json = /json/.test(response.headers.get('content-type') ?? '') ? (JSON.parse(text) as Answer['body']) : {};
    return { status: response.status, headers: response.headers, body: json };
  };
  const done = async (method: string, address: string, token?: string, body?: object): Promise<Answer['body']> => {
    const answer = await send(proxy.url, method, address, { token, body, headers: { prefer: 'wait=60' } });
    assert.ok(answer.status < 300, `${method} ${address} ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  const enroll = async (enrollmentId: string, secret: unknown): Promise<string> => {
    const body = { organization: 'HouseholdsMSP', enrollmentId, secret, passphrase: PASSPHRASE };
    const { session } = await done('POST', '/v1/auth/enroll', undefined, body);
    return (session as { token: string }).token;
  };
  const at = (index: number): string => urls[index] ?? '';
  const transfer = { token: 'eEuro', to: 'nobody@HouseholdsMSP', amount: '1' };

  it('serve a session at both, wherever it began, until it is ended at one', async () => {
    const { token } = await done('POST', '/v1/auth/sessions', undefined, { member: me, passphrase: PASSPHRASE });
    for (const url of urls)
      assert.equal((await send(url, 'GET', '/v1/auth/sessions', { token: String(token) })).status, 200);
    assert.equal((await send(at(0), 'DELETE', '/v1/auth/sessions/current', { token: String(token) })).status, 204);
    const sessions = () => send(at(1), 'GET', '/v1/auth/sessions', { token: String(token) });
    await until('it is over at the other', async () => (await sessions()).status === 401);
  });

  it('open a kept key that was made at the other', async () => {
    const { secret } = await done('POST', '/v1/members', founder, { enrollmentId: 'h01' });
    const body = { organization: 'HouseholdsMSP', enrollmentId: 'h01', secret, passphrase: PASSPHRASE };
    assert.equal((await send(at(0), 'POST', '/v1/auth/enroll', { body })).status, 201);
    const signIn = { member: 'h01@HouseholdsMSP', passphrase: PASSPHRASE };
    assert.equal((await send(at(1), 'POST', '/v1/auth/sessions', { body: signIn })).status, 201);
  });

  it('count wrong passphrases together', async () => {
    const body = { member: 'h02@HouseholdsMSP', passphrase: 'not the passphrase' };
    const statuses: number[] = [];
    for (let attempt = 0; attempt < 6; attempt++) {
      statuses.push((await send(proxy.url, 'POST', '/v1/auth/sessions', { body })).status);
    }
    assert.deepEqual(statuses, [401, 401, 401, 401, 401, 429]);
  });

  it('give a repeated request the same answer at both, and refuse another one with its key', async () => {
    const headers = { prefer: 'wait=60', 'idempotency-key': 'repeated' };
    const request = { token: founder, body: { ...transfer, to: 'h01@HouseholdsMSP' }, headers };
    await done('POST', '/v1/me', await signedIn('h01'), { firstName: 'Ada', lastName: 'R', email: 'ada@example.org' });
    const first = await send(at(0), 'POST', '/v1/transfers', request);
    const second = await send(at(1), 'POST', '/v1/transfers', request);
    assert.deepEqual([first.status, second.status], [201, 201]);
    assert.equal(second.headers.get('idempotency-replayed'), 'true');
    assert.equal(first.body['transactionId'], second.body['transactionId']);
    const other = await send(at(1), 'POST', '/v1/transfers', { ...request, body: { ...request.body, amount: '2' } });
    assert.deepEqual([other.status, other.body['code']], [422, 'IDEMPOTENCY_KEY_REUSED']);
  });

  it('make the same request once that comes to both at the same moment', async () => {
    const body = { ...transfer, to: 'h01@HouseholdsMSP' };
    const before = await balance();
    for (let round = 0; round < 5; round++) {
      const headers = { prefer: 'wait=60', 'idempotency-key': `both-${round}` };
      const answers = await Promise.all(
        urls.map((url) => send(url, 'POST', '/v1/transfers', { token: founder, body, headers })),
      );
      for (const answer of answers) assert.ok([201, 409].includes(answer.status), JSON.stringify(answer.body));
      assert.ok(answers.some(({ status }) => status === 201));
    }
    assert.equal(await balance(), before - 5);
  });

  it('tell at both what became of a write that was answered before its end', async () => {
    const body = { ...transfer, to: 'h01@HouseholdsMSP' };
    const answers = await Promise.all(
      urls.flatMap((url) => [1, 2, 3].map(() => send(url, 'POST', '/v1/transfers', { token: founder, body }))),
    );
    for (const { status, body: answered } of answers) {
      assert.equal(status, 202);
      for (const url of urls) {
        const address = `/v1/transactions/${String(answered['transactionId'])}`;
        const state = async () => (await send(url, 'GET', address, { token: founder })).body['state'];
        await until('the write comes to an end', async () => (await state()) !== 'submitted');
        // Also one that met a conflict and was made anew under another id
        assert.equal(await state(), 'committed');
      }
    }
  });

  it('lose nothing and do nothing twice when one is killed in the middle of a load', async () => {
    const before = await balance();
    const seen: EventStream[] = [];
    const follow = (after?: string): EventStream => {
      const headers = {
        authorization: `Bearer ${founder}`,
        ...(after === undefined ? {} : { 'last-event-id': after }),
      };
      const stream = new EventStream(`${after === undefined ? at(0) : proxy.url}/v1/events`, headers);
      stream.ended.catch(() => undefined);
      seen.push(stream);
      return stream;
    };
    const first = follow();
    assert.equal(await first.status, 200);
    const body = { ...transfer, to: 'h01@HouseholdsMSP' };
    let answered = 0;
    let isKilled = false;
    const one = async (index: number): Promise<unknown> => {
      const headers = { prefer: 'wait=60', 'idempotency-key': `load-${index}` };
      for (;;) {
        const answer = await send(proxy.url, 'POST', '/v1/transfers', { token: founder, body, headers }).catch(
          () => undefined,
        );
        if (answer?.status === 201) {
          answered++;
          // In the middle, and not before something came that can be gone on after
          if (!isKilled && answered >= TRANSFERS / 4 && first.seen.length > 0) {
            isKilled = true;
            gateways[0]?.signal('SIGKILL');
          }
          return answer.body['transactionId'];
        }
        assert.ok(answer === undefined || [409, 429, 502, 503].includes(answer.status), JSON.stringify(answer?.body));
        await sleep(100);
      }
    };
    const transactions = await Promise.all(Array.from({ length: TRANSFERS }, (_, index) => one(index)));
    await gateways[0]?.ended;
    assert.equal(new Set(transactions).size, TRANSFERS);
    assert.equal(await balance(), before - TRANSFERS);
    // Asked again, each key leads to its own transaction
    for (const index of [0, 1, TRANSFERS - 1]) {
      const headers = { prefer: 'wait=60', 'idempotency-key': `load-${index}` };
      const again = await send(at(1), 'POST', '/v1/transfers', { token: founder, body, headers });
      assert.equal(again.body['transactionId'], transactions[index]);
    }

    // Whoever followed events at the one that was killed goes on at the other, without a gap or a double
    await first.ended.catch(() => undefined);
    const last = first.seen.at(-1)?.id;
    assert.ok(last !== undefined && first.seen.length < TRANSFERS, `${first.seen.length} events came before the kill`);
    let rest = follow(last);
    while ((await rest.status) === 502) rest = follow(last);
    await rest.until(TRANSFERS - first.seen.length);
    const all = [...first.seen, ...rest.seen].map(({ id }) => id);
    const whole = new EventStream(`${at(1)}/v1/events?after=0.0`, { authorization: `Bearer ${founder}` });
    seen.push(whole);
    const everything = await whole.until(TRANSFERS);
    while (whole.seen.at(-1)?.id !== all.at(-1)) await sleep(20);
    const from = everything.findIndex(({ id }) => id === all[0]);
    assert.deepEqual(
      all,
      everything.slice(from).map(({ id }) => id),
    );
    for (const stream of seen) stream.close();

    // Started anew, the one that was killed knows the session, and where its clients were
    await start('a');
    const back = new EventStream(`${urls.at(-1) ?? ''}/v1/events`, {
      authorization: `Bearer ${founder}`,
      'last-event-id': last,
    });
    await back.until(rest.seen.length);
    assert.deepEqual(
      back.seen.map(({ id }) => id),
      rest.seen.map(({ id }) => id),
    );
    back.close();
  });

  it('answer everything under way when one is told to stop, and refuse what comes then', async () => {
    const index = urls.length - 1;
    const before = await balance();
    const body = { ...transfer, to: 'h01@HouseholdsMSP' };
    let answered = 0;
    const one = async (number: number): Promise<Answer> => {
      const headers = { prefer: 'wait=60', 'idempotency-key': `stop-${number}` };
      const answer = await send(at(index), 'POST', '/v1/transfers', { token: founder, body, headers });
      if (answer.status === 201 && ++answered === 4) gateways[index]?.signal('SIGTERM');
      return answer;
    };
    // A connection that breaks off without an answer would reject
    const answers = await Promise.all(Array.from({ length: 32 }, (_, number) => one(number)));
    const made = answers.filter(({ status }) => status === 201).length;
    const refused = answers.filter(({ status }) => status === 503);
    assert.equal(made + refused.length, 32);
    for (const { headers } of refused) assert.ok(Number(headers.get('retry-after')) >= 1);
    assert.equal((await gateways[index]?.ended)?.code, 0);
    assert.equal(await balance(), before - made);
  });

  it('refuse an instance with another key, which could open nothing of theirs', async () => {
    const file = await writeGatewayConfig(path.join(folder, 'stranger'), network);
    const { code, stderr } = await GatewayProcess.run(['--config', file], { DATABASE_URL: database }).ended;
    assert.equal(code, 1);
    assert.match(stderr, /The database belongs to gateways with another key\./);
  });

  const balance = async (): Promise<number> =>
    Number((await send(at(1), 'GET', `/v1/accounts/${me}/eEuro`, { token: founder })).body['available']);
  const signedIn = async (enrollmentId: string): Promise<string> => {
    const body = { member: `${enrollmentId}@HouseholdsMSP`, passphrase: PASSPHRASE };
    return String((await done('POST', '/v1/auth/sessions', undefined, body))['token']);
  };
});
