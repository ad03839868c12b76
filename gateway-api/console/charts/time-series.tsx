import { type JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { colour, colours } from '../state/theme';
import { useStore } from '../state/store';
import { ChartFrame, type DataColumn, type LegendEntry } from './chart-frame';
import { useCursor } from './use-cursor';

interface TimeSeriesProps<Row> {
  readonly summary: string;
  readonly fileName: string;
  readonly legend: readonly LegendEntry[];
  readonly columns: readonly DataColumn<Row>[];
  /** Oldest first. */
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  /** Ledger time of a row. */
  readonly timeOf: (row: Row) => string;
  /** Where a row lies; level until the next one where `steps` is set. */
  readonly valueOf: (row: Row) => number;
  readonly steps?: boolean;
  /** Custom property of the line's colour: `--price`. */
  readonly look: string;
  readonly unit: string;
  readonly readout: (row: Row) => string;
  readonly hint: string;
  readonly height?: number;
}

/** Figures over time, however many: drawn on a canvas by uPlot, which is loaded with the first such chart. */
export function TimeSeries<Row>(props: TimeSeriesProps<Row>): JSX.Element {
  const { height = 220, ...frame } = props;
  return (
    <ChartFrame {...frame} height={height}>
      {(width) => <Drawing {...props} width={width} height={height} />}
    </ChartFrame>
  );
}

/** The room that uPlot leaves for its axis, in pixels. */
const AXIS = 50;

function Drawing<Row>(props: TimeSeriesProps<Row> & { readonly width: number; readonly height: number }): JSX.Element {
  const { rows, width, height, look, unit, steps = false, summary } = props;
  const place = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | undefined>(undefined);
  const [loaded, setLoaded] = useState<typeof uPlot>();
  const painted = useStore(colours);
  const times = rows.map((row) => Date.parse(props.timeOf(row)) / 1000);
  const nearest = (x: number): number => plot.current?.posToIdx(x - AXIS) ?? 0;
  const cursor = useCursor(rows.length, nearest);
  useEffect(() => {
    let gone = false;
    void import('uplot').then((uplot) => {
      if (!gone) setLoaded(() => uplot.default);
    });
    return () => {
      gone = true;
    };
  }, []);
  const data = JSON.stringify([times, rows.map((row) => props.valueOf(row))]);
  useEffect(() => {
    const element = place.current;
    if (!loaded || !element) return undefined;
    const { paths } = loaded;
    const stepped = paths.stepped?.({ align: 1 });
    const axis = { stroke: colour('--quiet'), grid: { stroke: colour('--line'), width: 1 }, ticks: { show: false } };
    const drawn = new loaded(
      {
        ...{ width, height, legend: { show: false }, cursor: { show: false } },
        scales: { x: { time: true } },
        axes: [axis, { ...axis, size: AXIS, label: unit, labelSize: 16, labelGap: 0 }],
        series: [
          {},
          {
            stroke: colour(look),
            width: 2,
            points: { show: false },
            ...(steps && stepped ? { paths: stepped } : {}),
          },
        ],
      },
      JSON.parse(data) as uPlot.AlignedData,
      element,
    );
    plot.current = drawn;
    return () => {
      plot.current = undefined;
      drawn.destroy();
    };
  }, [loaded, data, width, height, painted, look, unit, steps]);
  const looked = cursor.index === undefined ? undefined : rows[cursor.index];
  return (
    <div role="group" aria-label={summary} tabIndex={0} {...cursor.handlers}>
      <div ref={place} style={{ height: `${height}px` }} aria-hidden="true" />
      <p class={looked === undefined ? 'readout waiting' : 'readout'} aria-live="polite">
        {looked === undefined ? props.hint : props.readout(looked)}
      </p>
    </div>
  );
}
