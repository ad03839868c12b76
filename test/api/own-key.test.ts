import assert from 'node:assert/strict';
import { createPrivateKey } from 'node:crypto';
import { type ApiAnswer, type ApiCall, type Transport } from '../../client/own-key/member-signer';
import { signLowS } from '../../client/own-key/low-s-signature';
import { type OwnKeyIdentity } from '../../client/own-key/own-key-identity';
import { OwnKeySession } from '../../client/own-key/own-key-session';
import { signIn } from '../../client/own-key/sign-in';
import { SigningRefused } from '../../client/own-key/signing-refused';
import { MarketNetwork } from '../support/market-network';
import { admitOwnKey, extractableKey, ownKeyRegistrar, revokeAtCa, transportTo } from '../support/own-key-client';
import { signHighS } from '../support/raw-proposal';
import { testAuthority, testIdentity } from '../support/test-authority';
import { PASSPHRASE } from '../support/test-gateway';
import { until } from '../support/until';

const ME = 'k01@HouseholdsMSP';
const transfer = { token: 'eEuro', to: 'h02@HouseholdsMSP', amount: '1' };

describe('A member who keeps its key', () => {
  const network = new MarketNetwork();
  const transport = transportTo(() => network.gateway);
  let identity: OwnKeyIdentity;
  let session: OwnKeySession;
  let token: string;

  before(async () => {
    await network.start();
    await network.populate();
    identity = await admitOwnKey(network.gateway, network.cast.founder, 'k01');
    session = new OwnKeySession(identity, { origin: network.gateway.url });
    ok(await send('POST', '/v1/me', { firstName: 'Own', lastName: 'Key', email: 'own.key@example.org' }));
    await network.done(network.cast.h02, '/v1/transfers', { token: 'eEuro', to: ME, amount: '40' });
    token = await signIn(identity, network.gateway.url, transport);
  });
  after(() => network.stop());

  const households = () => {
    const [organization] = network.devnet.organizations;
    assert.ok(organization);
    return organization;
  };
  const send = (method: ApiCall['method'], path: string, body?: object, by: Transport = transport) =>
    session.send({ method, path, ...(body ? { body } : {}) }, by);
  const ok = ({ status, body }: Pick<ApiAnswer, 'status' | 'body'>): Record<string, unknown> => {
    assert.ok(status < 300, `${status} ${JSON.stringify(body)}`);
    return body as Record<string, unknown>;
  };
  const refused = ({ status, body }: Pick<ApiAnswer, 'status' | 'body'>, expected: number, code: string): void => {
    assert.deepEqual([status, (body as Record<string, unknown>)['code']], [expected, code], JSON.stringify(body));
  };
  const balance = async (): Promise<number> =>
    Number(ok(await send('GET', `/v1/accounts/${ME}/eEuro?consistency=ledger`))['available']);
  const asMe = (path: string, body?: object, headers: Record<string, string> = {}) =>
    network.gateway.send('POST', path, { token, ...(body ? { body } : {}), headers });
  const signed = async (message: unknown, keys = identity.keys): Promise<string> => {
    const bytes = Uint8Array.from(Buffer.from(String(message), 'base64'));
    return Buffer.from(await signLowS(keys.privateKey, bytes)).toString('base64');
  };
  const prepared = async (headers: Record<string, string> = {}, body: object = transfer) =>
    ok(await asMe('/v1/prepare/transfers', body, headers));
  const endorse = async (proposal: Record<string, unknown>) => {
    const body = { signature: await signed(proposal['bytes']) };
    return ok(await asMe(`/v1/preparations/${String(proposal['preparation'])}/endorsement`, body));
  };
  const submission = async (endorsed: Record<string, unknown>) => ({
    path: `/v1/preparations/${String(endorsed['preparation'])}/submission`,
    body: { signature: await signed(endorsed['bytes']), statusSignature: await signed(endorsed['statusRequest']) },
  });

  describe('acts:', () => {
    it('reads and pays with signatures of its own', async () => {
      assert.equal(ok(await send('GET', '/v1/me?consistency=ledger'))['id'], ME);
      assert.equal(ok(await send('GET', '/v1/me'))['id'], ME);
      const before_ = await balance();
      const receipt = ok(await send('POST', '/v1/transfers', { ...transfer, amount: '4' }));
      assert.equal(receipt['state'], 'committed');
      assert.equal(await balance(), before_ - 4);
    });

    it('takes back with DELETE what it placed, and votes with documents, as others do', async () => {
      const refusal = await send('DELETE', `/v1/listings/test_20300101T0000Z/offers/${ME}/o1`);
      refused(refusal, 404, 'LISTING_NOT_FOUND');
      const vote = { command: 'SetParameter', arguments: { name: 'ratingWindow', value: '9' } };
      refused(await send('POST', '/v1/votes', vote), 403, 'FORBIDDEN');
      refused(await send('POST', '/v1/transfers', { ...transfer, amount: '1000' }), 409, 'INSUFFICIENT_FUNDS');
      refused(await send('POST', '/v1/transfers', { ...transfer, amount: 'much' }), 400, 'INVALID_ARGUMENT');
    });

    it('is asked for its signature where another member’s gateway would sign', async () => {
      refused(await network.gateway.send('GET', '/v1/me?consistency=ledger', { token }), 403, 'SIGNATURE_NEEDED');
      refused(await asMe('/v1/transfers', transfer), 403, 'SIGNATURE_NEEDED');
      refused(await asMe('/v1/members', { enrollmentId: 'x01' }), 403, 'SIGNATURE_NEEDED');
    });

    it('moves money once, however often a request with a key is repeated', async () => {
      const before_ = await balance();
      const call: ApiCall = {
        method: 'POST',
        path: '/v1/transfers',
        body: transfer,
        headers: { 'idempotency-key': 'k1' },
      };
      const first = await session.send(call, transport);
      const again = await session.send(call, transport);
      assert.deepEqual(again.body, first.body);
      assert.equal(again.header('idempotency-replayed'), 'true');
      refused(
        await session.send({ ...call, body: { ...transfer, amount: '2' } }, transport),
        422,
        'IDEMPOTENCY_KEY_REUSED',
      );
      assert.equal(await balance(), before_ - 1);
    });

    it('takes of two transactions that were prepared under one key the first', async () => {
      const before_ = await balance();
      const headers = { 'idempotency-key': 'k2', prefer: 'wait=60' };
      const [one, two] = [await endorse(await prepared(headers)), await endorse(await prepared(headers))];
      const answers: unknown[] = [];
      for (const each of [one, two]) {
        const { path, body } = await submission(each);
        answers.push(ok(await asMe(path, body, { prefer: 'wait=60' }))['transactionId']);
      }
      assert.deepEqual(answers, [one['transactionId'], one['transactionId']]);
      assert.equal(await balance(), before_ - 1);
    });

    it('follows an order book with its prices, and is given proofs, as others are', async () => {
      const bookRules = {
        token: 'ENT',
        priceRule: 'resting',
        tick: '0.01',
        lot: '0.01',
        priceCap: '10',
        ordersPerMatch: 50,
      };
      await network.done(network.cast.operator, '/v1/books', { book: 'ent', rules: bookRules });
      const headers = { authorization: await session.authorization(transport) };
      const ended = new AbortController();
      const { signal } = ended;
      const stream = await fetch(`${network.gateway.url}/v1/events?market=ent`, { headers, signal });
      assert.ok(stream.body);
      const terms = { side: 'buy', kind: 'limit', amount: '1', price: '0.25' };
      ok(await send('POST', '/v1/books/ent/orders', { order: 'o1', terms }));
      let text = '';
      for await (const chunk of stream.body.pipeThrough(new TextDecoderStream())) {
        text += chunk;
        if (/event: BookPrices/.test(text)) break;
      }
      ended.abort();
      assert.match(text, /event: BookPrices\ndata: .*0\.25/);
      refused(await send('GET', '/v1/listings/test_20300101T0000Z/proof'), 404, 'COMMITMENT_NOT_FOUND');
    });
  });

  describe('signs what was prepared, and nothing else:', () => {
    const answer = (proposal: Record<string, unknown>, signature: string, step = 'endorsement', as = token) =>
      network.gateway.send('POST', `/v1/preparations/${String(proposal['preparation'])}/${step}`, {
        token: as,
        body: { signature },
      });

    it('a preparation is good once', async () => {
      const proposal = await prepared();
      const signature = await signed(proposal['bytes']);
      assert.equal((await answer(proposal, signature)).status, 200);
      refused(await answer(proposal, signature), 404, 'PREPARATION_UNKNOWN');
    });

    it('a transaction is taken once', async () => {
      const before_ = await balance();
      const { path, body } = await submission(await endorse(await prepared()));
      ok(await asMe(path, body, { prefer: 'wait=60' }));
      refused(await asMe(path, body, { prefer: 'wait=60' }), 404, 'PREPARATION_UNKNOWN');
      assert.equal(await balance(), before_ - 1);
    });

    it('a signature of other bytes, of another key, high-S or damaged is refused', async () => {
      const pair = await extractableKey();
      const member = await admitOwnKey(network.gateway, network.cast.founder, 'k02', pair);
      const mine = await signIn(member, network.gateway.url, transport);
      const prepare = async () => ok(await network.gateway.send('GET', '/v1/prepare/me', { token: mine }));
      const key = createPrivateKey({
        key: Buffer.from(await crypto.subtle.exportKey('pkcs8', pair.privateKey)),
        format: 'der',
        type: 'pkcs8',
      });
      const message = (proposal: Record<string, unknown>) => Buffer.from(String(proposal['bytes']), 'base64');
      const wrong: ((proposal: Record<string, unknown>) => Promise<string>)[] = [
        (proposal) => Promise.resolve(signHighS(key, message(proposal)).toString('base64')),
        (proposal) => signed(proposal['bytes'], identity.keys),
        () => signed(Buffer.from('something else').toString('base64'), pair),
        (proposal) => signed(Buffer.from(String(proposal['digest']), 'hex').toString('base64'), pair),
        async (proposal) => `A${(await signed(proposal['bytes'], pair)).slice(1)}`,
      ];
      for (const sign of wrong) {
        const proposal = await prepare();
        refused(await answer(proposal, await sign(proposal), 'answer', mine), 422, 'SIGNATURE_REFUSED');
        // It is spent: nobody has a second try at it
        const right = await signed(proposal['bytes'], pair);
        refused(await answer(proposal, right, 'answer', mine), 404, 'PREPARATION_UNKNOWN');
      }
    });

    it('another member can do nothing with it, and it stays', async () => {
      const proposal = await prepared();
      const signature = await signed(proposal['bytes']);
      refused(await answer(proposal, signature, 'endorsement', network.cast.h01), 404, 'PREPARATION_UNKNOWN');
      assert.equal((await answer(proposal, signature)).status, 200);
    });

    it('a step is not another one', async () => {
      const proposal = await prepared();
      refused(await answer(proposal, await signed(proposal['bytes']), 'answer'), 404, 'PREPARATION_UNKNOWN');
      const endorsed = await endorse(await prepared());
      refused(await answer(endorsed, await signed(endorsed['bytes'])), 404, 'PREPARATION_UNKNOWN');
    });

    it('the question for the outcome has to be signed, too', async () => {
      const before_ = await balance();
      const { path, body } = await submission(await endorse(await prepared()));
      const wrong = { ...body, statusSignature: body.signature };
      refused(await asMe(path, wrong), 422, 'SIGNATURE_REFUSED');
      assert.equal(await balance(), before_);
    });

    it('so many may be open, and no more', async () => {
      const member = await admitOwnKey(network.gateway, network.cast.founder, 'k06');
      const mine = await signIn(member, network.gateway.url, transport);
      const prepare = () => network.gateway.send('GET', '/v1/prepare/me', { token: mine });
      for (let open = 0; open < 64; open++) ok(await prepare());
      refused(await prepare(), 429, 'QUEUE_FULL');
    });
  });

  describe('looks before it signs:', () => {
    it('is not deceived by its gateway: it signs nothing, and nothing happens', async () => {
      // A session of its own: the one before has used up its preparations
      const member = await admitOwnKey(network.gateway, network.cast.founder, 'k03');
      const mine = new OwnKeySession(member, { origin: network.gateway.url });
      const register = { firstName: 'Own', lastName: 'Key', email: 'k03@example.org' };
      ok(await mine.send({ method: 'POST', path: '/v1/me', body: register }, transport));
      await network.done(network.cast.h02, '/v1/transfers', { token: 'eEuro', to: 'k03@HouseholdsMSP', amount: '9' });
      const lies: ((call: ApiCall) => ApiCall)[] = [
        (call) => ({ ...call, body: { ...call.body, amount: '9' } }),
        (call) => ({ ...call, body: { ...call.body, to: 'h01@HouseholdsMSP' } }),
        (call) => ({ ...call, body: { ...call.body, token: 'ENT' } }),
        (call) => ({ ...call, path: '/v1/prepare/accounts/h01@HouseholdsMSP/eEuro/burn', body: { amount: '1' } }),
        (call) => ({ ...call, method: 'GET', path: '/v1/prepare/me' }) as const,
      ];
      for (const lie of lies) {
        let signatures = 0;
        const lying: Transport = async (call) => {
          if (call.path.startsWith('/v1/preparations/')) signatures++;
          if (!call.path.startsWith('/v1/prepare/')) return await transport(call);
          const { body, ...changed } = lie(call);
          return await transport({ ...changed, ...(body && changed.method !== 'GET' ? { body } : {}) });
        };
        const attempt = mine.send({ method: 'POST', path: '/v1/transfers', body: transfer }, lying);
        await assert.rejects(attempt, SigningRefused);
        assert.equal(signatures, 0);
      }
      const account = await mine.send({ method: 'GET', path: '/v1/accounts/k03@HouseholdsMSP/eEuro' }, transport);
      assert.equal(ok(account)['available'], '9');
      // Of the outcome, too, it believes only what was endorsed
      const telling: Transport = async (call) => {
        const answer = await transport(call);
        if (!/submission$/.test(call.path)) return answer;
        return { ...answer, body: { ...(answer.body as object), result: { available: '1000000' } } };
      };
      await assert.rejects(
        mine.send({ method: 'POST', path: '/v1/transfers', body: transfer }, telling),
        SigningRefused,
      );
    });
  });

  describe('signs in', () => {
    const challenge = async (certificate = identity.certificatePem): Promise<string> => {
      const body = { certificate, origin: network.gateway.url };
      const answer = await network.gateway.send('POST', '/v1/auth/challenges', { body });
      return String(answer.body['challenge']);
    };
    const redeem = async (text: string, keys = identity.keys, certificate = identity.certificatePem) => {
      const signature = await signed(Buffer.from(text).toString('base64'), keys);
      const body = { certificate, challenge: text, signature };
      return await network.gateway.send('POST', '/v1/auth/sessions', { body });
    };

    it('with a challenge once', async () => {
      const text = await challenge();
      assert.equal((await redeem(text)).status, 201);
      refused(await redeem(text), 401, 'CHALLENGE_REFUSED');
    });

    it('with no challenge that is another member’s, changed, made up or signed by another key', async () => {
      const other = await admitOwnKey(network.gateway, network.cast.founder, 'k04');
      const text = await challenge();
      refused(await redeem(text, other.keys, other.certificatePem), 401, 'CHALLENGE_REFUSED');
      refused(await redeem(text, other.keys), 401, 'CHALLENGE_REFUSED');
      refused(await redeem(text.replace(/20\d\d-/, '2099-')), 401, 'CHALLENGE_REFUSED');
      refused(await redeem(`${text}\n`), 401, 'CHALLENGE_REFUSED');
      refused(await redeem('pay 100 eEuro'), 401, 'CHALLENGE_REFUSED');
      assert.equal((await redeem(text)).status, 201);
    });

    it('with no certificate of a stranger', async () => {
      const { pem } = await testIdentity(await testAuthority());
      const body = { certificate: pem, origin: network.gateway.url };
      refused(await network.gateway.send('POST', '/v1/auth/challenges', { body }), 401, 'CERTIFICATE_REFUSED');
    });
  });

  describe('comes and goes:', () => {
    it('sees its sessions and ends any of them', async () => {
      const one = await signIn(identity, network.gateway.url, transport);
      const two = await signIn(identity, network.gateway.url, transport);
      const list = async (as: string) =>
        (await network.gateway.send('GET', '/v1/auth/sessions', { token: as })).body['items'] as Record<
          string,
          unknown
        >[];
      const before_ = await list(one);
      assert.ok(before_.every(({ ownKey }) => ownKey === true));
      const other = (await list(two)).find(({ current }) => current === true);
      const ended = await network.gateway.send('DELETE', `/v1/auth/sessions/${String(other?.['id'])}`, { token: one });
      assert.equal(ended.status, 204);
      refused(await network.gateway.send('GET', '/v1/auth/sessions', { token: two }), 401, 'SESSION_OVER');
      assert.equal((await list(one)).length, before_.length - 1);
      const strangers = await network.gateway.send('POST', '/v1/auth/sessions', {
        body: { member: 'h02@HouseholdsMSP', passphrase: PASSPHRASE },
      });
      const theirs = (await list(String(strangers.body['token']))).at(-1);
      const attempt = await network.gateway.send('DELETE', `/v1/auth/sessions/${String(theirs?.['id'])}`, {
        token: one,
      });
      refused(attempt, 404, 'SESSION_UNKNOWN');
    });

    it('renews its key: the session goes on with the new one, all others end', async () => {
      const other = await signIn(identity, network.gateway.url, transport);
      const renewed = await session.renew(transport);
      assert.notEqual(renewed.certificatePem, identity.certificatePem);
      assert.equal(ok(await send('GET', '/v1/me'))['id'], ME);
      ok(await send('POST', '/v1/transfers', transfer));
      refused(await network.gateway.send('GET', '/v1/auth/sessions', { token: other }), 401, 'SESSION_OVER');
      identity = renewed;
    });

    it('is out when it was revoked, with what it had prepared', async () => {
      const member = await admitOwnKey(network.gateway, network.cast.founder, 'k05');
      const mine = await signIn(member, network.gateway.url, transport);
      const body = { token: mine };
      const proposal = ok(await network.gateway.send('GET', '/v1/prepare/me', body));
      await revokeAtCa(households(), 'k05');
      const signature = await signed(proposal['bytes'], member.keys);
      const sessions = () => network.gateway.send('GET', '/v1/auth/sessions', { token: mine });
      await until('the session ends', async () => (await sessions()).status === 401);
      const path = `/v1/preparations/${String(proposal['preparation'])}/answer`;
      refused(await network.gateway.send('POST', path, { token: mine, body: { signature } }), 401, 'SESSION_OVER');
      const again = { certificate: member.certificatePem, origin: network.gateway.url };
      refused(await network.gateway.send('POST', '/v1/auth/challenges', { body: again }), 401, 'CERTIFICATE_REFUSED');
    });

    it('admits and revokes as a registrar, with requests to the CA that it has signed', async () => {
      const own = await ownKeyRegistrar(network.gateway, households());
      const keeper = new OwnKeySession(own, { origin: network.gateway.url });
      const admitted = ok(
        await keeper.send({ method: 'POST', path: '/v1/members', body: { enrollmentId: 'n01' } }, transport),
      );
      const secret = String(admitted['secret']);
      const newcomer = await network.gateway.enroll('HouseholdsMSP', 'n01', secret);
      assert.equal((await network.gateway.send('GET', '/v1/me', { token: newcomer })).status, 200);
      const revocation: ApiCall = { method: 'POST', path: '/v1/members/n01@HouseholdsMSP/revocation', body: {} };
      assert.equal((await keeper.send(revocation, transport)).status, 204);
      const after_ = await network.gateway.send('GET', '/v1/me', { token: newcomer });
      assert.equal(after_.status, 401, after_.text);
      const lying: Transport = (call) =>
        transport(call.path === '/v1/prepare/members' ? { ...call, body: { enrollmentId: 'thief' } } : call);
      const attempt = keeper.send({ method: 'POST', path: '/v1/members', body: { enrollmentId: 'n02' } }, lying);
      await assert.rejects(attempt, (error) => error instanceof SigningRefused && error.reason === 'CA_REQUEST');
    });

    it('at a gateway that it means, where the gateway knows its name', async () => {
      await network.restartGateway({ origins: ['https://gateway.example.org'] });
      const body = { certificate: identity.certificatePem, origin: network.gateway.url };
      refused(await network.gateway.send('POST', '/v1/auth/challenges', { body }), 400, 'INVALID_ARGUMENT');
      await network.restartGateway();
      // Its session is over; the library signs in anew by itself
      assert.equal(ok(await send('GET', '/v1/me'))['id'], ME);
    });
    it('leaves no secret in the log', () => {
      const text = network.gateway.logged.join('\n') + network.logged.join('\n');
      assert.ok(!text.includes(token));
      assert.doesNotMatch(text, /own\.key@example\.org|PRIVATE KEY/);
    });
  });
});
