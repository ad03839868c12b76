import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { admin, banker, MarketWorld } from '../../support/market-world';

const [owner, producer, consumer] = ['o@HouseholdsMSP', 'p@HouseholdsMSP', 'c@HouseholdsMSP'];
const unit = 'su1@HouseholdsMSP';

interface Step {
  readonly op: 'register' | 'produced' | 'consumed' | 'actual' | 'session' | 'transfer';
  readonly unit?: string;
  readonly [argument: string]: unknown;
  readonly after: {
    readonly kWh: string;
    readonly ENT: string;
    readonly R: string;
    readonly balances: Readonly<Record<string, { readonly available: string; readonly locked: string }>>;
    readonly units: Readonly<Record<string, { readonly kWh: string; readonly free: string }>>;
  };
}
interface Case {
  readonly name: string;
  readonly steps: readonly Step[];
}

const vectors = JSON.parse(
  readFileSync(path.join(__dirname, '../../../../test/vectors/stored-energy.json'), 'utf8'),
) as Case[];

async function worldWithUnit(): Promise<MarketWorld> {
  const world = await MarketWorld.create();
  for (const member of [owner, producer, consumer]) await world.register(member);
  await world.as(admin, 'RegisterStorageUnit', [unit, owner]);
  return world;
}

const ent = (world: MarketWorld, member: string) =>
  world.as<{ available: string; locked: string }>(admin, 'GetENTBalance', [member]);

describe('Stored energy on the ledger', () => {
  for (const { name, steps } of vectors) {
    it(`gives the figures of the worked case ${name}`, async () => {
      const world = await MarketWorld.create();
      const idOf = (letter: unknown) => `${String(letter).toLowerCase()}@HouseholdsMSP`;
      const people = new Set(steps.flatMap((s) => [s['owner'], s['producer'], s['consumer'], s['from'], s['to']]));
      people.delete(undefined);
      for (const person of people) await world.register(idOf(person));
      const reports = new Map<string, number>();
      for (const step of steps) {
        const id = idOf(step.unit);
        const next = String((reports.get(id) ?? 0) + 1);
        const report = async (...args: Parameters<MarketWorld['as']>) => {
          await world.as(...args);
          reports.set(id, Number(next));
        };
        if (step.op === 'register') await world.as(admin, 'RegisterStorageUnit', [id, idOf(step['owner'])]);
        if (step.op === 'produced') {
          await report(id, 'EnergyProduced', [next, idOf(step['producer']), String(step['kWh'])]);
        }
        if (step.op === 'consumed') {
          await report(id, 'EnergyConsumed', [next, idOf(step['consumer']), String(step['kWh'])]);
        }
        if (step.op === 'actual') await report(id, 'ReportActualEnergy', [next, String(step['kWh'])]);
        if (step.op === 'session') {
          await world.as(idOf(step['consumer']), 'StartConsumptionSession', [id, String(step['ENT'])]);
        }
        if (step.op === 'transfer') {
          await world.as(idOf(step['from']), 'TransferENT', [idOf(step['to']), String(step['ENT'])]);
        }

        const pools = await world.as<Record<string, string>>(admin, 'GetTotalEnergy', []);
        assert.deepEqual(
          [pools['energy'], pools['circulating'], pools['rate']],
          [step.after.kWh, step.after.ENT, step.after.R],
        );
        for (const [letter, { available, locked }] of Object.entries(step.after.balances)) {
          const balance = await ent(world, idOf(letter));
          assert.deepEqual([balance.available, balance.locked], [available, locked], `${step.op}: ${letter}`);
        }
        for (const [letter, { kWh, free }] of Object.entries(step.after.units)) {
          const info = await world.as<Record<string, string>>(admin, 'GetStorageUnitInfo', [idOf(letter)]);
          assert.deepEqual([info['energy'], info['free']], [kWh, free], `${step.op}: ${letter}`);
        }
      }
    });
  }

  it('keeps ENT in circulation equal to the sum of all accounts, escrowed and not folded ones included', async () => {
    const world = await worldWithUnit();
    await world.as(unit, 'EnergyProduced', ['1', producer, '10']);
    await world.as(producer, 'TransferENT', [consumer, '5']);
    await world.as(consumer, 'StartConsumptionSession', [unit, '4']);
    await world.as(unit, 'EnergyConsumed', ['2', consumer, '1.5']);
    await world.as(unit, 'ReportActualEnergy', ['3', '8']);
    await world.as(unit, 'EnergyProduced', ['4', producer, '2.345']);
    const { available, locked, escrowed } = world.total('ENT');
    const supply = await world.as<{ total: string }>(admin, 'GetTotalENT', []);
    assert.equal(available + locked + escrowed, BigInt(Math.round(Number(supply.total) * 1e6)));
    const session = await world.as<{ locked: string }>(consumer, 'GetConsumptionSessionEnergy', [unit, consumer]);
    assert.equal(escrowed, BigInt(Math.round(Number(session.locked) * 1e6)));
  });

  it('takes reports of an active unit only, each number once and in turn', async () => {
    const world = await worldWithUnit();
    const produced = (number: string) => [number, producer, '1'];
    assert.equal(await world.refusal(producer, 'EnergyProduced', produced('1')), 'FORBIDDEN');
    assert.equal(await world.refusal('stranger@HouseholdsMSP', 'EnergyProduced', produced('1')), 'NOT_REGISTERED');
    assert.equal(await world.refusal(unit, 'EnergyProduced', produced('2')), 'REPORT_SKIPPED');
    await world.as(unit, 'EnergyProduced', produced('1'));
    assert.equal(await world.refusal(unit, 'EnergyProduced', produced('1')), 'REPORT_REPEATED');
    assert.equal(await world.refusal(unit, 'EnergyProduced', ['2', producer, '0']), 'REPORT_EMPTY');
    assert.equal(await world.refusal(unit, 'EnergyConsumed', ['2', consumer, '1.001']), 'ENERGY_NOT_HELD');
    assert.equal(await world.refusal(unit, 'EnergyProduced', ['2', 'x@HouseholdsMSP', '1']), 'MEMBER_NOT_FOUND');
    await world.as(admin, 'RemoveStorageUnit', [unit]);
    assert.equal(await world.refusal(unit, 'EnergyProduced', produced('2')), 'UNIT_STATE');
  });

  it('works a batch of reports through as it would one by one', async () => {
    const reports = [
      { kind: 'produced', report: 1, member: producer, energy: '10' },
      { kind: 'actual', report: 2, energy: '9' },
      { kind: 'produced', report: 3, member: consumer, energy: '4.321' },
      { kind: 'consumed', report: 4, member: consumer, energy: '1' },
      { kind: 'produced', report: 5, member: owner, energy: '0.001' },
    ];
    const [single, batched] = [await worldWithUnit(), await worldWithUnit()];
    for (const { kind, report, member, energy } of reports) {
      if (kind === 'actual') await single.as(unit, 'ReportActualEnergy', [`${report}`, energy]);
      else {
        const name = kind === 'produced' ? 'EnergyProduced' : 'EnergyConsumed';
        await single.as(unit, name, [`${report}`, member ?? '', energy]);
      }
    }
    await batched.as(unit, 'ReportBatch', [JSON.stringify(reports)]);
    const figures = async (world: MarketWorld) => [
      await world.as(admin, 'GetTotalEnergy', []),
      await world.as(admin, 'GetStorageUnitInfo', [unit]),
      ...(await Promise.all([owner, producer, consumer].map(async (m) => (await ent(world, m)).available))),
    ];
    assert.deepEqual(await figures(batched), await figures(single));
  });

  it('refuses a batch as a whole when one of its reports is refused', async () => {
    const world = await worldWithUnit();
    const reports = [
      { kind: 'produced', report: 1, member: producer, energy: '10' },
      { kind: 'produced', report: 3, member: producer, energy: '10' },
    ];
    assert.equal(await world.refusal(unit, 'ReportBatch', [JSON.stringify(reports)]), 'REPORT_SKIPPED');
    assert.equal(await world.refusal(unit, 'ReportBatch', ['[]']), 'INVALID_ARGUMENT');
  });

  it('gives ENT and energy back when a session is closed by either side, or has run out', async () => {
    const world = await worldWithUnit();
    await world.as(unit, 'EnergyProduced', ['1', producer, '10']);
    const free = async () => (await world.as<{ free: string }>(admin, 'GetStorageUnitEnergy', [unit])).free;
    for (const closer of [producer, unit]) {
      await world.as(producer, 'StartConsumptionSession', [unit, '3']);
      assert.equal(await free(), '7');
      assert.equal(await world.refusal(owner, 'CloseConsumptionSession', [unit, producer]), 'FORBIDDEN');
      await world.as(closer, 'CloseConsumptionSession', [unit, producer]);
      assert.equal(await free(), '10');
      assert.deepEqual((await ent(world, producer)).available, '8');
    }
    await world.as(producer, 'StartConsumptionSession', [unit, '3']);
    world.peer.now += 7199;
    assert.deepEqual(await world.as(owner, 'ClearOldSessions', [unit]), { ended: 0, more: false });
    assert.equal(await world.refusal(producer, 'StartConsumptionSession', [unit, '1']), 'SESSION_EXISTS');
    world.peer.now += 1;
    assert.deepEqual(await world.as(owner, 'ClearOldSessions', [unit]), { ended: 1, more: false });
    assert.deepEqual((await ent(world, producer)).available, '8');
    assert.equal(world.peer.records('session-expiry').size, 0);
  });

  it('lets the energy of a removed unit leave KWH, and its sessions end with their ENT returned', async () => {
    const world = await worldWithUnit();
    await world.as(unit, 'EnergyProduced', ['1', producer, '10']);
    await world.as(producer, 'StartConsumptionSession', [unit, '3']);
    await world.as(admin, 'RemoveStorageUnit', [unit]);
    const pools = await world.as<Record<string, string>>(admin, 'GetTotalEnergy', []);
    assert.deepEqual([pools['energy'], pools['gap'], pools['rate']], ['0', '10', '0.5']);
    assert.deepEqual(await world.as(owner, 'ClearOldSessions', [unit]), { ended: 1, more: false });
    assert.deepEqual(await ent(world, producer), {
      ...(await ent(world, producer)),
      available: '8',
      locked: '0',
    });
  });
});

describe('eEuro in and out', () => {
  it('shows the banker who waits for a payout, until it is paid or unlocked', async () => {
    const world = await MarketWorld.create();
    await world.member(producer, { eEuro: '10' });
    const waiting = async () =>
      (await world.as<{ items: { member: string; amount: string }[] }>(banker, 'GetWithdrawals', ['10', ''])).items.map(
        ({ member, amount }) => [member, amount],
      );
    await world.as(producer, 'LockEEuro', ['4']);
    assert.deepEqual(await waiting(), [[producer, '4']]);
    await world.as(banker, 'BurnEEuro', [producer, '3']);
    assert.deepEqual(await waiting(), [[producer, '1']]);
    await world.as(banker, 'UnlockEEuro', [producer, '1']);
    assert.deepEqual(await waiting(), []);
    assert.equal((await world.eEuro(producer)).available, '7');
  });

  it('lets voters issue eEuro together where the network has chosen the community fund', async () => {
    const world = await MarketWorld.create();
    await world.register(producer);
    assert.equal(await world.refusal(admin, 'MintFromFund', [producer, '5']), 'CURRENCY_REGIME');
    await world.as(admin, 'SetParameter', ['currency', 'fund']);
    assert.equal(await world.refusal(banker, 'MintEEuro', [producer, '5']), 'CURRENCY_REGIME');
    await world.as(admin, 'AddVoter', [banker]);
    await world.as(admin, 'MintFromFund', [producer, '5.0']);
    assert.equal((await world.eEuro(producer)).available, '0');
    await world.as(banker, 'MintFromFund', [producer, '5']);
    assert.equal((await world.eEuro(producer)).available, '5');
    await world.as(producer, 'LockEEuro', ['3']);
    for (const voter of [admin, banker]) await world.as(voter, 'BurnFromFund', [producer, '2']);
    for (const voter of [admin, banker]) await world.as(voter, 'UnlockFromFund', [producer, '1']);
    const { available, locked } = await world.eEuro(producer);
    assert.deepEqual([available, locked], ['3', '0']);
    assert.equal((await world.as<{ total: string }>(admin, 'GetTotalEEuro', [])).total, '3');
  });
});
