import assert from 'node:assert/strict';
import { sign } from 'node:crypto';
import { createCaToken, verifyCaToken, type TokenRequest } from '../../../identity/ca-token';
import { IdentityError } from '../../../identity/identity-error';
import { generateKeyPair, privateKeyFromPem, privateKeyToPem } from '../../../identity/key-pair';
import { isLowSDer } from '../../../identity/signature';
import { testAuthority, testIdentity, type TestIdentity } from '../../support/test-authority';

const request: TokenRequest = { method: 'POST', uri: '/api/v1/register?ca=x', body: Buffer.from('{"id":"h01"}') };

describe('a CA token', () => {
  let member: TestIdentity;
  before(async () => {
    member = await testIdentity(await testAuthority());
  });

  function refused(token: string, of: TokenRequest = request): void {
    assert.throws(() => verifyCaToken(token, of), IdentityError);
  }

  it('is the certificate and a signature over method, path, body and certificate', () => {
    const token = createCaToken(member.pem, member.privateKey, request);
    const [certificate, signature] = token.split('.').map((part) => Buffer.from(part, 'base64'));
    assert.equal(certificate?.toString(), member.pem);
    assert.ok(signature && isLowSDer(signature));
    assert.equal(verifyCaToken(token, request).pem, member.pem);
  });

  it('is refused for another method, path or body', () => {
    const token = createCaToken(member.pem, member.privateKey, request);
    refused(token, { ...request, method: 'PUT' });
    refused(token, { ...request, uri: '/api/v1/register' });
    refused(token, { ...request, body: Buffer.from('{"id":"h02"}') });
  });

  it('is refused when another key signed it', () => {
    refused(createCaToken(member.pem, generateKeyPair().privateKey, request));
  });

  it('is refused when its signature is high-S', () => {
    const encoded = Buffer.from(member.pem).toString('base64');
    const base64 = (part: string | Uint8Array): string => Buffer.from(part).toString('base64');
    const signed = Buffer.from([request.method, base64(request.uri), base64(request.body), encoded].join('.'));
    let signature: Buffer;
    do signature = sign('sha256', signed, member.privateKey);
    while (isLowSDer(signature));
    refused(`${encoded}.${signature.toString('base64')}`);
  });

  it('is refused when its signature is spelt in another way', () => {
    let token: string;
    do token = createCaToken(member.pem, member.privateKey, request);
    while (!token.endsWith('='));
    const last = token.search(/=+$/) - 1;
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
    const next = alphabet[alphabet.indexOf(token.charAt(last)) + 1] ?? '';
    const respelt = token.slice(0, last) + next + token.slice(last + 1);
    const signature = (text: string): Buffer => Buffer.from(text.split('.')[1] ?? '', 'base64');
    assert.deepEqual(signature(respelt), signature(token));
    refused(respelt);
    refused(token.replace(/=+$/, ''));
  });

  it('is refused when it is malformed', () => {
    const token = createCaToken(member.pem, member.privateKey, request);
    for (const bad of ['', '.', 'a.b', `${token}.x`, ` ${token}`, token.replace('.', ','), 'A'.repeat(20_000)])
      refused(bad);
  });
});

describe('a private key', () => {
  it('survives PEM, and nothing but a P-256 key is read', () => {
    const { privateKey } = generateKeyPair();
    const pem = privateKeyToPem(privateKey);
    assert.ok(privateKeyFromPem(pem).equals(privateKey));
    for (const bad of ['', 'secret text', pem.replaceAll('M', 'N')]) {
      assert.throws(
        () => privateKeyFromPem(bad),
        (error: unknown) => error instanceof IdentityError && !error.message.includes('secret'),
      );
    }
  });
});
