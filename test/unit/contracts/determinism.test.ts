/** Every endorser writes the same bytes, wherever it stands and whatever its clock shows within what is tolerated. */
import { strict as assert } from 'node:assert';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { promisify } from 'node:util';
import { mechanismNames } from '../../../chaincode/domain/clearing/mechanisms';
import { parametersRecord } from '../../../chaincode/ledger/records';
import { type TransactionName, transactionList } from '../../../chaincode/wire/transactions';
import { type ListingView } from '../../../chaincode/wire/views';
import { admin, defaultRules, type MarketWorld, operator } from '../../support/market-world';
import { randomNumbers } from '../../support/large-book';
import { endEpoch, makeDrawDue, people, peopledWorld } from '../../support/peopled-world';
import { RecordingPeer } from '../../support/recording-peer';
import { sampleDraw } from '../../support/sample-draw';
import { sampleArguments, sampleCaller, sampleLabel, sampleTransient } from '../../support/sample-calls';
import { Refused } from '../../support/test-peer';

const traders = ['t0', 't1', 't2', 't3', 't4', 't5'].map((name) => `${name}@HouseholdsMSP`);

/** A listing per mechanism, with random offers, cleared and settled. */
async function tradeByEveryMechanism(world: MarketWorld): Promise<void> {
  const random = randomNumbers(99);
  for (const id of traders) await world.member(id, { eEuro: '100', unit: true });
  for (const mechanism of mechanismNames) {
    const levels = mechanism === 'two-level' ? { fee: '0', retail: '0.05', feedIn: '0.04' } : {};
    const rules = { ...defaultRules, mechanism, fee: '0.0123', clock: 'simulated', trust: 'on', ...levels };
    await world.as(operator, 'CreateMarket', [mechanism, JSON.stringify(rules)]);
    await world.as(operator, 'AdvanceClock', [mechanism, '2016-02-28T23:30:00Z']);
    for (const [index, by] of traders.entries()) {
      if (mechanism === 'two-level') await world.as(operator, 'AssignMicrogrid', [mechanism, by, `m${index % 3}`]);
    }
    const { id } = await world.as<ListingView>(operator, 'AcceptOfferBroadcast', [mechanism, '2016-02-29T00:00:00Z']);
    for (let offer = 0; offer < 30; offer++) {
      const by = traders[offer % traders.length] ?? operator;
      const [energy, price] = [(0.01 + random()).toFixed(3), (0.05 + random() / 2).toFixed(6)];
      const ask = mechanism === 'two-level' ? '0.04' : price;
      if (offer % 2 === 0) await world.as(by, 'PVOffer', [id, `o${offer}`, `pv-${by.slice(0, 2)}`, energy, ask]);
      else await world.as(by, 'BUYOffer', [id, `o${offer}`, energy, price]);
    }
    await world.as(operator, 'AdvanceClock', [mechanism, '2016-02-29T00:00:00Z']);
    for (const step of ['CloseBidding', 'ClearListing', 'SettleListing'] as const) await world.as(operator, step, [id]);
  }
}

/** Every transaction once with success and once by somebody who may not, and some that no two people agree about. */
async function tryEverything(world: MarketWorld, things: Awaited<ReturnType<typeof peopledWorld>>['things']) {
  for (const { name, contract } of transactionList) {
    for (const by of [people[sampleCaller(name)], people.stranger, people.suspended]) {
      const call = await world.call(by, sampleTransient(name as TransactionName, by));
      const args = sampleArguments(sampleLabel(name as TransactionName), by, { world, things });
      await world.peer.simulate(`${contract}:${name}`, args, call).catch((error: unknown) => {
        assert.ok(error instanceof Refused);
      });
    }
  }
  world.peer.seed(parametersRecord, { values: { currency: 'fund' } });
  for (const name of ['MintFromFund', 'BurnFromFund', 'UnlockFromFund'] as const) {
    await world.peer.simulate(`governance:${name}`, [people.member, '1'], await world.call(people.voter));
  }
  makeDrawDue(world, await sampleDraw());
  const drawn = await world.call(people.member, sampleTransient('DrawAgents', people.member));
  await world.peer.submit('agents:DrawAgents', ['1'], drawn);
  endEpoch(world);
  for (let step = 0; step < 3; step++) await world.as(people.member, 'ShareFees', ['1']);
  for (const unit of ['i', 'ı', 'I', 'ä', 'z', 'zz', '10', '9']) {
    const details = JSON.stringify({
      kind: 'solar',
      capacityW: 1,
      location: 'B',
      metadata: { z: unit, aa: 'İ', B: 'ß', i: '' },
    });
    await world.as(people.member, 'RegisterPV', [unit, details]).catch(() => undefined);
  }
  await world.as(people.member, 'GetPVs', ['200', '']);
  await world.as(admin, 'GetVotes', ['200', '']);
}

interface Endorser {
  readonly timeZone: string;
  readonly locale: string;
  readonly outcomes: readonly string[];
}

describe('Every endorser', () => {
  let folder: string;
  let file: string;
  let recorded: RecordingPeer;

  before(async () => {
    recorded = new RecordingPeer();
    const { world, things } = await peopledWorld(recorded);
    await tradeByEveryMechanism(world);
    await tryEverything(world, things);
    folder = mkdtempSync(path.join(tmpdir(), 'sunledger-determinism-'));
    file = path.join(folder, 'recorded.json');
    writeFileSync(file, JSON.stringify(recorded.recorded));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  async function endorser(
    timeZone: string,
    locale: string,
    skew: number,
    nodeOptions: readonly string[],
  ): Promise<Endorser> {
    const program = path.join(__dirname, '../../support/replay.js');
    const env = {
      ...{ PATH: process.env['PATH'], CORE_CHAINCODE_LOGGING_LEVEL: 'critical' },
      ...{ TZ: timeZone, LANG: locale, LC_ALL: locale },
    };
    const args = [...nodeOptions, program, file, String(skew)];
    const { stdout } = await promisify(execFile)(process.execPath, args, { env, cwd: folder, maxBuffer: 1 << 26 });
    return JSON.parse(stdout.slice(stdout.indexOf('{"timeZone"'))) as Endorser;
  }

  it('comes to the same reads, writes, results, events and refusals, byte for byte', async () => {
    const endorsers = [
      await endorser('UTC', 'en_US.UTF-8', 0, []),
      await endorser('Asia/Kathmandu', 'tr_TR.UTF-8', 29, ['--random-seed=7']),
      await endorser('America/St_Johns', 'da_DK.UTF-8', -29, ['--random-seed=8', '--jitless', '--no-expose-wasm']),
    ];
    const [first] = endorsers;
    assert.ok(first);
    for (const { timeZone, outcomes } of endorsers) assert.deepEqual(outcomes, first.outcomes, timeZone);
    assert.equal(first.outcomes.at(-1), recorded.stateHash(), 'and so did the one that was recorded');
    assert.equal(new Set(endorsers.map(({ timeZone }) => timeZone)).size, 3, 'they stand in different places');
    assert.equal(new Set(endorsers.map(({ locale }) => locale)).size, 3, 'and speak different languages');
    const succeeded = new Set(
      first.outcomes.flatMap((outcome) => /^\w+:(\w+): [0-9a-f]{16}$/.exec(outcome)?.[1] ?? []),
    );
    assert.deepEqual(
      transactionList.map(({ name }) => name).filter((name) => !succeeded.has(name)),
      [],
    );
    assert.ok(first.outcomes.length > 700, `${first.outcomes.length} outcomes`);
  });
});
