import { type JSX } from 'preact';
import { spread } from '../model/spread';
import { linearScale, tickDecimals } from '../model/scale';
import { type Margins, ValueAxis } from './axes';
import { type LegendEntry } from './chart-frame';

/** A line over time; `undefined` breaks it. */
export interface TimeLine<Row> {
  readonly look: LegendEntry['look'];
  readonly dashed?: boolean;
  /** Filled down to the lowest value shown. */
  readonly area?: boolean;
  readonly value: (row: Row) => number | undefined;
  /** The last figure, written at the line's end; exact and in the reader's way of writing. */
  readonly last?: string;
}

/** A level that the lines are compared with, as a threshold. */
export interface Reference {
  readonly at: number;
  readonly name: string;
}

/** A drawing within a chart over time, with a scale of values of its own. */
export interface TimePanelOf<Row> {
  readonly unit: string;
  readonly lines: readonly TimeLine<Row>[];
  readonly references?: readonly Reference[];
  /** Values that the scale must hold, as 0 where a line is a share of something. */
  readonly holds?: readonly number[];
  /** Height in pixels. */
  readonly height: number;
}

interface TimePanelProps<Row> {
  readonly panel: TimePanelOf<Row>;
  readonly rows: readonly Row[];
  /** Where each row lies from left to right. */
  readonly places: readonly number[];
  /** Where the last row's values hold to: the right end. */
  readonly end: number;
  /** Level until the next row, or straight to it. */
  readonly steps: boolean;
  readonly top: number;
  readonly width: number;
  readonly margins: Margins;
  readonly looked: number | undefined;
}

/** With more points than these, a mark on each would hide the line. */
const MOST_MARKED = 40;
/** Height of a label at a line's end, in pixels. */
const LABEL = 15;

/** The lines of one panel, each with its last figure at its end. */
export function TimePanel<Row>(props: TimePanelProps<Row>): JSX.Element {
  const { panel, rows, places, end, steps, top, width, margins, looked } = props;
  const { lines, references = [], holds = [], unit, height } = panel;
  const bottom = top + height;
  const values = lines.map(({ value }) => rows.map(value));
  const known = values.flat().filter((value) => value !== undefined);
  const scale = linearScale([...known, ...holds], [bottom, top + margins.top], height < 150 ? 2 : 5);
  const decimals = tickDecimals(scale);
  const near = references.filter(({ at }) => at >= scale.least && at <= scale.most);
  const ends = lines.flatMap(({ last }, index) => {
    const value = values[index]?.at(-1);
    return last === undefined || value === undefined ? [] : [{ index, last, y: scale.at(value) }];
  });
  const labels = spread(
    ends.map(({ y }) => y),
    LABEL,
    top + margins.top,
    bottom,
  );
  return (
    <g>
      <ValueAxis
        {...{ scale, margins, width, unit, unitAt: top + margins.top - 12 }}
        label={(tick) => tick.toLocaleString(undefined, { minimumFractionDigits: decimals })}
      />
      {near.map(({ at, name }) => (
        <g key={name}>
          <line class="reference" x1={margins.left} x2={end} y1={scale.at(at)} y2={scale.at(at)} />
          <text class="reference-name" x={margins.left + 6} y={scale.at(at) - 4}>
            {name}
          </text>
        </g>
      ))}
      {lines.map(({ look, dashed, area }, index) => {
        const path = linePath(values[index] ?? [], places, end, scale.at, steps);
        return (
          <g key={`${look} ${index}`}>
            {area ? <path class={`under ${look}`} d={areaPath(path, bottom)} /> : null}
            <path class={`line ${look}${dashed ? ' dashed' : ''}`} d={path} />
            {(values[index] ?? []).map((value, row) =>
              value === undefined || (rows.length > MOST_MARKED && row !== looked && row !== rows.length - 1) ? null : (
                <circle
                  key={row}
                  class={`mark ${look}`}
                  cx={places[row]}
                  cy={scale.at(value)}
                  r={row === looked ? 5.5 : row === rows.length - 1 ? 4 : 2.75}
                />
              ),
            )}
          </g>
        );
      })}
      {ends.map(({ index, last }, place) => (
        <text key={index} class={`last ${lines[index]?.look ?? ''}`} x={end + 7} y={(labels[place] ?? 0) + 4}>
          {last}
        </text>
      ))}
    </g>
  );
}

/** From point to point, or level until the next one and up to the end; broken where there is no figure. */
function linePath(
  values: readonly (number | undefined)[],
  places: readonly number[],
  end: number,
  y: (value: number) => number,
  steps: boolean,
): string {
  let path = '';
  values.forEach((value, index) => {
    if (value === undefined) return;
    path += `${index > 0 && values[index - 1] !== undefined ? 'L' : 'M'}${places[index] ?? 0} ${y(value)}`;
    if (steps) path += `H${places[index + 1] ?? end}`;
  });
  return path;
}

/** Each unbroken piece of a line, closed along the bottom. */
function areaPath(line: string, bottom: number): string {
  return line
    .split(/(?=M)/)
    .filter((piece) => piece !== '')
    .map((piece) => {
      const start = /^M([\d.]+)/.exec(piece)?.[1] ?? '0';
      return `${piece}V${bottom}H${start}Z`;
    })
    .join('');
}
