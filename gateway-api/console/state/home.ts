import { type Grid } from '../model/line-load';
import { useIsDemo } from './demo';
import { read } from './api';
import { type Resource, useResource } from './resources';
import { useMember } from './me';

/** A home of the demonstration, and what its grid asks and pays. */
export interface Home {
  readonly home: string;
  readonly member: string;
  readonly pvW: number;
  readonly unit: string | null;
  readonly bus: string;
  readonly kind: string;
  readonly battery: { readonly capacity: string } | null;
  readonly tariff: { readonly name: string; readonly retail: readonly string[]; readonly feedIn: string };
}

/** An hour of the recorded day: what every meter counts in it. */
export interface MeterHour {
  readonly start: string;
  readonly localHour: number;
  readonly homes: Readonly<Record<string, { readonly used: string; readonly produced: string }>>;
}
export interface MeterDay {
  readonly market: string;
  readonly date: string;
  readonly hours: readonly MeterHour[];
}

/** All homes of the demonstration; none where there is no demonstration. */
export function useHomes(): Resource<{ readonly homes: readonly Home[] }> {
  const isDemo = useIsDemo();
  return useResource(isDemo ? '/demo/homes' : undefined, () => read<{ homes: Home[] }>('/demo/homes'));
}

/** The grid that the demonstration's homes hang on; null where none is known; nothing where there is no demonstration. */
export function useGrid(): Resource<{ readonly grid: Grid | null }> {
  const isDemo = useIsDemo();
  return useResource(isDemo ? '/demo/grid' : undefined, () => read<{ grid: Grid | null }>('/demo/grid'));
}

/** The recorded day that is being played, past hours and those to come; null before the first. */
export function useMeterDay(): Resource<{ readonly day: MeterDay | null }> {
  const isDemo = useIsDemo();
  return useResource(isDemo ? '/demo/day' : undefined, () => read<{ day: MeterDay | null }>('/demo/day'), {
    // A new day begins with its first listing.
    changedBy: ({ transaction }) => transaction === 'AcceptOfferBroadcast',
  });
}

/** What the member's meter counts in an hour, and what the grid asks and pays in it. kWh and eEuro per kWh. */
export interface HomeHour {
  readonly used: string;
  readonly produced: string;
  readonly retail: string;
  readonly feedIn: string;
}

/** The member's own home in the hour that begins at `start`; undefined where nothing is known of it. */
export function useHomeHour(start: string | undefined): HomeHour | undefined {
  const member = useMember();
  const home = useHomes().data?.homes.find((candidate) => candidate.member === member);
  const hour = useMeterDay().data?.day?.hours.find((candidate) => candidate.start === start);
  const reading = home && hour?.homes[home.home];
  const retail = hour && home?.tariff.retail[hour.localHour];
  if (!home || !reading || retail === undefined) return undefined;
  return { ...reading, retail, feedIn: home.tariff.feedIn };
}
