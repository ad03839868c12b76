/** Who a certificate says is calling: its subject's enrollment id, and nothing that could be read in two ways. */
import { strict as assert } from 'node:assert';
import { ChaincodeStub } from 'fabric-shim';
import { type ClientIdentity } from 'fabric-shim-api';
import { createStubInstance } from 'sinon';
import { MarketWorld } from '../../support/market-world';
import { testIdentity, type TestIdentity } from '../../support/test-identity';
import { identify } from '../../../chaincode/contracts/identity';
import { KnownClients } from '../../../chaincode/known-clients';

const issuer = '/C=US/CN=ca.households';
function client(subject: string, attribute: string | null = null): ClientIdentity {
  return {
    getID: () => `x509::${subject}::${issuer}`,
    getMSPID: () => 'HouseholdsMSP',
    getAttributeValue: (name: string) => (name === 'hf.EnrollmentID' ? attribute : 'true'),
    assertAttributeValue: () => true,
    getIDBytes: () => new Uint8Array(),
  };
}

describe('The caller of a transaction', () => {
  it('is its enrollment id at its organisation', () => {
    for (const [subject, id, isAdmin] of [
      ['/OU=client/CN=h01', 'h01@HouseholdsMSP', false],
      ['/CN=h01', 'h01@HouseholdsMSP', false],
      ['/C=FR/ST=Savoie/OU=client/OU=department1/CN=A.b_c-9', 'A.b_c-9@HouseholdsMSP', false],
      ['/OU=admin/CN=chief', 'chief@HouseholdsMSP', true],
      ['/CN=chief/OU=admin', 'chief@HouseholdsMSP', true],
      ['/OU=peer/CN=peer0', 'peer0@HouseholdsMSP', false],
      ['/OU=Admin/CN=h01', 'h01@HouseholdsMSP', false],
    ] as const) {
      assert.deepEqual(identify(client(subject)), { id, mspId: 'HouseholdsMSP', isAdmin }, subject);
    }
  });

  it('is an administrator by that role alone', () => {
    for (const subject of ['/OU=admin/OU=client/CN=h01', '/OU=client/OU=admin/CN=h01', '/OU=admin/OU=admin/CN=h01']) {
      assert.equal(identify(client(subject)).isAdmin, false, subject);
    }
    assert.equal(identify(client('/OU=client/CN=h01/O=admin')).isAdmin, false);
  });

  it('is refused when its subject can be read in two ways, or its enrollment id is another', () => {
    for (const subject of [
      ...[
        '',
        '/OU=client',
        '/CN=',
        '/CN=h01/CN=h02',
        '/OU=client/CN=a/b',
        '/OU=client/CN=h01::/CN=x',
        '/CN=h01:',
        '/CN=h01::',
        '/CN=h01::x',
      ],
      ...['/OU=client/CN=h 1', '/OU=client/CN=h01@BankMSP', '/OU=client/CN=-h01', `/CN=${'h'.repeat(65)}`],
      ...['/OU=client/CN=ada@example.org', '/OU=client/CN=h\u000001', '/OU=client/CN=h01\n', '/OU=client/CN=\\/h01'],
    ]) {
      assert.throws(() => identify(client(subject)), { code: 'FORBIDDEN' }, JSON.stringify(subject));
    }
    assert.throws(() => identify(client('/OU=client/CN=h01', 'h02')), { code: 'FORBIDDEN' });
    assert.equal(identify(client('/OU=client/CN=h01', 'h01')).id, 'h01@HouseholdsMSP');
  });

  it('cannot pass for somebody else by a certificate whose name holds a delimiter', async () => {
    const world = await MarketWorld.create();
    await world.member('h01@HouseholdsMSP');
    for (const name of ['h01::x', 'h01:', 'h01::', 'h01::/CN=x', 'x/CN=h01', 'h01\n']) {
      const identity = await testIdentity(`${name}@HouseholdsMSP`, { attributes: {} });
      const called = world.peer.evaluate('members:GetCaller', [], { identity }).then(JSON.stringify, String);
      assert.match(await called, /FORBIDDEN/, name);
    }
  });

  it('is never named in a refusal by what its certificate says', () => {
    assert.throws(
      () => identify(client('/OU=client/CN=ada@example.org')),
      (error: Error) => !error.message.includes('ada'),
    );
  });
});

describe('A caller who has called before', () => {
  const stubOf = (mspid: string, certificate: string): ChaincodeStub => {
    const stub = createStubInstance(ChaincodeStub);
    stub.getCreator.returns({ mspid, idBytes: Buffer.from(certificate) });
    return stub;
  };

  it('is known again by the same certificate in the same organisation, and by nothing less', async () => {
    const clients = new KnownClients();
    const [h01, renewed, h02] = await Promise.all([
      testIdentity('h01@HouseholdsMSP'),
      testIdentity('h01@HouseholdsMSP', { ou: 'admin' }),
      testIdentity('h02@HouseholdsMSP'),
    ]);
    const seen = (mspId: string, { certificatePem }: TestIdentity) => clients.of(stubOf(mspId, certificatePem));
    const first = seen('HouseholdsMSP', h01);
    assert.equal(seen('HouseholdsMSP', h01), first);
    assert.equal(identify(first).id, 'h01@HouseholdsMSP');
    assert.equal(identify(seen('BankMSP', h01)).id, 'h01@BankMSP');
    assert.deepEqual([identify(first).isAdmin, identify(seen('HouseholdsMSP', renewed)).isAdmin], [false, true]);
    assert.equal(identify(seen('HouseholdsMSP', h02)).id, 'h02@HouseholdsMSP');
  });

  it('is refused each time when the certificate cannot be read', () => {
    const clients = new KnownClients();
    for (let time = 0; time < 2; time++) assert.throws(() => clients.of(stubOf('HouseholdsMSP', 'no certificate')));
  });
});
