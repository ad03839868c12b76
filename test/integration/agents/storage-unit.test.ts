import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, statSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { EnergyNetwork } from '../../support/energy-network';
import { temporaryFolder } from '../../support/test-ca';
import { PASSPHRASE } from '../../support/test-gateway';

const cli = path.join(__dirname, '..', '..', '..', 'scripts', 'cli', 'main.js');
const UNIT = 'su1@HouseholdsMSP';

interface UnitAnswer {
  readonly energy: string;
  readonly lastReport: number;
}

describe('sunledger storage-unit', () => {
  const network = new EnergyNetwork();
  const { folder, remove } = temporaryFolder();
  const meters = path.join(folder, 'meters.json');
  const record = path.join(folder, `${UNIT}.jsonl`);
  const running: ChildProcess[] = [];
  let owner = '';
  let producer = '';
  let fed = 0;

  before(async () => {
    await network.start();
    await network.bootstrap();
    [owner = '', producer = ''] = await network.join('o', 'p');
    await network.admit('su1', 'nobody');
    await network.vote(network.founder, 'RegisterStorageUnit', { unit: UNIT, owner });
  });
  after(async () => {
    for (const child of running) child.kill('SIGKILL');
    await network.stop();
    remove();
  });

  const start = (...args: string[]) => {
    const child = spawn(process.execPath, [cli, 'storage-unit', '--url', network.url, ...args], {
      cwd: folder,
      env: { ...process.env, SUNLEDGER_PASSPHRASE: PASSPHRASE },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    running.push(child);
    const said = { text: '' };
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (data: Buffer) => (said.text += data.toString()));
    const ended = once(child, 'close').then(([code]) => code as number | null);
    return { child, said, ended };
  };
  /** The battery's controller: p has fed in so many Wh by now. */
  const show = async (wh: number) => {
    fed = wh;
    const kWh = (wh / 1000).toString();
    await writeFile(`${meters}.new`, JSON.stringify({ fedIn: { [producer]: kWh }, taken: {}, holds: kWh }));
    await rename(`${meters}.new`, meters);
  };
  const onLedger = () => network.read<UnitAnswer>(owner, `/v1/storage-units/${UNIT}`);
  const reported = async (wh: number) => {
    while (Number((await onLedger()).energy) * 1000 < wh) await pause(50);
  };

  it('loses and doubles nothing, however often it is killed', async () => {
    await show(0);
    const args = ['--member', UNIT, '--meters', meters, '--every', '1'];
    const begun = start(...args);
    while (!existsSync(record) || statSync(record).size === 0) await pause(20);
    begun.child.kill('SIGKILL');
    await begun.ended;
    for (let round = 0; round < 3; round++) {
      const { child, ended } = start(...args);
      const before = fed;
      // The meters go on while it starts, reports and dies.
      for (let step = 1; Number((await onLedger()).energy) * 1000 <= before; step++) {
        await show(before + step);
        await pause(20);
      }
      child.kill('SIGKILL');
      await ended;
      await show(fed + 100);
    }
    const { child, ended } = start(...args);
    await reported(fed);
    child.kill('SIGINT');
    assert.equal(await ended, 0);
    const supply = await network.read<{ total: string }>(owner, '/v1/supply/ENT');
    assert.deepEqual([Number((await onLedger()).energy) * 1000, Number(supply.total) * 1000], [fed, fed]);
  });

  it('answers a health check', async () => {
    const { child, said, ended } = start('--member', UNIT, '--meters', meters, '--every', '1', '--health', '0');
    while (!said.text.includes('healthz')) await once(child.stdout, 'data');
    const url = /"url":"(\S+?)"/.exec(said.text)?.[1] ?? '';
    const health = (await (await fetch(url)).json()) as { waiting: number; failure?: string };
    assert.deepEqual([health.waiting, health.failure], [0, undefined]);
    child.kill('SIGINT');
    assert.equal(await ended, 0);
  });

  it('simulates a battery, which gives energy to whom a session promises it', async () => {
    const simulated = 'su2@HouseholdsMSP';
    await network.admit('su2');
    await network.vote(network.founder, 'RegisterStorageUnit', { unit: simulated, owner });
    // 1.8 MW for a second are half a kWh.
    const battery = ['--simulate', '1', '--power', '10000', '--efficiency', '0.5', '--feed', `${producer}=1800`];
    const { child, ended } = start('--member', simulated, ...battery, '--every', '1');
    const unit = () => network.read<UnitAnswer>(owner, `/v1/storage-units/${simulated}`);
    while (Number((await unit()).energy) < 0.2) await pause(50);
    await network.act(producer, `/v1/storage-units/${simulated}/sessions`, { amount: '0.1' });
    const session = () =>
      network.read<{ state: string }>(producer, `/v1/storage-units/${simulated}/sessions/${producer}`);
    while ((await session()).state !== 'consumed') await pause(50);
    child.kill('SIGINT');
    assert.equal(await ended, 0);
  });

  for (const [what, args, sentence] of [
    ['no identity', ['--meters', 'm'], /Name the storage unit.s own identity with --member/],
    ['no battery', ['--member', UNIT], /Name one battery/],
    ['two batteries', ['--member', UNIT, '--meters', 'm', '--simulate', '5'], /Name one battery/],
    ['an identity that is no unit', ['--member', 'nobody@HouseholdsMSP', '--meters', 'm'], /is no storage unit/],
    [
      'the record of another unit',
      ['--member', UNIT, '--meters', 'm', '--record', 'su2@HouseholdsMSP.jsonl'],
      /record of su2/,
    ],
  ] as const) {
    it(`says in a sentence that it cannot start with ${what}`, async () => {
      const { said, ended } = start(...args);
      assert.equal(await ended, 1);
      assert.match(said.text, sentence);
      assert.equal(said.text.trim().split('\n').length, 1);
    });
  }
});
