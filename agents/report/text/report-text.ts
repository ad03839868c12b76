import { clockOf } from '../../community/local-time';
import { type DayReport } from '../day-report';
import { type HourReport } from '../hour-report';
import { type MemberReport } from '../member-report';
import { type Statement } from '../statement';
import { agentsLines } from './agents-text';
import { cents, decimal, euro, kWh, percent } from './format';
import { microgridLines } from './microgrid-text';
import { priceChart } from './price-chart';
import { storageLines } from './storage-text';
import { type Style } from './style';
import { tableLines } from './table';

/** One line for an hour that has just been settled: offers, energy, price, turnover. */
export function hourLine(hour: HourReport): string {
  const price = hour.price === null ? 'no trade'.padStart(12) : `${cents(hour.price)} ct/kWh`.padStart(12);
  return [
    clockOf(hour.startMinute),
    `${String(hour.sellOffers).padStart(3)} sell ${String(hour.buyOffers).padStart(3)} buy`,
    `${kWh(hour.energy).padStart(8)} kWh`,
    price,
    `${euro(hour.turnover, 4).padStart(9)} eEuro`,
  ].join('   ');
}

/** The whole report as lines of text, at most 100 columns wide. */
export function reportLines(report: DayReport, style: Style): string[] {
  return [
    style.bold(`${report.date} in ${report.community} (market ${report.market}, ${report.timeZone} time)`),
    '',
    ...energyLines(report),
    '',
    style.bold('Price by hour'),
    ...priceChart(report.hours),
    '',
    ...(report.microgrids ? [...microgridLines(report.microgrids, style), ''] : []),
    ...(report.storage ? [style.bold('Stored energy'), ...storageLines(report.storage, report.members), ''] : []),
    ...(report.agents ? [style.bold('Agents'), ...agentsLines(report.agents), ''] : []),
    style.bold("Members: balance, and the day's bill with the market and without"),
    ...memberLines(report.members),
    '',
    ...billLines(report, style),
    '',
    style.bold('eEuro in = eEuro out'),
    ...statementLines(report.money.statements, style),
    ...(report.storage
      ? [
          '',
          style.bold('ENT minted - burned = ENT in circulation'),
          ...statementLines(report.storage.statements, style),
        ]
      : []),
  ];
}

function energyLines({ energy, turnover, hours, storage }: DayReport): string[] {
  const used = energy.ownUse + energy.traded + (storage?.taken ?? 0n);
  const share = (part: bigint, whole: bigint) => `${percent(part, whole)} %`;
  const fees = hours.reduce((total, hour) => total + hour.fees, 0n);
  return [
    `Used ${kWh(energy.load, 1)} kWh, produced ${kWh(energy.pv, 1)} kWh, of which ${kWh(energy.ownUse, 1)} kWh at home.`,
    `Traded locally: ${kWh(energy.traded)} kWh of ${kWh(energy.surplus)} kWh surplus (${share(energy.traded, energy.surplus)}; ` +
      `${kWh(energy.tradable)} kWh met demand in the same hour).`,
    `Own production used in the community: ${share(used, energy.pv)} ` +
      `(${share(energy.ownUse, energy.pv)} without the market).`,
    `Use covered by the community itself: ${share(used, energy.load)} ` +
      `(${share(energy.ownUse, energy.load)} without the market).`,
    `Turnover ${euro(turnover, 4)} eEuro, fees ${euro(fees, 4)} eEuro.`,
  ];
}

function memberLines(members: readonly MemberReport[]): string[] {
  const columns = ['member', 'kind', 'bought kWh', 'sold kWh', 'balance', 'bill', 'without', 'saved'].map(
    (heading, index) => ({ heading, align: index < 2 ? ('left' as const) : ('right' as const) }),
  );
  const rows = members.map((member) => [
    member.member,
    member.kind.replace('_', '+'),
    kWh(member.bought),
    kWh(member.sold),
    member.balance === null ? '-' : euro(member.balance, 4),
    euro(member.bill.withMarket),
    euro(member.bill.withoutMarket),
    euro(member.bill.withoutMarket - member.bill.withMarket),
  ]);
  return tableLines(columns, rows);
}

function billLines({ bills }: DayReport, style: Style): string[] {
  const saved = bills.withoutMarket - bills.withMarket;
  return [
    `All bills: ${euro(bills.withMarket)} eEuro with the market, ${euro(bills.withoutMarket)} with retail and feed-in alone: ` +
      style.good(`${euro(saved)} eEuro saved`),
  ];
}

function statementLines(statements: readonly Statement[], style: Style): string[] {
  return statements.map(({ says, left, right, holds }) => {
    const verdict = holds ? style.good('holds') : style.bad('DOES NOT HOLD');
    return `${decimal(left, 6, 6).padStart(14)} = ${decimal(right, 6, 6).padEnd(14)} ${verdict}  ${says}`;
  });
}
