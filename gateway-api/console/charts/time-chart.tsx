import { type JSX } from 'preact';
import { showTime } from '../model/times';
import { timeTicks, zoneOffset } from '../model/time-ticks';
import { BottomLabels, type Margins } from './axes';
import { ChartFrame, type ChartSubject } from './chart-frame';
import { TimePanel, type TimePanelOf } from './time-panel';
import { useCursor } from './use-cursor';

/** Rows are oldest first, at least one. */
interface TimeChartProps<Row> extends ChartSubject<Row> {
  /** Ledger time of a row. */
  readonly timeOf: (row: Row) => string;
  /** From top to bottom. */
  readonly panels: readonly TimePanelOf<Row>[];
  /** Whether what a row says holds until the next one [false: it moves there in a straight line]. */
  readonly steps?: boolean;
  /** IANA name; the reader's own where nothing is said. */
  readonly timeZone?: string | undefined;
  /** A sentence with the exact figures of one row. */
  readonly readout: (row: Row) => string;
  readonly hint: string;
}

const margins: Margins = { left: 46, right: 82, top: 28, bottom: 26 };
/** Pixels that a label under the drawing needs. */
const LABEL = 78;
/** What is shown around a single point, in milliseconds. */
const AROUND = 30 * 60_000;

/** Figures over time in one or more panels: lines with their last figure, thresholds, exact under pointer and keys. */
export function TimeChart<Row>(props: TimeChartProps<Row>): JSX.Element {
  const { panels, ...frame } = props;
  const height = panels.reduce((sum, panel) => sum + panel.height, margins.bottom);
  return (
    <ChartFrame {...frame} height={height}>
      {(width) => <Drawing {...props} width={width} height={height} />}
    </ChartFrame>
  );
}

function Drawing<Row>(props: TimeChartProps<Row> & { readonly width: number; readonly height: number }): JSX.Element {
  const { rows, timeOf, panels, steps = false, timeZone, width, height, summary, hint } = props;
  const times = rows.map((row) => Date.parse(timeOf(row)));
  const [first = 0, last = 0] = [times[0], times.at(-1)];
  // A single moment stands in the middle, with time around it.
  const [from, to] = last > first ? [first, last] : [first - AROUND, first + AROUND];
  const end = width - margins.right;
  // The last value of stairs holds on: it gets a piece of the line too.
  const inner = end - margins.left - (steps && last > first ? 14 : 0);
  const at = (time: number): number => margins.left + ((time - from) / (to - from)) * inner;
  const places = times.map(at);
  const nearest = (x: number): number => {
    const after = places.findIndex((place) => place >= x);
    if (after <= 0) return after === 0 ? 0 : places.length - 1;
    return x - (places[after - 1] ?? 0) < (places[after] ?? 0) - x ? after - 1 : after;
  };
  const cursor = useCursor(rows.length, nearest);
  const looked = cursor.index === undefined ? undefined : rows[cursor.index];
  const lookedAt = cursor.index === undefined ? undefined : places[cursor.index];
  const ticks = timeTicks(from, to, Math.floor(inner / LABEL), zoneOffset(from, timeZone));
  const bottom = height - margins.bottom;
  let top = 0;
  const tops = panels.map((panel) => {
    top += panel.height;
    return top - panel.height;
  });
  return (
    <div role="group" aria-label={summary} tabIndex={0} {...cursor.handlers}>
      <svg height={height} viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
        {lookedAt === undefined ? null : (
          <line class="cursor" x1={lookedAt} x2={lookedAt} y1={margins.top} y2={bottom} />
        )}
        {panels.map((panel, index) => (
          <TimePanel
            key={panel.unit}
            {...{ panel, rows, places, end, steps, width, margins, looked: cursor.index }}
            top={tops[index] ?? 0}
          />
        ))}
        <BottomLabels
          labels={ticks.times.map((time) => ({
            x: at(time),
            text: showTime(new Date(time).toISOString(), ticks.shape, { timeZone }),
          }))}
          y={height - 6}
          room={LABEL - 20}
        />
      </svg>
      <p class={looked === undefined ? 'readout waiting' : 'readout'} aria-live="polite">
        {looked === undefined ? hint : props.readout(looked)}
      </p>
    </div>
  );
}
