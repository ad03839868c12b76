import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { type NetworkPlan } from '../../../../../network/fabric/network-plan';
import { leadingOrderer } from '../../../../../network/fabric/operations/leader';

describe('The orderer that leads', () => {
  const servers: Server[] = [];
  afterEach(() => {
    for (const server of servers.splice(0)) server.close();
  });

  /** Orderers that tell these lines, or nothing where there are none. */
  const orderers = async (...told: readonly (string | undefined)[]): Promise<NetworkPlan> => {
    const plans = told.map(async (lines, index) => {
      const place = { name: `orderer${index}`, home: '', host: '127.0.0.1', port: 0, adminPort: 0 };
      if (lines === undefined) return { ...place, operationsPort: 1 };
      const server = createServer((_, response) => response.end(lines)).listen(0, '127.0.0.1');
      servers.push(server);
      await once(server, 'listening');
      return { ...place, operationsPort: (server.address() as AddressInfo).port };
    });
    return { home: '', channels: [], organizations: [], consensus: 'raft', orderers: await Promise.all(plans) };
  };
  const raft = (leads: number) => `# HELP\nconsensus_etcdraft_is_leader{channel="energy"} ${leads}\n`;
  const bft = (leader: number) =>
    `consensus_BFT_is_leader{channel="energy"} 1\nconsensus_BFT_leader_id{channel="energy"} ${leader}\n`;

  it('is, with Raft, the one that says so', async () => {
    const plan = await orderers(raft(0), undefined, raft(1));
    assert.equal((await leadingOrderer(plan, 'energy'))?.name, 'orderer2');
    assert.equal(await leadingOrderer(plan, 'other'), undefined);
  });

  it('is, with BFT, the one that most name, whatever one that was away believes', async () => {
    const plan = await orderers(bft(1), bft(2), bft(2), undefined);
    assert.equal((await leadingOrderer(plan, 'energy'))?.name, 'orderer1');
  });

  it('is nobody while none tells', async () => {
    assert.equal(await leadingOrderer(await orderers(undefined, raft(0)), 'energy'), undefined);
  });
});
