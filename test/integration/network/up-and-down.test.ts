import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readdir, readFile, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { processStartTime } from '../../../network/fabric/host/process-start-time';
import { type ProcessStatus } from '../../../network/fabric/operations/process-status';
import { type ChannelStatus } from '../../../network/fabric/operations/channel-status';
import { fabricSuite, knowsBft } from '../../support/fabric-suite';
import { ProvisionedNetwork } from './provisioned-network';

interface Status {
  readonly processes: readonly ProcessStatus[];
  readonly channels: readonly ChannelStatus[];
}

fabricSuite('A provisioned network', function () {
  this.timeout(180_000);
  let network: ProvisionedNetwork;
  const status = (): Promise<Status> => network.json<Status>('status');
  const named = async (name: string): Promise<ProcessStatus> =>
    (await status()).processes.find((each) => each.name === name)!;

  before(async () => {
    network = await ProvisionedNetwork.init('--org', 'households', '--org', 'operator', '--org', 'bank');
  });
  after(() => network.remove());

  it('says what up would do, and does nothing of it, when it is tried dry', async () => {
    const { wouldDo } = await network.json<{ wouldDo: string[] }>('up', '--deploy', '--dry-run');
    assert.ok(wouldDo.some((step) => step.startsWith('start ca.bank on 127.0.0.1:')));
    assert.ok(wouldDo.includes('deploy the chaincode sunledger 1'));
    assert.deepEqual(await readdir(network.home), ['network.yaml']);
  });

  it('names the port that another program has taken, and starts once that has gone', async () => {
    const { address } = await named('ca.bank');
    const other = createServer().listen(Number(address.split(':')[1]), '127.0.0.1');
    await once(other, 'listening');
    const { code, err } = await network.run('up');
    other.close();
    await once(other, 'close');
    assert.equal(code, 1);
    assert.match(err, new RegExp(`Port \\d+ on 127\\.0\\.0\\.1, which ca\\.bank needs, is taken by another program`));
    assert.ok((await status()).processes.every(({ state }) => state === 'stopped'));
  });

  it('runs after the command has ended, every node at the same height, with the market on it', async () => {
    await network.done('up', '--deploy');
    const { processes, channels } = await status();
    assert.ok(processes.length >= 16);
    assert.deepEqual(
      processes.filter(({ state }) => state !== 'running').map(({ name }) => name),
      [],
    );
    const [{ chaincode, orderers, peers } = assert.fail()] = channels;
    assert.deepEqual(chaincode, { name: 'sunledger', version: '1', sequence: 1 });
    const heights = [...orderers, ...peers].map(({ height }) => height);
    assert.equal(heights.length, 6);
    assert.ok(heights.every((height) => height === heights[0]));
  });

  it('is left as it is by a second up', async () => {
    const before = (await status()).processes.map(({ pid }) => pid);
    await network.done('up', '--deploy');
    assert.deepEqual(
      (await status()).processes.map(({ pid }) => pid),
      before,
    );
  });

  it('serves each organisation through a gateway of its own', async () => {
    for (const name of ['households', 'operator', 'bank']) {
      const door = await network.gateway(name);
      assert.equal(door.url, `https://${(await named(`gateway.${name}`)).address}`);
      const ready = await door.fetch(`${door.url}/readyz`);
      assert.deepEqual([ready.status, await ready.json()], [200, { network: 'ok', [`ca ${name}`]: 'ok' }]);
    }
  });

  it('knows a gateway by the TLS root of its own organisation, not by that of another', async () => {
    const [bank, operator] = await Promise.all(['bank', 'operator'].map((name) => network.gateway(name)));
    await assert.rejects(operator!.fetch(`${bank!.url}/readyz`), /signature|certificate/i);
    await assert.rejects(fetch(`${bank!.url}/readyz`));
  });

  it('keeps private keys and registrars in the folder of their owner, readable by nobody else', async () => {
    const files = await readdir(path.join(network.home, 'organizations'), { recursive: true, withFileTypes: true });
    let keys = 0;
    for (const file of files.filter((each) => each.isFile())) {
      const name = path.join(file.parentPath, file.name);
      const text = await readFile(name, 'latin1');
      if (!/PRIVATE KEY|"secret"|"pass"/.test(text) && !/_sk$|IssuerSecretKey$|fabric-ca-server\.db$/.test(name))
        continue;
      keys++;
      assert.equal((await stat(name)).mode & 0o077, 0, `${name} can be read by others`);
    }
    assert.ok(keys > 30, `${keys} keys`);
  });

  it('says of a process that died that it did, and up starts it again', async () => {
    const { pid } = await named('peer0.bank');
    process.kill(pid!, 'SIGKILL');
    const told = await network.run('status');
    assert.equal(told.code, 1);
    assert.match(told.out, /peer0\.bank +died/);
    assert.match(told.err, /peer0\.bank has died: `logs` shows what it said last, `up` starts what has died\./);
    await network.done('up');
    assert.equal((await named('peer0.bank')).state, 'running');
  });

  it('upgrades to the next version, and ends the servers of the one before', async () => {
    await network.done('upgrade');
    const { processes, channels } = await status();
    assert.deepEqual(channels[0]!.chaincode, { name: 'sunledger', version: '2', sequence: 2 });
    const servers = processes.filter(({ kind }) => kind === 'chaincode');
    assert.deepEqual(
      servers.map(({ name, state }) => [name, state]),
      ['households', 'operator', 'bank'].map((name) => [`chaincode sunledger 2 of peer0.${name}`, 'running']),
    );
  });

  it('leaves no process behind when it goes down', async () => {
    const pids = (await status()).processes.map(({ pid }) => pid!);
    await network.done('down');
    for (const pid of pids) assert.equal(await processStartTime(pid), undefined);
  });
});

fabricSuite('A network that is ordered by BFT', function () {
  this.timeout(180_000);

  it('goes on when the first of its orderers, which leads, is dead, also with orderers that came later', async function () {
    if (!knowsBft()) this.skip();
    const network = await ProvisionedNetwork.init('--org', 'a', '--org', 'b', '--consensus', 'bft');
    try {
      await network.done('up', '--deploy');
      // Of five, four have to sign a block: the one that came later is needed when another is dead.
      await network.done('orderer', 'add');
      const { processes } = await network.json<Status>('status');
      // The first consenter is the first leader.
      process.kill(processes.find(({ name }) => name === 'orderer0.orderer')!.pid!, 'SIGKILL');
      await network.done('upgrade');
      const { channels } = JSON.parse((await network.run('status', '--json')).out) as Status;
      assert.equal(channels[0]!.chaincode?.sequence, 2);
      await network.done('up');
      await network.done('orderer', 'remove');
      const { code, err } = await network.run('orderer', 'remove');
      assert.equal(code, 1);
      assert.match(err, /There are 4 orderers, and bft needs 4 at the least/);
      const heights = async (): Promise<unknown[]> =>
        (await status(network)).channels[0]!.orderers.map(({ height }) => height);
      assert.equal((await heights()).length, 4);
      // The one that was dead takes a moment to fetch what it has missed.
      while (new Set(await heights()).size > 1) await delay(200);
    } finally {
      await network.remove();
    }
  });

  const status = (network: ProvisionedNetwork): Promise<Status> => network.json<Status>('status');
});
