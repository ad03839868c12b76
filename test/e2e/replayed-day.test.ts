import assert from 'node:assert/strict';
import { type MemberClient } from '../../agents/client/member-client';
import { type MemberDocument, type ReportDocument } from '../../agents/report/report-document';
import { type BoardDocument } from '../../scripts/start/report-board';
import { type DemoWorld, startDemoWorld } from '../support/demo-world';
import { onEveryTarget } from './target';
import { type SlowStorage, storageOf } from '../support/slow-storage';
import {
  evenly,
  FEED_IN,
  meanBid,
  memberOf,
  offersOf,
  rowsOf,
  type SlowHour,
  type SlowTrade,
  tradesOf,
} from '../support/slow-day';

const kWh = (text: string) => scaled(text, 3);
const euro = (text: string) => scaled(text, 6);

/** A decimal string as a whole number of 10^-decimals. */
function scaled(text: string, decimals: number): bigint {
  const [whole = '', fraction = ''] = text.replace('-', '').split('.');
  const size = BigInt(whole + fraction.padEnd(decimals, '0'));
  return text.startsWith('-') ? -size : size;
}

const sum = <T>(entries: readonly T[], of: (entry: T) => bigint) =>
  entries.reduce((total, each) => total + of(each), 0n);

/** Fees that wait to be shared among traders, in micro-eEuro. */
async function heldFees(client: MemberClient): Promise<bigint> {
  let held = 0n;
  for (const { number } of await client.readAll<{ number: number }>('/v1/epochs')) {
    const { fees, paid } = await client.read<{ fees: string; paid: string }>(`/v1/epochs/${number}/fee-shares`);
    held += euro(fees) - euro(paid);
  }
  return held;
}

onEveryTarget('a recorded day, played through REST', function (target) {
  this.timeout(600_000);
  let world: DemoWorld;
  let report: ReportDocument;
  let hours: SlowHour[];
  let trades: SlowTrade[][];
  let stored: SlowStorage;

  before(async () => {
    // On the embedded network as `npm start` does it, in a thread of its own.
    world = await startDemoWorld(target.name === 'devnet' ? undefined : await target.start());
    const demonstration = world.demonstration();
    await demonstration.prepare();
    await demonstration.playNextDay();
    const board = (await (await fetch(`${world.services.gateway.url}/report.json`)).json()) as BoardDocument;
    assert.ok(board.report);
    report = board.report;
    hours = offersOf(await rowsOf('2016-08-15'));
    const listings = await Promise.all(report.hours.map(({ listing }) => world.cast.operator.api.listing(listing)));
    trades = hours.map(({ offers }, index) => tradesOf(offers, listings[index]?.lockedBy ?? ''));
    const retail = hours.map((hour) => hour.retail);
    stored = storageOf(await rowsOf('2016-08-15'), trades, retail);
  });

  after(() => world.stop());

  it('is the first recorded day, whole', () => {
    assert.equal(report.date, '2016-08-15');
    assert.equal(report.complete, true);
    assert.deepEqual(
      report.hours.map(({ deliveryStart }) => deliveryStart),
      hours.map(({ start }) => start),
    );
  });

  it('has every offer that the data and the formula give', () => {
    for (const [index, { offers }] of hours.entries()) {
      const reported = report.hours[index]!;
      const [sells, buys] = (['sell', 'buy'] as const).map((side) => offers.filter((offer) => offer.side === side));
      assert.equal(reported.sellOffers, sells!.length, reported.localTime);
      assert.equal(reported.buyOffers, buys!.length, reported.localTime);
      assert.equal(
        kWh(reported.offered),
        sum(sells!, ({ energy }) => energy),
        reported.localTime,
      );
      assert.equal(
        kWh(reported.wanted),
        sum(buys!, ({ energy }) => energy),
        reported.localTime,
      );
    }
  });

  it('reports price, energy, turnover and fees of every hour as computed from the data', () => {
    for (const [index, hour] of hours.entries()) {
      const reported = report.hours[index]!;
      const ofHour = trades[index]!;
      assert.equal(reported.trades, ofHour.length, reported.localTime);
      assert.equal(
        kWh(reported.energy),
        sum(ofHour, ({ energy }) => energy),
        reported.localTime,
      );
      assert.equal(
        euro(reported.turnover),
        sum(ofHour, ({ paid }) => paid),
        reported.localTime,
      );
      assert.equal(
        euro(reported.fees),
        sum(ofHour, ({ fee }) => fee),
        reported.localTime,
      );
      assert.equal(euro(reported.retail!), hour.retail);
      const price = ofHour.length === 0 ? null : (meanBid(hour.offers) ?? null);
      assert.equal(reported.price === null ? null : euro(reported.price), price, reported.localTime);
    }
    assert.ok(trades.flat().length > 50, 'the day has trades to check');
  });

  it('reports what every member bought, sold, paid and received, and its balance', async () => {
    const all = trades.flat();
    const { operator } = world.cast;
    for (const member of report.members) {
      const bought = all.filter(({ buyer }) => buyer === member.member);
      const sold = all.filter(({ seller }) => seller === member.member);
      const paid = sum(bought, (trade) => trade.paid);
      const received = sum(sold, (trade) => trade.paid - trade.fee);
      assert.equal(
        kWh(member.bought),
        sum(bought, ({ energy }) => energy),
        member.member,
      );
      assert.equal(
        kWh(member.sold),
        sum(sold, ({ energy }) => energy),
        member.member,
      );
      assert.equal(euro(member.paid), paid, member.member);
      assert.equal(euro(member.received), received, member.member);
      const ent = stored.members.get(member.member)!;
      // Trust coin bought, rewards and shares of fees: what agents bring into it is checked by itself.
      const others = await operator.api.history(member.member, () => false);
      const moved = others.filter(({ kind }) => ['transferOut', 'reward', 'feeShare'].includes(kind));
      const balance =
        100_000_000n - paid + received - ent.paid + ent.received + sum(moved, ({ available }) => euro(available));
      assert.equal(euro(member.balance!), balance, member.member);
    }
  });

  it('bills every member as retail and feed-in would, with the market and without', async () => {
    const rows = await rowsOf('2016-08-15');
    const bills = new Map<string, { withMarket: bigint; withoutMarket: bigint }>();
    for (const { home, time, load, pv } of rows) {
      const index = hours.findIndex(({ start }) => start === time);
      const { retail } = hours[index]!;
      const member = memberOf(home);
      const bought = trades[index]!.filter(({ buyer }) => buyer === member);
      const sold = trades[index]!.filter(({ seller }) => seller === member);
      const atGrid = (deficit: bigint, surplus: bigint) =>
        evenly(retail * deficit, 1000n) - evenly(FEED_IN * surplus, 1000n);
      const deficit = load > pv ? load - pv : 0n;
      const surplus = pv > load ? pv - load : 0n;
      const { fedIn, taken } = stored.members.get(member)!.flows.get(index) ?? { fedIn: 0n, taken: 0n };
      const left = atGrid(
        deficit - sum(bought, ({ energy }) => energy) - taken,
        surplus - sum(sold, ({ energy }) => energy) - fedIn,
      );
      const { paid: forEnt, received } = stored.members.get(member)!;
      const bill = bills.get(member) ?? { withMarket: forEnt - received, withoutMarket: 0n };
      bill.withMarket += left + sum(bought, ({ paid }) => paid) - sum(sold, ({ paid, fee }) => paid - fee);
      bill.withoutMarket += atGrid(deficit, surplus);
      bills.set(member, bill);
    }
    const reported = (member: MemberDocument) => ({
      withMarket: euro(member.billWithMarket),
      withoutMarket: euro(member.billWithoutMarket),
    });
    assert.deepEqual(new Map(report.members.map((member) => [member.member, reported(member)])), bills);
    assert.equal(
      euro(report.bills.withMarket),
      sum([...bills.values()], ({ withMarket }) => withMarket),
    );
    for (const [member, bill] of bills) assert.ok(bill.withMarket <= bill.withoutMarket, `${member} is worse off`);
  });

  it('reports the energy of the community as the data has it', async () => {
    const rows = await rowsOf('2016-08-15');
    assert.equal(
      kWh(report.energy.load),
      sum(rows, ({ load }) => load),
    );
    assert.equal(
      kWh(report.energy.pv),
      sum(rows, ({ pv }) => pv),
    );
    assert.equal(
      kWh(report.energy.ownUse),
      sum(rows, ({ load, pv }) => (load < pv ? load : pv)),
    );
    assert.equal(
      kWh(report.energy.traded),
      sum(trades.flat(), ({ energy }) => energy),
    );
  });

  it('feeds left-over energy into storage, trades ENT and takes energy out as computed from the data', () => {
    for (const member of report.members) {
      const { flows, ...expected } = stored.members.get(member.member)!;
      assert.equal(
        sum([...flows.values()], ({ fedIn }) => fedIn),
        expected.fedIn,
      );
      const reported = {
        fedIn: kWh(member.fedIn),
        taken: kWh(member.taken),
        entBought: euro(member.entBought),
        entSold: euro(member.entSold),
        paid: euro(member.paidForEnt),
        received: euro(member.receivedForEnt),
        ent: euro(member.entHeld!),
      };
      assert.deepEqual(reported, expected, member.member);
    }
    const storage = report.storage!;
    assert.deepEqual(
      [kWh(storage.stored), euro(storage.circulating), euro(storage.rate), kWh(storage.lost)],
      [stored.kWh, stored.ENT, stored.R, stored.lost],
    );
    assert.deepEqual([storage.sessions, storage.trades.count], [stored.sessions, stored.trades]);
    assert.ok(stored.sessions > 10 && stored.trades > 3, 'the day has something to check');
  });

  it('feeds in no energy that was sold, takes out none that a home does not lack, and keeps to the batteries', async () => {
    const rows = await rowsOf('2016-08-15');
    for (const [index, { start }] of hours.entries()) {
      let [into, out] = [0n, 0n];
      for (const { home, load, pv } of rows.filter(({ time }) => time === start)) {
        const member = memberOf(home);
        const { fedIn, taken } = stored.members.get(member)!.flows.get(index) ?? { fedIn: 0n, taken: 0n };
        const of = (side: 'buyer' | 'seller') =>
          sum(
            trades[index]!.filter((trade) => trade[side] === member),
            ({ energy }) => energy,
          );
        const left = pv + of('buyer') - load - of('seller');
        assert.ok(fedIn <= (left > 0n ? left : 0n) && taken <= (left < 0n ? -left : 0n), `${member} at ${start}`);
        into += fedIn;
        out += taken;
      }
      assert.ok(into <= 10_000n && out <= 10_000n, start);
    }
    const { storage } = report;
    assert.equal(kWh(storage!.fedIn) - kWh(storage!.taken) - kWh(storage!.lost), kWh(storage!.stored));
    assert.ok(kWh(storage!.taken) * 10n <= kWh(storage!.fedIn) * 9n);
  });

  it('shows that ENT minted - burned = ENT in circulation', () => {
    assert.equal(report.storage!.holds, true);
    assert.equal(report.storage!.statements.length, 6);
    assert.equal(euro(report.storage!.statements[0]!.left), stored.ENT);
  });

  it('shows that eEuro in = eEuro out', () => {
    assert.equal(report.money.holds, true);
    assert.deepEqual(
      report.money.statements.map(({ left, right }) => left === right),
      [true, true, true, true, true],
    );
    assert.equal(report.money.statements[0]!.left, '2400');
  });

  it('has every listing attested by one of three agents, who share in the fees with the traders', async () => {
    const { agents, timedOut, epochs, feesHeld, feesShared } = report.agents!;
    assert.deepEqual(
      agents.map(({ member }) => member),
      ['h01', 'h02', 'h03'].map((name) => `${name}@HouseholdsMSP`),
    );
    assert.deepEqual(
      agents.flatMap(({ attested }) => attested).sort(),
      report.hours.map(({ listing }) => listing).sort(),
    );
    assert.ok(
      agents.every(({ attested }) => attested.length > 0),
      'the turn goes round',
    );
    assert.deepEqual([timedOut, epochs], [[], [1, 2, 3]]);
    for (const { member, minted, stake } of agents) {
      const { available, escrowed } = await world.cast.operator.api.balance(member, 'TRUST');
      assert.deepEqual([available, escrowed, stake], [minted, '10', '10'], member);
    }
    const fees = sum(report.hours, (hour) => euro(hour.fees));
    const paid = sum(agents, (agent) => euro(agent.paid));
    assert.ok(fees > 0n && paid > 0n);
    assert.equal(euro(feesHeld) + euro(feesShared) + paid, fees, 'fees paid out and held are the fees taken');
    const shares = await Promise.all(
      report.members.map(({ member }) => world.cast.operator.api.history(member, () => false)),
    );
    const shared = shares.flat().filter(({ kind }) => kind === 'feeShare');
    assert.equal(
      sum(shared, ({ available }) => euro(available)),
      euro(feesShared),
    );
    const { next, draw } = await world.cast.operator.client.read<{ next: unknown; draw: unknown }>('/v1/epochs/1');
    assert.ok(next && draw, 'the next agents were drawn by a proven block');
  });

  it('goes on after a stop in the middle of a day, and clears by another mechanism once it is voted for', async () => {
    let settled = 0;
    const stopped = world.demonstration({
      mechanism: 'pay-as-clear',
      audience: {
        hourSettled: () => {
          if (++settled === 10) throw new Error('stopped');
        },
      },
    });
    await assert.rejects(stopped.playNextDay(), /stopped/);
    const played: string[] = [];
    await world.demonstration({ audience: { hourSettled: ({ listing }) => played.push(listing) } }).playNextDay();
    const second = world.board.current.report!;
    assert.equal(second.date, '2016-08-16');
    assert.equal(second.complete, true);
    assert.equal(second.money.holds, true);
    assert.equal(second.storage?.holds, true);
    assert.ok(kWh(second.storage.fedIn) > 10_000n && second.storage.sessions > 10);
    assert.deepEqual([...new Set(second.hours.map(({ mechanism }) => mechanism))], ['pay-as-clear']);
    const expected = offersOf(await rowsOf('2016-08-16')).map(({ offers }) => offers.length);
    assert.deepEqual(
      second.hours.map(({ sellOffers, buyOffers }) => sellOffers + buyOffers),
      expected,
    );
    assert.deepEqual(
      played,
      second.hours.map(({ listing }) => listing),
    );
  });

  it('goes on without a member that the ledger refuses', async () => {
    const { founder } = world.cast;
    const [suspended] = world.cast.households;
    await founder.api.vote('SuspendMember', { member: suspended!.api.member });
    const refused: string[] = [];
    let settled = 0;
    const cut = world.demonstration({
      audience: {
        offerRefused: (member, code) => refused.push(`${member} ${code}`),
        hourSettled: () => {
          if (++settled === 2) throw new Error('enough');
        },
      },
    });
    await assert.rejects(cut.playNextDay(), /enough/);
    assert.deepEqual(refused, Array(2).fill(`${suspended!.api.member} MEMBER_SUSPENDED`));
  });

  it('leaves no listing unsettled', async () => {
    const listings = await world.cast.operator.api.listings('fontana', '2016-08-15T00:00:00Z');
    assert.deepEqual([listings.length, new Set(listings.map(({ state }) => state))], [50, new Set(['settled'])]);
  });

  it('is the same in the read model as on the ledger: every account, every movement, every sum', async () => {
    const { client } = world.cast.operator;
    const members = (await client.readAll<{ id: string }>('/v1/members')).map(({ id }) => id);
    const canonical = (movements: readonly object[]) =>
      movements.map((movement) => JSON.stringify(Object.entries(movement).sort())).sort();
    for (const token of ['eEuro', 'ENT', 'TRUST']) {
      let held = 0n;
      for (const member of members) {
        const account = `/v1/accounts/${member}/${token}`;
        const balance = await client.read<Record<string, string>>(`${account}?consistency=ledger`);
        assert.deepEqual(await client.read(account), balance);
        const history = await client.readAll<object>(`${account}/history`);
        const ledger = await client.readAll<object>(`${account}/history?consistency=ledger`);
        assert.deepEqual(canonical(history), canonical(ledger), `${member} ${token}`);
        const steps = await client.readAll<Record<string, string>>(`${account}/balances`);
        const parts = ['available', 'locked', 'escrowed'] as const;
        if (steps[0])
          assert.deepEqual(
            parts.map((part) => steps[0]?.[part]),
            [balance['available'], balance['lockedForWithdrawal'], balance['escrowed']],
          );
        const changes = sum(steps, ({ change }) => euro(change ?? ''));
        assert.equal(changes, euro(balance['available'] ?? '') + euro(balance['locked'] ?? ''), `${member} ${token}`);
        held += changes;
      }
      const { total } = await client.read<{ total: string }>(`/v1/supply/${token}?consistency=ledger`);
      // Fees that are held for an epoch's traders are on no account.
      const feesHeld = token === 'eEuro' ? await heldFees(client) : 0n;
      assert.equal(held + feesHeld, euro(total), token);
    }
  });

  it('adds up to what its report says', async () => {
    const { client } = world.cast.operator;
    const starts = report.hours.map(({ deliveryStart }) => deliveryStart).sort();
    const range = `from=${starts[0] ?? ''}&to=${(starts.at(-1) ?? '').replace(/:00Z$/, ':01Z')}`;
    const statistics = await client.read<{ items: Record<string, string>[] }>(
      `/v1/markets/fontana/statistics?period=hour&${range}`,
    );
    const traded = report.hours.filter(({ energy }) => kWh(energy) > 0n);
    assert.equal(
      sum(statistics.items, ({ energy }) => kWh(energy ?? '')),
      sum(traded, ({ energy }) => kWh(energy)),
    );
    assert.equal(
      sum(statistics.items, ({ turnover }) => euro(turnover ?? '')),
      sum(traded, ({ turnover }) => euro(turnover)),
    );
    for (const { member, bought, sold, paid, received } of report.members) {
      const id = member.includes('@') ? member : `${member}@HouseholdsMSP`;
      const { items } = await client.read<{ items: Record<string, string>[] }>(
        `/v1/members/${id}/statistics?period=hour&${range}`,
      );
      assert.deepEqual(
        [
          sum(items, (row) => kWh(row['bought'] ?? '')),
          sum(items, (row) => kWh(row['sold'] ?? '')),
          sum(items, (row) => euro(row['paid'] ?? '')),
          sum(items, (row) => euro(row['received'] ?? '')),
        ],
        [kWh(bought), kWh(sold), euro(paid), euro(received)],
        member,
      );
    }
  });
});
