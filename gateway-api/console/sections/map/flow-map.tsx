import { type JSX } from 'preact';
import { formatEnergy, formatMicros } from '../../../../chaincode/domain/units';
import { ChartFrame, type DataColumn } from '../../charts/chart-frame';
import { useCursor } from '../../charts/use-cursor';
import { amountText } from '../../model/amounts';
import { type EnergyMap, type Flow, type MapMember } from '../../model/energy-map';
import { shortMember } from '../../model/names';
import { showEnergy, showMoney } from '../../model/show';
import { texts } from '../../model/texts';
import { type ListingView } from '../../model/views';
import { useHourText, useTimeText } from '../../state/time-zone';
import { type MeterReading } from './hour-map';
import { FlowSign } from './flow-sign';
import { MemberSign, type Point, signRadius } from './member-sign';

interface FlowMapProps {
  readonly listing: ListingView;
  readonly map: EnergyMap;
  /** All flows of the hour, also those that have no room on the map. */
  readonly rows: readonly Flow[];
  readonly own: string;
  readonly meters: ReadonlyMap<string, MeterReading>;
}

const HEIGHT = 460;

/** The flows of an hour between members on a circle, with the table behind. */
export function FlowMap(props: FlowMapProps): JSX.Element {
  const { listing, map, rows } = props;
  const words = texts.map;
  const hour = `${useTimeText()(listing.deliveryStart, 'day')}, ${useHourText(listing)}`;
  const sellers = new Set(rows.map(({ seller }) => seller)).size;
  const buyers = new Set(rows.map(({ buyer }) => buyer)).size;
  const total = rows.reduce((sum, { energy }) => sum + energy, 0n);
  const summary = rows.length === 0 ? words.summaryNone(hour) : words.summary(hour, sellers, buyers, showEnergy(total));
  const both = map.members.some(({ part }) => part === 'both');
  return (
    <>
      <ChartFrame
        summary={summary}
        fileName={`flows-${listing.id}`}
        height={HEIGHT}
        head={<p class="map-summary">{summary}</p>}
        legend={[
          { look: 'sell', shape: 'block', name: words.signs.sells },
          { look: 'buy', shape: 'block', name: words.signs.buys },
          ...(both ? [{ look: 'price', shape: 'block', name: words.signs.both } as const] : []),
          { look: 'quiet', shape: 'block', name: words.signs.rests },
          { look: 'sun', shape: 'block', name: words.signs.you },
        ]}
        columns={columns}
        rows={rows}
        keyOf={({ seller, buyer }) => `${seller} ${buyer}`}
      >
        {(width) => <Drawing {...props} summary={summary} width={width} />}
      </ChartFrame>
      {map.left > 0 ? <p class="quiet small-print">{words.left(map.left)}</p> : null}
    </>
  );
}

const column = (heading: string, value: (flow: Flow) => string, figure: boolean): DataColumn<Flow> => ({
  ...{ heading, value, figure },
  cell: value,
});
const columns: readonly DataColumn<Flow>[] = [
  column(texts.map.columns.seller, ({ seller }) => shortMember(seller), false),
  column(texts.map.columns.buyer, ({ buyer }) => shortMember(buyer), false),
  column(texts.map.columns.energy, ({ energy }) => formatEnergy(energy), true),
  column(texts.map.columns.payment, ({ payment }) => formatMicros(payment), true),
];

interface DrawingProps extends FlowMapProps {
  readonly summary: string;
  readonly width: number;
}

/** Below this width a few energies are all that there is room for, in pixels. */
const NARROW = 560;
/** Room around the ring for the names. */
const EDGE = { x: 54, y: 36 };
/** The ring is at most so much wider than high. */
const WIDEST = 1.7;

function Drawing({ map, own, meters, summary, width }: DrawingProps): JSX.Element {
  const { members, flows } = map;
  const center = { x: width / 2, y: HEIGHT / 2 };
  const down = HEIGHT / 2 - EDGE.y;
  const across = Math.min(width / 2 - EDGE.x, down * WIDEST);
  const placeOf = ({ x, y }: MapMember, reach = 0): Point => ({
    x: center.x + x * (across + reach),
    y: center.y + y * (down + reach),
  });
  const places = new Map(members.map((member) => [member.member, placeOf(member)]));
  const cursor = useCursor(members.length, (x, y) => {
    const distances = members.map((member) => Math.hypot(placeOf(member).x - x, placeOf(member).y - y));
    return distances.indexOf(Math.min(...distances));
  });
  const looked = cursor.index === undefined ? undefined : members[cursor.index];
  const most = members.reduce((top, { sold, bought }) => (sold + bought > top ? sold + bought : top), 0n);
  const thickest = flows[0]?.energy ?? 0n;
  // What is looked at is drawn last, over the others.
  const rank = (flow: Flow): number => Number(concerns(flow, looked?.member ?? own));
  const drawn = [...flows].sort((a, b) => rank(a) - rank(b));
  // Energies stand at the largest flows, or at those of the member that is looked at: all of them would cover each other.
  const told = looked ? flows.filter((flow) => concerns(flow, looked.member)) : flows;
  const named = new Set(told.slice(0, width < NARROW ? 3 : 6));
  return (
    <div class="map-drawing" role="group" aria-label={summary} tabIndex={0} {...cursor.handlers}>
      <svg height={HEIGHT} viewBox={`0 0 ${width} ${HEIGHT}`} aria-hidden="true">
        {drawn.map((flow) => {
          const [from, to] = [places.get(flow.seller), places.get(flow.buyer)];
          if (!from || !to) return null;
          const thickness = thickest === 0n ? 1 : 1 + (7 * Number(flow.energy)) / Number(thickest);
          return (
            <path
              key={`${flow.seller} ${flow.buyer}`}
              class={`map-flow ${lookOf(flow, looked?.member, own)}`}
              stroke-width={thickness}
              d={`M${from.x} ${from.y}Q${center.x} ${center.y} ${to.x} ${to.y}`}
            />
          );
        })}
        {drawn.map((flow) => (
          <FlowSign
            key={`${flow.seller} ${flow.buyer}`}
            flow={flow}
            from={places.get(flow.seller)}
            to={places.get(flow.buyer)}
            center={center}
            named={named.has(flow)}
            look={lookOf(flow, looked?.member, own)}
          />
        ))}
        {members.map((member) => (
          <MemberSign
            key={member.member}
            member={member}
            at={placeOf(member)}
            nameAt={placeOf(member, signRadius(member, most) + 13)}
            radius={signRadius(member, most)}
            own={member.member === own}
            looked={member === looked}
          />
        ))}
        {flows.length === 0 ? (
          <text x={center.x} y={center.y} text-anchor="middle">
            {texts.map.nothing}
          </text>
        ) : null}
      </svg>
      <p class={looked === undefined ? 'readout waiting' : 'readout'} aria-live="polite">
        {looked === undefined ? texts.map.hint : readout(looked, flows, own, meters.get(looked.member))}
      </p>
    </div>
  );
}

const concerns = ({ seller, buyer }: Flow, member: string): boolean => seller === member || buyer === member;

/** A flow in the colour of what the member that is looked at does in it, or the reader where nobody is. */
function lookOf(flow: Flow, looked: string | undefined, own: string): string {
  const about = looked ?? own;
  if (concerns(flow, about)) return flow.seller === about ? 'sell' : 'buy';
  return looked === undefined ? '' : 'faint';
}

/** Partners that a sentence names. */
const NAMED = 3;

/** What a member sold and bought, exactly, and with whom most. */
function readout(
  { member, sold, bought, received, paid }: MapMember,
  flows: readonly Flow[],
  own: string,
  meter: MeterReading | undefined,
): string {
  const words = texts.map;
  const partners = (told: readonly string[]): string =>
    [...told.slice(0, NAMED), ...(told.length > NAMED ? [words.others(told.length - NAMED)] : [])].join(', ');
  const to = flows
    .filter(({ seller }) => seller === member)
    .map(({ buyer, energy }) => words.to(showEnergy(energy), shortMember(buyer)));
  const from = flows
    .filter(({ buyer }) => buyer === member)
    .map(({ seller, energy }) => words.from(showEnergy(energy), shortMember(seller)));
  const deeds = [
    ...(sold > 0n ? [words.sold(showEnergy(sold), showMoney(received), partners(to))] : []),
    ...(bought > 0n ? [words.bought(showEnergy(bought), showMoney(paid), partners(from))] : []),
  ];
  const name = member === own ? words.you(shortMember(member)) : shortMember(member);
  const trading = `${name} ${deeds.length === 0 ? words.rests : deeds.join('; ')}.`;
  if (!meter) return trading;
  return `${trading} ${words.metered(amountText(meter.produced, 'energy'), amountText(meter.used, 'energy'))}`;
}
