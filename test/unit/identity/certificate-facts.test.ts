import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { certificateFacts, parseCertificate } from '../../../identity/certificate-facts';
import { derChildren, readDer, trimmedHex } from '../../../identity/der';
import { IdentityError } from '../../../identity/identity-error';
import { certificatePems } from '../../../identity/pem';
import { parseRevocationList } from '../../../identity/revocation-list';
import { type CertificateAuthority } from '../../../network/devnet/ca/certificate-authority';
import { testAuthority, testIdentity } from '../../support/test-authority';

describe('certificate facts', () => {
  let authority: CertificateAuthority;
  before(async () => {
    authority = await testAuthority();
  });

  it('are the enrolment id, the units in order, the attributes and the identifiers that a revocation names', async () => {
    const attributes = new Map([
      ['hf.EnrollmentID', 'h01'],
      ['role', 'household'],
      ['__proto__', 'a name like any other'],
    ]);
    const { pem } = await testIdentity(authority, { units: ['client', 'org1', 'dep1'], attributes });
    const certificate = parseCertificate(pem);
    const facts = certificateFacts(certificate);
    assert.equal(facts.enrollmentId, 'h01');
    assert.deepEqual(facts.organizationalUnits, ['client', 'org1', 'dep1']);
    assert.deepEqual(facts.attributes, attributes);
    assert.equal(facts.serial, trimmedHex(certificate.serialNumber));
    const rootKey = parseCertificate(authority.certificatePem).publicKey.export({ type: 'spki', format: 'der' });
    const keyId = createHash('sha1').update(rootKey.subarray(-65)).digest('hex');
    assert.equal(facts.authorityKeyId, trimmedHex(keyId));
    assert.equal(facts.notAfter.toISOString(), new Date(certificate.validTo).toISOString());
  });

  it('keep characters that other readers take for syntax', async () => {
    for (const id of ['a,b=c', 'a+b', '#31', 'CN=x', 'Zoë', 'back\\slash', '"quoted"']) {
      const { pem } = await testIdentity(authority, { id });
      assert.equal(certificateFacts(parseCertificate(pem)).enrollmentId, id);
    }
  });

  it('find no attributes where the CA put none', async () => {
    const { pem } = await testIdentity(authority);
    assert.equal(certificateFacts(parseCertificate(pem)).attributes.size, 0);
  });

  it('of a chain are read one certificate at a time', async () => {
    const { pem } = await testIdentity(authority);
    const chain = certificatePems(`subject: h01\n${pem}${authority.certificatePem}`);
    assert.deepEqual(chain, [pem, authority.certificatePem]);
  });

  it('and lists never make a reader throw anything but IdentityError, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        for (const read of [
          () => derChildren(readDer(bytes)),
          () => parseRevocationList(bytes),
          () => parseCertificate(Buffer.from(bytes).toString('latin1')),
        ]) {
          try {
            read();
          } catch (error) {
            assert.ok(error instanceof IdentityError);
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  it('of a revocation list with any byte changed are refused, or it is not signed any more', async () => {
    const root = parseCertificate(authority.certificatePem);
    const crl = await authority.revocationList(
      [{ serial: '1f', revokedAt: new Date(), reason: 'unspecified' }],
      new Date(),
    );
    assert.ok(parseRevocationList(crl).isSignedBy(root));
    assert.deepEqual([...parseRevocationList(crl).serials], ['1f']);
    fc.assert(
      fc.property(fc.nat(crl.length - 1), fc.integer({ min: 1, max: 255 }), (position, change) => {
        const changed = Buffer.from(crl);
        changed[position] = (changed[position] ?? 0) ^ change;
        try {
          assert.equal(parseRevocationList(changed).isSignedBy(root), false);
        } catch (error) {
          assert.ok(error instanceof IdentityError);
        }
      }),
    );
  });
});
