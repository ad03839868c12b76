import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
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
});
