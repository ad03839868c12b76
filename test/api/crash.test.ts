import assert from 'node:assert/strict';
import { type ChildProcess, fork } from 'node:child_process';
import path from 'node:path';
import { temporaryFolder } from '../support/test-ca';
import { HttpTransport } from '../../client/http-transport';
import { enrollOwnKey } from '../../client/own-key/enroll-own-key';
import { type ApiAnswer } from '../../client/own-key/member-signer';
import { type OwnKeyIdentity } from '../../client/own-key/own-key-identity';
import { OwnKeySession } from '../../client/own-key/own-key-session';
import { PASSPHRASE } from '../support/test-gateway';

interface Told {
  readonly url: string;
  readonly registrars: readonly { readonly mspId: string; readonly enrollmentId: string; readonly secret: string }[];
}
interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown>;
}

const TRANSFERS = 40;
const ORDERS = 40;
/** Members who keep their keys, and payments of each. */
const KEEPERS = ['k01', 'k02', 'k03'];
const PAYMENTS = 10;
const bookRules = { token: 'ENT', priceRule: 'resting', tick: '0.01', lot: '0.01', priceCap: '10', ordersPerMatch: 50 };
const orderOf = (index: number) => ({
  order: `o${String(index).padStart(2, '0')}`,
  terms: { side: 'buy', kind: 'limit', amount: '1', price: '1' },
});

describe('A gateway that is killed', () => {
  // Two networks are started, one after the other, and 160 requests made to the commit: a loaded machine takes its time.
  const { folder, remove } = temporaryFolder();
  let child: ChildProcess | undefined;
  let told: Told;

  const start = async (): Promise<void> => {
    const started = fork(path.join(__dirname, '..', 'support', 'durable-network.js'), [folder]);
    child = started;
    told = await new Promise<Told>((resolve, reject) => {
      started.once('message', (message) => resolve(message as Told));
      started.once('exit', (code) => reject(new Error(`The network did not start (exit ${String(code)})`)));
    });
  };
  const kill = async (): Promise<void> => {
    const gone = new Promise((resolve) => child?.once('exit', resolve));
    child?.kill('SIGKILL');
    await gone;
  };
  after(async () => {
    await kill();
    remove();
  });

  const send = async (
    method: string,
    address: string,
    token?: string,
    body?: object,
    key?: string,
  ): Promise<Answer> => {
    const response = await fetch(`${told.url}${address}`, {
      method,
      headers: {
        prefer: 'wait=60',
        ...(body ? { 'content-type': 'application/json' } : {}),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(key === undefined ? {} : { 'idempotency-key': key }),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const text = await response.text();
    return { status: response.status, body: (text === '' ? {} : JSON.parse(text)) as Answer['body'] };
  };
  const done = async (...request: Parameters<typeof send>): Promise<Record<string, unknown>> => {
    const { status, body } = await send(...request);
    assert.ok(status < 300, JSON.stringify(body));
    return body;
  };
  const enroll = async (organization: string, enrollmentId: string, secret: unknown): Promise<string> => {
    const body = { organization, enrollmentId, secret, passphrase: PASSPHRASE };
    return ((await done('POST', '/v1/auth/enroll', undefined, body))['session'] as { token: string }).token;
  };
  const signIn = async (member: string): Promise<string> =>
    String((await done('POST', '/v1/auth/sessions', undefined, { member, passphrase: PASSPHRASE }))['token']);

  /** A member who signs by itself pays one eEuro, so many times, one after another. */
  const payments = async (identity: OwnKeyIdentity): Promise<(ApiAnswer | undefined)[]> => {
    const transport = new HttpTransport({ url: told.url }).call;
    const session = new OwnKeySession(identity, { origin: told.url });
    const pay = (index: number) => {
      const body = { token: 'eEuro', to: 'h01@HouseholdsMSP', amount: '1' };
      const headers = { 'idempotency-key': `pay-${index}` };
      return session.send({ method: 'POST', path: '/v1/transfers', body, headers }, transport);
    };
    return await Promise.all(Array.from({ length: PAYMENTS }, (_, index) => pay(index).catch(() => undefined)));
  };

  it('has done each request with a key exactly once, when another one is asked again', async () => {
    // Given a banker with 1000 eEuro of its own, and a member
    await start();
    const tokens = await Promise.all(
      told.registrars.map(({ mspId, enrollmentId, secret }) => enroll(mspId, enrollmentId, secret)),
    );
    const founder = tokens[0] ?? '';
    const me = `${told.registrars[0]?.enrollmentId ?? ''}@HouseholdsMSP`;
    await done('POST', '/v1/network/bootstrap', founder);
    await done('POST', '/v1/votes', founder, { command: 'ChangeBanker', arguments: { member: me } });
    await done('POST', `/v1/accounts/${me}/eEuro/mint`, founder, { amount: '1000' });
    const { secret } = await done('POST', '/v1/members', founder, { enrollmentId: 'h01' });
    const h01 = await enroll('HouseholdsMSP', 'h01', secret);
    await done('POST', '/v1/me', h01, { firstName: 'Ada', lastName: 'Rossi', email: 'ada@example.org' });
    await done('POST', '/v1/votes', founder, {
      command: 'GrantRole',
      arguments: { member: me, role: 'marketOperator' },
    });
    await done('POST', '/v1/books', founder, { book: 'ent', rules: bookRules });
    await done('POST', `/v1/accounts/${me}/eEuro/mint`, founder, { amount: '1000' });
    await done('POST', '/v1/transfers', founder, { token: 'eEuro', to: 'h01@HouseholdsMSP', amount: '1000' });

    const keepers: OwnKeyIdentity[] = [];
    for (const enrollmentId of KEEPERS) {
      const transport = new HttpTransport({ url: told.url }).call;
      const admitted = await done('POST', '/v1/members', founder, { enrollmentId });
      const admission = { organization: 'HouseholdsMSP', enrollmentId, secret: String(admitted['secret']) };
      const identity = await enrollOwnKey(admission, transport);
      const register = { firstName: 'Own', lastName: enrollmentId, email: `${enrollmentId}@example.org` };
      const session = new OwnKeySession(identity, { origin: told.url });
      const { status } = await session.send({ method: 'POST', path: '/v1/me', body: register }, transport);
      assert.equal(status, 201);
      await done('POST', '/v1/transfers', founder, { token: 'eEuro', to: identity.member, amount: '100' });
      keepers.push(identity);
    }

    // When it is killed in the middle of transfers, and of orders
    const placing = Array.from({ length: ORDERS }, async (_, index) => {
      const answer = await send('POST', '/v1/books/ent/orders', h01, orderOf(index), `order-${index}`).catch(
        () => undefined,
      );
      return answer?.status === 201 ? String(answer.body['transactionId']) : undefined;
    });
    const paying = keepers.map(payments);
    const transfer = { token: 'eEuro', to: 'h01@HouseholdsMSP', amount: '1' };
    let answered = 0;
    const first = Array.from({ length: TRANSFERS }, async (_, index) => {
      const answer = await send('POST', '/v1/transfers', founder, transfer, `key-${index}`).catch(() => undefined);
      if (answer?.status !== 201) return undefined;
      if (++answered === TRANSFERS / 4) void kill();
      return String(answer.body['transactionId']);
    });
    const before_ = await Promise.all(first);
    const placed = await Promise.all(placing);
    const paid = await Promise.all(paying);
    assert.ok(
      before_.includes(undefined) && placed.includes(undefined) && paid.flat().includes(undefined),
      'it was killed too late to prove anything',
    );

    // Then the same requests to the next one lead to the same transactions, each of them once
    await start();
    const again = await signIn(me);
    for (let index = 0; index < TRANSFERS; index++) {
      const { transactionId } = await done('POST', '/v1/transfers', again, transfer, `key-${index}`);
      if (before_[index] !== undefined) assert.equal(transactionId, before_[index]);
    }
    const balance = await done('GET', `/v1/accounts/${me}/eEuro`, again);
    assert.equal(balance['available'], String(1000 - 100 * KEEPERS.length - TRANSFERS));
    for (const [index, identity] of keepers.entries()) {
      const repeated = await payments(identity);
      for (const [number, answer] of repeated.entries()) {
        assert.equal(answer?.status, 201);
        const first = paid[index]?.[number];
        if (first?.status === 201) assert.deepEqual(answer.body, first.body);
      }
      const account = await done('GET', `/v1/accounts/${identity.member}/eEuro`, again);
      assert.equal(account['available'], String(100 - PAYMENTS));
    }
    const supply = await done('GET', '/v1/supply/eEuro', again);
    assert.equal(supply['total'], '2000');
    const trader = await signIn('h01@HouseholdsMSP');
    const transactions: unknown[] = [];
    for (let index = 0; index < ORDERS; index++) {
      const order = await done('POST', '/v1/books/ent/orders', trader, orderOf(index), `order-${index}`);
      if (placed[index] !== undefined) assert.equal(order['transactionId'], placed[index]);
      transactions.push(order['transactionId']);
    }
    // An order has an id of its own, too: without the key it is refused, not entered a second time
    const bare = await send('POST', '/v1/books/ent/orders', trader, orderOf(0));
    assert.deepEqual([bare.status, bare.body['code']], [409, 'ORDER_EXISTS']);
    const { items } = await done('GET', '/v1/books/ent/orders/h01@HouseholdsMSP?pageSize=100', trader);
    assert.deepEqual(
      (items as { placedBy: string }[]).map(({ placedBy }) => placedBy),
      transactions,
    );
  });
});
