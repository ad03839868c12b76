import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { Client, credentials } from '@grpc/grpc-js';
import { waitForEndorsements } from '../../../network/fabric/endorsement-readiness';
import { addressOf, nodeServerName, peersOf } from '../../../network/fabric/network-plan';
import { type ChannelStatus } from '../../../network/fabric/operations/channel-status';
import { type Deployed } from '../../../network/fabric/operations/deploy';
import { readDefinition } from '../../../network/fabric/operations/network-home';
import { fabricSuite } from '../../support/fabric-suite';
import { ProvisionedNetwork } from './provisioned-network';

fabricSuite('Organisations that found a channel, each from a home of its own', function () {
  this.timeout(240_000);
  const mspIds = ['BankMSP', 'HouseholdsMSP', 'OperatorMSP'];
  let households: ProvisionedNetwork;
  let operator: ProvisionedNetwork;
  let bank: ProvisionedNetwork;
  const file = (name: string): string => path.join(path.dirname(households.home), name);
  const channelOf = async (network: ProvisionedNetwork): Promise<ChannelStatus> =>
    (await network.json<{ channels: ChannelStatus[] }>('status')).channels[0]!;
  const filesOf = async (network: ProvisionedNetwork): Promise<{ name: string; text: string }[]> => {
    const found = await readdir(network.home, { recursive: true, withFileTypes: true });
    return Promise.all(
      found
        .filter((each) => each.isFile())
        .map(async (each) => {
          const name = path.join(each.parentPath, each.name);
          return { name, text: await readFile(name, 'latin1') };
        }),
    );
  };

  before(async () => {
    households = await ProvisionedNetwork.init('--org', 'households', '--orderers', '1');
    operator = await ProvisionedNetwork.init('--join', '--org', 'operator');
    bank = await ProvisionedNetwork.init('--join', '--org', 'bank');
  });
  after(async () => {
    for (const network of [bank, operator, households]) await network.remove();
  });

  it('are all members of its first block, by files that hold no key', async () => {
    for (const [network, name] of [
      [operator, 'operator'],
      [bank, 'bank'],
    ] as const) {
      await network.done('up');
      const told = await network.done('org', 'define', '--out', file(`${name}.json`));
      assert.match(told, /MSP, root ([0-9A-F]{2}:){31}/);
    }
    await households.done('org', 'found', file('operator.json'), file('bank.json'), '--out', file('channel.json'));
    for (const name of ['operator.json', 'bank.json', 'channel.json']) {
      assert.doesNotMatch(await readFile(file(name), 'utf8'), /PRIVATE|UFJJVkFURS/);
    }
    for (const network of [operator, bank]) {
      const { members } = await network.json<{ members: { mspId: string }[] }>('org', 'join', file('channel.json'));
      assert.deepEqual(
        members.map(({ mspId }) => mspId),
        mspIds,
      );
    }
  });

  it('can’t be founded twice, nor by a home that doesn’t order', async () => {
    const again = await households.run('org', 'found', file('bank.json'));
    assert.match(
      again.err,
      /^network: Channel energy has its first block already: further organisations come in with /,
    );
    const elsewhere = await bank.run('org', 'found', file('operator.json'));
    assert.match(elsewhere.err, /^network: This home has no ordering service/);
  });

  it('agree on the chaincode one after another: a majority makes it run', async () => {
    const first = await households.json<Deployed>('deploy');
    assert.deepEqual(first.waitsFor, ['BankMSP', 'OperatorMSP']);
    assert.equal((await channelOf(households)).chaincode, null);
    const second = await operator.json<Deployed>('deploy');
    assert.deepEqual([second.sequence, second.waitsFor], [1, []]);
    for (const network of [households, bank]) await network.done('deploy');
    for (const network of [households, operator, bank]) {
      assert.deepEqual((await channelOf(network)).chaincode, { name: 'sunledger', version: '1', sequence: 1 });
    }
  });

  it('endorse together what one of them proposes', async () => {
    const { plan } = await readDefinition(bank.home);
    const [{ organization, peer } = assert.fail()] = peersOf(plan);
    const root = await readFile(path.join(peer.home, 'tls', 'ca.crt'));
    const transport = new Client(addressOf(peer), credentials.createSsl(root), {
      'grpc.ssl_target_name_override': nodeServerName,
    });
    const target = { channel: 'energy', chaincode: 'sunledger', endorsers: mspIds };
    await waitForEndorsements(transport, organization, target, () => undefined).finally(() => transport.close());
  });

  it('upgrade it together, while the version before goes on', async () => {
    const { waitsFor } = await bank.json<Deployed>('upgrade');
    assert.deepEqual(waitsFor, ['HouseholdsMSP', 'OperatorMSP']);
    assert.equal((await channelOf(bank)).chaincode?.version, '1');
    assert.deepEqual((await households.json<Deployed>('upgrade')).waitsFor, []);
    await bank.done('deploy');
    await operator.done('deploy');
    assert.deepEqual((await channelOf(operator)).chaincode, { name: 'sunledger', version: '2', sequence: 2 });
  });

  it('have no secret of each other in their homes', async () => {
    const secrets = async (network: ProvisionedNetwork): Promise<string[]> => {
      const found = (await filesOf(network)).flatMap(({ name, text }) =>
        // What Fabric CA's own schema and samples print is no secret.
        (text.match(/PRIVATE KEY-----\s[\w+/=\s]{60,}-----END|"secret": ?"[^"]{8,}"/g) ?? []).map((each) => [
          each,
          name,
        ]),
      );
      return [...new Map(found as [string, string][]).keys()];
    };
    const all = await Promise.all([households, operator, bank].map(secrets));
    assert.ok(all.every((each) => each.length > 5));
    const seen = all.flat();
    assert.deepEqual(
      seen.filter((each, index) => seen.indexOf(each) !== index),
      [],
    );
  });
});
