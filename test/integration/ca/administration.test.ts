import assert from 'node:assert/strict';
import { certificateFacts, parseCertificate } from '../../../identity/certificate-facts';
import { FabricCaError } from '../../../identity/fabric-ca-error';
import { type CaAttribute, type Enrollment } from '../../../identity/fabric-ca-types';
import { parseRevocationList } from '../../../identity/revocation-list';
import { MspError } from '../../../network/devnet/msp/msp-error';
import { startTestCa, type TestCa } from '../../support/test-ca';

function refused(status: number, code: number): (error: unknown) => boolean {
  return (error) => error instanceof FabricCaError && error.status === status && error.code === code;
}
const revokedInMsp = (error: unknown): boolean => error instanceof MspError && error.reason === 'REVOKED';

describe('administration of an embedded CA', () => {
  let test: TestCa;
  before(async () => {
    test = await startTestCa();
  });
  after(() => test.stop());

  async function member(enrollmentId: string, attributes: CaAttribute[] = [], type = 'client'): Promise<Enrollment> {
    const { secret } = await test.client.register(test.registrar, { enrollmentId, type, attributes });
    return test.client.enroll({ enrollmentId, secret });
  }

  it('registers an id once, though it is asked at the same time', async () => {
    const registration = { enrollmentId: 'h01', type: 'client' };
    const attempts = await Promise.allSettled([1, 2, 3].map(() => test.client.register(test.registrar, registration)));
    assert.equal(attempts.filter(({ status }) => status === 'fulfilled').length, 1);
    await assert.rejects(test.client.register(test.registrar, registration), refused(409, 74));
  });

  it('lets nobody register, list or revoke without the power to', async () => {
    const plain = await member('h02');
    await assert.rejects(test.client.register(plain, { enrollmentId: 'x', type: 'client' }), refused(403, 71));
    await assert.rejects(test.client.identities(plain), refused(403, 71));
    await assert.rejects(test.client.identity(plain, 'nobody'), refused(403, 71));
    await assert.rejects(test.client.revoke(plain, { enrollmentId: 'h01' }), refused(403, 71));
    await assert.rejects(test.client.revocationList(plain), refused(403, 71));
    await assert.rejects(test.client.modifyIdentity(plain, 'h01', { secret: 'x' }), refused(403, 71));
  });

  it('keeps a registrar within its roles and attributes', async () => {
    const registrar = await member('desk', [
      { name: 'hf.Registrar.Roles', value: 'client' },
      { name: 'hf.Registrar.Attributes', value: 'role' },
    ]);
    const role = [{ name: 'role', value: 'household', ecert: true }];
    await test.client.register(registrar, { enrollmentId: 'h03', type: 'client', attributes: role });
    for (const forbidden of [
      { type: 'admin' },
      { type: 'client', attributes: [{ name: 'hf.Revoker', value: 'true' }] },
      { type: 'client', affiliation: 'nowhere' },
    ]) {
      await assert.rejects(test.client.register(registrar, { enrollmentId: 'h04', ...forbidden }), refused(403, 71));
    }
    const visible = (await test.client.identities(registrar)).map(({ type }) => type);
    assert.ok(visible.length > 0 && visible.every((type) => type === 'client'));
    await assert.rejects(test.client.identity(registrar, 'registrar'), refused(403, 71));
    await assert.rejects(test.client.revoke(registrar, { enrollmentId: 'h03' }), refused(403, 71));
  });

  it('shows and changes an identity, and never its secret or an unknown one', async () => {
    await member('h05', [{ name: 'role', value: 'household' }]);
    const changed = await test.client.modifyIdentity(test.registrar, 'h05', {
      attributes: [
        { name: 'role', value: '' },
        { name: 'meter', value: 'm5', ecert: true },
      ],
      maxEnrollments: 3,
    });
    const shown = await test.client.identity(test.registrar, 'h05');
    assert.deepEqual(shown, changed);
    assert.equal(shown.maxEnrollments, 3);
    assert.deepEqual(shown.attributes.map(({ name }) => name).sort(), [
      'hf.Affiliation',
      'hf.EnrollmentID',
      'hf.Type',
      'meter',
    ]);
    assert.ok(!JSON.stringify(shown).includes('scrypt'));
    await assert.rejects(test.client.identity(test.registrar, 'nobody'), refused(404, 63));
  });

  it('revokes an identity with all its certificates: in the MSP before the answer, for good', async () => {
    const first = await member('h06');
    const second = await test.client.reenroll(first);
    test.ca.msp.validate(Buffer.from(first.certificatePem));
    const { certificates, crlPem } = await test.client.revoke(test.registrar, {
      enrollmentId: 'h06',
      reason: 'keycompromise',
    });
    for (const { certificatePem } of [first, second]) {
      assert.throws(() => test.ca.msp.validate(Buffer.from(certificatePem)), revokedInMsp);
    }
    assert.equal(certificates.length, 2);
    assert.ok(crlPem);
    const { serials } = parseRevocationList(Buffer.from(crlPem));
    assert.ok(certificates.every(({ serial }) => serials.has(serial)));
    await assert.rejects(test.client.reenroll(second), refused(401, 20));
    await assert.rejects(
      test.client.register(test.registrar, { enrollmentId: 'h06', type: 'client' }),
      refused(409, 74),
    );
  });

  it('lets a revoked identity not enrol again, though its secret is right', async () => {
    const { secret } = await test.client.register(test.registrar, { enrollmentId: 'h07', type: 'client' });
    assert.deepEqual((await test.client.revoke(test.registrar, { enrollmentId: 'h07' })).certificates, []);
    await assert.rejects(test.client.enroll({ enrollmentId: 'h07', secret }), refused(401, 20));
  });

  it('revokes one certificate and leaves the others', async () => {
    const first = await member('h08');
    const second = await test.client.reenroll(first);
    const { serial, authorityKeyId } = certificateFacts(parseCertificate(first.certificatePem));
    await test.client.revoke(second, { serial, authorityKeyId });
    assert.throws(() => test.ca.msp.validate(Buffer.from(first.certificatePem)), revokedInMsp);
    test.ca.msp.validate(Buffer.from(second.certificatePem));
    await assert.rejects(test.client.reenroll(first), refused(401, 20));
    await assert.rejects(test.client.revoke(second, { serial, authorityKeyId }), refused(404, 66));
    await assert.rejects(test.client.revoke(second, { serial: 'abc', authorityKeyId }), refused(404, 8));
  });

  it('lists every revocation that still matters, signed by the root', async () => {
    const gone = await member('h09');
    await test.client.revoke(test.registrar, { enrollmentId: 'h09' });
    const list = parseRevocationList(Buffer.from(await test.client.revocationList(test.registrar)));
    assert.ok(list.serials.has(certificateFacts(parseCertificate(gone.certificatePem)).serial));
    assert.ok(list.isSignedBy(parseCertificate((await test.client.caInfo()).chainPem)));
    assert.ok(list.nextUpdate && list.nextUpdate.getTime() - Date.now() > 23 * 3_600_000);
  });
});
