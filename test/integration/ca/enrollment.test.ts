import assert from 'node:assert/strict';
import { certificateFacts, parseCertificate } from '../../../identity/certificate-facts';
import { createCertificateRequest } from '../../../identity/certificate-request';
import { FabricCaError } from '../../../identity/fabric-ca-error';
import { generateKeyPair } from '../../../identity/key-pair';
import { MspError } from '../../../network/devnet/msp/msp-error';
import { startTestCa, type TestCa } from '../../support/test-ca';

/** The CA refuses with this number and status. */
function refused(status: number, code: number): (error: unknown) => boolean {
  return (error) => error instanceof FabricCaError && error.status === status && error.code === code;
}

describe('enrolment with an embedded CA', () => {
  let test: TestCa;
  before(async () => {
    test = await startTestCa();
  });
  after(() => test.stop());

  async function registered(
    enrollmentId: string,
    more: { maxEnrollments?: number; secret?: string } = {},
  ): Promise<string> {
    const { secret } = await test.client.register(test.registrar, { enrollmentId, type: 'client', ...more });
    return secret;
  }

  it("tells everybody the CA's name and root", async () => {
    const info = await test.client.caInfo();
    assert.equal(info.caName, 'households-ca');
    assert.ok(parseCertificate(info.chainPem).ca);
  });

  it('gives a member a certificate with its role and attributes, valid in the MSP at once', async () => {
    const attributes = [
      { name: 'role', value: 'household', ecert: true },
      { name: 'phone', value: 'none of your business' },
    ];
    const { secret } = await test.client.register(test.registrar, { enrollmentId: 'h01', type: 'client', attributes });
    const enrollment = await test.client.enroll({ enrollmentId: 'h01', secret });
    const facts = certificateFacts(parseCertificate(enrollment.certificatePem));
    assert.equal(facts.enrollmentId, 'h01');
    assert.deepEqual(
      [...facts.attributes].sort(),
      Object.entries({ 'hf.Affiliation': '', 'hf.EnrollmentID': 'h01', 'hf.Type': 'client', role: 'household' }).sort(),
    );
    const { role, mspId } = test.ca.msp.validate(Buffer.from(enrollment.certificatePem));
    assert.deepEqual([mspId, role], ['HouseholdsMSP', 'client']);
    assert.equal(test.ca.msp.validate(Buffer.from(test.registrar.certificatePem)).role, 'admin');
  });

  it('certifies the attributes that are asked for, and refuses when one of them is missing', async () => {
    const secret = await registered('h02');
    const order = { enrollmentId: 'h02', secret };
    const some = await test.client.enroll({
      ...order,
      attributes: [{ name: 'hf.Type' }, { name: 'role', optional: true }],
    });
    assert.deepEqual([...certificateFacts(parseCertificate(some.certificatePem)).attributes], [['hf.Type', 'client']]);
    await assert.rejects(test.client.enroll({ ...order, attributes: [{ name: 'role' }] }), refused(400, 81));
  });

  it('certifies hosts for TLS, with a profile that is not for identities', async () => {
    const secret = await registered('meter-1');
    const order = { enrollmentId: 'meter-1', secret, profile: 'tls', hosts: ['meter.example', '192.0.2.7'] } as const;
    const certificate = parseCertificate((await test.client.enroll(order)).certificatePem);
    assert.ok(certificate.checkHost('meter.example') && certificate.checkIP('192.0.2.7'));
    assert.deepEqual(certificate.keyUsage, ['1.3.6.1.5.5.7.3.1', '1.3.6.1.5.5.7.3.2']);
    await assert.rejects(test.client.enroll({ ...order, hosts: ['not a host'] }), refused(400, 80));
  });

  it('certifies a key that the gateway never sees, for a signing request', async () => {
    const secret = await registered('h03');
    const keys = generateKeyPair();
    const certificateRequestPem = await createCertificateRequest(keys, 'h03');
    const { certificatePem } = await test.client.enrollRequest({ enrollmentId: 'h03', secret, certificateRequestPem });
    assert.ok(parseCertificate(certificatePem).checkPrivateKey(keys.privateKey));
  });

  it('refuses a signing request for somebody else, and one that its key did not sign', async () => {
    const order = { enrollmentId: 'h04', secret: await registered('h04') };
    const keys = generateKeyPair();
    const forOther = await createCertificateRequest(keys, 'h01');
    await assert.rejects(test.client.enrollRequest({ ...order, certificateRequestPem: forOther }), refused(403, 77));
    const mixed = await createCertificateRequest({ ...keys, publicKey: generateKeyPair().publicKey }, 'h04');
    for (const certificateRequestPem of [mixed, 'x', '', forOther.replaceAll('M', 'N')]) {
      await assert.rejects(test.client.enrollRequest({ ...order, certificateRequestPem }), refused(400, 31));
    }
    await test.client.enroll(order);
  });

  it('renews a certificate for who holds one', async () => {
    const first = await test.client.enroll({ enrollmentId: 'h05', secret: await registered('h05') });
    const second = await test.client.reenroll(first);
    assert.notEqual(second.certificatePem, first.certificatePem);
    assert.ok(parseCertificate(second.certificatePem).checkPrivateKey(second.privateKey));
    test.ca.msp.validate(Buffer.from(second.certificatePem));
  });

  it('lets a secret be used max_enrollments times, also when all come at once', async () => {
    const order = { enrollmentId: 'h06', secret: await registered('h06', { maxEnrollments: 2 }) };
    const attempts = await Promise.allSettled(Array.from({ length: 5 }, () => test.client.enroll(order)));
    assert.equal(attempts.filter(({ status }) => status === 'fulfilled').length, 2);
    await assert.rejects(test.client.enroll(order), refused(401, 20));
  });

  it('refuses a wrong secret and an unknown id with the same words', async () => {
    await registered('h07');
    const wrong = await test.client.enroll({ enrollmentId: 'h07', secret: 'wrong' }).catch((error: unknown) => error);
    const unknown = await test.client
      .enroll({ enrollmentId: 'nobody', secret: 'wrong' })
      .catch((error: unknown) => error);
    assert.ok(wrong instanceof FabricCaError && unknown instanceof FabricCaError);
    assert.deepEqual([wrong.status, wrong.code], [401, 20]);
    assert.equal(wrong.message, unknown.message);
  });

  it('locks an identity after ten wrong secrets, though they come at once, until it gets a new one', async () => {
    const secret = await registered('h08', { secret: 'correct horse' });
    const guesses = Array.from({ length: 12 }, (_value, i) =>
      test.client.enroll({ enrollmentId: 'h08', secret: `guess ${i}` }).catch((error: unknown) => error),
    );
    const codes = (await Promise.all(guesses)).map((error) =>
      error instanceof FabricCaError ? error.code : 'enrolled',
    );
    assert.deepEqual(codes.sort(), [...Array<number>(10).fill(20), 73, 73]);
    await assert.rejects(test.client.enroll({ enrollmentId: 'h08', secret }), refused(401, 73));
    await test.client.modifyIdentity(test.registrar, 'h08', { secret: 'battery staple' });
    await assert.rejects(test.client.enroll({ enrollmentId: 'h08', secret }), refused(401, 20));
    await test.client.enroll({ enrollmentId: 'h08', secret: 'battery staple' });
  });

  it('counts wrong secrets from the last right one', async () => {
    const order = { enrollmentId: 'h09', secret: await registered('h09') };
    for (let round = 0; round < 2; round++) {
      for (let guess = 0; guess < 6; guess++) {
        await assert.rejects(test.client.enroll({ ...order, secret: 'wrong' }), refused(401, 20));
      }
      await test.client.enroll(order);
    }
  });

  it('logs no secret', async () => {
    const chosen = 'a secret of my own';
    await registered('h10', { secret: chosen });
    await test.client.enroll({ enrollmentId: 'h10', secret: chosen });
    await assert.rejects(test.client.enroll({ enrollmentId: 'h10', secret: `${chosen}!` }));
    const log = test.log.join('\n');
    assert.match(log, /enroll/);
    for (const secret of [chosen, test.ca.registrar.secret]) assert.ok(!log.includes(secret));
  });

  it('gives nodes credentials with their role, and TLS that no MSP takes for an identity', async () => {
    const node = await test.ca.node('peer0', 'peer', ['localhost', '127.0.0.1']);
    assert.equal(test.ca.msp.validate(Buffer.from(node.identity.certificatePem)).role, 'peer');
    assert.ok(parseCertificate(node.tls.certificatePem).checkIP('127.0.0.1'));
    assert.throws(
      () => test.ca.msp.validate(Buffer.from(node.tls.certificatePem)),
      (error: unknown) => error instanceof MspError && error.reason === 'UNTRUSTED',
    );
    const again = await test.ca.node('peer0', 'peer', ['localhost', '127.0.0.1']);
    assert.equal(again.identity.certificatePem, node.identity.certificatePem);
    await assert.rejects(test.ca.node('../peer0', 'peer', []));
  });
});
