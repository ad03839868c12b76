import assert from 'node:assert/strict';
import { type Community } from '../../../agents/community/community';
import { type DayLedger, type LedgerListing } from '../../../agents/report/day-ledger';
import { reportDay } from '../../../agents/report/day-report';
import { reportDocument } from '../../../agents/report/report-document';
import { hourLine, reportLines } from '../../../agents/report/text/report-text';
import { plainStyle, styleFor } from '../../../agents/report/text/style';
import { microEuroOf, priceOf, ratioOf, whOf } from '../../../chaincode/domain/units';

const tariff = {
  name: 'flat',
  feedIn: priceOf(50_000n),
  periods: [{ from: 0, to: 1440, price: priceOf(200_000n) }],
};
const start = new Date('2026-06-01T12:00:00Z');
const reading = (load: bigint, pv: bigint) => ({ load: whOf(load), pv: whOf(pv) });

/** A seller with 2 kWh left over and a buyer that lacks 3 kWh, one hour long. */
const community: Community = {
  name: 'two homes',
  timeZone: 'UTC',
  households: [
    { id: 'S', number: 1, kind: 'prosumer', pvW: 4000, bus: 'B1', tariff },
    { id: 'B', number: 2, kind: 'consumer', pvW: 0, bus: 'B2', tariff },
  ],
  days: [
    {
      index: 0,
      date: '2026-06-01',
      hours: [
        {
          start,
          startMinute: 720,
          readings: new Map([
            ['S', reading(1_000n, 3_000n)],
            ['B', reading(3_000n, 0n)],
          ]),
        },
        { start: new Date('2026-06-01T13:00:00Z'), startMinute: 780, readings: new Map() },
      ],
    },
  ],
};
const listing: LedgerListing = {
  id: 'm_20260601T1200Z',
  deliveryStart: start,
  mechanism: 'pay-as-bid',
  fee: ratioOf(10_000n),
  price: null,
  offers: [
    { key: 'S@M:s1', member: 'S@M', side: 'sell', energy: whOf(2_000n), price: priceOf(60_000n) },
    { key: 'B@M:b1', member: 'B@M', side: 'buy', energy: whOf(3_000n), price: priceOf(100_000n) },
  ],
  trades: [
    { buyer: 'B@M', seller: 'S@M', energy: whOf(1_500n), price: priceOf(100_000n), payment: microEuroOf(150_000n) },
  ],
};
const account = (member: string, available: bigint, paid: bigint, received: bigint, fees: bigint) => ({
  member,
  available,
  escrowed: 0n,
  lockedForWithdrawal: 0n,
  booked: { paid, received, fees },
});
const ledger: DayLedger = {
  market: 'm',
  operator: 'O@M',
  listings: [listing],
  accounts: [
    account('S@M', 148_500n, 0n, 148_500n, 0n),
    account('B@M', 850_000n, 150_000n, 0n, 0n),
    account('O@M', 1_500n, 0n, 0n, 1_500n),
  ],
  supply: 1_000_000n,
};
const reportOf = (changed: Partial<DayLedger> = {}) =>
  reportDay(community, community.days[0]!, { ...ledger, ...changed }, ({ id }) => `${id}@M`);

describe("a day's report", () => {
  it('bills what was traded at its payment and the rest at the grid', () => {
    const [seller, buyer] = reportOf().members;
    // 1.5 kWh sold for 0.15 less 1 %, half a kWh fed in at 0.05: an income.
    assert.deepEqual(seller!.bill, { withMarket: -148_500n - 25_000n, withoutMarket: -100_000n });
    // 1.5 kWh bought for 0.15 and 1.5 kWh at 0.20, instead of 3 kWh at 0.20.
    assert.deepEqual(buyer!.bill, { withMarket: 150_000n + 300_000n, withoutMarket: 600_000n });
    assert.deepEqual([seller!.ownUse, seller!.sold, seller!.toGrid], [1_000n, 1_500n, 500n]);
    assert.deepEqual([buyer!.bought, buyer!.fromGrid, buyer!.balance], [1_500n, 1_500n, 850_000n]);
  });

  it('takes what a home sold beyond its surplus from the grid', () => {
    const trade = { ...listing.trades[0]!, energy: whOf(3_500n) };
    const [seller, buyer] = reportOf({ listings: [{ ...listing, trades: [trade] }] }).members;
    assert.deepEqual([seller!.fromGrid, seller!.toGrid], [1_500n, 0n]);
    assert.deepEqual([buyer!.fromGrid, buyer!.toGrid], [0n, 500n]);
    assert.equal(seller!.bill.withMarket, 300_000n - 148_500n);
  });

  it('sums the community up', () => {
    const { energy, turnover, bills } = reportOf();
    assert.deepEqual(energy, {
      load: 4_000n,
      pv: 3_000n,
      ownUse: 1_000n,
      surplus: 2_000n,
      deficit: 3_000n,
      tradable: 2_000n,
      traded: 1_500n,
    });
    assert.equal(turnover, 150_000n);
    assert.deepEqual(bills, { withMarket: 276_500n, withoutMarket: 500_000n });
  });

  it('gives the average price where the mechanism has none, and none where nothing was traded', () => {
    assert.equal(reportOf().hours[0]!.price, 100_000n);
    const nothing = { ...listing, price: priceOf(90_000n), trades: [] };
    assert.equal(reportOf({ listings: [nothing] }).hours[0]!.price, null);
  });

  it('leaves out hours that have not been settled, and says that the day is not whole', () => {
    const report = reportOf();
    assert.equal(report.hours.length, 1);
    assert.equal(reportDocument(report, 2).complete, false);
    assert.equal(reportDocument(report, 1).complete, true);
  });

  it('holds that eEuro in = eEuro out', () => {
    assert.deepEqual(
      reportOf().money.statements.map(({ holds }) => holds),
      [true, true, true, true, true],
    );
  });

  for (const [what, changed, broken] of [
    ['eEuro that appears in an account', { supply: 999_999n }, [0]],
    [
      'a seller that received too little',
      { accounts: [account('S@M', 148_500n, 0n, 148_499n, 0n), ...ledger.accounts.slice(1)] },
      [1],
    ],
    [
      'a trade that nobody paid',
      { listings: [{ ...listing, trades: [...listing.trades, ...listing.trades] }] },
      [2, 3],
    ],
    [
      'escrow that was never given back',
      { accounts: [...ledger.accounts.slice(0, 2), { ...ledger.accounts[2]!, available: 0n, escrowed: 1_500n }] },
      [4],
    ],
  ] as const) {
    it(`finds ${what}`, () => {
      const { statements, holds } = reportOf(changed).money;
      assert.equal(holds, false);
      assert.deepEqual(
        statements.flatMap((statement, index) => (statement.holds ? [] : [index])),
        broken,
      );
    });
  }
});

describe('the report as text', () => {
  const lines = reportLines(reportOf(), plainStyle);

  it('fits 100 columns and holds no control characters where none are wanted', () => {
    for (const line of [...lines, hourLine(reportOf().hours[0]!)]) {
      assert.match(line, /^[\x20-\x7e]*$/);
      assert.ok(line.length <= 100, line);
    }
  });

  it('shows prices, balances, bills and the proof', () => {
    const text = lines.join('\n');
    assert.match(text, /Traded locally: 1\.500 kWh of 2\.000 kWh surplus \(75\.0 %/);
    assert.match(text, /^Own production used in the community: 83\.3 % \(33\.3 % without the market\)\.$/m);
    assert.match(text, /^Use covered by the community itself: 62\.5 % \(25\.0 % without the market\)\.$/m);
    assert.match(text, /^12:00 \|=+f=+#\s+R\| 10\.00 ct +1\.500 kWh$/m);
    assert.match(text, /^S@M +prosumer +0\.000 +1\.500 +0\.1485 +-0\.17 +-0\.10 +0\.07$/m);
    assert.match(
      text,
      /All bills: 0\.28 eEuro with the market, 0\.50 with retail and feed-in alone: 0\.22 eEuro saved/,
    );
    assert.match(text, /1\.000000 = 1\.000000 +holds +minted less burned/);
  });

  it('uses colours on a terminal only, and not where they are refused', () => {
    assert.notEqual(styleFor({ isTTY: true }, {}), plainStyle);
    assert.equal(styleFor({}, {}), plainStyle);
    assert.equal(styleFor({ isTTY: true }, { NO_COLOR: '1' }), plainStyle);
    assert.equal(styleFor({ isTTY: true }, { TERM: 'dumb' }), plainStyle);
  });
});
