import { type JSX } from 'preact';
import { linearScale, tickDecimals } from '../model/scale';
import { BottomLabels, type Margins, ValueAxis } from './axes';
import { ChartFrame, type ChartSubject } from './chart-frame';
import { useCursor } from './use-cursor';

/** A line of a chart by hours: level over each hour, broken where there is no figure. */
export interface HourLine<Row> {
  readonly look: 'buy' | 'sell' | 'price' | 'quiet';
  readonly dashed?: boolean;
  readonly value: (row: Row) => number | undefined;
}

interface HourChartProps<Row> extends ChartSubject<Row> {
  /** Under the drawing: 14:00. */
  readonly labelOf: (row: Row) => string;
  /** A sentence with the exact figures of one hour. */
  readonly readout: (row: Row) => string;
  /** What is said while no hour is looked at. */
  readonly hint: string;
  readonly lines: readonly HourLine<Row>[];
  readonly lineUnit: string;
  /** Bars, on a scale of their own at the right if they have a unit of their own, else on that of the lines. */
  readonly bar: (row: Row) => number;
  readonly barUnit?: string;
  readonly height?: number;
  /** Called when an hour is chosen by click or Enter. */
  readonly onChoose?: (row: Row) => void;
}

const margins: Margins = { left: 40, right: 40, top: 22, bottom: 24 };

/** Figures hour by hour: lines (a price) over bars (energy). Exact under the pointer or by the arrow keys. */
export function HourChart<Row>(props: HourChartProps<Row>): JSX.Element {
  const { rows, height = 260, ...frame } = props;
  return (
    <ChartFrame {...frame} rows={rows} height={height}>
      {(width) => <Drawing {...props} width={width} height={height} />}
    </ChartFrame>
  );
}

function Drawing<Row>(props: HourChartProps<Row> & { readonly width: number; readonly height: number }): JSX.Element {
  const { rows, lines, bar, barUnit, labelOf, width, height, summary, onChoose } = props;
  const inner = {
    start: margins.left,
    end: width - margins.right,
    top: margins.top,
    bottom: height - margins.bottom,
  };
  const slot = (inner.end - inner.start) / Math.max(1, rows.length);
  const places: readonly [number, number] = [inner.bottom, inner.top];
  const values = rows.flatMap((row) => lines.map(({ value }) => value(row)).filter((value) => value !== undefined));
  const ownScale = barUnit !== undefined;
  const lineScale = linearScale([0, ...values, ...(ownScale ? [] : rows.map(bar))], places, 4);
  const barScale = ownScale ? linearScale([0, ...rows.map(bar)], places, 4) : lineScale;
  const cursor = useCursor(rows.length, (x) => Math.floor((x - inner.start) / slot));
  const x = (index: number): number => inner.start + index * slot;
  const looked = cursor.index === undefined ? undefined : rows[cursor.index];
  const decimals = tickDecimals(lineScale);
  const choose = () => {
    if (looked !== undefined) onChoose?.(looked);
  };
  return (
    <div
      role="group"
      aria-label={summary}
      tabIndex={0}
      {...cursor.handlers}
      onClick={choose}
      onKeyDown={(event) => {
        if (event.key === 'Enter') choose();
        else cursor.handlers.onKeyDown(event);
      }}
    >
      <svg height={height} viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
        <ValueAxis
          scale={lineScale}
          margins={margins}
          width={width}
          unit={props.lineUnit}
          label={(tick) => tick.toFixed(decimals)}
        />
        {ownScale ? (
          <ValueAxis
            scale={barScale}
            margins={margins}
            width={width}
            unit={barUnit}
            side="right"
            label={(tick) => String(tick)}
          />
        ) : null}
        {cursor.index === undefined ? null : (
          <rect class="looked" x={x(cursor.index)} y={inner.top} width={slot} height={inner.bottom - inner.top} />
        )}
        {rows.map((row, index) => {
          const top = barScale.at(bar(row));
          const gap = Math.min(3, slot / 6);
          return (
            <rect
              key={props.keyOf(row)}
              class="bar"
              x={x(index) + gap}
              y={top}
              width={Math.max(1, slot - 2 * gap)}
              height={inner.bottom - top}
            />
          );
        })}
        {lines.map(({ look, dashed, value }, number) => (
          <path
            key={`${look} ${number}`}
            class={`line ${look}${dashed ? ' dashed' : ''}`}
            d={stepPath(rows.map(value), x, lineScale.at)}
          />
        ))}
        <BottomLabels
          labels={rows.map((row, index) => ({ x: x(index) + slot / 2, text: labelOf(row) }))}
          y={height - 6}
          room={44}
        />
      </svg>
      <p class={looked === undefined ? 'readout waiting' : 'readout'} aria-live="polite">
        {looked === undefined ? props.hint : props.readout(looked)}
      </p>
    </div>
  );
}

/** A line that is level for each hour, broken where there is no figure. */
function stepPath(
  values: readonly (number | undefined)[],
  x: (index: number) => number,
  y: (value: number) => number,
): string {
  let path = '';
  values.forEach((value, index) => {
    if (value === undefined) return;
    path += `${index > 0 && values[index - 1] !== undefined ? 'L' : 'M'}${x(index)} ${y(value)}H${x(index + 1)}`;
  });
  return path;
}
