import assert from 'node:assert/strict';
import { type Community } from '../../../agents/community/community';
import { type DayLedger, type LedgerListing } from '../../../agents/report/day-ledger';
import { reportDay } from '../../../agents/report/day-report';
import { sumRecords } from '../../../agents/report/read-storage';
import { reportDocument } from '../../../agents/report/report-document';
import { type LedgerStorage } from '../../../agents/report/storage-ledger';
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
    { id: 'S', number: 1, kind: 'prosumer', pvW: 4000, battery: undefined, bus: 'B1', tariff },
    { id: 'B', number: 2, kind: 'consumer', pvW: 0, battery: undefined, bus: 'B2', tariff },
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
  booked: { paid, received, fees, rewards: 0n, paidForEnt: 0n, receivedForEnt: 0n },
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
/** The seller fed the half kWh that it didn't sell into a unit of its own, and sold the ENT; the buyer took some out. */
const storage: LedgerStorage = {
  units: [{ id: 'SU@M', owner: 'S@M', energy: 250n }],
  pools: { stored: 250n, circulating: 300_000n, gap: 50_000n, rate: 2_500n },
  rates: { mint: 997_500n, burn: 1_002_500n },
  accounts: [
    { member: 'S@M', held: 300_000n, minted: 500_000n, burned: 0n },
    { member: 'B@M', held: 0n, minted: 0n, burned: 200_000n },
  ],
  trades: [{ buyer: 'B@M', seller: 'S@M', amount: 200_000n, price: priceOf(150_000n), payment: microEuroOf(30_000n) }],
  records: sumRecords(
    [
      {
        unit: 'SU@M',
        begun: 0n,
        entries: [
          {
            label: 'm_20260601T1200Z',
            first: 1,
            readings: [
              { kind: 'produced', member: 'S@M', energy: 500n },
              { kind: 'consumed', member: 'B@M', energy: 200n },
              { kind: 'actual', energy: 250n },
            ],
            holds: 250n,
          },
        ],
      },
    ],
    new Set(['m_20260601T1200Z']),
  ),
};
const withStorage = (changed: Partial<LedgerStorage> = {}) =>
  reportOf({
    accounts: ledger.accounts.map((each) => ({
      ...each,
      booked: {
        ...each.booked,
        paidForEnt: each.member === 'B@M' ? 30_000n : 0n,
        receivedForEnt: each.member === 'S@M' ? 30_000n : 0n,
      },
    })),
    storage: { ...storage, ...changed },
  });

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

describe("a day's report on stored energy", () => {
  it('bills neither what was fed in nor what was taken out, and ENT at what they were paid', () => {
    const [seller, buyer] = withStorage().members;
    // Nothing is left for the grid; the ENT brought 0.03.
    assert.equal(seller!.bill.withMarket, -148_500n - 30_000n);
    // 0.2 kWh less from the grid at 0.20, for 0.03.
    assert.equal(buyer!.bill.withMarket, 150_000n + 260_000n + 30_000n);
    assert.deepEqual([seller!.toGrid, buyer!.fromGrid], [0n, 1_300n]);
    assert.deepEqual([seller!.fedIn, buyer!.taken, seller!.entHeld], [500n, 200n, 300_000n]);
    assert.deepEqual(buyer!.ent, { bought: 200_000n, sold: 0n, paid: 30_000n, received: 0n });
    assert.deepEqual(seller!.bill.withoutMarket, -100_000n);
  });

  it('sums up what came, went and was lost, and the trades of ENT', () => {
    const { fedIn, taken, lost, sessions, trades } = withStorage().storage!;
    assert.deepEqual([fedIn, taken, lost, sessions], [500n, 200n, 50n, 1]);
    assert.deepEqual(trades, { count: 1, amount: 200_000n, turnover: 30_000n, lowest: 150_000n, highest: 150_000n });
  });

  it('counts only the hours of the day, and all of them in the proof', () => {
    const { flows, lost, ever } = sumRecords(
      [
        {
          unit: 'SU@M',
          begun: 70n,
          entries: ['yesterday', 'today'].map((label, index) => ({
            label,
            first: 1 + 2 * index,
            readings: [
              { kind: 'produced', member: 'S@M', energy: 100n },
              { kind: 'actual', energy: 90n * BigInt(index + 1) },
            ],
            holds: 90n * BigInt(index + 1),
          })),
        },
      ],
      new Set(['today']),
    );
    assert.deepEqual([flows.length, lost, ever], [1, 10n, { begun: 70n, fedIn: 200n, taken: 0n, lost: 90n }]);
  });

  it('holds that ENT minted - burned = ENT in circulation, and that the energy is there', () => {
    assert.deepEqual(
      withStorage().storage!.statements.map(({ holds }) => holds),
      [true, true, true, true, true, true],
    );
  });

  for (const [what, changed, broken] of [
    ['ENT that nothing minted', { pools: { ...storage.pools, circulating: 300_001n } }, [0, 1]],
    ['energy that nobody fed in', { pools: { ...storage.pools, stored: 251n } }, [2, 3]],
    ['a trade of ENT that nobody paid', { trades: [...storage.trades, ...storage.trades] }, [4]],
  ] as const) {
    it(`finds ${what}`, () => {
      assert.deepEqual(
        withStorage(changed).storage!.statements.flatMap(({ holds }, index) => (holds ? [] : [index])),
        broken,
      );
    });
  }

  it('is shown as text within 100 columns, and left out where there are no units', () => {
    const lines = reportLines(withStorage(), plainStyle);
    for (const line of lines) assert.ok(/^[\x20-\x7e]*$/.test(line) && line.length <= 100, line);
    const text = lines.join('\n');
    assert.match(text, /^Fed in 0\.500 kWh, taken out 0\.200 kWh in 1 session, lost 0\.050 kWh\.$/m);
    assert.match(text, /^In storage 0\.250 kWh against 0\.300 ENT in circulation\.$/m);
    assert.match(text, /^Order book: 1 trade, 0\.200 ENT for 0\.0300 eEuro, at 15\.00 ct\/ENT\.$/m);
    assert.match(text, /^B@M +0\.000 +0\.200 +0\.200 +0\.0300 +0\.000 +0\.0000 +0\.000$/m);
    // Own production used: 1 kWh at home, 1.5 traded, 0.2 out of storage, of 3 kWh.
    assert.match(text, /^Own production used in the community: 90\.0 % \(33\.3 % without the market\)\.$/m);
    assert.ok(!reportLines(reportOf(), plainStyle).join('\n').includes('ENT'));
  });

  it('is written as decimal strings', () => {
    const document = reportDocument(withStorage(), 1);
    const { statements, ...shown } = document.storage!;
    assert.equal(statements[2]!.left, '0.25');
    assert.deepEqual(shown, {
      ...{ fedIn: '0.5', taken: '0.2', lost: '0.05', sessions: 1, stored: '0.25', circulating: '0.3', gap: '0.05' },
      ...{ rate: '0.0025', mintRate: '0.9975', burnRate: '1.0025' },
      units: [{ unit: 'SU@M', owner: 'S@M', energy: '0.25' }],
      trades: { count: 1, amount: '0.2', turnover: '0.03', lowest: '0.15', highest: '0.15' },
      holds: true,
    });
    assert.deepEqual([document.members[0]!.fedIn, document.members[0]!.entSold], ['0.5', '0.2']);
    assert.equal(reportDocument(reportOf(), 1).storage, null);
  });
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
