import assert from 'node:assert/strict';
import { enrollOwnKey } from '../../client/own-key/enroll-own-key';
import { type ApiCall, type Transport } from '../../client/own-key/member-signer';
import { type OwnKeyIdentity } from '../../client/own-key/own-key-identity';
import { OwnKeySession } from '../../client/own-key/own-key-session';
import { signIn } from '../../client/own-key/sign-in';
import { type RunningNetwork } from '../../network/running-network';
import { admitOwnKey, ownKeyRegistrar, revokeAtCa, transportTo } from '../support/own-key-client';
import { temporaryFolder } from '../support/test-ca';
import { TestGateway } from '../support/test-gateway';
import { onEveryTarget } from './target';

/** Everybody keeps its key: founder, banker and members. What peers make of it has to be what the client expects. */
onEveryTarget('Members who keep their keys', function (target) {
  this.timeout(180_000);
  const home = temporaryFolder();
  let network: RunningNetwork;
  let gateway: TestGateway;
  const transport = transportTo(() => gateway);

  before(async () => {
    network = await target.start();
    gateway = await TestGateway.start(network, home.folder);
  });
  after(async () => {
    await gateway.stop();
    await network.stop();
    home.remove();
  });

  const sessionOf = (identity: OwnKeyIdentity) => new OwnKeySession(identity, { origin: gateway.url });
  const done = async (session: OwnKeySession, method: ApiCall['method'], path: string, body?: object) => {
    const answer = await session.send({ method, path, ...(body ? { body } : {}) }, transport);
    assert.ok(answer.status < 300, `${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body as Record<string, unknown>;
  };
  const organization = (mspId: string) => {
    const found = network.organizations.find((each) => each.mspId === mspId);
    assert.ok(found);
    return found;
  };

  it('found the market, mint, pay, read, renew and leave with signatures of their own', async () => {
    const founder = sessionOf(await ownKeyRegistrar(gateway, organization('HouseholdsMSP')));
    await done(founder, 'POST', '/v1/network/bootstrap', {});
    const vote = { command: 'ChangeBanker', arguments: { member: founder.member } };
    await done(founder, 'POST', '/v1/votes', vote);
    await done(founder, 'POST', `/v1/accounts/${founder.member}/eEuro/mint`, { amount: '100' });

    const admitted = await done(founder, 'POST', '/v1/members', { enrollmentId: 'k01' });
    const admission = { organization: 'HouseholdsMSP', enrollmentId: 'k01', secret: String(admitted['secret']) };
    const member = sessionOf(await enrollOwnKey(admission, transport));
    await done(member, 'POST', '/v1/me', { firstName: 'Own', lastName: 'Key', email: 'k01@example.org' });
    await done(founder, 'POST', '/v1/transfers', { token: 'eEuro', to: member.member, amount: '10' });
    await member.renew(transport);
    await done(member, 'POST', '/v1/transfers', { token: 'eEuro', to: founder.member, amount: '4' });
    const account = await done(member, 'GET', `/v1/accounts/${member.member}/eEuro?consistency=ledger`);
    assert.equal(account['available'], '6');
    const personal = await done(member, 'GET', '/v1/me/personal-data');
    assert.equal(personal['email'], 'k01@example.org');
  });

  it('sign a payment again that was held back, since what peers endorsed shows that one of the two counts', async () => {
    const payer = sessionOf(await ownKeyRegistrar(gateway, organization('HouseholdsMSP')));
    const account = `/v1/accounts/${payer.member}/eEuro?consistency=ledger`;
    const before_ = Number((await done(payer, 'GET', account))['available']);
    let held: ApiCall | undefined;
    const holding: Transport = async (call) => {
      if (held || !call.path.endsWith('/submission')) return await transport(call);
      held = call;
      return { status: 409, header: () => undefined, body: { code: 'CONFLICT', detail: 'So it says' } };
    };
    const body = { token: 'eEuro', to: 'k01@HouseholdsMSP', amount: '1' };
    const paid = await payer.send({ method: 'POST', path: '/v1/transfers', body }, holding);
    assert.equal(paid.status, 201, JSON.stringify(paid.body));
    assert.ok(held);
    await transport(held);
    assert.equal(Number((await done(payer, 'GET', account))['available']), before_ - 1);
  });

  it('are out within five seconds when their CA has revoked them', async () => {
    const registrar = organization('HouseholdsMSP');
    const secretly = await gateway.enroll(
      'HouseholdsMSP',
      registrar.registrar.enrollmentId,
      registrar.registrar.secret,
    );
    const identity = await admitOwnKey(gateway, secretly, 'k02');
    const token = await signIn(identity, gateway.url, transport);
    const ask = async (): Promise<number> => (await gateway.send('GET', '/v1/auth/sessions', { token })).status;
    assert.equal(await ask(), 200);
    await revokeAtCa(registrar, 'k02');
    const end = Date.now() + 5_000;
    let status = await ask();
    while (status === 200 && Date.now() < end) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      status = await ask();
    }
    assert.equal(status, 401);
    await assert.rejects(signIn(identity, gateway.url, transport));
  });
});
