import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { type FabricNetworkOptions } from '../../../../network/fabric/fabric-network-options';
import { networkPlan, peersOf, portsOf } from '../../../../network/fabric/network-plan';

describe('The plan of a Fabric network', () => {
  let options: FabricNetworkOptions;

  beforeEach(() => {
    options = {
      binaries: '/none',
      home: mkdtempSync(path.join(os.tmpdir(), 'network-plan-')),
      organizations: [
        { mspId: 'AMSP', name: 'a' },
        { mspId: 'BMSP', name: 'b', peer: false },
      ],
      channel: 'energy',
      chaincode: { name: 'any', version: '1', command: ['any'], cwd: '/', collections: [] },
      batch: { timeoutMs: 200, maxMessages: 500 },
      log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    };
  });
  afterEach(() => rmSync(options.home, { recursive: true }));

  it('gives every node a port of its own, and a peer only to organisations that want one', async () => {
    const plan = await networkPlan({ ...options, orderers: 3 });
    assert.deepEqual(
      peersOf(plan).map(({ peer }) => peer.name),
      ['peer0.a'],
    );
    const ports = portsOf(plan);
    assert.equal(new Set(ports).size, ports.length);
    assert.ok(!ports.includes(0));
  });

  it('is the same at the next start, because the genesis block names its ports', async () => {
    assert.deepEqual(await networkPlan(options), await networkPlan(options));
  });

  it('is refused for other organisations than those it was made for', async () => {
    await networkPlan(options);
    const more = { ...options, organizations: [...options.organizations, { mspId: 'CMSP', name: 'c' }] };
    await assert.rejects(networkPlan(more), /AMSP, BMSP without a peer; asked for was .*CMSP/);
  });

  it('is refused when somebody else has taken one of its ports, naming the port', async () => {
    const plan = await networkPlan(options);
    const port = plan.organizations[0]!.peers[0]!.port;
    const other = createServer().listen(port, '127.0.0.1');
    await once(other, 'listening');
    try {
      await assert.rejects(networkPlan(options), new RegExp(`Port ${port} on 127\\.0\\.0\\.1 is taken`));
    } finally {
      other.close();
      await once(other, 'close');
    }
  });
});
