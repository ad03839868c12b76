import assert from 'node:assert/strict';
import { mkdtempSync } from 'node:fs';
import path from 'node:path';
import { AttemptGuard, passphraseLimits } from '../../../gateway-api/auth/attempt-guard';
import { AttemptsHere } from '../../../gateway-api/auth/attempts';
import { type CertificateAuthority as Ca } from '../../../gateway-api/auth/certificate-authority';
import { Enrolment } from '../../../gateway-api/auth/enrolment';
import { KeptKeys } from '../../../gateway-api/auth/kept-keys';
import { KeyStore } from '../../../gateway-api/auth/key-store';
import { Organization, Organizations } from '../../../gateway-api/auth/organization';
import { PassphraseSeal } from '../../../gateway-api/auth/sealed-key';
import { type SessionRecord, SessionsInMemory } from '../../../gateway-api/auth/session-store';
import { Sessions } from '../../../gateway-api/auth/sessions';
import { TokenKeyRenewal } from '../../../gateway-api/auth/token-key-renewal';
import { type FabricIdentity } from '../../../gateway-api/fabric/fabric-identity';
import { Refusal } from '../../../gateway-api/refusal';
import { CertificateTrust } from '../../../identity/certificate-trust';
import { privateKeyToPem } from '../../../identity/key-pair';
import { testAuthority, testIdentity, type TestIdentity } from '../../support/test-authority';
import { temporaryFolder } from '../../support/test-ca';

const silent = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
const owner = { memberId: 'h01@HouseholdsMSP', mspId: 'HouseholdsMSP', enrollmentId: 'h01' };
const PASSPHRASE = 'a passphrase for tests';
const times = { idleMs: 60_000, longestMs: 3_600_000 };

describe('A kept key', () => {
  const home = temporaryFolder();
  let old: TestIdentity;
  let fresh: TestIdentity;
  let keys: KeptKeys;
  let organization: Organization;
  let reenroll: Ca['reenroll'];
  let asked: number;
  /** A time at which the old certificate is in its last third. */
  let late: number;

  before(async () => {
    const authority = await testAuthority();
    old = await testIdentity(authority);
    fresh = await testIdentity(authority);
    late = Date.now() + 50 * 60_000;
    const unused = () => Promise.reject(new Error('not asked here'));
    const ca: Ca = {
      ...{ roots: unused, enroll: unused, certify: unused, recertify: unused, register: unused, revoke: unused },
      reenroll: (by) => {
        asked++;
        return reenroll(by);
      },
      revocationList: unused,
    };
    const trust = new CertificateTrust([authority.certificatePem]);
    const reader: FabricIdentity = { ...owner, certificatePem: old.pem, privateKey: old.privateKey };
    organization = new Organization('HouseholdsMSP', 'households', ca, trust, reader, silent);
  });
  after(() => home.remove());
  beforeEach(async () => {
    asked = 0;
    reenroll = () => Promise.resolve({ certificatePem: fresh.pem, privateKey: fresh.privateKey });
    const store = await KeyStore.open(mkdtempSync(path.join(home.folder, 'keys-')));
    keys = new KeptKeys(store, new PassphraseSeal(1024), Buffer.alloc(32, 7));
  });

  const enrollment = () => ({ certificatePem: old.pem, privateKey: old.privateKey });
  const enrolmentAt = (now: () => number): Enrolment => {
    const guard = new AttemptGuard('passphrase', passphraseLimits, new AttemptsHere());
    const guards = { secrets: guard, passphrases: guard };
    return new Enrolment(new Organizations([organization]), keys, new Sessions(times), guards, now);
  };
  const who = { organization: 'households', enrollmentId: 'h01', address: '127.0.0.1' };

  it('is renewed at a sign-in in the last third of its time, and opens with the same passphrase', async () => {
    await keys.keep(owner, enrollment(), PASSPHRASE);
    const early = await enrolmentAt(Date.now).signIn(who, PASSPHRASE);
    assert.equal(early.session.identity.certificatePem, old.pem);
    const renewed = await enrolmentAt(() => late).signIn(who, PASSPHRASE);
    assert.equal(renewed.session.identity.certificatePem, fresh.pem);
    assert.equal((await keys.openByPassphrase(owner, PASSPHRASE))?.certificatePem, fresh.pem);
    assert.equal(asked, 1);
  });

  it('signs in as it is while the CA does not answer', async () => {
    await keys.keep(owner, enrollment(), PASSPHRASE);
    reenroll = () => Promise.reject(new Refusal('CA_UNAVAILABLE', 'down'));
    const opened = await enrolmentAt(() => late).signIn(who, PASSPHRASE);
    assert.equal(opened.session.identity.certificatePem, old.pem);
  });

  it('that tokens open is renewed when it is due, and a CA that is down is not asked again and again', async () => {
    const identity = await keys.keep(owner, enrollment());
    await new TokenKeyRenewal(keys, silent).note(organization, identity);
    assert.equal(asked, 0);
    const renewal = new TokenKeyRenewal(keys, silent, () => late);
    reenroll = () => Promise.reject(new Refusal('CA_UNAVAILABLE', 'down'));
    await renewal.note(organization, identity);
    await renewal.note(organization, identity);
    assert.equal(asked, 1);
    reenroll = () => Promise.resolve({ certificatePem: fresh.pem, privateKey: fresh.privateKey });
    await new TokenKeyRenewal(keys, silent, () => late).note(organization, identity);
    assert.equal((await keys.openByToken(owner))?.certificatePem, fresh.pem);
  });

  it('lies in a session’s record sealed: the token opens it at any gateway, the record alone does not', async () => {
    const kept: SessionRecord[] = [];
    const store = new SessionsInMemory();
    const add = store.add.bind(store);
    store.add = (record) => {
      kept.push(record);
      return add(record);
    };
    const identity: FabricIdentity = { ...owner, ...enrollment() };
    const { token } = await new Sessions(times, store).open(identity);
    const elsewhere = await new Sessions(times, store).use(token);
    assert.ok(elsewhere?.signing?.privateKey.equals(old.privateKey));
    const text = JSON.stringify(kept);
    const [, secret = ''] = privateKeyToPem(old.privateKey).split('\n');
    assert.ok(kept.length === 1 && !text.includes(token) && !text.includes(secret));
    assert.equal(await new Sessions(times, store).use(String(kept[0]?.tokenHash)), undefined);
  });
});
