import { type JSX } from 'preact';
import { type Scale } from '../model/scale';

/** Room around a drawing for its labels, in pixels. */
export interface Margins {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

interface ValueAxisProps {
  readonly scale: Scale;
  readonly margins: Margins;
  readonly width: number;
  readonly label: (value: number) => string;
  /** What the figures are in, above the axis. */
  readonly unit: string;
  readonly side?: 'left' | 'right';
  /** Lines through the drawing; one axis of a drawing has them. */
  readonly lines?: boolean;
  /** Where the unit stands, in pixels from the top [10]. */
  readonly unitAt?: number;
}

/** Values from bottom to top. */
export function ValueAxis(props: ValueAxisProps): JSX.Element {
  const { scale, margins, width, label, unit, side = 'left', lines = side === 'left', unitAt = 10 } = props;
  const end = width - margins.right;
  const x = side === 'left' ? margins.left - 6 : end + 6;
  const anchor = side === 'left' ? 'end' : 'start';
  return (
    <g aria-hidden="true">
      {scale.ticks.map((tick) => (
        <g key={tick}>
          {lines ? <line class="grid-line" x1={margins.left} x2={end} y1={scale.at(tick)} y2={scale.at(tick)} /> : null}
          <text x={x} y={scale.at(tick) + 4} text-anchor={anchor}>
            {label(tick)}
          </text>
        </g>
      ))}
      <text x={side === 'left' ? 0 : width} y={unitAt} text-anchor={side === 'left' ? 'start' : 'end'}>
        {unit}
      </text>
    </g>
  );
}

interface BottomLabelsProps {
  readonly labels: readonly { readonly x: number; readonly text: string }[];
  readonly y: number;
  /** Pixels that a label needs: the others are left out. */
  readonly room: number;
}

/** Labels under a drawing, as many as there is room for. */
export function BottomLabels({ labels, y, room }: BottomLabelsProps): JSX.Element {
  const shown: { x: number; text: string }[] = [];
  for (const label of labels) {
    const last = shown.at(-1);
    if (!last || label.x - last.x >= room) shown.push(label);
  }
  return (
    <g aria-hidden="true">
      {shown.map(({ x, text }) => (
        <text key={`${x} ${text}`} x={x} y={y} text-anchor="middle">
          {text}
        </text>
      ))}
    </g>
  );
}
