import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { CertificateTrust, DistrustError, type DistrustReason } from '../../../identity/certificate-trust';
import { IdentityError } from '../../../identity/identity-error';
import { toPem } from '../../../identity/pem';
import { type CertificateAuthority } from '../../../network/devnet/ca/certificate-authority';
import { testAuthority, testIdentity, type TestIdentity } from '../../support/test-authority';

function distrusted(reason: DistrustReason, pem: Uint8Array, trust: CertificateTrust, now?: Date): void {
  assert.throws(
    () => trust.verify(pem, now),
    (error: unknown) => error instanceof DistrustError && error.reason === reason,
  );
}

describe('trust in certificates', () => {
  let authority: CertificateAuthority;
  let member: TestIdentity;
  let trust: CertificateTrust;

  before(async () => {
    authority = await testAuthority();
    member = await testIdentity(authority);
  });
  beforeEach(() => {
    trust = new CertificateTrust([authority.certificatePem]);
  });

  async function revokeMember(at: Date): Promise<Buffer> {
    const { serial } = trust.verify(member.bytes).facts;
    return authority.revocationList([{ serial, revokedAt: at, reason: 'keyCompromise' }], at);
  }

  it('accepts what a root issued, and remembers it', () => {
    const first = trust.verify(member.bytes);
    assert.equal(first.facts.enrollmentId, 'h01');
    assert.equal(trust.verify(Buffer.from(member.pem)), first);
  });

  it('refuses before the validity begins and after it ends, though the certificate is remembered', () => {
    const { notBefore, notAfter } = trust.verify(member.bytes).facts;
    distrusted('NOT_YET_VALID', member.bytes, trust, new Date(notBefore.getTime() - 1));
    distrusted('EXPIRED', member.bytes, trust, new Date(notAfter.getTime() + 1));
    trust.verify(member.bytes, notBefore);
    trust.verify(member.bytes, notAfter);
  });

  it('refuses a revoked certificate from the moment the list is applied, in DER or PEM', async () => {
    const crl = await revokeMember(new Date());
    const other = new CertificateTrust([authority.certificatePem]);
    trust.updateCrl(crl);
    other.updateCrl(Buffer.from(toPem('X509 CRL', crl)));
    distrusted('REVOKED', member.bytes, trust);
    distrusted('REVOKED', member.bytes, other);
    trust.verify((await testIdentity(authority)).bytes);
  });

  it('refuses a list that is older than the one in force', async () => {
    const now = Date.now();
    const emptyAndOlder = await authority.revocationList([], new Date(now - 60_000));
    trust.updateCrl(await revokeMember(new Date(now)));
    assert.throws(() => trust.updateCrl(emptyAndOlder), IdentityError);
    distrusted('REVOKED', member.bytes, trust);
  });

  it('refuses a list by another authority of the same name, and one with a changed byte', async () => {
    const imposter = await testAuthority();
    const foreign = await imposter.revocationList([], new Date());
    assert.throws(() => trust.updateCrl(foreign), /not signed by a root/);
    const changed = await authority.revocationList([], new Date());
    changed[changed.length - 1] = (changed.at(-1) ?? 0) ^ 1;
    assert.throws(() => trust.updateCrl(changed), IdentityError);
  });

  it('refuses a certificate by another authority of the same name', async () => {
    distrusted('UNTRUSTED', (await testIdentity(await testAuthority())).bytes, trust);
  });

  it('refuses a CA certificate, even the root itself', () => {
    distrusted('MALFORMED', Buffer.from(authority.certificatePem), trust);
  });

  it('refuses a key that is not on P-256', async () => {
    const keys = generateKeyPairSync('ec', { namedCurve: 'P-384' });
    distrusted('MALFORMED', (await testIdentity(authority, { keys })).bytes, trust);
  });

  it('refuses bare DER, a key, a huge text, bytes behind the certificate, and nothing', () => {
    const der = Buffer.from(member.pem.replace(/-----[^-]+-----|\s/g, ''), 'base64');
    const huge = Buffer.from(member.pem + ' '.repeat(20_000));
    const longer = Buffer.from(toPem('CERTIFICATE', Buffer.concat([der, Buffer.from([0])])));
    const key = Buffer.from(toPem('EC PRIVATE KEY', der));
    for (const bytes of [der, key, huge, longer, Buffer.alloc(0)]) distrusted('MALFORMED', bytes, trust);
  });

  it('refuses a certificate with any byte changed, and never throws anything else', () => {
    const der = Buffer.from(member.pem.replace(/-----[^-]+-----|\s/g, ''), 'base64');
    fc.assert(
      fc.property(fc.nat(der.length - 1), fc.integer({ min: 1, max: 255 }), (position, change) => {
        const changed = Buffer.from(der);
        changed[position] = (changed[position] ?? 0) ^ change;
        assert.throws(() => trust.verify(Buffer.from(toPem('CERTIFICATE', changed))), DistrustError);
      }),
    );
  });

  it('forgets the oldest certificate when it remembers too many, and still accepts it', async () => {
    const small = new CertificateTrust([authority.certificatePem], 2);
    const members = await Promise.all(['a', 'b', 'c'].map((id) => testIdentity(authority, { id })));
    const [first] = members.map(({ bytes }) => small.verify(bytes));
    assert.ok(members[0]);
    const again = small.verify(members[0].bytes);
    assert.notEqual(again, first);
    assert.deepEqual(again.facts, first?.facts);
  });

  it('is refused to a root that is no CA, and to no root at all', () => {
    assert.throws(() => new CertificateTrust([member.pem]), IdentityError);
    assert.throws(() => new CertificateTrust([]), IdentityError);
  });
});
