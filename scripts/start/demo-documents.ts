import { type Household } from '../../agents/community/community';
import { ledgerTime } from '../../agents/community/local-time';
import { hourlyPrice } from '../../agents/community/tariff';
import { unitOf } from '../../agents/simulator/household-agent';
import { type PlayableDay } from '../../agents/simulator/next-day';
import { type Actor } from '../../agents/simulator/cast';
import { formatEnergy, formatMicros } from '../../chaincode/domain/units';

/** A home of the demonstration, as its data describes it. */
export interface HomeDocument {
  /** As in the readings of an hour: H01. */
  readonly home: string;
  readonly member: string;
  readonly kind: Household['kind'];
  readonly pvW: number;
  /** Its unit on the ledger; null without panels. */
  readonly unit: string | null;
  /** Bus of the distribution grid. */
  readonly bus: string;
  readonly battery: { readonly capacity: string } | null;
  /** What the grid asks and pays for a kWh, by local hour of the day. */
  readonly tariff: { readonly name: string; readonly retail: readonly string[]; readonly feedIn: string };
}

/** The recorded day that is being played: what every meter counts in each of its hours, past and to come. */
export interface DayDocument {
  readonly market: string;
  /** Local. */
  readonly date: string;
  readonly hours: readonly {
    readonly start: string;
    /** Local hour of the day, 0 to 23. */
    readonly localHour: number;
    /** kWh by home. */
    readonly homes: Readonly<Record<string, { readonly used: string; readonly produced: string }>>;
  }[];
}

const HOURS = Array.from({ length: 24 }, (_, hour) => hour);

/** The homes among the members. */
export function homesDocument(actors: readonly Actor[]): { readonly homes: readonly HomeDocument[] } {
  const homes = actors.flatMap((actor) => ('household' in actor ? [homeDocument(actor as HomeActor)] : []));
  return { homes };
}

type HomeActor = Actor & { readonly household: Household };

const homeDocument = ({ client, household }: HomeActor): HomeDocument => ({
  home: household.id,
  member: client.member,
  kind: household.kind,
  pvW: household.pvW,
  unit: household.pvW > 0 ? unitOf(household) : null,
  bus: household.bus,
  battery: household.battery ? { capacity: formatEnergy(household.battery.capacity) } : null,
  tariff: {
    name: household.tariff.name,
    retail: HOURS.map((hour) => formatMicros(hourlyPrice(household.tariff, hour * 60))),
    feedIn: formatMicros(household.tariff.feedIn),
  },
});

/** The day that is played; null where none has been. */
export function dayDocument(playable: PlayableDay | undefined): { readonly day: DayDocument | null } {
  if (!playable) return { day: null };
  const { market, day } = playable;
  const hours = day.hours.map(({ start, startMinute, readings }) => ({
    start: ledgerTime(start),
    localHour: Math.floor(startMinute / 60),
    homes: Object.fromEntries(
      [...readings].map(([home, { load, pv }]) => [home, { used: formatEnergy(load), produced: formatEnergy(pv) }]),
    ),
  }));
  return { day: { market, date: day.date, hours } };
}
