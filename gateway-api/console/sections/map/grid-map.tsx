import { type JSX } from 'preact';
import { formatEnergy } from '../../../../chaincode/domain/units';
import { ChartFrame, type DataColumn } from '../../charts/chart-frame';
import { useCursor } from '../../charts/use-cursor';
import { amountText } from '../../model/amounts';
import { type Grid, type LineLoad } from '../../model/line-load';
import { shortMember } from '../../model/names';
import { showShare } from '../../model/show';
import { texts } from '../../model/texts';
import { type ListingView } from '../../model/views';
import { useMember } from '../../state/me';
import { useHourText, useTimeText } from '../../state/time-zone';
import { type Point } from './member-sign';

interface GridMapProps {
  readonly listing: ListingView;
  readonly grid: Grid;
  readonly loads: readonly LineLoad[];
  /** Members by bus. */
  readonly homesAt: ReadonlyMap<string, readonly string[]>;
}

const HEIGHT = 420;
const EDGE = 24;

/** A grid on the ground, each line as thick as what it carried in the hour, with the table behind. */
export function GridMap(props: GridMapProps): JSX.Element {
  const { listing, loads } = props;
  const words = texts.map;
  const hour = `${useTimeText()(listing.deliveryStart, 'day')}, ${useHourText(listing)}`;
  const fullest = loads.reduce((top, line) => (carried(line) * top.most > carried(top) * line.most ? line : top));
  const summary = words.linesSummary(hour, showShare(carried(fullest), fullest.most), fullest.id);
  return (
    <ChartFrame
      summary={summary}
      fileName={`lines-${listing.id}`}
      height={HEIGHT}
      head={<p class="map-summary">{summary}</p>}
      legend={[
        { look: 'buy', name: words.power.homes },
        { look: 'sell', shape: 'dashed', name: words.power.grid },
        { look: 'quiet', name: words.power.none },
        ...(loads.some((line) => loadOf(line) === 'half') ? [{ look: 'sun', name: words.power.half } as const] : []),
        ...(loads.some((line) => loadOf(line) === 'full') ? [{ look: 'bad', name: words.power.full } as const] : []),
      ]}
      columns={columns}
      rows={loads}
      keyOf={({ id }) => id}
    >
      {(width) => <Drawing {...props} summary={summary} width={width} />}
    </ChartFrame>
  );
}

const carried = ({ power }: LineLoad): bigint => (power < 0n ? -power : power);

const column = (heading: string, value: (line: LineLoad) => string, figure: boolean): DataColumn<LineLoad> => ({
  ...{ heading, value, figure },
  cell: value,
});
const columns: readonly DataColumn<LineLoad>[] = [
  column(texts.map.lineColumns.line, ({ id }) => id, false),
  column(texts.map.lineColumns.near, ({ near }) => near, false),
  column(texts.map.lineColumns.far, ({ far }) => far, false),
  column(texts.map.lineColumns.power, ({ power }) => String(power), true),
  column(texts.map.lineColumns.most, ({ most }) => String(most), true),
  column(texts.map.lineColumns.share, (line) => showShare(carried(line), line.most), true),
];

interface DrawingProps extends GridMapProps {
  readonly summary: string;
  readonly width: number;
}

function Drawing({ grid, loads, homesAt, summary, width }: DrawingProps): JSX.Element {
  const own = useMember();
  const places = placed(grid, width);
  const drawn = loads.flatMap((line) => {
    const [near, far] = [places.get(line.near), places.get(line.far)];
    return near && far ? [{ line, near, far }] : [];
  });
  const cursor = useCursor(drawn.length, (x, y) => {
    const distances = drawn.map(({ near, far }) => Math.hypot((near.x + far.x) / 2 - x, (near.y + far.y) / 2 - y));
    return distances.indexOf(Math.min(...distances));
  });
  const looked = cursor.index === undefined ? undefined : drawn[cursor.index];
  const most = loads.reduce((top, line) => (carried(line) > top ? carried(line) : top), 1n);
  const root = places.get(grid.root);
  // The lines that start at the transformer carry a branch each; they are named with the fullest of all.
  const fullest = drawn
    .filter(({ line }) => line.power !== 0n)
    .sort((a, b) => Number(carried(b.line) * a.line.most - carried(a.line) * b.line.most))
    .filter(({ line }, rank) => rank === 0 || line.near === grid.root);
  return (
    <div class="map-drawing" role="group" aria-label={summary} tabIndex={0} {...cursor.handlers}>
      <svg height={HEIGHT} viewBox={`0 0 ${width} ${HEIGHT}`} aria-hidden="true">
        {looked ? <path class="grid-looked" d={between(looked.near, looked.far)} /> : null}
        {drawn.map(({ line, near, far }) => (
          <path
            key={line.id}
            class={`grid-wire ${line.power === 0n ? '' : line.power < 0n ? 'homes' : 'grid'} ${loadOf(line)}`}
            stroke-width={line.power === 0n ? 1 : 1.5 + (8 * Number(carried(line))) / Number(most)}
            d={between(near, far)}
          />
        ))}
        {drawn.map(({ line, near, far }) =>
          line.power === 0n ? null : (
            <path
              key={`${line.id} way`}
              class="grid-arrow"
              d="M-5 -4L5 0L-5 4Z"
              transform={arrowAt(line.power > 0n ? far : near, line.power > 0n ? near : far)}
            />
          ),
        )}
        {fullest.map(({ line, near, far }) => (
          <text key={`${line.id} share`} class="grid-share" x={(near.x + far.x) / 2 + 9} y={(near.y + far.y) / 2 - 7}>
            {showShare(carried(line), line.most)}
          </text>
        ))}
        {grid.buses.map(({ id }) => {
          const at = places.get(id);
          const members = homesAt.get(id) ?? [];
          if (!at || members.length === 0) return null;
          const mine = members.includes(own);
          return (
            <circle key={id} class={mine ? 'grid-home own' : 'grid-home'} cx={at.x} cy={at.y} r={mine ? 7 : 4.5} />
          );
        })}
        {root ? (
          <g>
            <rect class="grid-root" x={root.x - 7} y={root.y - 7} width={14} height={14} rx={2} />
            <text class="strong" x={root.x + 13} y={root.y + 4}>
              {texts.map.transformer}
            </text>
          </g>
        ) : null}
      </svg>
      <p class={looked ? 'readout' : 'readout waiting'} aria-live="polite">
        {looked ? readout(looked.line, homesAt.get(looked.line.far) ?? [], own) : texts.map.linesHint}
      </p>
    </div>
  );
}

/** Whether a line comes near to what it bears: from half on, and from four fifths on. */
function loadOf(line: LineLoad): string {
  const load = carried(line) * 10n;
  return load >= line.most * 8n ? 'full' : load >= line.most * 5n ? 'half' : '';
}

/** In the middle of a line, pointing from one end to the other. */
function arrowAt(from: Point, to: Point): string {
  const angle = (Math.atan2(to.y - from.y, to.x - from.x) * 180) / Math.PI;
  return `translate(${(from.x + to.x) / 2} ${(from.y + to.y) / 2}) rotate(${angle})`;
}

const between = (from: Point, to: Point): string => `M${from.x} ${from.y}L${to.x} ${to.y}`;

/** Where the buses with lines lie, stretched to the drawing: it shows neighbourhood, not distances. */
function placed({ buses, lines }: Grid, width: number): ReadonlyMap<string, Point> {
  const wired = new Set(lines.flatMap(({ from, to }) => [from, to]));
  const there = buses.filter(({ id }) => wired.has(id));
  const [west, east] = [Math.min(...there.map(({ x }) => x)), Math.max(...there.map(({ x }) => x))];
  const [south, north] = [Math.min(...there.map(({ y }) => y)), Math.max(...there.map(({ y }) => y))];
  const share = (value: number, from: number, to: number): number => (to === from ? 0.5 : (value - from) / (to - from));
  return new Map(
    there.map(({ id, x, y }) => [
      id,
      {
        x: EDGE + share(x, west, east) * (width - 2 * EDGE),
        y: EDGE + (1 - share(y, south, north)) * (HEIGHT - 2 * EDGE),
      },
    ]),
  );
}

/** What a line carried, which way, and whose home is at its end. */
function readout(line: LineLoad, members: readonly string[], own: string): string {
  const words = texts.map;
  const power = amountText(formatEnergy(carried(line)), 'power');
  const share = showShare(carried(line), line.most);
  const told =
    line.power === 0n ? words.idle(line.id) : (line.power < 0n ? words.toHomes : words.toGrid)(line.id, power, share);
  const names = members.map((member) => (member === own ? words.you(shortMember(member)) : shortMember(member)));
  return `${told}${names.length > 0 ? words.atLine(names.join(', ')) : ''}.`;
}
