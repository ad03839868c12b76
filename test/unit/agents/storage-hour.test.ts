import assert from 'node:assert/strict';
import { type HouseholdActor, type UnitActor } from '../../../agents/simulator/cast';
import { CommunityStorage } from '../../../agents/simulator/community-storage';
import { StorageDay } from '../../../agents/simulator/storage-hour';
import { GatewayProblem } from '../../../client';
import { type LedgerListing } from '../../../agents/report/day-ledger';
import { memoryLines, type RecordLines } from '../../../agents/storage-unit/record-lines';
import { formatEnergy, microEuroOf, parseAmount, priceOf, ratioOf, whOf } from '../../../chaincode/domain/units';
import { FakeStorageGateway } from '../../support/fake-storage-gateway';

const tariff = {
  name: 'two bands',
  feedIn: priceOf(45_000n),
  periods: [
    { from: 0, to: 1140, price: priceOf(150_000n) },
    { from: 1140, to: 1440, price: priceOf(250_000n) },
  ],
};
const spec = { capacity: whOf(6_400n), maxCharge: 5_000n, maxDischarge: 5_000n, efficiency: ratioOf(900_000n) };
const names = ['a', 'b', 'c'];

/** Hours of a day in which a has 3 kWh and b 1 kWh left over, and all of them lack 2 kWh from 18:00 on. */
const hours = Array.from({ length: 24 }, (_, hour) => ({
  start: new Date(Date.UTC(2026, 5, 1, hour)),
  startMinute: hour * 60,
  readings: new Map(
    names.map((id, index) => {
      const pv = hour < 18 ? [3_000n, 1_000n, 0n][index]! : 0n;
      return [id, { load: whOf(hour < 18 ? 0n : 2_000n), pv: whOf(pv) }];
    }),
  ),
}));
const listingAt = (hour: number, sold = 0n): LedgerListing => ({
  id: `m_20260601T${String(hour).padStart(2, '0')}00Z`,
  deliveryStart: hours[hour]!.start,
  mechanism: 'pay-as-clear',
  fee: ratioOf(0n),
  price: priceOf(100_000n),
  offers: [],
  trades:
    sold === 0n
      ? []
      : [{ buyer: 'z@M', seller: 'a@M', energy: whOf(sold), price: priceOf(100_000n), payment: microEuroOf(0n) }],
});

/** Two units and three homes on a ledger that takes reports and sessions; ENT are what the test says. */
class World {
  readonly gateways = [new FakeStorageGateway(), new FakeStorageGateway()];
  readonly lines: RecordLines[] = [memoryLines(), memoryLines()];
  readonly ent = new Map<string, string>();
  readonly done: string[] = [];
  /** Sessions that an earlier run has left open. */
  readonly open = new Set<string>();
  suspended = '';
  storage!: CommunityStorage;

  async start(): Promise<StorageDay> {
    const actors = this.gateways.map(({ api }, index) => ({
      storage: api,
      client: { member: `su${index}@M` },
      battery: spec,
    }));
    const linesOf = (unit: string) => Promise.resolve(this.lines[unit === 'su0@M' ? 0 : 1]!);
    this.storage = await CommunityStorage.open(actors as unknown as UnitActor[], { linesOf });
    const day = { index: 0, date: '2026-06-01', hours };
    const households = names.map((id, index) => this.home(id, index + 1));
    const onRefused = (member: string, { code }: GatewayProblem) => void this.done.push(`${member} ${code}`);
    return new StorageDay({ day, households, storage: this.storage, onRefused });
  }

  /** Wh that each member has fed in or taken out, as the ledger has it. */
  reported(kind: 'produced' | 'consumed'): Record<string, string> {
    const all = this.gateways.flatMap(({ taken }) => taken);
    const flows: Record<string, string> = {};
    for (const member of names.map((id) => `${id}@M`)) {
      const own = all.filter((report) => report.kind === kind && report.member === member);
      flows[member] = formatEnergy(
        own.reduce((sum, { energy }) => sum + BigInt(Math.round(Number(energy) * 1000)), 0n),
      );
    }
    return flows;
  }

  private home(id: string, number: number): HouseholdActor {
    const member = `${id}@M`;
    const refuse = () => {
      if (member === this.suspended) throw new GatewayProblem('suspended', { status: 403, code: 'MEMBER_SUSPENDED' });
    };
    const act = (what: string) => Promise.resolve(void this.done.push(`${member} ${what}`));
    return {
      household: { id, number, kind: 'prosumer', pvW: 5000, battery: undefined, bus: 'B1', tariff },
      api: { member, balance: () => Promise.resolve({ available: this.ent.get(member) ?? '0' }) },
      storage: {
        rates: () => Promise.resolve({ mint: '1', burn: '1' }),
        parameters: () => Promise.resolve({ F: '0.2' }),
        openSession: async (unit: string, amount: string) => {
          await act(`opens ${amount} with ${unit}`);
          refuse();
          if (this.open.has(member)) throw new GatewayProblem('there is one', { status: 409, code: 'SESSION_EXISTS' });
          return { reserved: formatEnergy(parseAmount(amount) / 1000n) };
        },
        closeSession: async (unit: string) => {
          this.open.delete(member);
          await act(`closes with ${unit}`);
        },
      },
      book: {
        member,
        place: async (_: string, order: string, { amount, price }: { amount: string; price: string }) => {
          await act(`${order} ${amount} at ${price}`);
          refuse();
        },
        openOrders: (_: string, side: string) =>
          Promise.resolve(side === 'buy' ? [{ id: 'm_20260601t1800z.buy', member: 'c@M' }] : []),
        cancel: (_: string, order: string) => act(`cancels ${order}`),
      },
    } as unknown as HouseholdActor;
  }
}

describe('an hour of stored energy', () => {
  let world: World;
  let day: StorageDay;
  beforeEach(async () => {
    world = new World();
    day = await world.start();
  });

  it('feeds in what the market has left over, and nothing of what was sold there', async () => {
    await day.deliver(hours[12]!, listingAt(12, 2_400n));
    assert.deepEqual(world.reported('produced'), { 'a@M': '0.6', 'b@M': '1', 'c@M': '0' });
  });

  it('reports what the batteries lost', async () => {
    await day.deliver(hours[12]!, listingAt(12));
    const actual = world.gateways.map(({ taken }) =>
      taken.filter(({ kind }) => kind === 'actual').map(({ energy }) => energy),
    );
    // 3 kWh in one and 1 kWh in the other, 90 % of each.
    assert.deepEqual(actual, [['2.7'], ['0.9']]);
  });

  it('is delivered once, however often the day is played', async () => {
    for (let time = 0; time < 2; time++) await day.deliver(hours[12]!, listingAt(12));
    await (await world.start()).deliver(hours[12]!, listingAt(12));
    assert.deepEqual(world.reported('produced'), { 'a@M': '3', 'b@M': '1', 'c@M': '0' });
  });

  it('is reported by the next run when it was recorded and not reported', async () => {
    await world.storage.send();
    world.gateways[0]!.troubles.push('away');
    await assert.rejects(day.deliver(hours[12]!, listingAt(12)), { code: 'NO_ANSWER' });
    assert.deepEqual(world.reported('produced')['a@M'], '0');
    await (await world.start()).deliver(hours[12]!, listingAt(12));
    assert.deepEqual(world.reported('produced'), { 'a@M': '3', 'b@M': '1', 'c@M': '0' });
  });

  it('is not repeated when one unit had recorded it and the other had not', async () => {
    world.lines[1]!.append = () => Promise.reject(new Error('killed'));
    await assert.rejects(day.deliver(hours[12]!, listingAt(12)), /killed/);
    world.lines[1] = memoryLines();
    await (await world.start()).deliver(hours[12]!, listingAt(12));
    assert.deepEqual(world.reported('produced'), { 'a@M': '3', 'b@M': '0', 'c@M': '0' });
  });

  it('before the evening has everybody order what it lacks or has more, bids first, and cancels what is left', async () => {
    world.ent.set('a@M', '20').set('b@M', '6.5');
    await day.deliver(hours[18]!, listingAt(18));
    // Five evening hours, 2 kWh lacking in each: 10 ENT.
    assert.deepEqual(
      world.done.map((what) => what.replace(/ at .*/, '')),
      [
        'b@M m_20260601t1800z.buy 3.5',
        'c@M m_20260601t1800z.buy 10',
        'a@M m_20260601t1800z.sell 10',
        'c@M cancels m_20260601t1800z.buy',
      ],
    );
  });

  it('in the evening opens sessions over what is lacking, as far as ENT go, and delivers them', async () => {
    await day.deliver(hours[12]!, listingAt(12));
    world.ent.set('a@M', '1.5').set('b@M', '0.005');
    await day.deliver(hours[19]!, listingAt(19));
    assert.deepEqual(world.done, ['a@M opens 1.5 with su0@M']);
    assert.deepEqual(world.reported('consumed'), { 'a@M': '1.5', 'b@M': '0', 'c@M': '0' });
  });

  it('ends a session that an earlier run has left open, and takes its own', async () => {
    await day.deliver(hours[12]!, listingAt(12));
    world.ent.set('a@M', '1');
    world.open.add('a@M');
    await day.deliver(hours[19]!, listingAt(19));
    assert.deepEqual(world.done, ['a@M opens 1 with su0@M', 'a@M closes with su0@M', 'a@M opens 1 with su0@M']);
    assert.equal(world.reported('consumed')['a@M'], '1');
  });

  it('goes on without a member that the ledger refuses', async () => {
    await day.deliver(hours[12]!, listingAt(12));
    world.ent.set('a@M', '1').set('b@M', '0.5');
    world.suspended = 'a@M';
    await day.deliver(hours[19]!, listingAt(19));
    assert.ok(world.done.includes('a@M MEMBER_SUSPENDED'));
    assert.deepEqual(world.reported('consumed'), { 'a@M': '0', 'b@M': '0.5', 'c@M': '0' });
  });

  it('does nothing, and asks for nothing, where there is nothing to do', async () => {
    const asked = () => world.gateways.map((gateway) => gateway.asked);
    await day.deliver(hours[12]!, listingAt(12));
    const before = asked();
    await day.deliver(hours[20]!, { ...listingAt(20), trades: [] });
    assert.deepEqual([asked(), world.done], [before, []]);
  });
});
