import assert from 'node:assert/strict';
import { msp as protos } from '@hyperledger/fabric-protos';
import { verifyLowS } from '../../../identity/signature';
import { type CertificateAuthority } from '../../../network/devnet/ca/certificate-authority';
import { Msp } from '../../../network/devnet/msp/msp';
import { MspError } from '../../../network/devnet/msp/msp-error';
import { SigningIdentity } from '../../../network/devnet/msp/signing-identity';
import { testAuthority, testIdentity } from '../../support/test-authority';

describe('an MSP', () => {
  let authority: CertificateAuthority;
  let organization: Msp;
  before(async () => {
    authority = await testAuthority();
    organization = new Msp({ mspId: 'HouseholdsMSP', rootPems: [authority.certificatePem] });
  });

  it('grants the role that the organisational unit names', async () => {
    for (const role of ['client', 'peer', 'admin', 'orderer'] as const) {
      const { bytes, publicKey } = await testIdentity(authority, { units: [role, 'org1', 'dep1'] });
      const identity = organization.validate(bytes);
      assert.equal(identity.role, role);
      assert.equal(identity.mspId, 'HouseholdsMSP');
      assert.ok(identity.publicKey.equals(publicKey));
      assert.equal(organization.validate(Buffer.from(bytes)), identity);
    }
  });

  it('refuses an identity without a role, with two, or with a role in other letters', async () => {
    for (const units of [[], ['org1'], ['client', 'admin'], ['peer', 'org1', 'orderer'], ['Client'], ['user']]) {
      const { bytes } = await testIdentity(authority, { units });
      assert.throws(
        () => organization.validate(bytes),
        (error: unknown) => error instanceof MspError && error.reason === 'ROLE' && error.mspId === 'HouseholdsMSP',
        units.join(),
      );
    }
  });

  it('says why it refuses: another organisation, an end, a revocation', async () => {
    const { bytes } = await testIdentity(authority);
    const refusal = (reason: string) => (error: unknown) => error instanceof MspError && error.reason === reason;
    const foreign = await testIdentity(await testAuthority());
    assert.throws(() => organization.validate(foreign.bytes), refusal('UNTRUSTED'));
    const { notAfter, certificate } = organization.validate(bytes);
    assert.throws(() => organization.validate(bytes, new Date(notAfter.getTime() + 1)), refusal('EXPIRED'));
    const revoked = {
      serial: certificate.serialNumber.toLowerCase(),
      revokedAt: new Date(),
      reason: 'superseded',
    } as const;
    organization.updateCrl(await authority.revocationList([revoked], new Date()));
    assert.throws(() => organization.validate(bytes), refusal('REVOKED'));
  });
});

describe('a signing identity', () => {
  it('is serialised as the SerializedIdentity message, and signs low-S', async () => {
    const node = await testIdentity(await testAuthority(), { units: ['peer'], id: 'peer0' });
    // A long name makes the length of the field take two bytes.
    for (const mspId of ['HouseholdsMSP', 'M'.repeat(200)]) {
      const identity = new SigningIdentity({ mspId, certificatePem: node.pem, privateKey: node.privateKey });
      const message = protos.SerializedIdentity.deserializeBinary(identity.serialized);
      assert.equal(message.getMspid(), mspId);
      assert.equal(Buffer.from(message.getIdBytes_asU8()).toString(), node.pem);
      assert.ok(verifyLowS(node.publicKey, Buffer.from('block'), identity.sign(Buffer.from('block'))));
    }
  });
});
