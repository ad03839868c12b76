import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  copyFileSync,
  cpSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { type KeyValueStore } from '../../../network/devnet/store/key-value-store';
import { LedgerKeys } from '../../../network/devnet/store/ledger-keys';
import { openLevelStore } from '../../../network/devnet/store/level-store';
import { DevnetWorld, fixtureChaincode, textOf } from '../../support/devnet-world';
import { temporaryFolder } from '../../support/test-ca';

const blocksOf = (home: string) => path.join(home, 'blocks', 'energy.blocks');

describe('the embedded network after kill -9', () => {
  const { folder, remove } = temporaryFolder();
  after(remove);

  it('has lost nothing that was acknowledged, applied nothing twice, and left no chaincode behind', async () => {
    const acknowledged: string[] = [];
    const privately: string[] = [];
    let asked = 0;
    for (const count of [20, 30, 40]) {
      const lines = await loadUntilKilled(folder, count);
      acknowledged.push(...lines.filter((line) => line.startsWith('acknowledged ')));
      privately.push(...lines.filter((line) => line.startsWith('private ')));
      const [, chaincodePid] = lines.find((line) => line.startsWith('chaincode '))?.split(' ') ?? [];
      await ended(Number(chaincodePid));
      asked += lines.filter((line) => line.startsWith('asked ')).length;
    }
    assert.ok(acknowledged.length >= 90, `only ${acknowledged.length} were acknowledged`);
    assert.ok(asked > acknowledged.length, 'no transaction was under way when it was killed');
    const world = await DevnetWorld.start({ home: folder });
    try {
      const contract = await world.contract('HouseholdsMSP', 'after');
      for (const line of acknowledged) {
        const [, key = '', count = ''] = line.split(' ');
        assert.equal(textOf(await contract.evaluateTransaction('get', key)), key);
        // Each round counts one: a transaction applied twice would have counted more, a lost one less.
        assert.equal(Number(count), Number(key.split('/')[3]) + 1);
      }
      for (const line of privately) {
        const [, key = ''] = line.split(' ');
        assert.equal(textOf(await contract.evaluateTransaction('getPrivate', 'shared', key)), key);
      }
      const { problem, blocks } = await world.devnet.verifyChain();
      assert.equal(problem, undefined);
      assert.equal(blocks, world.devnet.height);
    } finally {
      await world.stop();
    }
  });

  it('makes state, history and indexes again from the blocks, the same', async () => {
    const before_ = await hashesOf(folder);
    rmSync(path.join(folder, 'ledger'), { recursive: true });
    assert.deepEqual(await hashesOf(folder), before_);
  });
});

/** Runs the load until so many rounds were acknowledged, kills it in the middle of others, and returns what it wrote. */
async function loadUntilKilled(home: string, count: number): Promise<string[]> {
  const child = spawn(process.execPath, [path.join(__dirname, 'load-under-kill.js'), home], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines: string[] = [];
  const exited = once(child, 'close');
  let acknowledged = 0;
  const output = createInterface({ input: child.stdout });
  output.on('line', (line) => {
    lines.push(line);
    if (line.startsWith('acknowledged ') && ++acknowledged === count) child.kill('SIGKILL');
  });
  const [, signal] = (await exited) as [number | null, string | null];
  assert.equal(signal, 'SIGKILL');
  return lines;
}

/** Resolves when the process is gone. */
async function ended(pid: number): Promise<void> {
  assert.ok(pid > 0);
  for (;;) {
    try {
      process.kill(pid, 0);
    } catch {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function hashesOf(home: string): Promise<unknown> {
  const world = await DevnetWorld.start({ home });
  try {
    const { height } = world.devnet;
    const contract = await world.contract('HouseholdsMSP', `reader-${Date.now()}`);
    const history = textOf(await contract.evaluateTransaction('history', 'counter'));
    return { height, state: await world.devnet.stateHash(), history };
  } finally {
    await world.stop();
  }
}

describe('the home of the embedded network', () => {
  const { folder, remove } = temporaryFolder();
  const copy = `${folder}-copy`;
  let intact: unknown;
  before(async () => {
    const world = await DevnetWorld.start({ home: folder });
    const contract = await world.contract();
    for (let index = 0; index < 6; index++) await contract.submitTransaction('put', `k${index}`, 'x'.repeat(400));
    await world.stop();
    intact = await stateOf(folder);
  });
  beforeEach(() => cpSync(folder, copy, { recursive: true }));
  afterEach(() => rmSync(copy, { recursive: true, force: true }));
  after(remove);

  async function stateOf(home: string, log: string[] = []): Promise<unknown> {
    const world = await DevnetWorld.start({ home });
    try {
      log.push(...world.log);
      return { height: world.devnet.height, state: await world.devnet.stateHash() };
    } finally {
      await world.stop();
    }
  }
  const size = () => statSync(blocksOf(copy)).size;

  it('is the same after a clean stop and start', async () => {
    assert.deepEqual(await stateOf(copy), intact);
  });

  it('has its state made again when somebody has changed, removed or added an entry', async () => {
    const changes: ((store: KeyValueStore, key: string) => Promise<void>)[] = [
      (store, key) => store.batch([{ type: 'put', key, value: store.get(`${key.slice(0, -1)}1`) ?? Buffer.from('x') }]),
      (store, key) => store.batch([{ type: 'del', key }]),
      (store, key) => store.batch([{ type: 'put', key: `${key}0`, value: store.get(key) ?? Buffer.alloc(0) }]),
    ];
    for (const change of changes) {
      rmSync(copy, { recursive: true });
      cpSync(folder, copy, { recursive: true });
      const store = await openLevelStore(path.join(copy, 'ledger'));
      await change(store, new LedgerKeys('energy').state('fixture', 'k0'));
      await store.close();
      const log: string[] = [];
      assert.deepEqual(await stateOf(copy, log), intact);
      assert.ok(log.some((line) => line.includes('The state is not what the blocks have made')));
    }
  });

  it('has its state made again when files of it are damaged or gone', async () => {
    const ledger = path.join(copy, 'ledger');
    const manifest = () => readdirSync(ledger).find((name) => name.startsWith('MANIFEST')) ?? '';
    const damages = [
      () => writeFileSync(path.join(ledger, 'CURRENT'), 'nonsense\n'),
      () => truncateSync(path.join(ledger, manifest()), 5),
      () => rmSync(ledger, { recursive: true }),
    ];
    for (const damage of damages) {
      damage();
      assert.deepEqual(await stateOf(copy), intact);
    }
  });

  it('from before there were digests of the state is taken as it is, and has one from then on', async () => {
    const store = await openLevelStore(path.join(copy, 'ledger'));
    const key = new LedgerKeys('energy').savepoint;
    // Height and block hash alone, as they were kept then.
    const digestField = 34;
    const old = store.get(key)?.subarray(0, -digestField) ?? Buffer.alloc(0);
    await store.batch([{ type: 'put', key, value: old }]);
    await store.close();
    const log: string[] = [];
    assert.deepEqual(await stateOf(copy, log), intact);
    assert.ok(!log.some((line) => line.includes('made again')));
  });

  it('loses a half-written block that nobody was told of', async () => {
    const bytes = readFileSync(blocksOf(copy));
    const last = bytes.lastIndexOf('SLDB');
    writeFileSync(blocksOf(copy), Buffer.concat([bytes, bytes.subarray(last, bytes.length - 9)]));
    assert.deepEqual(await stateOf(copy), intact);
    assert.equal(size(), bytes.length);
  });

  it('keeps the network from starting when a committed block is missing or torn', async () => {
    const full = size();
    for (const cut of [1, 700, full - 16]) {
      copyFileSync(blocksOf(folder), blocksOf(copy));
      truncateSync(blocksOf(copy), full - cut);
      await assert.rejects(stateOf(copy), /energy\.blocks .*(was|were) committed.*does not start on/s, `cut by ${cut}`);
      assert.equal(size(), full - cut, 'nothing is changed');
    }
  });

  it('keeps the network from starting when a bit has flipped, in any block', async () => {
    const bytes = readFileSync(blocksOf(folder));
    for (const at of [40, Math.floor(bytes.length / 2), bytes.length - 1]) {
      const damaged = Buffer.from(bytes);
      damaged[at] = (damaged[at] ?? 0) ^ 4;
      writeFileSync(blocksOf(copy), damaged);
      await assert.rejects(stateOf(copy), /is damaged: block \d at byte \d+ fails its checksum/, `at ${at}`);
    }
  });

  it('keeps the network from starting when blocks were exchanged or their file is of another kind', async () => {
    const bytes = readFileSync(blocksOf(folder));
    const starts = [...bytes.toString('latin1').matchAll(/SLDB/g)].map(({ index }) => index);
    const [, second = 0, third = 0, fourth = 0] = starts;
    const parts = [
      bytes.subarray(0, second),
      bytes.subarray(third, fourth),
      bytes.subarray(second, third),
      bytes.subarray(fourth),
    ];
    writeFileSync(blocksOf(copy), Buffer.concat(parts));
    await assert.rejects(stateOf(copy), /doesn't follow the one before it: the hash chain is broken/);
    writeFileSync(blocksOf(copy), 'something else entirely, and long enough');
    await assert.rejects(stateOf(copy), /is not a block file of this version: it begins with "something else e"/);
  });

  it('is for one process at a time', async () => {
    const world = await DevnetWorld.start({ home: copy });
    try {
      await assert.rejects(DevnetWorld.start({ home: copy }), /Another process runs the network in .*Stop it first/);
    } finally {
      await world.stop();
    }
  });

  it('of another format is refused with what was found', async () => {
    writeFileSync(path.join(copy, 'network.json'), '{"format":0,"channels":{}}');
    await assert.rejects(
      stateOf(copy),
      /network\.json is of format 0, expected 1: the home was made by another version/,
    );
  });

  it('of other organisations is refused with their names', async () => {
    const organizations = [{ mspId: 'ElsewhereMSP', name: 'elsewhere' }];
    await assert.rejects(
      DevnetWorld.start({ home: copy, organizations, chaincode: { ...fixtureChaincode, collections: [] } }),
      /holds channel energy of HouseholdsMSP, OperatorMSP, BankMSP, but the network was started for ElsewhereMSP/,
    );
  });

  it('is readable by its owner alone', () => {
    assert.equal(statSync(copy).mode & 0o077, 0);
  });
});
