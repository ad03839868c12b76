import assert from 'node:assert/strict';
import { netPosition } from '../../agents/bidding/net-position';
import { type Community } from '../../agents/community/community';
import { divideIntoMicrogrids, type Microgrids } from '../../agents/community/microgrids';
import { type DayReport } from '../../agents/report/day-report';
import { microgridLines } from '../../agents/report/text/microgrid-text';
import { plainStyle } from '../../agents/report/text/style';
import { auditListing, readPublished } from '../../scripts/cli/audit-listing';
import { dataFolder } from '../support/data-folder';
import { type DemoWorld, startDemoWorld } from '../support/demo-world';

/** Local hours that are played: retail changes at 9:30 and at noon, and there is sun. */
const HOURS = [9, 10, 11, 12];
const RETAIL = [0.2023, 0.2336, 0.2336, 0.171];
const FEED_IN = 0.045;

/** Psell of spec 14, in plain numbers. */
function sellPrice(surplus: number, deficit: number, retail: number): number {
  if (surplus >= deficit) return FEED_IN;
  return (retail * FEED_IN) / ((retail - FEED_IN) * (surplus / deficit) + FEED_IN);
}

describe('a recorded day of three microgrids, played through REST', function () {
  this.timeout(180_000);
  let world: DemoWorld;
  let community: Community;
  let microgrids: Microgrids;
  let report: DayReport;

  before(async () => {
    world = await startDemoWorld();
    const [day] = world.community.days;
    const hours = day!.hours.filter(({ startMinute }) => HOURS.includes(startMinute / 60));
    community = { ...world.community, days: [{ ...day!, hours }] };
    microgrids = await divideIntoMicrogrids(community, dataFolder, 3);
    const demonstration = world.demonstration({
      divided: { community, microgrids, market: 'fontana-microgrids-3' },
      audience: { dayReported: (reported) => (report = reported) },
    });
    await demonstration.prepare();
    await demonstration.playNextDay();
    await demonstration.close();
  });
  after(() => world.stop());

  /** What homes of a microgrid have over and lack in an hour, in Wh, of what is worth an offer. */
  const total = (hour: number, microgrid: string, side: 'sell' | 'buy') =>
    community.households
      .filter(({ id }) => microgrids.get(id) === microgrid)
      .map(({ id }) => netPosition(community.days[0]!.hours[hour]!.readings.get(id)!))
      .reduce(
        (sum, position) => (position?.side === side && position.energy >= 10n ? sum + Number(position.energy) : sum),
        0,
      );

  it('prices each microgrid by its own supply and demand, and what is left by that of the whole', () => {
    const levels = report.microgrids;
    assert.ok(levels);
    assert.equal(levels.hours.length, HOURS.length);
    levels.hours.forEach(({ inside, between }, hour) => {
      let [over, missing] = [0, 0];
      for (const [id, prices] of inside) {
        const [surplus, deficit] = [total(hour, id, 'sell'), total(hour, id, 'buy')];
        assert.ok(Math.abs(Number(prices.sell) / 1e6 - sellPrice(surplus, deficit, RETAIL[hour]!)) < 1e-6);
        assert.equal(Number(prices.traded), Math.min(surplus, deficit));
        over += Math.max(0, surplus - deficit);
        missing += Math.max(0, deficit - surplus);
      }
      assert.ok(Math.abs(Number(between.sell) / 1e6 - sellPrice(over, missing, RETAIL[hour]!)) < 1e-6);
      assert.equal(Number(between.traded), Math.min(over, missing));
    });
    assert.equal(levels.wrongPrices, 0);
    assert.ok(levels.between.traded > 0n && levels.microgrids.some(({ inside }) => inside.traded > 0n));
  });

  it('accounts for all energy and all money: what members paid is what levels took in and members received', () => {
    const { microgrids: days, between, members } = report.microgrids!;
    const sum = (values: readonly bigint[]) => values.reduce((all, value) => all + value, 0n);
    for (const { inside, sold, bought, toGrid, fromGrid } of days) {
      assert.equal(inside.surplus, inside.traded + sold.energy + toGrid);
      assert.equal(inside.deficit, inside.traded + bought.energy + fromGrid);
    }
    assert.deepEqual(
      [sum(days.map(({ sold }) => sold.energy)), sum(days.map(({ bought }) => bought.money))],
      [between.traded, between.paid],
    );
    const inside = sum(days.map((each) => each.inside.paid));
    assert.equal(sum(members.map(({ paidInside }) => paidInside)), inside);
    assert.equal(sum(members.map(({ receivedInside }) => receivedInside)), inside);
    assert.equal(sum(members.map(({ receivedBetween }) => receivedBetween)), between.paid);
    assert.equal(inside + between.paid, report.turnover);
    assert.ok(report.money.holds);
  });

  it('leaves nobody worse off than at the grid', () => {
    assert.equal(report.members.length, 24);
    for (const { member, bill } of report.members) assert.ok(bill.withMarket <= bill.withoutMarket + 2n, member);
    assert.ok(report.bills.withMarket < report.bills.withoutMarket);
  });

  it('is told in lines, with a price for every level and hour and a line for every member', () => {
    const lines = microgridLines(report.microgrids!, plainStyle);
    assert.equal(lines.filter((line) => /^h\d\d@HouseholdsMSP +m[123] /.test(line)).length, 24);
    assert.equal(lines.filter((line) => /^(09|10|11|12):00( +\d+\.\d\d-\d+\.\d\d[* ]?){4}$/.test(line)).length, 4);
    assert.match(lines.at(-1)!, /^Every trade has its level's price/);
  });

  it('follows the retail price by vote, and publishes what anybody recomputes from the offers', async () => {
    const { api } = world.cast.operator;
    const listings = await api.listings('fontana-microgrids-3', '2016-08-15T00:00:00Z');
    for (const { id } of listings) {
      const { differences, recomputed } = auditListing(await readPublished(api, id));
      assert.deepEqual(differences, []);
      assert.ok(recomputed.trades.length > 0);
    }
    assert.deepEqual(
      listings.map(({ rules }) => rules.retail),
      RETAIL.map(String),
    );
  });
});
