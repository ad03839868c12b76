import { type Community, type Household, type RecordedDay } from '../community/community';
import { type AgentsReport } from './agents-report';
import { type DayLedger } from './day-ledger';
import { type HourReport, reportHour } from './hour-report';
import { type MemberReport, reportMember } from './member-report';
import { type MicrogridReport } from './microgrid-report';
import { checkMoney, type MoneyCheck } from './money-check';
import { reportStorage, type StorageReport } from './storage-report';
import { sum } from './sum';

/** Energy of the whole community over the day, in Wh. */
export interface EnergyTotals {
  readonly load: bigint;
  readonly pv: bigint;
  /** Used in the home that produced it. */
  readonly ownUse: bigint;
  readonly surplus: bigint;
  readonly deficit: bigint;
  /** The smaller of surplus and deficit, hour by hour: no market could trade more. */
  readonly tradable: bigint;
  readonly traded: bigint;
}

/** What a day in the market came to. Amounts are millionths of eEuro, energy is Wh. */
export interface DayReport {
  readonly community: string;
  readonly timeZone: string;
  readonly date: string;
  readonly market: string;
  readonly hours: readonly HourReport[];
  readonly members: readonly MemberReport[];
  readonly energy: EnergyTotals;
  /** All members' bills together, with the market and without. */
  readonly bills: { readonly withMarket: bigint; readonly withoutMarket: bigint };
  readonly turnover: bigint;
  readonly money: MoneyCheck;
  /** What agents did; undefined where there are none. */
  readonly agents: AgentsReport | undefined;
  /** Stored energy; undefined where the community has no storage units. */
  readonly storage: StorageReport | undefined;
  /** By levels; undefined where the market has no microgrids. */
  readonly microgrids?: MicrogridReport | undefined;
}

/** How the ledger knows a household. */
export type MemberOf = (household: Household) => string;

/**
 * Puts a day's readings and what the ledger says of it together. Hours are the day's hours that the ledger has a listing
 * for; a day that is half played is reported as far as it went, readings of its other hours left out.
 */
export function reportDay(community: Community, day: RecordedDay, ledger: DayLedger, memberOf: MemberOf): DayReport {
  const byStart = new Map(ledger.listings.map((listing) => [listing.deliveryStart.getTime(), listing]));
  const hours = day.hours.flatMap((hour) => {
    const listing = byStart.get(hour.start.getTime());
    return listing ? [reportHour(hour, listing, community.households)] : [];
  });
  const played = day.hours.filter((hour) => byStart.has(hour.start.getTime()));
  const listings = played.flatMap((hour) => byStart.get(hour.start.getTime()) ?? []);
  const accounts = new Map(ledger.accounts.map((account) => [account.member, account]));
  const members = community.households.map((household) =>
    reportMember(household, memberOf(household), played, listings, accounts.get(memberOf(household)), ledger.storage),
  );
  return {
    community: community.name,
    timeZone: community.timeZone,
    date: day.date,
    market: ledger.market,
    hours,
    members,
    energy: {
      load: sum(members, ({ load }) => load),
      pv: sum(members, ({ pv }) => pv),
      ownUse: sum(members, ({ ownUse }) => ownUse),
      surplus: sum(hours, ({ surplus }) => surplus),
      deficit: sum(hours, ({ deficit }) => deficit),
      tradable: sum(hours, ({ surplus, deficit }) => (surplus < deficit ? surplus : deficit)),
      traded: sum(hours, ({ energy }) => energy),
    },
    bills: {
      withMarket: sum(members, ({ bill }) => bill.withMarket),
      withoutMarket: sum(members, ({ bill }) => bill.withoutMarket),
    },
    turnover: sum(hours, ({ turnover }) => turnover),
    money: checkMoney(ledger, listings),
    agents: ledger.agents,
    storage: ledger.storage && reportStorage(ledger.storage, ledger),
  };
}
