/** What holds at every door: own key, kept key, certificate token, stream, console, documents. */
import assert from 'node:assert/strict';
import { request } from 'node:http';
import sinon from 'sinon';
import { createCaToken } from '../../identity/ca-token';
import { EventStream } from '../support/event-stream';
import { MarketNetwork } from '../support/market-network';
import { admitOwnKey, transportTo } from '../support/own-key-client';
import { signIn } from '../../client/own-key/sign-in';
import { type ApiAnswer, PASSPHRASE } from '../support/test-gateway';
import { FabricCaClient } from '../../identity/fabric-ca-client';
import { type Enrollment } from '../../identity/fabric-ca-types';

const year = 365 * 24 * 3_600_000;
const pages = ['/', '/console.json', '/docs', '/docs/start.js', '/openapi.json', '/problems', '/healthz', '/nothing'];

describe('Every door', function () {
  this.timeout(60_000);
  const network = new MarketNetwork();
  let ownKey: string;
  let ownCertificate: string;
  let machine: Enrollment;

  before(async () => {
    // Sessions that outlast the certificates: it is those that have to end them.
    const sessions = { idleMs: 9 * year, longestMs: 9 * year };
    await network.start({ behindProxy: true, sessions, operations: 'door' });
    await network.populate();
    const identity = await admitOwnKey(network.gateway, network.cast.founder, 'k01');
    ownCertificate = identity.certificatePem;
    ownKey = await signIn(
      identity,
      network.gateway.url,
      transportTo(() => network.gateway),
    );
    machine = await admitMachine();
  });
  after(() => network.stop());

  const admitMachine = async (): Promise<Enrollment> => {
    const body = { enrollmentId: 'machine', maxEnrollments: 2 };
    const { founder } = network.cast;
    const admitted = await network.gateway.send('POST', '/v1/members', { token: founder, body });
    const secret = String(admitted.body['secret']);
    const [organization] = network.organizations;
    assert.ok(organization);
    const client = new FabricCaClient(organization.ca);
    const own = await client.enroll({ enrollmentId: 'machine', secret });
    client.close();
    const kept = { organization: 'HouseholdsMSP', enrollmentId: 'machine', secret, unlock: 'token' };
    assert.equal((await network.gateway.send('POST', '/v1/auth/enroll', { body: kept })).status, 201);
    return own;
  };
  const byToken = (address: string, at = new Date().toISOString()): Promise<ApiAnswer> => {
    const uri = `${address}?at=${at}`;
    const authorization = createCaToken(machine.certificatePem, machine.privateKey, {
      method: 'GET',
      uri,
      body: Buffer.alloc(0),
    });
    return network.gateway.send('GET', uri, { headers: { authorization } });
  };

  it('is to be come to by TLS alone, where there is TLS', async () => {
    const { h01 } = network.cast;
    for (const address of [...pages, '/v1/me', '/v1/network']) {
      for (const token of [undefined, h01, ownKey]) {
        const { headers, status } = await network.gateway.send('GET', address, token === undefined ? {} : { token });
        assert.equal(headers.get('strict-transport-security'), 'max-age=31536000', `${address} ${status}`);
      }
    }
    const tokens = await byToken('/v1/me/personal-data');
    assert.equal(tokens.headers.get('strict-transport-security'), 'max-age=31536000', tokens.text);
    const leaving = new AbortController();
    const stream = await fetch(`${network.gateway.url}/v1/events`, {
      headers: { authorization: `Bearer ${h01}` },
      signal: leaving.signal,
    });
    assert.deepEqual([stream.status, stream.headers.get('strict-transport-security')], [200, 'max-age=31536000']);
    leaving.abort();
  });

  it('tells metrics who sits at this machine, and nobody through a proxy or under another name', async () => {
    const ask = (headers: Record<string, string>): Promise<number> =>
      new Promise((resolve, reject) => {
        const asked = request(`${network.gateway.url}/metrics`, { headers }, (response) => {
          response.resume();
          resolve(response.statusCode ?? 0);
        });
        asked.on('error', reject).end();
      });
    assert.equal(await ask({}), 200);
    assert.equal(await ask({ host: 'evil.example' }), 404);
    assert.equal(await ask({ 'x-forwarded-for': '203.0.113.7' }), 404);
    assert.equal(await ask({ origin: 'https://evil.example' }), 404);
    assert.equal(await ask({ 'sec-fetch-site': 'cross-site' }), 404);
  });

  // The last of all: it ends the sessions.
  it('is closed to certificates that have expired, and ends what was open with one', async () => {
    const { h01, h02 } = network.cast;
    const stream = new EventStream(`${network.gateway.url}/v1/events`, { authorization: `Bearer ${h02}` });
    assert.equal(await stream.status, 200);
    assert.equal((await byToken('/v1/auth/sessions')).status, 200);
    assert.equal((await network.gateway.send('GET', '/v1/auth/sessions', { token: ownKey })).status, 200);
    const signedAt = new Date().toISOString();
    const clock = sinon.useFakeTimers({ now: Date.now() + 2 * year, toFake: ['Date'] });
    try {
      const refusals: Record<string, ApiAnswer> = {
        'kept key': await network.gateway.send('GET', '/v1/auth/sessions', { token: h01 }),
        'own key': await network.gateway.send('GET', '/v1/auth/sessions', { token: ownKey }),
        'certificate token': await byToken('/v1/auth/sessions', signedAt),
        stream: await network.gateway.send('GET', '/v1/events', { token: h02 }),
        passphrase: await network.gateway.send('POST', '/v1/auth/sessions', {
          body: { member: 'h01@HouseholdsMSP', passphrase: PASSPHRASE },
        }),
        challenge: await network.gateway.send('POST', '/v1/auth/challenges', {
          body: { certificate: ownCertificate, origin: network.gateway.url },
        }),
      };
      const found = Object.entries(refusals).map(([door, { status, body }]) => [door, status, body['code']]);
      assert.deepEqual(
        found,
        Object.keys(refusals).map((door) => [door, 401, 'CERTIFICATE_REFUSED']),
      );
      await stream.ended;
    } finally {
      clock.restore();
      stream.close();
    }
  });
});
