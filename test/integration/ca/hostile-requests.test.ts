import assert from 'node:assert/strict';
import { sign } from 'node:crypto';
import { createCaToken } from '../../../identity/ca-token';
import { createCertificateRequest } from '../../../identity/certificate-request';
import { generateKeyPair, type KeyPair } from '../../../identity/key-pair';
import { isLowSDer } from '../../../identity/signature';
import { diskHome } from '../../../network/devnet/ca/ca-home';
import { CertificateAuthority } from '../../../network/devnet/ca/certificate-authority';
import { testAuthority, testIdentity } from '../../support/test-authority';
import { sendRaw, startTestCa, temporaryFolder, type RawAnswer, type TestCa } from '../../support/test-ca';

/** A registration that would succeed with the registrar's token. */
const registration = JSON.stringify({ id: 'h99', type: 'client', affiliation: '' });
const path = '/api/v1/register';

describe('an embedded CA under hostile requests', () => {
  const temporary = temporaryFolder();
  let test: TestCa;
  before(async () => {
    test = await startTestCa(temporary.folder);
  });
  after(async () => {
    await test.stop();
    temporary.remove();
  });
  afterEach('goes on, and has registered nobody', async () => {
    assert.deepEqual(
      (await test.client.identities(test.registrar)).map(({ enrollmentId }) => enrollmentId),
      ['registrar'],
    );
  });

  function registrarToken(body: string | Buffer, more: { method?: string; uri?: string } = {}): string {
    const request = { method: more.method ?? 'POST', uri: more.uri ?? path, body: Buffer.from(body) };
    return createCaToken(test.registrar.certificatePem, test.registrar.privateKey, request);
  }

  async function refused(status: number, code: number, request: Parameters<typeof sendRaw>[1]): Promise<RawAnswer> {
    const answer = await sendRaw(test.ca, request);
    assert.deepEqual([answer.status, answer.body.errors[0]?.code, answer.body.success], [status, code, false]);
    return answer;
  }

  const withToken = (authorization: string, body = registration): Parameters<typeof sendRaw>[1] => ({
    path,
    body,
    headers: { authorization },
  });

  it('refuses a request without a token', async () => {
    await refused(401, 2, { path, body: registration });
  });

  it('refuses a token for another path, method or body', async () => {
    for (const other of [
      registrarToken(registration, { uri: '/api/v1/revoke' }),
      registrarToken(registration, { method: 'PUT' }),
      registrarToken(`${registration} `),
    ]) {
      await refused(401, 20, withToken(other));
    }
  });

  it("refuses a token that another key signed over the registrar's certificate", async () => {
    const request = { method: 'POST', uri: path, body: Buffer.from(registration) };
    const token = createCaToken(test.registrar.certificatePem, generateKeyPair().privateKey, request);
    await refused(401, 20, withToken(token));
  });

  it('refuses a token whose signature is high-S', async () => {
    const certificate = Buffer.from(test.registrar.certificatePem).toString('base64');
    const base64 = (text: string): string => Buffer.from(text).toString('base64');
    const signed = Buffer.from(['POST', base64(path), base64(registration), certificate].join('.'));
    let signature: Buffer;
    do signature = sign('sha256', signed, test.registrar.privateKey);
    while (isLowSDer(signature));
    await refused(401, 20, withToken(`${certificate}.${signature.toString('base64')}`));
  });

  it('refuses a certificate by another CA of the same name, an expired one, and one it has no record of', async () => {
    const home = diskHome(temporary.folder);
    const root = CertificateAuthority.open(home.read('ca.key.pem') ?? '', home.read('ca.cert.pem') ?? '');
    const wish = { id: 'registrar', units: ['admin'] };
    for (const identity of [
      await testIdentity(await testAuthority(), wish),
      await testIdentity(root, { ...wish, validForMs: -1000 }),
      await testIdentity(root, wish),
    ]) {
      const request = { method: 'POST', uri: path, body: Buffer.from(registration) };
      await refused(401, 20, withToken(createCaToken(identity.pem, identity.privateKey, request)));
    }
    const reasons = test.log.slice(-8).join('\n');
    for (const reason of ['does not trust', 'expired at', 'not in the records'])
      assert.match(reasons, new RegExp(reason));
  });

  it('refuses malformed credentials', async () => {
    for (const authorization of ['x', 'Bearer x', 'A'.repeat(8000), `${'A'.repeat(100)}.${'B'.repeat(100)}`]) {
      await refused(401, 20, withToken(authorization));
    }
    for (const authorization of ['Basic', 'Basic !!!', `Basic ${Buffer.from('nocolon').toString('base64')}`]) {
      await refused(401, 20, { path: '/api/v1/enroll', body: '{}', headers: { authorization } });
    }
  });

  it('refuses a body that is too large, announced or not, and closes the connection', async () => {
    const large = Buffer.alloc(300_000, ' ');
    await refused(413, 3, { path, body: large, headers: { 'content-length': String(large.length) } });
    await refused(413, 3, { path, body: large, headers: { 'transfer-encoding': 'chunked' } });
  });

  it('refuses what is not a JSON object, and quotes nothing of it', async () => {
    for (const body of ['{"secret":"s3cret"', '[]', 'null', '"x"', '\u0000']) {
      const answer = await refused(400, 5, withToken(registrarToken(body), body));
      assert.ok(!JSON.stringify(answer.body).includes('s3cret'));
    }
  });

  it('refuses fields of the wrong kind, size or with control characters', async () => {
    const bad: object[] = [
      { id: 'h\n99' },
      { id: 'h\u000099' },
      { id: 'a/b' },
      { id: ' h99' },
      { id: 'h'.repeat(65) },
      { id: '' },
      { id: 5 },
      { id: ['h99'] },
      { id: 'h99', type: 'client,admin' },
      { id: 'h99', affiliation: 'org1..dep1' },
      { id: 'h99', affiliation: 'org1\u0000' },
      { id: 'h99', max_enrollments: 1.5 },
      { id: 'h99', max_enrollments: 1e300 },
      { id: 'h99', secret: 'x'.repeat(2000) },
      { id: 'h99', attrs: {} },
      { id: 'h99', attrs: [null] },
      { id: 'h99', attrs: [{ name: '', value: 'x' }] },
      { id: 'h99', attrs: [{ name: 'a', value: 'x\u0007' }] },
      { id: 'h99', attrs: [{ name: 'a', value: 'x', ecert: 'yes' }] },
      { id: 'h99', attrs: [{ name: 'a' }, { name: 'a' }] },
      { id: 'h99', attrs: Array.from({ length: 101 }, (_value, i) => ({ name: `a${i}` })) },
    ];
    for (const fields of bad) {
      const body = JSON.stringify({ type: 'client', ...fields });
      await refused(400, 5, withToken(registrarToken(body), body));
    }
    const negative = JSON.stringify({ id: 'h99', max_enrollments: -2 });
    await refused(400, 82, withToken(registrarToken(negative), negative));
  });

  it('takes keys that would change a prototype for keys like any other', async () => {
    const body = '{"__proto__":{"id":"h99"},"constructor":{"id":"h99"},"type":"client"}';
    await refused(400, 5, withToken(registrarToken(body), body));
    assert.equal(({} as Record<string, unknown>)['id'], undefined);
  });

  it('refuses unknown paths, methods, CAs and percent-encodings', async () => {
    await refused(404, 0, { path: '/api/v1/nothing', method: 'GET' });
    await refused(404, 0, { path: '/api/v1/__proto__', method: 'GET' });
    await refused(404, 0, { path: '/api/v1/identities/a/b', method: 'GET' });
    await refused(405, 1, { path, method: 'GET' });
    await refused(400, 0, { path: '/api/v1/identities/%ff', method: 'GET' });
    await refused(404, 19, { path: '/api/v1/cainfo?ca=other', method: 'GET' });
    await refused(404, 19, { path: '/api/v1/cainfo', body: '{"caname":"other"}' });
  });

  it('refuses to enrol for a key of another kind, or as a CA', async () => {
    const headers = {
      authorization: `Basic ${Buffer.from(`registrar:${test.ca.registrar.secret}`).toString('base64')}`,
    };
    const enroll = (pem: string): Parameters<typeof sendRaw>[1] => ({
      path: '/api/v1/enroll',
      headers,
      body: JSON.stringify({ certificate_request: pem }),
    });
    const keys: KeyPair = generateKeyPair();
    const good = await createCertificateRequest(keys, 'registrar');
    await refused(400, 5, { ...enroll(good), body: JSON.stringify({ certificate_request: good, profile: 'ca' }) });
    await refused(400, 31, enroll(good.replace('CERTIFICATE REQUEST', 'CERTIFICATE')));
    await refused(400, 4, { path: '/api/v1/enroll', headers, body: '' });
    for (const hosts of [['a b'], ['a\n'], [5], Array<string>(65).fill('a')]) {
      const body = JSON.stringify({ certificate_request: good, hosts });
      const { status } = await sendRaw(test.ca, { path: '/api/v1/enroll', headers, body });
      assert.equal(status, 400);
    }
  });
});
