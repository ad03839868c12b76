import assert from 'node:assert/strict';
import path from 'node:path';
import { type ChannelStatus } from '../../../network/fabric/operations/channel-status';
import { fabricSuite } from '../../support/fabric-suite';
import { ProvisionedNetwork } from './provisioned-network';

fabricSuite('An organisation that joins a running channel', function () {
  this.timeout(240_000);
  let members: ProvisionedNetwork;
  let newcomer: ProvisionedNetwork;
  let folder = '';
  const file = (name: string): string => path.join(folder, name);
  const channelOf = async (network: ProvisionedNetwork): Promise<ChannelStatus> => {
    const { channels } = await network.json<{ channels: ChannelStatus[] }>('status');
    return channels[0]!;
  };

  before(async () => {
    members = await ProvisionedNetwork.init('--org', 'households', '--org', 'operator', '--org', 'bank');
    newcomer = await ProvisionedNetwork.init('--join', '--org', 'retailer');
    folder = path.dirname(members.home);
    await members.done('up', '--deploy');
  });
  after(async () => {
    await newcomer.remove();
    await members.remove();
  });

  it('introduces itself with a file that holds no key', async () => {
    const told = await newcomer.run('up');
    assert.equal(told.code, 0);
    assert.match(told.err, /Channel energy is not joined yet: `org join` takes the file/);
    const definition = await newcomer.done('org', 'define', '--out', file('retailer.json'), '--json');
    assert.ok(!definition.includes('PRIVATE'));
    assert.match(definition, /"mspId":"RetailerMSP"/);
  });

  it('is refused with one sentence while too few members have signed', async () => {
    const proposed = await members.done('org', 'propose', file('retailer.json'), '--out', file('update.json'));
    assert.match(proposed, /added Application\/RetailerMSP \(decided by Application\)/);
    await members.done('org', 'sign', file('update.json'), '--org', 'bank', '--out', file('bank.sig'));
    const { code, err } = await members.run('org', 'submit', file('update.json'), file('bank.sig'));
    assert.equal(code, 1);
    assert.match(
      err,
      /To change Application\/RetailerMSP 2 of BankMSP, HouseholdsMSP, OperatorMSP have to sign; signed have BankMSP: /,
    );
  });

  it('can’t be admitted with a signature on something else', async () => {
    await members.done('org', 'propose', '--remove', 'BankMSP', '--out', file('other.json'));
    await members.done('org', 'sign', file('other.json'), '--org', 'operator', '--out', file('other.sig'));
    const { code, err } = await members.run('org', 'submit', file('update.json'), file('bank.sig'), file('other.sig'));
    assert.equal(code, 1);
    assert.match(err, /other\.sig is a signature of OperatorMSP on another update/);
  });

  it('joins by files alone, and runs the chaincode with all the others', async () => {
    await members.done('org', 'sign', file('update.json'), '--org', 'operator', '--out', file('operator.sig'));
    const signatures = [file('bank.sig'), file('operator.sig')];
    await members.done('org', 'submit', file('update.json'), ...signatures, '--out', file('channel.json'));
    await members.done('deploy');
    await newcomer.done('org', 'join', file('channel.json'));
    await newcomer.done('deploy');
    const [ours, theirs] = [await channelOf(members), await channelOf(newcomer)];
    assert.deepEqual(theirs.chaincode, { name: 'sunledger', version: '1', sequence: 2 });
    assert.equal(theirs.peers[0]!.height, ours.peers[0]!.height);
  });

  it('leaves again when a majority of the four has signed', async () => {
    await members.done('org', 'propose', '--remove', 'RetailerMSP', '--out', file('leave.json'));
    for (const name of ['bank', 'operator', 'households']) {
      await members.done('org', 'sign', file('leave.json'), '--org', name, '--out', file(`leave.${name}`));
    }
    const submit = (...names: string[]): ReturnType<ProvisionedNetwork['run']> =>
      members.run('org', 'submit', file('leave.json'), ...names.map((name) => file(`leave.${name}`)));
    assert.match(
      (await submit('bank', 'operator')).err,
      /3 of BankMSP, HouseholdsMSP, OperatorMSP, RetailerMSP have to/,
    );
    assert.equal((await submit('bank', 'operator', 'households')).code, 0);
    await members.done('deploy');
    assert.equal((await channelOf(members)).chaincode?.sequence, 3);
  });
});
