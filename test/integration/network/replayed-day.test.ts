import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { fabricSuite, knowsBft } from '../../support/fabric-suite';
import { ProvisionedNetwork } from './provisioned-network';

fabricSuite('A recorded day on real Fabric, through a gateway for each organisation', function () {
  this.timeout(400_000);
  let network: ProvisionedNetwork;

  before(async () => {
    network = await ProvisionedNetwork.init('--consensus', knowsBft() ? 'bft' : 'raft');
  });
  after(() => network.remove());

  it('comes out right while an organisation joins, the chaincode is upgraded and every certificate is renewed', async () => {
    const main = path.join(__dirname, '../../../scripts/network/main.js');
    const child = spawn(process.execPath, [main, 'demo', '--home', network.home], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const isOver = once(child, 'close');
    const plays = new Promise<void>((resolve) => {
      for (const stream of [child.stdout, child.stderr]) {
        stream.on('data', (bytes: Buffer) => {
          output += bytes.toString();
          if (/^07:00 /m.test(output)) resolve();
        });
      }
    });
    await Promise.race([plays, isOver]);
    await network.done('org', 'add', 'retailer');
    await network.done('upgrade');
    await network.done('renew', '--within', '400');
    const [code] = (await isOver) as [number];
    assert.equal(code, 0, output);
    assert.doesNotMatch(output, /refused the offer/);
    const proofs = output.split('\n').filter((line) => /^ +[\d.]+ = [\d.]+ /.test(line));
    assert.ok(proofs.length >= 5, output);
    assert.ok(proofs.every((line) => /\bholds\b/.test(line)));
  });
});
