import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type ChannelStatus } from '../../../network/fabric/operations/channel-status';
import { type ProcessStatus } from '../../../network/fabric/operations/process-status';
import { fabricSuite } from '../../support/fabric-suite';
import { ProvisionedNetwork } from './provisioned-network';

/** Starts a command in a process of its own and kills that as soon as it has said something. */
async function killedAfter(said: RegExp, home: string, ...args: string[]): Promise<void> {
  const main = path.join(__dirname, '../../../scripts/network/main.js');
  const child = spawn(process.execPath, [main, ...args, '--home', home], { stdio: ['ignore', 'ignore', 'pipe'] });
  let output = '';
  child.stderr.on('data', (bytes: Buffer) => {
    output += bytes.toString();
    if (said.test(output)) child.kill('SIGKILL');
  });
  await once(child, 'close');
  assert.match(output, said);
}

fabricSuite('A command that was killed', function () {
  this.timeout(240_000);
  let network: ProvisionedNetwork;

  before(async () => {
    network = await ProvisionedNetwork.init('--org', 'households', '--org', 'bank', '--orderers', '1');
  });
  after(() => network.remove());

  // Each run gets further than the one before, and finds what that has left.
  const steps: readonly RegExp[] = [
    /Starting ca\./,
    /certificates for/,
    /Starting orderer0/,
    /joined by/,
    /Starting chaincode/,
    /install and approve/,
    /committed on/,
    /Starting gateway/,
  ];
  for (const said of steps) {
    it(`is gone on with by the next one, after it said ${said.source}`, async () => {
      await killedAfter(said, network.home, 'up', '--deploy');
    });
  }

  it('leaves nothing that a last run doesn’t complete', async () => {
    await network.done('up', '--deploy');
    const { processes, channels } = await network.json<{ processes: ProcessStatus[]; channels: ChannelStatus[] }>(
      'status',
    );
    assert.deepEqual(
      processes.filter(({ state }) => state !== 'running').map(({ name }) => name),
      [],
    );
    assert.equal(new Set(processes.map(({ name }) => name)).size, processes.length);
    assert.deepEqual(channels[0]!.chaincode, { name: 'sunledger', version: '1', sequence: 1 });
  });

  it('completes an upgrade instead of beginning another one', async () => {
    await killedAfter(/install and approve/, network.home, 'upgrade');
    await network.done('upgrade');
    const { channels } = await network.json<{ channels: ChannelStatus[] }>('status');
    assert.deepEqual(channels[0]!.chaincode, { name: 'sunledger', version: '2', sequence: 2 });
  });

  const ended = async (): Promise<{
    readonly peers: number;
    readonly dead: string[];
    readonly channel: ChannelStatus;
  }> => {
    const { processes, channels } = await network.json<{ processes: ProcessStatus[]; channels: ChannelStatus[] }>(
      'status',
    );
    const dead = processes.filter(({ state }) => state !== 'running').map(({ name }) => name);
    return { peers: processes.filter(({ kind }) => kind === 'peer').length, dead, channel: channels[0]! };
  };

  it('takes an organisation in that it had begun to, wherever it was cut off', async () => {
    for (const said of [/Starting ca\.retailer/, /is a member of/, /Starting peer0\.retailer/, /committed on/]) {
      await killedAfter(said, network.home, 'org', 'add', 'retailer');
    }
    await network.done('org', 'add', 'retailer');
    const { peers, dead, channel } = await ended();
    assert.deepEqual([peers, dead, channel.chaincode?.version], [3, [], '2']);
  });

  it('lets one go that it had begun to let go', async () => {
    await killedAfter(/is no member of/, network.home, 'org', 'remove', 'retailer');
    await network.done('org', 'remove', 'retailer');
    const { peers, dead, channel } = await ended();
    assert.deepEqual([peers, dead, channel.peers.length], [2, [], 2]);
  });

  it('gives an organisation one more peer, not one for each attempt', async () => {
    await killedAfter(/certificates for peer1\.bank|certificates for .*peer1/, network.home, 'peer', 'add', 'bank');
    await network.done('peer', 'add', 'bank');
    const { peers, dead } = await ended();
    assert.deepEqual([peers, dead], [3, []]);
  });

  it('renews what is left to renew, and starts again what it had stopped', async () => {
    await killedAfter(/has a new certificate/, network.home, 'renew', '--within', '400');
    await network.done('up');
    assert.deepEqual((await ended()).dead, []);
    await network.done('renew', '--within', '1');
  });

  it('leaves nothing of a backup that is not whole, and the network as it was', async () => {
    const folder = path.join(path.dirname(network.home), 'backup');
    const main = path.join(__dirname, '../../../scripts/network/main.js');
    const child = spawn(process.execPath, [main, 'backup', folder, '--home', network.home], { stdio: 'ignore' });
    while (!existsSync(`${folder}.new`)) await delay(5);
    child.kill('SIGKILL');
    await once(child, 'close');
    assert.match((await network.run('restore', folder, '--replace')).err, /holds no whole backup/);
    await network.done('up');
    assert.deepEqual((await ended()).dead, []);
    await network.done('backup', folder);
    assert.deepEqual((await ended()).dead, []);
  });
});
