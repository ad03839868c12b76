import assert from 'node:assert/strict';
import { createPublicKey, randomBytes, X509Certificate } from 'node:crypto';
import { bytesOf, fromPem } from '../../../../client/own-key/bytes';
import { certificateParts, isRenewalDue } from '../../../../client/own-key/certificate-parts';
import { certificateRequest, generateOwnKey } from '../../../../client/own-key/certificate-request';
import { signLowS, verifyLowS } from '../../../../client/own-key/low-s-signature';
import { type OwnKeyIdentity } from '../../../../client/own-key/own-key-identity';
import { checkChallenge } from '../../../../client/own-key/sign-in';
import { SigningRefused } from '../../../../client/own-key/signing-refused';
import { certificateRequestFacts } from '../../../../identity/certificate-request-facts';
import { IdentityError } from '../../../../identity/identity-error';
import { isLowSDer, verifyLowS as verifyAtGateway } from '../../../../identity/signature';
import { Proposal } from '../../../../network/devnet/wire/peer-messages';
import { readSigningRequest } from '../../../../network/devnet/ca/certificate-request-reader';
import { signHighS } from '../../../support/raw-proposal';
import { testAuthority, testIdentity } from '../../../support/test-authority';
import { generateKeyPair } from '../../../../identity/key-pair';

const nodeKey = async (key: CryptoKey) => {
  const spki = Buffer.from(await crypto.subtle.exportKey('spki', key));
  return createPublicKey({ key: spki, format: 'der', type: 'spki' });
};

describe('A key of one’s own', () => {
  it('cannot be taken out', async () => {
    const { privateKey } = await generateOwnKey();
    assert.equal(privateKey.extractable, false);
    await assert.rejects(crypto.subtle.exportKey('pkcs8', privateKey));
  });

  it('asks for a certificate in a form that CAs read, for its id', async () => {
    const keys = await generateOwnKey();
    const pem = await certificateRequest(keys, 'h01');
    const own = await nodeKey(keys.publicKey);
    const { publicKey, commonName } = await readSigningRequest(pem);
    assert.equal(commonName, 'h01');
    assert.ok(publicKey.equals(own));
    const facts = certificateRequestFacts(pem);
    assert.equal(facts.enrollmentId, 'h01');
    assert.ok(facts.publicKey.equals(own));
  });

  it('signs low-S, as Fabric wants it, whatever comes', async () => {
    const keys = await generateOwnKey();
    const publicKey = await nodeKey(keys.publicKey);
    for (let run = 0; run < 200; run++) {
      const message = Uint8Array.from(randomBytes(40));
      const signature = await signLowS(keys.privateKey, message);
      assert.ok(isLowSDer(signature));
      assert.ok(verifyAtGateway(publicKey, message, signature));
      assert.ok(await verifyLowS(keys.publicKey, message, signature));
    }
  });

  it('takes no high-S signature of others', async () => {
    const { privateKey, publicKey } = generateKeyPair();
    const spki = Uint8Array.from(publicKey.export({ type: 'spki', format: 'der' }));
    const key = await crypto.subtle.importKey('spki', spki, { name: 'ECDSA', namedCurve: 'P-256' }, true, ['verify']);
    const message = bytesOf('message');
    assert.equal(await verifyLowS(key, message, signHighS(privateKey, message)), false);
  });
});

describe('A certificate request at the gateway', () => {
  it('is refused when a byte of it was changed, or it is something else', async () => {
    const pem = await certificateRequest(await generateOwnKey(), 'h01');
    const der = Buffer.from(fromPem('CERTIFICATE REQUEST', pem));
    for (let at = 0; at < der.length; at++) {
      const changed = Buffer.from(der);
      changed[at] = (changed[at] ?? 0) ^ 1;
      const text = `-----BEGIN CERTIFICATE REQUEST-----\n${changed.toString('base64')}\n-----END CERTIFICATE REQUEST-----\n`;
      assert.throws(() => certificateRequestFacts(text), IdentityError, String(at));
    }
    assert.throws(() => certificateRequestFacts('nothing'), IdentityError);
  });
});

describe('A certificate in the client', () => {
  it('shows its key and its time as they are', async () => {
    const { pem, publicKey } = await testIdentity(await testAuthority());
    const parts = certificateParts(pem);
    const certificate = new X509Certificate(pem);
    assert.deepEqual(Buffer.from(parts.publicKey), publicKey.export({ type: 'spki', format: 'der' }));
    assert.equal(parts.notAfter.getTime(), Date.parse(certificate.validTo));
    assert.equal(parts.notBefore.getTime(), Date.parse(certificate.validFrom));
  });

  it('is due for renewal in the last third of its time', async () => {
    const { pem } = await testIdentity(await testAuthority());
    const { notBefore, notAfter } = certificateParts(pem);
    const third = (notAfter.getTime() - notBefore.getTime()) / 3;
    assert.equal(isRenewalDue(pem, notAfter.getTime() - third - 1_000), false);
    assert.equal(isRenewalDue(pem, notAfter.getTime() - third + 1_000), true);
  });
});

describe('A challenge', () => {
  let identity: OwnKeyIdentity;
  let honest: readonly string[];
  before(async () => {
    const { pem } = await testIdentity(await testAuthority());
    const fingerprint = new X509Certificate(pem).fingerprint256.replaceAll(':', '').toLowerCase();
    const names = { member: 'h01@HouseholdsMSP', mspId: 'HouseholdsMSP', channel: 'energy', chaincode: 'sunledger' };
    identity = { ...names, certificatePem: pem, keys: await generateOwnKey(), roots: {} };
    honest = [
      'Sunledger sign-in, version 1',
      'origin: https://gateway.example',
      'member: h01@HouseholdsMSP',
      `certificate: ${fingerprint}`,
      `nonce: ${randomBytes(32).toString('base64url')}`,
      'expires: 2026-06-01T12:00:00.000Z',
    ];
  });
  const check = (lines: readonly string[]) => checkChallenge(lines.join('\n'), identity, 'https://gateway.example');

  it('is signed when it is for this member at this gateway', () => check(honest));

  it('is not signed when any line of it is another one, missing or more', async () => {
    const other = [
      'Sunledger sign-in, version 2',
      'origin: https://other.example',
      'member: h02@HouseholdsMSP',
      `certificate: ${'ab'.repeat(32)}`,
      'nonce: short',
      'expires: whenever',
    ];
    const wrong = [
      ...other.map((line, index) => honest.with(index, line)),
      ...honest.map((_, index) => honest.toSpliced(index, 1)),
      [...honest, 'and pay 100 eEuro'],
      [],
    ];
    for (const lines of wrong) {
      await assert.rejects(check(lines), (error) => error instanceof SigningRefused && error.reason === 'CHALLENGE');
    }
  });

  it('can be read as no proposal of Fabric, so that its signature is worth nothing there', () => {
    assert.throws(() => Proposal.decode(Buffer.from(honest.join('\n'))));
  });
});
