import assert from 'node:assert/strict';
import { EnergyNetwork } from '../support/energy-network';

const [U1, U2] = ['u1@HouseholdsMSP', 'u2@HouseholdsMSP'];

interface Report {
  readonly kind: 'produced' | 'consumed';
  readonly member: string;
  readonly energy: string;
}
interface Session {
  readonly state: string;
  readonly locked: string;
  readonly reserved: string;
}
interface Order {
  readonly order: { readonly state: string; readonly left: string; readonly price: string };
  readonly trades: readonly { readonly amount: string; readonly price: string; readonly total: string }[];
}

/** What a step leaves behind, in the units of the page: kWh, ENT, available and locked ENT, kWh and free kWh. */
interface Figures {
  readonly pools: { readonly kWh: string; readonly ENT: string; readonly D: string; readonly R: string };
  readonly rates: { readonly mint: string; readonly burn: string };
  readonly A: readonly [string, string];
  readonly B: readonly [string, string];
  readonly C: readonly [string, string];
  readonly U1: readonly [string, string];
  readonly U2: readonly [string, string];
}

describe("PowerChain's scenario over REST, step by step", () => {
  const network = new EnergyNetwork();
  const reports = new Map([U1, U2].map((unit) => [unit, 0]));
  let [A, B, C] = ['', '', ''];

  before(async () => {
    await network.start();
    await network.bootstrap();
    A = network.founder;
    [B = '', C = ''] = await network.join('b', 'c');
    await network.admit('u1', 'u2');
    await network.vote(A, 'AddVoter', { member: B });
  });
  after(() => network.stop());

  /** A vote that both voters have to agree to. */
  const both = async (command: string, args: object) => {
    assert.equal((await network.vote(A, command, args)).state, 'open');
    assert.equal((await network.vote(B, command, args)).state, 'passed');
  };
  const report = async (unit: string, { kind, member, energy }: Report) => {
    const number = (reports.get(unit) ?? 0) + 1;
    reports.set(unit, number);
    await network.act(unit, `/v1/storage-units/${unit}/reports`, {
      kind,
      report: String(number),
      energy,
      ...named(kind, member),
    });
  };
  const named = (kind: Report['kind'], member: string) =>
    kind === 'produced' ? { producer: member } : { consumer: member };
  const openSession = (member: string, unit: string, amount: string) =>
    network.act<Session>(member, `/v1/storage-units/${unit}/sessions`, { amount });
  const sessionOf = (member: string, unit: string) =>
    network.read<Session>(member, `/v1/storage-units/${unit}/sessions/${member}`);

  async function figures(): Promise<Figures> {
    const read = <T>(address: string) => network.read<T>(A, address);
    const pools = await read<{ energy: string; circulating: string; gap: string; rate: string }>('/v1/energy');
    const { mint, burn } = await read<Figures['rates']>('/v1/energy/rates');
    const [ofA, ofB, ofC] = (await network.balances(A, 'ENT', A, B, C)) as [string, string][];
    const unit = async (id: string): Promise<[string, string]> => {
      const { energy, free } = await read<{ energy: string; free: string }>(`/v1/storage-units/${id}`);
      return [energy, free];
    };
    return {
      pools: { kWh: pools.energy, ENT: pools.circulating, D: pools.gap, R: pools.rate },
      rates: { mint, burn },
      ...{ A: ofA!, B: ofB!, C: ofC! },
      ...{ U1: await unit(U1), U2: await unit(U2) },
    };
  }

  const even = { mint: '1', burn: '1' };
  const costly = { mint: '0.95', burn: '1.05' };

  it('begins with two empty units of C, which both voters have registered', async () => {
    for (const unit of [U1, U2]) await both('RegisterStorageUnit', { unit, owner: C });
    assert.deepEqual(await figures(), {
      pools: { kWh: '0', ENT: '0', D: '0', R: '0' },
      rates: even,
      ...{ A: ['0', '0'], B: ['0', '0'], C: ['0', '0'], U1: ['0', '0'], U2: ['0', '0'] },
    });
  });

  it('(1) A produces 10 kWh in U1: 8 ENT for A, 2 for C', async () => {
    await report(U1, { kind: 'produced', member: A, energy: '10' });
    assert.deepEqual(await figures(), {
      pools: { kWh: '10', ENT: '10', D: '0', R: '0' },
      rates: even,
      ...{ A: ['8', '0'], B: ['0', '0'], C: ['2', '0'], U1: ['10', '10'], U2: ['0', '0'] },
    });
  });

  it('(2) C opens a session of 2 ENT with U1 for 2 kWh and consumes 1', async () => {
    const session = await openSession(C, U1, '2');
    assert.deepEqual([session.state, session.locked, session.reserved], ['open', '2', '2']);
    assert.deepEqual((await figures()).U1, ['10', '8']);
    await report(U1, { kind: 'consumed', member: C, energy: '1' });
    assert.deepEqual(await figures(), {
      pools: { kWh: '9', ENT: '9', D: '0', R: '0' },
      rates: even,
      ...{ A: ['8', '0'], B: ['0', '0'], C: ['0', '1'], U1: ['9', '8'], U2: ['0', '0'] },
    });
  });

  it('(3) 2 kWh are consumed where 1 is left: the session ends, and R answers the loss', async () => {
    await report(U1, { kind: 'consumed', member: C, energy: '2' });
    assert.equal((await sessionOf(C, U1)).state, 'consumed');
    assert.deepEqual(await figures(), {
      pools: { kWh: '7', ENT: '8', D: '1', R: '0.05' },
      rates: costly,
      ...{ A: ['8', '0'], B: ['0', '0'], C: ['0', '0'], U1: ['7', '7'], U2: ['0', '0'] },
    });
  });

  it('(4) B produces 10 kWh in U2: 9.5 ENT are minted, and D is halved', async () => {
    await report(U2, { kind: 'produced', member: B, energy: '10' });
    assert.deepEqual(await figures(), {
      pools: { kWh: '17', ENT: '17.5', D: '0.5', R: '0.05' },
      rates: costly,
      ...{ A: ['8', '0'], B: ['7.6', '0'], C: ['1.9', '0'], U1: ['7', '7'], U2: ['10', '10'] },
    });
  });

  it('(5) B sends its 7.6 ENT to A', async () => {
    await network.act(B, '/v1/transfers', { token: 'ENT', to: A, amount: '7.6' });
    const { A: ofA, B: ofB } = await figures();
    assert.deepEqual(
      [ofA, ofB],
      [
        ['15.6', '0'],
        ['0', '0'],
      ],
    );
  });

  it('(6) A opens 7.35 ENT with U1 for 7 kWh, and 8.25 ENT with U2 for 7.857 kWh', async () => {
    assert.equal((await openSession(A, U1, '7.35')).reserved, '7');
    assert.equal((await openSession(A, U2, '8.25')).reserved, '7.857');
    assert.deepEqual(await figures(), {
      pools: { kWh: '17', ENT: '17.5', D: '0.5', R: '0.05' },
      rates: costly,
      ...{ A: ['0', '15.6'], B: ['0', '0'], C: ['1.9', '0'], U1: ['7', '0'], U2: ['10', '2.143'] },
    });
  });

  it('(7) 7 kWh are consumed from U1: D is 0.15, 10.15 ENT circulate', async () => {
    await report(U1, { kind: 'consumed', member: A, energy: '7' });
    assert.deepEqual(await figures(), {
      pools: { kWh: '10', ENT: '10.15', D: '0.15', R: '0.05' },
      rates: costly,
      ...{ A: ['0', '8.25'], B: ['0', '0'], C: ['1.9', '0'], U1: ['0', '0'], U2: ['10', '2.143'] },
    });
  });

  it('(8) 7.857 kWh are consumed from U2: 8.007 ENT are burned, 0.243 go back, and all is even', async () => {
    await report(U2, { kind: 'consumed', member: A, energy: '7.857' });
    const { locked, reserved, state } = await sessionOf(A, U2);
    assert.deepEqual([state, locked, reserved], ['consumed', '0', '0']);
    assert.deepEqual(await figures(), {
      pools: { kWh: '2.143', ENT: '2.143', D: '0', R: '0' },
      rates: even,
      ...{ A: ['0.243', '0'], B: ['0', '0'], C: ['1.9', '0'], U1: ['0', '0'], U2: ['2.143', '2.143'] },
    });
  });

  it('(9) C becomes banker and mints 10 eEuro to A', async () => {
    await both('ChangeBanker', { member: C });
    await network.act(C, `/v1/accounts/${A}/eEuro/mint`, { amount: '10' });
    assert.deepEqual(await network.balances(A, 'eEuro', A, C), [
      ['10', '0'],
      ['0', '0'],
    ]);
  });

  it('C sells 1.9 ENT at 0.5, A buys 10 at 1: 1.9 ENT for 0.95 eEuro, and 8.1 at 1 stay in the book', async () => {
    await both('GrantRole', { member: B, role: 'marketOperator' });
    const rules = { token: 'ENT', priceRule: 'resting', tick: '0.01', lot: '0.1', priceCap: '10', ordersPerMatch: 50 };
    await network.act(B, '/v1/books', { book: 'ent', rules });
    const place = (member: string, order: string, terms: object) =>
      network.act<Order>(member, '/v1/books/ent/orders', { order, terms: { kind: 'limit', ...terms } });
    const sold = await place(C, 's1', { side: 'sell', amount: '1.9', price: '0.5' });
    assert.deepEqual([sold.order.state, sold.trades.length], ['open', 0]);
    assert.deepEqual(await network.balances(A, 'ENT', C), [['0', '1.9']]);
    const bought = await place(A, 'b1', { side: 'buy', amount: '10', price: '1' });
    assert.deepEqual(
      bought.trades.map(({ amount, price, total }) => [amount, price, total]),
      [['1.9', '0.5', '0.95']],
    );
    assert.deepEqual([bought.order.state, bought.order.left, bought.order.price], ['open', '8.1', '1']);
    assert.deepEqual(await network.balances(A, 'ENT', A, C), [
      ['2.143', '0'],
      ['0', '0'],
    ]);
    // The limit was 1: what the better price saved is free again, what is left of the order stays locked.
    assert.deepEqual(await network.balances(A, 'eEuro', A, C), [
      ['0.95', '8.1'],
      ['0.95', '0'],
    ]);
    const depth = await network.read<{ bids: object[]; asks: object[] }>(A, '/v1/books/ent/depth');
    assert.deepEqual([depth.bids, depth.asks], [[{ price: '1', amount: '8.1', orders: 1 }], []]);
  });

  it('has conserved ENT and eEuro', async () => {
    assert.deepEqual(await network.conserved(A, 'ENT'), { held: 2_143_000n, supply: 2_143_000n });
    assert.deepEqual(await network.conserved(A, 'eEuro'), { held: 10_000_000n, supply: 10_000_000n });
  });

  it('takes each report once, in turn, and from the unit itself', async () => {
    const last = reports.get(U1) ?? 0;
    const again = (number: number) => ({ kind: 'produced', report: String(number), producer: A, energy: '1' });
    const address = `/v1/storage-units/${U1}/reports`;
    assert.equal(await network.refusal(U1, address, again(last)), 'REPORT_REPEATED');
    assert.equal(await network.refusal(U1, address, again(last + 2)), 'REPORT_SKIPPED');
    assert.equal(await network.refusal(U2, address, again(last + 1)), 'FORBIDDEN');
    assert.equal(await network.refusal(A, address, again(last + 1)), 'FORBIDDEN');
  });

  it('loses what a removed unit holds, and gives the ENT of its sessions back', async () => {
    await openSession(A, U2, '2');
    await both('RemoveStorageUnit', { unit: U2 });
    const { pools, rates } = await figures();
    assert.deepEqual(pools, { kWh: '0', ENT: '2.143', D: '2.143', R: '0.10715' });
    assert.deepEqual(rates, { mint: '0.89285', burn: '1.10715' });
    await network.act(C, `/v1/storage-units/${U2}/sessions/clearing`);
    assert.deepEqual(await network.balances(A, 'ENT', A), [['2.143', '0']]);
    assert.deepEqual(await network.conserved(A, 'ENT'), { held: 2_143_000n, supply: 2_143_000n });
  });
});
