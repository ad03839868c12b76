import assert from 'node:assert/strict';
import { LISTING, MarketNetwork } from '../support/market-network';
import { type ApiAnswer, PASSPHRASE } from '../support/test-gateway';

const transfer = { token: 'eEuro', to: 'h01@HouseholdsMSP', amount: '1' };

describe('Writing over REST', () => {
  const network = new MarketNetwork();
  let h02: string;
  before(async () => {
    await network.start();
    await network.populate();
    h02 = network.cast.h02;
  });
  after(() => network.stop());

  const balance = async (): Promise<unknown> => {
    const answer = await network.gateway.send('GET', '/v1/accounts/h02@HouseholdsMSP/eEuro', { token: h02 });
    return answer.body['available'];
  };
  const send = (headers: Record<string, string>, body: object = transfer): Promise<ApiAnswer> =>
    network.gateway.send('POST', '/v1/transfers', { token: h02, body, headers });

  it('answers 202 with a place to ask, and there what became of it', async () => {
    const answer = await send({});
    assert.equal(answer.status, 202, answer.text);
    const location = String(answer.headers.get('location'));
    assert.equal(location, `/v1/transactions/${String(answer.body['transactionId'])}`);
    let state: ApiAnswer;
    do state = await network.gateway.send('GET', location, { token: h02 });
    while (state.body['state'] === 'submitted');
    assert.equal(state.body['state'], 'committed');
    assert.equal((state.body['result'] as { available: string }).available, '99');
  });

  it('answers 201 with the result after the commit, for who prefers to wait', async () => {
    const answer = await send({ prefer: 'wait=60' });
    assert.equal(answer.status, 201, answer.text);
    assert.equal(answer.headers.get('preference-applied'), 'wait=60');
    assert.equal(answer.body['state'], 'committed');
    assert.equal((answer.body['result'] as { available: string }).available, await balance());
  });

  it('tells others that a transaction was committed, not what it answered', async () => {
    const { body } = await send({ prefer: 'wait=60' });
    const address = `/v1/transactions/${String(body['transactionId'])}`;
    const other = await network.gateway.send('GET', address, { token: network.cast.h01 });
    assert.deepEqual(other.body, { transactionId: body['transactionId'], state: 'committed', validationCode: 'VALID' });
  });

  it('moves money once, however often and however fast a request with a key is repeated', async () => {
    const before_ = Number(await balance());
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => send({ prefer: 'wait=60', 'idempotency-key': 'fast' })),
    );
    for (const { status, body } of answers) {
      assert.ok(status === 201 || (status === 409 && body['code'] === 'REQUEST_IN_FLIGHT'), String(status));
    }
    const again = await send({ prefer: 'wait=60', 'idempotency-key': '"fast"' });
    assert.equal(again.status, 201);
    assert.equal(again.headers.get('idempotency-replayed'), 'true');
    assert.equal(Number(await balance()), before_ - 1);
    const other = await send({ 'idempotency-key': 'fast' }, { ...transfer, amount: '2' });
    assert.deepEqual([other.status, other.body['code']], [422, 'IDEMPOTENCY_KEY_REUSED']);
  });

  it('gives the same answer after the gateway was started anew', async () => {
    const before_ = Number(await balance());
    const first = await send({ prefer: 'wait=60', 'idempotency-key': 'restart' });
    await network.restartGateway();
    const signedIn = { member: 'h02@HouseholdsMSP', passphrase: PASSPHRASE };
    h02 = String((await network.gateway.send('POST', '/v1/auth/sessions', { body: signedIn })).body['token']);
    const again = await send({ prefer: 'wait=60', 'idempotency-key': 'restart' });
    assert.equal(again.status, 201);
    assert.deepEqual(again.body, first.body);
    assert.equal(Number(await balance()), before_ - 1);
  });

  it('takes a member’s writes one after another, so that none meets a conflict', async () => {
    const before_ = Number(await balance());
    const answers = await Promise.all(Array.from({ length: 20 }, () => send({ prefer: 'wait=60' })));
    assert.deepEqual([...new Set(answers.map(({ status }) => status))], [201]);
    assert.equal(Number(await balance()), before_ - 20);
  });

  it('takes offers of many members into one listing at once', async () => {
    const registrar = await network.gateway.send('POST', '/v1/auth/sessions', {
      body: {
        organization: 'households',
        enrollmentId: network.devnet.organizations[0]?.registrar.enrollmentId,
        passphrase: PASSPHRASE,
      },
    });
    const names = Array.from({ length: 12 }, (_, index) => `crowd${index}`);
    const tokens = await Promise.all(
      names.map(async (name) => {
        const token = await network.gateway.admit(String(registrar.body['token']), 'HouseholdsMSP', name);
        await network.done(token, '/v1/me', { firstName: 'C', lastName: 'D', email: `${name}@example.org` });
        return token;
      }),
    );
    for (const name of names) {
      await network.done(h02, '/v1/transfers', { token: 'eEuro', to: `${name}@HouseholdsMSP`, amount: '1' });
    }
    const height = network.devnet.height;
    const answers = await Promise.all(
      tokens.map((token) =>
        network.gateway.command(token, 'POST', `/v1/listings/${LISTING}/offers`, {
          ...{ side: 'buy', offer: 'b', energy: '0.1', price: '0.1' },
        }),
      ),
    );
    assert.deepEqual([...new Set(answers.map(({ status }) => status))], [201]);
    // No conflict means no second attempt: one transaction for each offer, in as many blocks at most.
    assert.ok(network.devnet.height <= height + tokens.length);
  });
});
