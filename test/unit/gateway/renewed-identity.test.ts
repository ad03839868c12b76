/** The gateway's own certificate, renewed while it runs. */
import { strict as assert } from 'node:assert';
import { generateKeyPairSync } from 'node:crypto';
import sinon from 'sinon';
import { RenewedIdentity } from '../../../gateway-api/auth/renewed-identity';
import { type FabricIdentity } from '../../../gateway-api/fabric/fabric-identity';
import { IdentityConnections } from '../../../gateway-api/fabric/identity-connections';
import { testIdentity } from '../../support/test-identity';

const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const withCertificate = async (ou: string): Promise<FabricIdentity> => {
  const { certificatePem } = await testIdentity('gateway@BankMSP', { ou });
  return { memberId: 'gateway@BankMSP', mspId: 'BankMSP', enrollmentId: 'gateway', certificatePem, privateKey };
};

describe('The gateway’s own identity', () => {
  let first: FabricIdentity;
  let second: FabricIdentity;
  let clock: sinon.SinonFakeTimers | undefined;
  const said: string[] = [];
  const note = (_details: object, message: string): void => void said.push(message);
  const log = { debug: note, info: note, warn: note, error: note };

  before(async () => {
    first = await withCertificate('client');
    second = await withCertificate('peer');
  });
  beforeEach(() => said.splice(0));
  afterEach(() => clock?.restore());

  it('takes a new certificate at the next look, and says so once', async () => {
    clock = sinon.useFakeTimers();
    let now = first;
    const identity = new RenewedIdentity(first, () => Promise.resolve(now), log);
    identity.follow(1_000);
    await clock.tickAsync(5_000);
    assert.equal(identity.certificatePem, first.certificatePem);
    now = second;
    await clock.tickAsync(3_000);
    assert.equal(identity.certificatePem, second.certificatePem);
    assert.deepEqual(said, ["The gateway's own certificate was renewed"]);
    identity.stop();
    now = first;
    await clock.tickAsync(5_000);
    assert.equal(identity.certificatePem, second.certificatePem);
  });

  it('keeps the one that it has while the CA doesn’t answer, and asks again', async () => {
    const renewed = sinon.stub<[], Promise<FabricIdentity>>();
    renewed.onFirstCall().rejects(new Error('no answer'));
    renewed.resolves(second);
    const identity = new RenewedIdentity(first, renewed, log);
    await identity.look();
    assert.equal(identity.certificatePem, first.certificatePem);
    await identity.look();
    assert.equal(identity.certificatePem, second.certificatePem);
    assert.match(said[0] ?? '', /could not be renewed/);
  });

  it('signs with the new certificate from then on', async () => {
    const identity = new RenewedIdentity(first, () => Promise.resolve(second), log);
    const transport = {} as ConstructorParameters<typeof IdentityConnections>[0]['transport'];
    const deadlines = { evaluateMs: 1, endorseMs: 1, submitMs: 1, commitMs: 1 };
    const connections = new IdentityConnections({ channel: 'energy', chaincode: 'sunledger', transport }, deadlines);
    const before = connections.of(identity);
    assert.equal(connections.of(identity), before);
    await identity.look();
    const credentials = Buffer.from(connections.of(identity).gateway.getIdentity().credentials).toString();
    assert.equal(credentials, second.certificatePem);
  });
});
