import assert from 'node:assert/strict';
import { channelConfig } from '../../../../network/fabric/channel-config';
import { collectionsConfig } from '../../../../network/fabric/collections-config';
import { type NetworkPlan } from '../../../../network/fabric/network-plan';

const plan: NetworkPlan = {
  home: '/home',
  channels: [{ name: 'energy', batch: { timeoutMs: 200, maxMessages: 500 } }],
  consensus: 'raft',
  ordererOrganization: { mspId: 'OrdererMSP', name: 'orderer', home: '/home/orderer', host: '127.0.0.1', caPort: 1 },
  orderers: [{ name: 'orderer0', home: '/home/orderer0', host: '127.0.0.1', port: 7050, adminPort: 7053 }],
  organizations: [
    {
      mspId: 'AMSP',
      name: 'a',
      home: '/home/a',
      host: '127.0.0.1',
      caPort: 2,
      peers: [{ name: 'peer0.a', home: '/home/a/peer0', host: '127.0.0.1', port: 7051, chaincodePorts: [3] }],
    },
    { mspId: 'BMSP', name: 'b', home: '/home/b', host: '127.0.0.1', caPort: 4, peers: [] },
  ],
};

/** The value at a path of keys in a configuration. */
function at(config: unknown, ...keys: (string | number)[]): unknown {
  return keys.reduce((value, key) => (value as Record<string | number, unknown>)[key], config);
}

describe("The channel's configuration", () => {
  const profile = at(channelConfig(plan, plan.channels[0]!), 'Profiles', 'Channel');

  it('asks a majority of the organisations to endorse and to agree on chaincode', () => {
    const majority = { Type: 'ImplicitMeta', Rule: 'MAJORITY Endorsement' };
    assert.deepEqual(at(profile, 'Application', 'Policies', 'Endorsement'), majority);
    assert.deepEqual(at(profile, 'Application', 'Policies', 'LifecycleEndorsement'), majority);
  });

  it('lets only peers endorse for an organisation, and only administrators and clients write', () => {
    const policies = at(profile, 'Application', 'Organizations', 0, 'Policies');
    assert.deepEqual(at(policies, 'Endorsement'), { Type: 'Signature', Rule: "OR('AMSP.peer')" });
    assert.deepEqual(at(policies, 'Writers'), { Type: 'Signature', Rule: "OR('AMSP.admin', 'AMSP.client')" });
  });

  it('names an anchor peer for each organisation that has a peer', () => {
    const [first, second] = at(profile, 'Application', 'Organizations') as [object, object];
    assert.deepEqual(at(first, 'AnchorPeers'), [{ Host: '127.0.0.1', Port: 7051 }]);
    assert.ok(!('AnchorPeers' in second));
  });

  it('orders by Raft, cutting blocks as asked', () => {
    assert.equal(at(profile, 'Orderer', 'OrdererType'), 'etcdraft');
    assert.equal(at(profile, 'Orderer', 'BatchTimeout'), '200ms');
    assert.equal(at(profile, 'Orderer', 'BatchSize', 'MaxMessageCount'), 500);
    assert.equal(at(profile, 'Orderer', 'EtcdRaft', 'Consenters', 0, 'Port'), 7050);
  });

  it('orders by BFT with a numbered consenter and its signing certificate for each orderer', () => {
    const config = channelConfig({ ...plan, consensus: 'bft' }, plan.channels[0]!);
    const orderer = at(config, 'Profiles', 'Channel', 'Orderer');
    assert.equal(at(orderer, 'OrdererType'), 'BFT');
    assert.equal(at(orderer, 'ConsenterMapping', 0, 'ID'), 1);
    assert.equal(at(orderer, 'ConsenterMapping', 0, 'Identity'), '/home/orderer0/msp/signcerts/certificate.pem');
    assert.equal(at(orderer, 'EtcdRaft'), undefined);
  });
});

describe("Private data collections' configuration", () => {
  it("names the members' organisations and sends data to all other members", () => {
    const [collection] = collectionsConfig([
      {
        name: 'personal',
        memberMspIds: ['AMSP', 'BMSP'],
        memberOnlyRead: true,
        memberOnlyWrite: false,
        blockToLive: 9,
      },
    ]);
    assert.deepEqual(collection, {
      name: 'personal',
      policy: "OR('AMSP.member', 'BMSP.member')",
      requiredPeerCount: 0,
      maxPeerCount: 1,
      blockToLive: 9,
      memberOnlyRead: true,
      memberOnlyWrite: false,
    });
  });
});
