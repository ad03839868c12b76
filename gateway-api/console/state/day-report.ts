import { read } from './api';
import { useIsDemo } from './demo';
import { type Resource, useResource } from './resources';

/** What a member's day came to. Decimal strings: kWh, eEuro. */
export interface MemberDay {
  readonly member: string;
  readonly load: string;
  readonly pv: string;
  readonly bought: string;
  readonly sold: string;
  readonly paid: string;
  readonly received: string;
  readonly fedIn: string;
  readonly taken: string;
  readonly billWithMarket: string;
  readonly billWithoutMarket: string;
}

/** An hour of a reported day. */
export interface ReportedHour {
  readonly listing: string;
  readonly deliveryStart: string;
  readonly localTime: string;
  readonly energy: string;
  readonly trades: number;
  readonly price: string | null;
  readonly retail: string | null;
  readonly feedIn: string | null;
}

/** Two figures that have to be the same. */
export interface Statement {
  readonly says: string;
  readonly left: string;
  readonly right: string;
  readonly holds: boolean;
}

/** The report of a day of the demonstration that was played to its end. */
export interface DayReport {
  readonly date: string;
  readonly timeZone: string;
  readonly energy: Readonly<Record<'load' | 'pv' | 'ownUse' | 'surplus' | 'traded', string>>;
  readonly bills: { readonly withMarket: string; readonly withoutMarket: string };
  readonly turnover: string;
  readonly hours: readonly ReportedHour[];
  readonly members: readonly MemberDay[];
  readonly money: { readonly statements: readonly Statement[] };
  readonly storage: { readonly taken: string; readonly statements: readonly Statement[] } | null;
}

/** The last whole day; null before the first, undefined where there is no demonstration. */
export function useDayReport(): Resource<DayReport | null> {
  const isDemo = useIsDemo();
  return useResource(
    isDemo ? '/report.json' : undefined,
    async () => (await read<{ readonly report: DayReport | null }>('/report.json')).report,
    // A day is over when the first hour of the next one is opened.
    { changedBy: ({ transaction }) => transaction === 'AcceptOfferBroadcast' },
  );
}
