import assert from 'node:assert/strict';
import { mkdtempSync } from 'node:fs';
import path from 'node:path';
import { createCaToken } from '../../../identity/ca-token';
import { certificateFacts, parseCertificate } from '../../../identity/certificate-facts';
import { CertificateTrust } from '../../../identity/certificate-trust';
import { Authentication } from '../../../gateway-api/auth/authentication';
import { type CertificateAuthority as Ca } from '../../../gateway-api/auth/certificate-authority';
import { KeptKeys } from '../../../gateway-api/auth/kept-keys';
import { KeyStore } from '../../../gateway-api/auth/key-store';
import { Organization, Organizations } from '../../../gateway-api/auth/organization';
import { PassphraseSeal } from '../../../gateway-api/auth/sealed-key';
import { SessionsInMemory } from '../../../gateway-api/auth/session-store';
import { Sessions } from '../../../gateway-api/auth/sessions';
import { type FabricIdentity } from '../../../gateway-api/fabric/fabric-identity';
import { Refusal } from '../../../gateway-api/refusal';
import { testAuthority, testIdentity, type TestIdentity } from '../../support/test-authority';
import { temporaryFolder } from '../../support/test-ca';

const silent = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
const HOUR_MS = 3_600_000;
const owner = { memberId: 'h01@HouseholdsMSP', mspId: 'HouseholdsMSP', enrollmentId: 'h01' };

describe('Who makes a request', () => {
  const home = temporaryFolder();
  let authority: Awaited<ReturnType<typeof testAuthority>>;
  let identity: TestIdentity;
  let keys: KeptKeys;
  let sessions: Sessions;
  let authentication: Authentication;
  let now: number;
  let revocations: () => Promise<Uint8Array>;

  const asFabric = ({ pem, privateKey }: TestIdentity): FabricIdentity => ({
    ...owner,
    certificatePem: pem,
    privateKey,
  });

  before(async () => {
    authority = await testAuthority();
    identity = await testIdentity(authority);
  });
  after(() => home.remove());
  beforeEach(async () => {
    now = Date.now();
    revocations = () => Promise.reject(new Error('The CA is down'));
    const store = await KeyStore.open(mkdtempSync(path.join(home.folder, 'keys-')));
    keys = new KeptKeys(store, new PassphraseSeal(1024), Buffer.alloc(32, 7));
    sessions = new Sessions({ idleMs: 60_000, longestMs: HOUR_MS }, new SessionsInMemory(), () => now);
    const unused = () => Promise.reject(new Error('not asked here'));
    const ca: Ca = {
      roots: unused,
      enroll: unused,
      certify: unused,
      reenroll: unused,
      recertify: unused,
      register: unused,
      revoke: unused,
      revocationList: () => revocations(),
    };
    const trust = new CertificateTrust([authority.certificatePem]);
    const organization = new Organization('HouseholdsMSP', 'households', ca, trust, asFabric(identity), silent);
    authentication = new Authentication(new Organizations([organization]), sessions, keys, () => now);
  });

  const get = { method: 'GET', uri: '/v1/units', body: Buffer.alloc(0) };
  const refused = async (code: string, header: string | undefined, request = get): Promise<Refusal> => {
    const error: unknown = await authentication.callerOf(header, request).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    assert.ok(error instanceof Refusal, `expected ${code}, found ${String(error)}`);
    assert.equal(error.code, code, error.message);
    return error;
  };
  const bearer = async (from: TestIdentity) => `Bearer ${(await sessions.open(asFabric(from))).token}`;

  it('is told by a session token', async () => {
    const caller = await authentication.callerOf(await bearer(identity), get);
    assert.equal(caller.identity.memberId, 'h01@HouseholdsMSP');
  });

  it('is nobody without a header, or with one of another kind', async () => {
    await refused('NOT_AUTHENTICATED', undefined);
    await refused('NOT_AUTHENTICATED', 'Basic aDAxOnNlY3JldA==');
    await refused('SESSION_OVER', 'Bearer nonsense');
    await refused('SESSION_OVER', 'Bearer ');
  });

  it('is nobody when the session has slept too long, however short before', async () => {
    const header = await bearer(identity);
    now += 59_000;
    await authentication.callerOf(header, get);
    now += 59_000;
    await authentication.callerOf(header, get);
    now += 60_000;
    await refused('SESSION_OVER', header);
  });

  it('is nobody when the session is older than any may become', async () => {
    const header = await bearer(identity);
    for (let passed = 0; passed < HOUR_MS - 30_000; passed += 30_000) {
      await authentication.callerOf(header, get);
      now += 30_000;
    }
    await authentication.callerOf(header, get);
    now += 30_000;
    await refused('SESSION_OVER', header);
  });

  it('leaves no open key behind when it goes away without signing out', async () => {
    await bearer(identity);
    now += 30_000;
    const other = await bearer(identity);
    assert.equal(sessions.size, 2);
    now += 31_000;
    await authentication.callerOf(other, get);
    assert.equal(sessions.size, 1);
  });

  it('is nobody with a session that was closed', async () => {
    const { token, session } = await sessions.open(asFabric(identity));
    await sessions.close(session);
    await refused('SESSION_OVER', `Bearer ${token}`);
  });

  it('is nobody with a certificate of another authority, and the session ends', async () => {
    const header = await bearer(await testIdentity(await testAuthority()));
    await refused('CERTIFICATE_REFUSED', header);
    await refused('SESSION_OVER', header);
  });

  it('is nobody with a certificate that has expired', async () => {
    const header = await bearer(await testIdentity(authority, { validForMs: -1000 }));
    const refusal = await refused('CERTIFICATE_REFUSED', header);
    assert.equal(refusal.context.details?.['reason'], 'EXPIRED');
  });

  it('is nobody with a certificate that the CA has revoked', async () => {
    const header = await bearer(identity);
    const { serial } = certificateFacts(parseCertificate(identity.pem));
    const revoked = { serial, revokedAt: new Date(), reason: 'unspecified' } as const;
    const list = await authority.revocationList([revoked], new Date());
    revocations = () => Promise.resolve(list);
    const refusal = await refused('CERTIFICATE_REFUSED', header);
    assert.equal(refusal.context.details?.['reason'], 'REVOKED');
  });

  it('is known while the CA does not answer: the last list counts', async () => {
    const caller = await authentication.callerOf(await bearer(identity), get);
    assert.equal(caller.identity.memberId, 'h01@HouseholdsMSP');
  });

  describe('by a Fabric CA token', () => {
    const at = () => new Date(now).toISOString();
    const request = (method = 'GET', body = '', uri = `/v1/units?at=${at()}`) => ({
      method,
      uri,
      body: Buffer.from(body),
    });

    beforeEach(async () => {
      await keys.keep(owner, { certificatePem: identity.pem, privateKey: identity.privateKey });
    });

    it('is the owner of the certificate, and signs with the kept key', async () => {
      const machine = await testIdentity(authority);
      const asked = request();
      const caller = await authentication.callerOf(createCaToken(machine.pem, machine.privateKey, asked), asked);
      assert.equal(caller.identity.memberId, 'h01@HouseholdsMSP');
      assert.equal(caller.identity.certificatePem, identity.pem);
    });

    it('is nobody when the token was signed by another key, or for another request', async () => {
      const other = await testIdentity(authority);
      const asked = request('POST', '{"amount":"1"}');
      await refused('TOKEN_REFUSED', createCaToken(identity.pem, other.privateKey, asked), asked);
      const token = createCaToken(identity.pem, identity.privateKey, asked);
      await refused('TOKEN_REFUSED', token, { ...asked, body: Buffer.from('{"amount":"9"}') });
      await refused('TOKEN_REFUSED', token, { ...asked, uri: `/v1/transfers?at=${at()}` });
      await refused('TOKEN_REFUSED', token, { ...asked, method: 'DELETE' });
    });

    it('is nobody with a certificate of another authority', async () => {
      const forged = await testIdentity(await testAuthority());
      const asked = request();
      await refused('CERTIFICATE_REFUSED', createCaToken(forged.pem, forged.privateKey, asked), asked);
    });

    it('is nobody when the request names no time, or one that is not now', async () => {
      const later = new Date(now + 120_000).toISOString();
      const earlier = new Date(now - 120_000).toISOString();
      for (const query of ['', '?at=', '?at=now', '?at=2026', `?at=${later}`, `?at=${earlier}`, '?at=1&at=2']) {
        const asked = request('GET', '', `/v1/units${query}`);
        await refused('TOKEN_REFUSED', createCaToken(identity.pem, identity.privateKey, asked), asked);
      }
    });

    it('is believed once where something changes, and again where it only reads', async () => {
      const reading = request();
      const token = createCaToken(identity.pem, identity.privateKey, reading);
      await authentication.callerOf(token, reading);
      await authentication.callerOf(token, reading);
      const writing = request('POST', '{}');
      const once = createCaToken(identity.pem, identity.privateKey, writing);
      await authentication.callerOf(once, writing);
      await refused('TOKEN_REFUSED', once, writing);
    });

    it('is told that there is no key to sign with, where none is kept for tokens', async () => {
      const other = await testIdentity(authority, { id: 'h02' });
      const asked = request();
      await refused('KEY_NOT_KEPT', createCaToken(other.pem, other.privateKey, asked), asked);
      await keys.keep(owner, { certificatePem: identity.pem, privateKey: identity.privateKey }, 'a passphrase');
      await refused('KEY_NOT_KEPT', createCaToken(identity.pem, identity.privateKey, asked), asked);
    });
  });
});
