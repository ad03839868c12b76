import { type AgentsDocument, agentsDocument } from './agents-document';
import { formatEnergy, formatMicros } from '../../chaincode/domain/units';
import { clockOf, ledgerTime } from '../community/local-time';
import { type DayReport } from './day-report';
import { type MicrogridDocument, microgridDocument } from './microgrid-document';
import { type StatementDocument, statementDocument, type StorageDocument, storageDocument } from './storage-document';

/** A day report as JSON: energy in kWh, money in eEuro, prices in eEuro per kWh, all as decimal strings. */
export interface ReportDocument {
  readonly community: string;
  readonly timeZone: string;
  readonly market: string;
  /** Local date of the day. */
  readonly date: string;
  /** Whether every hour of the day is in it. */
  readonly complete: boolean;
  readonly energy: Readonly<Record<'load' | 'pv' | 'ownUse' | 'surplus' | 'deficit' | 'tradable' | 'traded', string>>;
  readonly bills: { readonly withMarket: string; readonly withoutMarket: string };
  readonly turnover: string;
  readonly hours: readonly HourDocument[];
  readonly members: readonly MemberDocument[];
  readonly money: {
    readonly holds: boolean;
    readonly statements: readonly StatementDocument[];
  };
  /** What agents did; null where there are none. */
  readonly agents: AgentsDocument | null;
  /** Stored energy and ENT; null where the community has no storage units. */
  readonly storage: StorageDocument | null;
  /** The levels of a market of microgrids; null where there are none. */
  readonly microgrids: MicrogridDocument | null;
}

export interface HourDocument {
  readonly listing: string;
  readonly deliveryStart: string;
  /** "09:00", local. */
  readonly localTime: string;
  readonly mechanism: string;
  readonly sellOffers: number;
  readonly buyOffers: number;
  readonly offered: string;
  readonly wanted: string;
  readonly energy: string;
  readonly turnover: string;
  readonly fees: string;
  readonly trades: number;
  readonly price: string | null;
  readonly retail: string | null;
  readonly feedIn: string | null;
}

export interface MemberDocument {
  /** A pseudonym: enrollment id and organisation. */
  readonly member: string;
  readonly kind: string;
  readonly load: string;
  readonly pv: string;
  readonly bought: string;
  readonly sold: string;
  readonly paid: string;
  readonly received: string;
  readonly fedIn: string;
  readonly taken: string;
  readonly entBought: string;
  readonly entSold: string;
  readonly paidForEnt: string;
  readonly receivedForEnt: string;
  readonly entHeld: string | null;
  readonly balance: string | null;
  readonly billWithMarket: string;
  readonly billWithoutMarket: string;
}

/** Writes a report as the document that the first page and `--json` show. `expectedHours` tells a day half played. */
export function reportDocument(report: DayReport, expectedHours: number): ReportDocument {
  const { energy, bills, money } = report;
  return {
    community: report.community,
    timeZone: report.timeZone,
    market: report.market,
    date: report.date,
    complete: report.hours.length === expectedHours,
    energy: {
      load: formatEnergy(energy.load),
      pv: formatEnergy(energy.pv),
      ownUse: formatEnergy(energy.ownUse),
      surplus: formatEnergy(energy.surplus),
      deficit: formatEnergy(energy.deficit),
      tradable: formatEnergy(energy.tradable),
      traded: formatEnergy(energy.traded),
    },
    bills: { withMarket: formatMicros(bills.withMarket), withoutMarket: formatMicros(bills.withoutMarket) },
    turnover: formatMicros(report.turnover),
    hours: report.hours.map(hourDocument),
    members: report.members.map(memberDocument),
    money: {
      holds: money.holds,
      statements: money.statements.map(statementDocument),
    },
    agents: report.agents ? agentsDocument(report.agents) : null,
    storage: report.storage ? storageDocument(report.storage) : null,
    microgrids: report.microgrids ? microgridDocument(report.microgrids) : null,
  };
}

/** Writes one hour. */
export function hourDocument(hour: DayReport['hours'][number]): HourDocument {
  return {
    listing: hour.listing,
    deliveryStart: ledgerTime(hour.deliveryStart),
    localTime: clockOf(hour.startMinute),
    mechanism: hour.mechanism,
    sellOffers: hour.sellOffers,
    buyOffers: hour.buyOffers,
    offered: formatEnergy(hour.offered),
    wanted: formatEnergy(hour.wanted),
    energy: formatEnergy(hour.energy),
    turnover: formatMicros(hour.turnover),
    fees: formatMicros(hour.fees),
    trades: hour.trades,
    price: orNull(hour.price),
    retail: orNull(hour.retail),
    feedIn: orNull(hour.feedIn),
  };
}

function memberDocument(member: DayReport['members'][number]): MemberDocument {
  return {
    member: member.member,
    kind: member.kind,
    load: formatEnergy(member.load),
    pv: formatEnergy(member.pv),
    bought: formatEnergy(member.bought),
    sold: formatEnergy(member.sold),
    paid: formatMicros(member.paid),
    received: formatMicros(member.received),
    fedIn: formatEnergy(member.fedIn),
    taken: formatEnergy(member.taken),
    entBought: formatMicros(member.ent.bought),
    entSold: formatMicros(member.ent.sold),
    paidForEnt: formatMicros(member.ent.paid),
    receivedForEnt: formatMicros(member.ent.received),
    entHeld: orNull(member.entHeld),
    balance: orNull(member.balance),
    billWithMarket: formatMicros(member.bill.withMarket),
    billWithoutMarket: formatMicros(member.bill.withoutMarket),
  };
}

const orNull = (micros: bigint | null) => (micros === null ? null : formatMicros(micros));
