import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { certificateRequest, generateOwnKey } from '../../client/own-key/certificate-request';
import { createCaToken } from '../../identity/ca-token';
import { type RunningNetwork } from '../../network/running-network';
import { FakePeer } from '../support/fake-peer';
import { startTestCa, temporaryFolder, type TestCa } from '../support/test-ca';
import { type ApiAnswer, PASSPHRASE, TestGateway } from '../support/test-gateway';
import { until } from '../support/until';

const transfer = { token: 'eEuro', to: 'h02@HouseholdsMSP', amount: '1' };

describe('Getting in over REST', () => {
  const { folder, remove } = temporaryFolder();
  const peer = new FakePeer();
  let ca: TestCa;
  let gateway: TestGateway;
  let registrar: string;
  let network: Pick<RunningNetwork, 'channel' | 'chaincode' | 'transport' | 'organizations'>;

  before(async () => {
    ca = await startTestCa();
    const nobody = { address: '', tlsRootPem: '', serverName: '' };
    const { endpoint, registrar: secret } = ca.ca;
    const organization = { mspId: 'HouseholdsMSP', name: 'households', ca: endpoint, registrar: secret, peer: nobody };
    network = { channel: 'energy', chaincode: 'sunledger', transport: peer, organizations: [organization] };
    peer.chaincode = (name) => `{"called":"${name}"}`;
    gateway = await TestGateway.start(network, folder);
    registrar = await gateway.enroll('households', secret.enrollmentId, secret.secret);
  });
  after(async () => {
    await gateway.stop();
    await ca.stop();
    remove();
  });

  const me = (token: string): Promise<ApiAnswer> => gateway.send('GET', '/v1/me', { token });
  const signIn = (member: string, passphrase: string): Promise<ApiAnswer> =>
    gateway.send('POST', '/v1/auth/sessions', { body: { member, passphrase } });
  const refused = (answer: ApiAnswer, status: number, code: string): void => {
    assert.deepEqual([answer.status, answer.body['code']], [status, code], answer.text);
  };

  it('lets a member in who was admitted and enrolled', async () => {
    const token = await gateway.admit(registrar, 'HouseholdsMSP', 'h01');
    const answer = await me(token);
    assert.deepEqual(answer.body, { called: 'members:GetCaller' }, answer.text);
  });

  it('opens a session with the passphrase, by member id or by organisation and enrollment id', async () => {
    for (const who of [
      { member: 'h01@HouseholdsMSP' },
      { organization: 'households', enrollmentId: 'h01' },
      { organization: 'HouseholdsMSP', enrollmentId: 'h01' },
    ]) {
      const answer = await gateway.send('POST', '/v1/auth/sessions', { body: { ...who, passphrase: PASSPHRASE } });
      assert.equal(answer.status, 201, answer.text);
      assert.equal((await me(String(answer.body['token']))).status, 200);
    }
  });

  it('says the same of a wrong passphrase and of a member that it does not know', async () => {
    const wrong = await signIn('h01@HouseholdsMSP', 'not the passphrase');
    const unknown = await signIn('nobody@HouseholdsMSP', 'not the passphrase');
    refused(wrong, 401, 'CREDENTIALS_REFUSED');
    refused(unknown, 401, 'CREDENTIALS_REFUSED');
    assert.equal(wrong.body['detail'], unknown.body['detail']);
  });

  it('shuts out who guesses passphrases, in time too short for many guesses', async () => {
    await gateway.admit(registrar, 'HouseholdsMSP', 'guessed');
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, guess) => signIn('guessed@HouseholdsMSP', `this is guess ${guess}`)),
    );
    const codes = answers.map(({ body }) => body['code']);
    assert.equal(codes.filter((code) => code === 'CREDENTIALS_REFUSED').length, 5);
    const locked = await signIn('guessed@HouseholdsMSP', PASSPHRASE);
    refused(locked, 429, 'TOO_MANY_ATTEMPTS');
    assert.ok(Number(locked.headers.get('retry-after')) > 0);
  });

  it('asks the CA about wrong secrets less often than it takes to lock an identity', async () => {
    const body = { enrollmentId: 'careful' };
    const { secret } = (await gateway.send('POST', '/v1/members', { token: registrar, body })).body;
    const enroll = (guess: string) =>
      gateway.send('POST', '/v1/auth/enroll', {
        body: { organization: 'households', enrollmentId: 'careful', secret: guess, passphrase: PASSPHRASE },
      });
    const codes: unknown[] = [];
    for (let guess = 0; guess < 12; guess++) codes.push((await enroll(`wrong ${guess}`)).body['code']);
    assert.equal(codes.filter((code) => code === 'CREDENTIALS_REFUSED').length, 5);
    refused(await enroll(String(secret)), 429, 'TOO_MANY_ATTEMPTS');
    // The CA itself has not locked the identity: somebody who asks it directly gets in.
    await ca.client.enroll({ enrollmentId: 'careful', secret: String(secret) });
  });

  it('takes the one-time secret once', async () => {
    const { body } = await gateway.send('POST', '/v1/members', { token: registrar, body: { enrollmentId: 'once' } });
    const again = { organization: 'households', enrollmentId: 'once', secret: body['secret'], passphrase: PASSPHRASE };
    assert.equal((await gateway.send('POST', '/v1/auth/enroll', { body: again })).status, 201);
    refused(await gateway.send('POST', '/v1/auth/enroll', { body: again }), 401, 'CREDENTIALS_REFUSED');
  });

  it('does not admit a member twice', async () => {
    const answer = await gateway.send('POST', '/v1/members', { token: registrar, body: { enrollmentId: 'h01' } });
    refused(answer, 409, 'MEMBER_EXISTS');
  });

  it('forgets the key on signing out', async () => {
    const { body } = await signIn('h01@HouseholdsMSP', PASSPHRASE);
    const token = String(body['token']);
    assert.equal((await gateway.send('DELETE', '/v1/auth/sessions/current', { token })).status, 204);
    refused(await me(token), 401, 'SESSION_OVER');
  });

  it('lists the own sessions, and says which one is asking', async () => {
    const token = await gateway.admit(registrar, 'HouseholdsMSP', 'lister');
    await signIn('lister@HouseholdsMSP', PASSPHRASE);
    const { body } = await gateway.send('GET', '/v1/auth/sessions', { token });
    assert.deepEqual(
      (body['items'] as { current: boolean }[]).map(({ current }) => current),
      [true, false],
    );
  });

  it('keeps keys encrypted, readable by its own user alone', async () => {
    await gateway.admit(registrar, 'HouseholdsMSP', 'kept');
    const keys = path.join(folder, 'gateway', 'keys');
    for (const file of readdirSync(keys)) {
      assert.equal(statSync(path.join(keys, file)).mode & 0o077, 0, file);
      assert.doesNotMatch(readFileSync(path.join(keys, file), 'utf8'), /PRIVATE KEY/);
    }
    assert.equal(statSync(path.join(folder, 'gateway', 'gateway.key')).mode & 0o077, 0);
  });

  it('gives a member a new key and certificate, with which the session goes on', async () => {
    const token = await gateway.admit(registrar, 'HouseholdsMSP', 'renewer');
    const wrong = { passphrase: 'not the passphrase' };
    refused(await gateway.send('POST', '/v1/me/renewal', { token, body: wrong }), 401, 'CREDENTIALS_REFUSED');
    const answer = await gateway.send('POST', '/v1/me/renewal', { token, body: { passphrase: PASSPHRASE } });
    assert.equal(answer.status, 201, answer.text);
    assert.equal((await me(token)).status, 200);
    assert.equal((await signIn('renewer@HouseholdsMSP', PASSPHRASE)).status, 201);
  });

  it('asks for the passphrase, too, before a kept key is given up for one of the member’s own', async () => {
    const token = await gateway.admit(registrar, 'HouseholdsMSP', 'changer');
    const request = { certificateRequest: await certificateRequest(await generateOwnKey(), 'changer') };
    const renew = (body: object) => gateway.send('POST', '/v1/me/renewal', { token, body });
    refused(await renew(request), 400, 'INVALID_ARGUMENT');
    refused(await renew({ ...request, passphrase: 'not the passphrase' }), 401, 'CREDENTIALS_REFUSED');
    const answer = await renew({ ...request, passphrase: PASSPHRASE });
    assert.equal(answer.status, 201, answer.text);
    // The session goes on without a key: the old one doesn't fit the new certificate.
    const { body } = await gateway.send('GET', '/v1/auth/sessions', { token });
    assert.deepEqual(
      (body['items'] as { ownKey: boolean }[]).map(({ ownKey }) => ownKey),
      [true],
    );
    refused(await gateway.send('POST', '/v1/transfers', { token, body: transfer }), 403, 'SIGNATURE_NEEDED');
  });

  it('lets nobody in who was revoked: sessions end, passphrase and secret open nothing', async () => {
    const token = await gateway.admit(registrar, 'HouseholdsMSP', 'revoked');
    const answer = await gateway.send('POST', '/v1/members/revoked@HouseholdsMSP/revocation', { token: registrar });
    assert.equal(answer.status, 204, answer.text);
    refused(await me(token), 401, 'SESSION_OVER');
    refused(await signIn('revoked@HouseholdsMSP', PASSPHRASE), 401, 'CERTIFICATE_REFUSED');
  });

  it('ends the sessions of a member whom the CA revoked by other means', async () => {
    const token = await gateway.admit(registrar, 'HouseholdsMSP', 'elsewhere');
    assert.equal((await me(token)).status, 200);
    await ca.client.revoke(ca.registrar, { enrollmentId: 'elsewhere' });
    let answer = await me(token);
    await until('the session ends', async () => (answer = await me(token)).status !== 200);
    refused(answer, 401, 'CERTIFICATE_REFUSED');
  });

  it('lets a registrar revoke members of its own organisation only', async () => {
    const answer = await gateway.send('POST', '/v1/members/bank@BankMSP/revocation', { token: registrar });
    refused(answer, 403, 'FORBIDDEN');
    const unknown = await gateway.send('POST', '/v1/members/nobody@HouseholdsMSP/revocation', { token: registrar });
    refused(unknown, 404, 'MEMBER_NOT_FOUND');
  });

  it('serves a machine by certificate tokens, with a key that it keeps for them', async () => {
    // Given a machine with a key of its own, and a second one kept here
    const body = { enrollmentId: 'machine', maxEnrollments: 2 };
    const secret = String((await gateway.send('POST', '/v1/members', { token: registrar, body })).body['secret']);
    const own = await ca.client.enroll({ enrollmentId: 'machine', secret });
    const kept = await gateway.send('POST', '/v1/auth/enroll', {
      body: { organization: 'households', enrollmentId: 'machine', secret, unlock: 'token' },
    });
    assert.equal(kept.status, 201, kept.text);
    assert.equal(kept.body['session'], undefined);
    // When it signs a request with its own key
    const at = new Date().toISOString();
    const sent = JSON.stringify({ token: 'eEuro', to: 'h01@HouseholdsMSP', amount: '1' });
    const uri = `/v1/transfers?at=${at}`;
    const authorization = createCaToken(own.certificatePem, own.privateKey, {
      method: 'POST',
      uri,
      body: Buffer.from(sent),
    });
    const headers = { authorization, prefer: 'wait=5' };
    const answer = await gateway.send('POST', uri, { body: sent, headers });
    // Then the transaction is made, once
    assert.equal(answer.status, 201, answer.text);
    refused(await gateway.send('POST', uri, { body: sent, headers }), 401, 'TOKEN_REFUSED');
  });

  it('starts again on what it left: members sign in, sessions are over', async () => {
    const token = await gateway.admit(registrar, 'HouseholdsMSP', 'stayer');
    await gateway.stop();
    gateway = await TestGateway.start(network, folder);
    refused(await me(token), 401, 'SESSION_OVER');
    const { body } = await signIn('stayer@HouseholdsMSP', PASSPHRASE);
    assert.equal((await me(String(body['token']))).status, 200);
  });

  it('leaves nothing open when its port is taken', async () => {
    const home = path.join(folder, 'second');
    const port = Number(new URL(gateway.url).port);
    await assert.rejects(TestGateway.start(network, folder, { home, port }), { code: 'EADDRINUSE' });
    // The folder can be used at once: nobody holds it.
    const second = await TestGateway.start(network, folder, { home });
    await second.stop();
  });

  it('starts on a network that was made anew, with keys of the one before', async () => {
    const other = await startTestCa();
    const organization = { ...network.organizations[0]!, ca: other.ca.endpoint, registrar: other.ca.registrar };
    const home = path.join(folder, 'gateway');
    await gateway.stop();
    const anew = await TestGateway.start({ ...network, organizations: [organization] }, folder, { home });
    const { body } = await anew.send('POST', '/v1/auth/sessions', {
      body: { member: 'stayer@HouseholdsMSP', passphrase: PASSPHRASE },
    });
    assert.equal(body['code'], 'CERTIFICATE_REFUSED');
    await anew.enroll('households', other.ca.registrar.enrollmentId, other.ca.registrar.secret);
    await anew.stop();
    await other.stop();
    gateway = await TestGateway.start(network, folder);
  });

  it('writes no secret, passphrase, token or personal data into its log', async () => {
    const person = { firstName: 'Ada', lastName: 'Lovelace', email: 'ada@example.org' };
    const { body } = await signIn('stayer@HouseholdsMSP', PASSPHRASE);
    const token = String(body['token']);
    peer.chaincode = () => {
      throw new Error('chaincode failed');
    };
    assert.equal((await gateway.send('POST', '/v1/me', { token, body: person })).status, 500);
    const log = gateway.logged.join('\n');
    assert.match(log, /A request failed/);
    for (const secret of [PASSPHRASE, token, 'Lovelace', 'ada@example.org', ca.ca.registrar.secret]) {
      assert.ok(!log.includes(secret), `${secret} is in the log`);
    }
  });

  it('says nothing of its insides when it fails', async () => {
    const { body } = await signIn('stayer@HouseholdsMSP', PASSPHRASE);
    peer.chaincode = () => {
      throw new Error('secret detail at /some/path.js:1');
    };
    const answer = await gateway.send('GET', '/v1/units', { token: String(body['token']) });
    refused(answer, 500, 'INTERNAL');
    assert.doesNotMatch(answer.text, /secret detail|path\.js/);
    const id = answer.headers.get('x-request-id') ?? 'none';
    assert.ok(gateway.logged.some((line) => line.includes(id) && line.includes('secret detail')));
  });
});
