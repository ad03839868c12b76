import assert from 'node:assert/strict';
import { FakePeer } from '../support/fake-peer';
import { startTestCa, temporaryFolder, type TestCa } from '../support/test-ca';
import { TestGateway } from '../support/test-gateway';

describe('The door', () => {
  const { folder, remove } = temporaryFolder();
  const peer = new FakePeer();
  let ca: TestCa;
  let gateway: TestGateway;
  let registrar: string;
  let member: string;

  before(async () => {
    ca = await startTestCa();
    const organization = { mspId: 'HouseholdsMSP', name: 'households', ca: ca.ca.endpoint, registrar: ca.ca.registrar };
    const network = { channel: 'energy', chaincode: 'sunledger', transport: peer, organizations: [organization] };
    gateway = await TestGateway.start(network, folder);
    registrar = await gateway.enroll('households', ca.ca.registrar.enrollmentId, ca.ca.registrar.secret);
    member = await gateway.admit(registrar, 'HouseholdsMSP', 'h01');
  });
  after(async () => {
    await gateway.stop();
    await ca.stop();
    remove();
  });

  it('lets a member in who was admitted and enrolled', async () => {
    peer.chaincode = (name) => `{"called":"${name}"}`;
    const answer = await gateway.send('GET', '/v1/me', { token: member });
    assert.equal(answer.status, 200, answer.text);
    assert.deepEqual(answer.body, { called: 'members:GetCaller' });
  });
});
