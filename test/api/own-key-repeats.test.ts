import assert from 'node:assert/strict';
import { type ApiAnswer, type ApiCall, type Transport } from '../../client/own-key/member-signer';
import { type OwnKeyIdentity } from '../../client/own-key/own-key-identity';
import { OwnKeySession } from '../../client/own-key/own-key-session';
import { SigningRefused } from '../../client/own-key/signing-refused';
import { MarketNetwork } from '../support/market-network';
import { admitOwnKey, transportTo } from '../support/own-key-client';

const transfer = { token: 'eEuro', to: 'h02@HouseholdsMSP', amount: '1' };
const pay = (key: string): ApiCall => ({
  ...{ method: 'POST', path: '/v1/transfers', body: transfer },
  headers: { 'idempotency-key': key },
});
const bookRules = {
  ...{ token: 'ENT', priceRule: 'resting', tick: '0.01', lot: '0.01', priceCap: '10', ordersPerMatch: 50 },
};

/** Does something to the transaction that is handed in, and answers in the gateway's place. */
type Lie = (submission: ApiCall, submit: () => Promise<ApiAnswer>) => Promise<ApiAnswer>;

const conflict: ApiAnswer = {
  status: 409,
  header: () => undefined,
  body: { code: 'CONFLICT', detail: 'It met another transaction, or so it is said' },
};

describe('A member who keeps its key is told that a transaction of its own failed:', () => {
  const network = new MarketNetwork();
  const transport = transportTo(() => network.gateway);
  let identity: OwnKeyIdentity;
  let elsewhere: OwnKeySession;

  before(async () => {
    await network.start();
    await network.populate();
    identity = await admitOwnKey(network.gateway, network.cast.founder, 'k01');
    elsewhere = sessionOf();
    const register = { firstName: 'Own', lastName: 'Key', email: 'own.key@example.org' };
    ok(await elsewhere.send({ method: 'POST', path: '/v1/me', body: register }, transport));
    await network.done(network.cast.h02, '/v1/transfers', { token: 'eEuro', to: identity.member, amount: '40' });
    await network.done(network.cast.operator, '/v1/books', { book: 'ent', rules: bookRules });
  });
  after(() => network.stop());

  const sessionOf = () => new OwnKeySession(identity, { origin: network.gateway.url });
  const ok = ({ status, body }: Pick<ApiAnswer, 'status' | 'body'>): Record<string, unknown> => {
    assert.ok(status < 300, `${status} ${JSON.stringify(body)}`);
    return body as Record<string, unknown>;
  };
  const balance = async (): Promise<number> => {
    const path = `/v1/accounts/${identity.member}/eEuro?consistency=ledger`;
    return Number(ok(await elsewhere.send({ method: 'GET', path }, transport))['available']);
  };
  /** Spends a little from another device, so that the account's version is another one. */
  const spendElsewhere = async () => ok(await elsewhere.send(pay(crypto.randomUUID()), transport));
  /** A gateway that lies about the first transactions that are handed in, as many as there are lies. */
  const gatewayThat = (...lies: Lie[]): Transport => {
    const left = [...lies];
    return async (call) => {
      const lie = call.path.endsWith('/submission') ? left.shift() : undefined;
      return lie ? await lie(call, () => transport(call)) : await transport(call);
    };
  };
  const isRepeated = (error: unknown): boolean => error instanceof SigningRefused && error.reason === 'REPEATED';

  it('a payment that took effect is not signed a second time', async () => {
    const before_ = await balance();
    const lying = gatewayThat(async (_, submit) => {
      ok(await submit());
      return conflict;
    });
    const session = sessionOf();
    // The key would lead to the outcome: so the gateway claims never to have seen it
    const forgetful: Transport = (call) => {
      if (!call.path.startsWith('/v1/prepare/')) return lying(call);
      return lying({ ...call, headers: { ...call.headers, 'idempotency-key': crypto.randomUUID() } });
    };
    await assert.rejects(session.send(pay('taken'), forgetful), isRepeated);
    // Nor is it when it is asked for again
    await assert.rejects(session.send(pay('taken'), forgetful), isRepeated);
    assert.equal(await balance(), before_ - 1);
  });

  it('a payment that was held back is signed again while the account stands as it did, and one of the two counts', async () => {
    const before_ = await balance();
    const held: (() => Promise<ApiAnswer>)[] = [];
    const holding: Lie = (_, submit) => {
      held.push(submit);
      return Promise.resolve(conflict);
    };
    ok(await sessionOf().send(pay('held'), gatewayThat(holding)));
    for (const submit of held) await submit();
    assert.equal(held.length, 1);
    assert.equal(await balance(), before_ - 1);
  });

  it('a payment that met a real conflict is left to the member, and can be given as a new one', async () => {
    const before_ = await balance();
    const session = sessionOf();
    const disturbed = gatewayThat(async (_, submit) => {
      await spendElsewhere();
      return await submit();
    });
    await assert.rejects(session.send(pay('met'), disturbed), (error) => {
      assert.ok(error instanceof SigningRefused && error.reason === 'REPEATED');
      assert.match(error.transactionId ?? '', /^[0-9a-f]{64}$/);
      return true;
    });
    assert.equal(await balance(), before_ - 1);
    ok(await session.send(pay('met-again'), transport));
    assert.equal(await balance(), before_ - 2);
  });

  it('an order is signed again over every conflict, since the ledger takes its id once', async () => {
    const before_ = await balance();
    const meeting: Lie = async (_, submit) => {
      await spendElsewhere();
      return await submit();
    };
    const terms = { side: 'buy', kind: 'limit', amount: '1', price: '0.25' };
    const order = { order: 'o1', terms };
    const placing: ApiCall = { method: 'POST', path: '/v1/books/ent/orders', body: order };
    const receipt = ok(await sessionOf().send(placing, gatewayThat(meeting, meeting)));
    assert.equal(receipt['attempts'], 3);
    assert.equal(await balance(), before_ - 2.25);
  });

  it('housekeeping is signed again over every conflict', async () => {
    await network.done(network.cast.h02, '/v1/transfers', { ...transfer, to: identity.member });
    const meeting: Lie = async (_, submit) => {
      await spendElsewhere();
      return await submit();
    };
    const folding: ApiCall = { method: 'POST', path: `/v1/accounts/${identity.member}/eEuro/folding` };
    ok(await sessionOf().send(folding, gatewayThat(meeting)));
  });
});
