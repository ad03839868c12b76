import assert from 'node:assert/strict';
import { cpSync, readFileSync, readdirSync, statSync, unlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { FabricCaError } from '../../../identity/fabric-ca-error';
import { verifyLowS } from '../../../identity/signature';
import { startOrganizationCa } from '../../../network/devnet/ca/organization-ca';
import { MspError } from '../../../network/devnet/msp/msp-error';
import { startTestCa, temporaryFolder } from '../../support/test-ca';

describe('an embedded CA that is started again', () => {
  let folder: string;
  let remove: () => void;
  beforeEach(() => {
    ({ folder, remove } = temporaryFolder());
  });
  afterEach(() => {
    remove();
  });

  it('is the same: root, registrar, nodes, members, counts and revocations', async () => {
    const before = await startTestCa(folder);
    const { secret } = await before.client.register(before.registrar, {
      enrollmentId: 'h01',
      type: 'client',
      maxEnrollments: 1,
    });
    const member = await before.client.enroll({ enrollmentId: 'h01', secret });
    const gone = await before.client.register(before.registrar, { enrollmentId: 'h02', type: 'client' });
    const revoked = await before.client.enroll({ enrollmentId: 'h02', secret: gone.secret });
    await before.client.revoke(before.registrar, { enrollmentId: 'h02' });
    const node = await before.ca.node('peer0', 'peer', ['localhost']);
    await before.stop();

    const after = await startTestCa(folder);
    try {
      assert.deepEqual(after.ca.registrar, before.ca.registrar);
      assert.equal(after.ca.endpoint.tlsRootPem, before.ca.endpoint.tlsRootPem);
      const sameNode = await after.ca.node('peer0', 'peer', ['localhost']);
      assert.deepEqual(Buffer.from(sameNode.identity.serialized), Buffer.from(node.identity.serialized));
      assert.deepEqual(sameNode.tls, node.tls);
      assert.equal(after.ca.msp.validate(Buffer.from(member.certificatePem)).role, 'client');
      assert.throws(
        () => after.ca.msp.validate(Buffer.from(revoked.certificatePem)),
        (error: unknown) => error instanceof MspError && error.reason === 'REVOKED',
      );
      await after.client.reenroll(member);
      await assert.rejects(after.client.enroll({ enrollmentId: 'h01', secret }), FabricCaError);
    } finally {
      await after.stop();
    }
  });

  it('knows everything that was answered, though it never got to stop', async () => {
    const before = await startTestCa(path.join(folder, 'running'));
    const { secret } = await before.client.register(before.registrar, { enrollmentId: 'h01', type: 'client' });
    const member = await before.client.enroll({ enrollmentId: 'h01', secret });
    cpSync(path.join(folder, 'running'), path.join(folder, 'crashed'), { recursive: true });
    await before.stop();

    const after = await startTestCa(path.join(folder, 'crashed'));
    await after.client.reenroll(member);
    await after.stop();
  });

  it('applies a revocation whose list a crash kept from being written', async () => {
    const before = await startTestCa(folder);
    const { secret } = await before.client.register(before.registrar, { enrollmentId: 'h01', type: 'client' });
    const member = await before.client.enroll({ enrollmentId: 'h01', secret });
    await before.client.revoke(before.registrar, { enrollmentId: 'h01' });
    await before.stop();
    unlinkSync(path.join(folder, 'crl.pem'));

    const after = await startTestCa(folder);
    await after.stop();
    assert.throws(() => after.ca.msp.validate(Buffer.from(member.certificatePem)), MspError);
  });

  it('makes a node new TLS credentials when it moves to another host, and keeps its identity', async () => {
    const test = await startTestCa(folder);
    const before = await test.ca.node('peer0', 'peer', ['localhost']);
    const moved = await test.ca.node('peer0', 'peer', ['localhost', '192.0.2.7']);
    await test.stop();
    assert.notEqual(moved.tls.certificatePem, before.tls.certificatePem);
    assert.equal(moved.identity.certificatePem, before.identity.certificatePem);
  });

  it('makes a node new credentials when a crash left a key without its certificate', async () => {
    const test = await startTestCa(folder);
    const before = await test.ca.node('peer0', 'peer', []);
    await test.ca.node('peer1', 'peer', []);
    const nodes = path.join(folder, 'nodes');
    cpSync(path.join(nodes, 'peer1', 'peer.key.pem'), path.join(nodes, 'peer0', 'peer.key.pem'));
    const after = await test.ca.node('peer0', 'peer', []);
    await test.stop();
    assert.notEqual(after.identity.certificatePem, before.identity.certificatePem);
    const { publicKey } = test.ca.msp.validate(Buffer.from(after.identity.certificatePem));
    assert.ok(verifyLowS(publicKey, Buffer.from('x'), after.identity.sign(Buffer.from('x'))));
  });

  it('says whose CA could not start, and why: its port is taken, or its records are damaged', async () => {
    const test = await startTestCa(folder);
    const port = Number(new URL(test.ca.endpoint.url).port);
    const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
    const options = { mspId: 'BankMSP', name: 'bank', host: '127.0.0.1', log };
    await assert.rejects(startOrganizationCa({ ...options, port }), /CA of bank could not start: .*EADDRINUSE/);
    await test.ca.stop();
    await test.stop();
    writeFileSync(path.join(folder, 'registry.journal'), 'x\ny\n');
    await assert.rejects(startOrganizationCa({ ...options, port: 0, home: folder }), /bank in .*damaged in line 1/);
  });

  it('keeps secrets as hashes only, but the registrar secret, in files of its owner', async () => {
    const test = await startTestCa(folder);
    const chosen = 'a secret of my own';
    const random = await test.client.register(test.registrar, { enrollmentId: 'h01', type: 'client' });
    await test.client.register(test.registrar, { enrollmentId: 'h02', type: 'client', secret: chosen });
    await test.ca.node('peer0', 'peer', ['localhost']);
    await test.stop();
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      const file = path.join(entry.parentPath, entry.name);
      assert.equal(statSync(file).mode & 0o077, 0, file);
      if (!entry.isFile()) continue;
      const text = readFileSync(file, 'utf8');
      assert.ok(!text.includes(chosen) && !text.includes(random.secret), file);
      if (entry.name !== 'registrar-secret') assert.ok(!text.includes(test.ca.registrar.secret), file);
    }
    assert.notEqual(test.ca.registrar.secret, 'adminpw');
    assert.ok(test.ca.registrar.secret.length >= 32);
  });
});
