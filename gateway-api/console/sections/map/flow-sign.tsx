import { type JSX } from 'preact';
import { type Flow } from '../../model/energy-map';
import { showEnergy } from '../../model/show';
import { type Point } from './member-sign';

interface FlowSignProps {
  readonly flow: Flow;
  readonly from: Point | undefined;
  readonly to: Point | undefined;
  /** What its curve bends to. */
  readonly center: Point;
  /** Whether its energy is written at it. */
  readonly named: boolean;
  readonly look: string;
}

/** How far along the curve arrow and energy stand: near the ends, for in the middle all flows meet. */
const ARROW = 0.72;
const ENERGY = 0.2;

/** Which way a flow goes, and its energy where there is room. */
export function FlowSign({ flow, from, to, center, named, look }: FlowSignProps): JSX.Element | null {
  if (!from || !to) return null;
  const arrow = along(from, center, to, ARROW);
  const energy = along(from, center, to, ENERGY);
  return (
    <g class={`map-flow-sign ${look}`}>
      <path d="M-6 -5L6 0L-6 5Z" transform={`translate(${arrow.x} ${arrow.y}) rotate(${arrow.angle})`} />
      {named ? (
        <text class="map-energy" x={energy.x} y={energy.y + 4} text-anchor="middle">
          {showEnergy(flow.energy)}
        </text>
      ) : null}
    </g>
  );
}

/** A place on the curve from one point to another, bent towards a third, with the direction there in degrees. */
function along(from: Point, bend: Point, to: Point, share: number): Point & { readonly angle: number } {
  const rest = 1 - share;
  const at = (a: number, b: number, c: number): number => rest * rest * a + 2 * rest * share * b + share * share * c;
  const slope = (a: number, b: number, c: number): number => rest * (b - a) + share * (c - b);
  const angle = (Math.atan2(slope(from.y, bend.y, to.y), slope(from.x, bend.x, to.x)) * 180) / Math.PI;
  return { x: at(from.x, bend.x, to.x), y: at(from.y, bend.y, to.y), angle };
}
