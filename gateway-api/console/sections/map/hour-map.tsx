import { type JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { Card } from '../../components/card';
import { Loaded } from '../../components/states';
import { energyMap, flowsByPair, type FlowView } from '../../model/energy-map';
import { texts } from '../../model/texts';
import { type ListingView, type MemberView } from '../../model/views';
import { useMeterDay, useHomes } from '../../state/home';
import { useMember } from '../../state/me';
import { useMembers } from '../../state/members';
import { FlowMap } from './flow-map';
import { HourChoice } from './hour-choice';
import { LineLoads } from './line-loads';
import { MemberHours } from './member-hours';
import { useFlows } from './use-flows';

/** The map of one hour and the choice of the hour; the newest with trades until another one is chosen. */
export function HourMap({ listings }: { readonly listings: readonly ListingView[] }): JSX.Element {
  const words = texts.map;
  const [chosen, choose] = useState<string>();
  const newest = listings.findLast(({ clearing }) => (clearing?.trades ?? 0) > 0) ?? listings.at(-1);
  const wanted = listings.find(({ id }) => id === chosen) ?? newest;
  const flows = useFlows(wanted?.id);
  const members = useMembers();
  const own = useMember();
  const meters = useMeters();
  // Until another hour's flows are there, the drawing stays as it is.
  const last = useRef<{ readonly listing: ListingView; readonly items: readonly FlowView[] } | undefined>(undefined);
  if (wanted && flows.data) last.current = { listing: wanted, items: flows.data };
  const shown = flows.problem ? undefined : last.current;
  const data = shown && members.data ? { ...shown, members: members.data } : undefined;
  const resource = members.data ? { ...flows, data } : { ...members, data: undefined };
  return (
    <div class="grid">
      <Card title={words.title} lead={words.lead} wide>
        {wanted ? <HourChoice listings={listings} listing={wanted.id} onChoose={choose} /> : null}
        <Loaded what={words.title} resource={resource} lines={16}>
          {({ listing, items, members: all }) => (
            <FlowMap
              listing={listing}
              map={energyMap(onTheMap(all), flowsByPair(items), own)}
              rows={flowsByPair(items)}
              own={own}
              meters={meters(listing.deliveryStart)}
            />
          )}
        </Loaded>
      </Card>
      {shown ? <LineLoads listing={shown.listing} meters={meters(shown.listing.deliveryStart)} /> : null}
      <Card
        title={words.members}
        lead={shown && meters(shown.listing.deliveryStart).size > 0 ? words.membersLead : words.membersLeadNoMeters}
        wide
      >
        <Loaded what={words.members} resource={resource} lines={8}>
          {({ listing, items, members: all }) => (
            <MemberHours
              map={energyMap(onTheMap(all), flowsByPair(items), own, Infinity)}
              own={own}
              meters={meters(listing.deliveryStart)}
            />
          )}
        </Loaded>
      </Card>
    </div>
  );
}

/** Who stands on the map in every hour: members without an office. Others do in hours in which they trade. */
const onTheMap = (members: readonly MemberView[]): string[] =>
  members.filter(({ roles, status }) => roles.length === 0 && status === 'active').map(({ id }) => id);

/** What a member's meter counts in an hour, kWh. */
export interface MeterReading {
  readonly used: string;
  readonly produced: string;
}

/** Readings of an hour by member; none where no meters are known. */
function useMeters(): (start: string) => ReadonlyMap<string, MeterReading> {
  const homes = useHomes().data?.homes ?? [];
  const hours = useMeterDay().data?.day?.hours ?? [];
  return (start) => {
    const readings = hours.find((hour) => hour.start === start)?.homes ?? {};
    return new Map(
      homes.flatMap(({ home, member }) => {
        const reading = readings[home];
        return reading ? [[member, reading] as const] : [];
      }),
    );
  };
}
