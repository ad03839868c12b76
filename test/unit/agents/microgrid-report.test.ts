import assert from 'node:assert/strict';
import { type Household, type RecordedDay } from '../../../agents/community/community';
import { checkedTariff } from '../../../agents/community/tariff';
import { type LedgerListing, type LedgerOffer, type LedgerTrade } from '../../../agents/report/day-ledger';
import { microgridDocument } from '../../../agents/report/microgrid-document';
import { reportMicrogrids } from '../../../agents/report/microgrid-report';
import { microgridLines } from '../../../agents/report/text/microgrid-text';
import { plainStyle } from '../../../agents/report/text/style';
import { type Side } from '../../../chaincode/domain/offer';
import { payment, priceOf, ratioOf, whOf } from '../../../chaincode/domain/units';

const tariff = checkedTariff({
  name: 'flat',
  feedIn: priceOf(100_000n),
  periods: [{ from: 0, to: 1440, price: priceOf(300_000n) }],
});
const home = (id: string): Household => ({
  ...{ id, number: 1, kind: 'prosumer', pvW: 5_000, battery: undefined, bus: 'B1', tariff },
});
const households = ['sa', 'ba', 'sb'].map(home);
const start = new Date('2026-06-01T12:00:00Z');
const day: RecordedDay = { index: 0, date: '2026-06-01', hours: [{ start, startMinute: 720, readings: new Map() }] };
const sources = {
  ...{ day, households, tariff },
  memberOf: ({ id }: Household) => id,
  microgrids: new Map(households.map(({ id }) => [id, id.slice(1)])),
};

const offer = (member: string, side: Side, wh: bigint): LedgerOffer => ({
  ...{ key: `${member}:o`, member, side, energy: whOf(wh), price: priceOf(0n) },
});
const trade = (seller: string, buyer: string, wh: bigint, price: bigint): LedgerTrade => {
  const [energy, at] = [whOf(wh), priceOf(price)];
  return { seller, buyer, energy, price: at, payment: payment(at, energy) };
};
/** In a 1 kWh meets 4: SDR 1/4. In b 2 kWh meet nothing. Between them 2 meet 3: SDR 2/3. */
const inside = 200_000n;
const across = 128_571n;
const listing = (trades: readonly LedgerTrade[]): LedgerListing => ({
  id: 'm_20260601T1200Z',
  deliveryStart: start,
  mechanism: 'two-level',
  fee: ratioOf(0n),
  price: null,
  offers: [offer('sa', 'sell', 1_000n), offer('ba', 'buy', 4_000n), offer('sb', 'sell', 2_000n)],
  trades,
});
const right = [trade('sa', 'ba', 1_000n, inside), trade('sb', 'ba', 2_000n, across)];

describe("a day's report on microgrids", () => {
  const report = reportMicrogrids([listing(right)], sources);

  it('says what each level had, traded and left for the grid', () => {
    assert.deepEqual(microgridDocument(report).microgrids, [
      {
        ...{ id: 'a', homes: 2, inside: { surplus: '1', deficit: '4', traded: '1', paid: '0.2' } },
        ...{
          sold: { energy: '0', money: '0' },
          bought: { energy: '2', money: '0.257142' },
          toGrid: '0',
          fromGrid: '1',
        },
      },
      {
        ...{ id: 'b', homes: 1, inside: { surplus: '2', deficit: '0', traded: '0', paid: '0' } },
        ...{
          sold: { energy: '2', money: '0.257142' },
          bought: { energy: '0', money: '0' },
          toGrid: '0',
          fromGrid: '0',
        },
      },
    ]);
    assert.deepEqual(microgridDocument(report).between, {
      ...{ surplus: '2', deficit: '3', traded: '2', paid: '0.257142' },
    });
  });

  it('says the two prices of each level, and what each member paid and received there', () => {
    assert.deepEqual(microgridDocument(report).hours, [
      {
        localTime: '12:00',
        inside: {
          a: { sell: '0.2', buy: '0.275', traded: '1' },
          b: { sell: '0.1', buy: '0.1', traded: '0' },
        },
        between: { sell: '0.128571', buy: '0.185714', traded: '2' },
      },
    ]);
    const none = { paidInside: '0', paidBetween: '0', receivedInside: '0', receivedBetween: '0' };
    assert.deepEqual(microgridDocument(report).members, [
      { member: 'sa', microgrid: 'a', ...none, receivedInside: '0.2' },
      { member: 'ba', microgrid: 'a', ...none, paidInside: '0.2', paidBetween: '0.257142' },
      { member: 'sb', microgrid: 'b', ...none, receivedBetween: '0.257142' },
    ]);
  });

  it('counts the trades whose price is not that of their level, and says so', () => {
    assert.equal(report.wrongPrices, 0);
    assert.match(microgridLines(report, plainStyle).at(-1)!, /^Every trade has its level's price/);
    for (const wrong of [
      [trade('sa', 'ba', 1_000n, inside + 1n), right[1]!],
      [right[0]!, trade('sb', 'ba', 2_000n, inside)],
    ]) {
      const told = reportMicrogrids([listing(wrong)], sources);
      assert.equal(told.wrongPrices, 1);
      assert.match(microgridLines(told, plainStyle).at(-1)!, /^1 trades don't have the price of their level/);
    }
  });

  it('leaves out hours of which the ledger has nothing', () => {
    const empty = reportMicrogrids([], sources);
    assert.equal(empty.hours.length, 0);
    assert.deepEqual(
      empty.microgrids.map(({ toGrid, fromGrid }) => [toGrid, fromGrid]),
      [
        [0n, 0n],
        [0n, 0n],
      ],
    );
  });
});
