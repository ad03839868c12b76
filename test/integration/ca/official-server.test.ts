import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { certificateFacts, parseCertificate } from '../../../identity/certificate-facts';
import { FabricCaClient } from '../../../identity/fabric-ca-client';
import { FabricCaError } from '../../../identity/fabric-ca-error';
import { type Enrollment } from '../../../identity/fabric-ca-types';
import { Msp } from '../../../network/devnet/msp/msp';
import { MspError } from '../../../network/devnet/msp/msp-error';
import { freePorts } from '../../../network/fabric/free-ports';
import { officialProgram, startProgram } from '../../support/official-fabric-ca';
import { temporaryFolder } from '../../support/test-ca';

const program = officialProgram('fabric-ca-server');
const title = "our client and Fabric CA's official server";
const suite =
  program.path === undefined
    ? describe.skip.bind(undefined, `${title} (${program.whySkipped})`)
    : describe.bind(undefined, title);

suite(() => {
  const temporary = temporaryFolder();
  const secret = randomBytes(16).toString('hex');
  let server: { stop: () => Promise<void> };
  let client: FabricCaClient;
  let registrar: Enrollment;
  let organization: Msp;

  before(async () => {
    const home = path.join(temporary.folder, 'server');
    const [port = 0] = await freePorts(1);
    const args = ['start', '--home', home, '--boot', `registrar:${secret}`, '--address', '127.0.0.1'];
    const more = ['--port', String(port), '--tls.enabled', '--csr.hosts', 'localhost,127.0.0.1'];
    const env = { FABRIC_CA_SERVER_OPERATIONS_LISTENADDRESS: '127.0.0.1:0' };
    server = await startProgram(program.path ?? '', [...args, ...more], env, 'Listening on https');
    const tlsRootPem = readFileSync(path.join(home, 'ca-cert.pem'), 'utf8');
    client = new FabricCaClient({ url: `https://127.0.0.1:${port}`, tlsRootPem });
    registrar = await client.enroll({ enrollmentId: 'registrar', secret });
    organization = new Msp({ mspId: 'HouseholdsMSP', rootPems: [(await client.caInfo()).chainPem] });
  });
  after(async () => {
    client.close();
    await server.stop();
    temporary.remove();
  });

  it('register with attributes and affiliation, enrol and renew; the MSP knows the role', async () => {
    const order = { enrollmentId: 'h01', type: 'client', affiliation: 'org1.department1' };
    const attributes = [
      { name: 'role', value: 'household', ecert: true },
      { name: 'meter', value: 'm1' },
    ];
    const { secret: own } = await client.register(registrar, { ...order, attributes });
    const first = await client.enroll({ enrollmentId: 'h01', secret: own });
    const facts = certificateFacts(parseCertificate(first.certificatePem));
    assert.equal(facts.enrollmentId, 'h01');
    assert.deepEqual([...facts.organizationalUnits].sort(), ['client', 'department1', 'org1']);
    assert.equal(facts.attributes.get('role'), 'household');
    assert.equal(organization.validate(Buffer.from(first.certificatePem)).role, 'client');
    const second = await client.reenroll(first, { attributes: [{ name: 'meter' }, { name: 'none', optional: true }] });
    assert.deepEqual([...certificateFacts(parseCertificate(second.certificatePem)).attributes], [['meter', 'm1']]);
  });

  it('agree on refusals: a wrong secret, a second registration, an unknown id, a missing power', async () => {
    const { secret: own } = await client.register(registrar, { enrollmentId: 'h02', type: 'client' });
    const plain = await client.enroll({ enrollmentId: 'h02', secret: own });
    const refused = (status: number, code: number) => (error: unknown) =>
      error instanceof FabricCaError && error.status === status && error.code === code;
    await assert.rejects(client.enroll({ enrollmentId: 'h02', secret: 'wrong' }), refused(401, 20));
    await assert.rejects(client.register(registrar, { enrollmentId: 'h02', type: 'client' }), refused(409, 74));
    await assert.rejects(client.register(plain, { enrollmentId: 'h99', type: 'client' }), refused(403, 71));
    await assert.rejects(client.revocationList(plain), refused(403, 71));
    await assert.rejects(client.identity(registrar, 'nobody'), refused(404, 63));
  });

  it('revoke an identity; its list takes effect in the MSP', async () => {
    const { secret: own } = await client.register(registrar, { enrollmentId: 'h03', type: 'client' });
    const { certificatePem } = await client.enroll({ enrollmentId: 'h03', secret: own });
    const { certificates, crlPem } = await client.revoke(registrar, { enrollmentId: 'h03' });
    const { serial, authorityKeyId } = certificateFacts(parseCertificate(certificatePem));
    assert.deepEqual(certificates, [{ serial, authorityKeyId }]);
    organization.validate(Buffer.from(certificatePem));
    organization.updateCrl(Buffer.from(crlPem ?? ''));
    assert.throws(() => organization.validate(Buffer.from(certificatePem)), MspError);
    organization.updateCrl(Buffer.from(await client.revocationList(registrar)));
  });

  it('list, show and change identities', async () => {
    await client.register(registrar, { enrollmentId: 'h04', type: 'client', maxEnrollments: 1 });
    assert.ok((await client.identities(registrar)).some(({ enrollmentId }) => enrollmentId === 'h04'));
    const attributes = [{ name: 'meter', value: 'm4', ecert: true }];
    await client.modifyIdentity(registrar, 'h04', { attributes, maxEnrollments: 3 });
    const shown = await client.identity(registrar, 'h04');
    assert.equal(shown.maxEnrollments, 3);
    assert.deepEqual(
      shown.attributes.find(({ name }) => name === 'meter'),
      attributes[0],
    );
  });
});
