import { type JSX } from 'preact';
import { type MapMember } from '../../model/energy-map';
import { shortMember } from '../../model/names';

/** A place on the drawing, in pixels. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

const SMALLEST = 5;
const LARGEST = 15;

/** The area of a sign grows with the energy that its member traded; `most` is the largest of all, Wh. */
export function signRadius({ sold, bought, part }: MapMember, most: bigint): number {
  if (part === 'rests' || most === 0n) return SMALLEST - 1;
  return SMALLEST + (LARGEST - SMALLEST) * Math.sqrt(Number(sold + bought) / Number(most));
}

interface MemberSignProps {
  readonly member: MapMember;
  readonly at: Point;
  readonly nameAt: Point;
  readonly radius: number;
  readonly own: boolean;
  readonly looked: boolean;
}

/** A member's sign, whose shape says what it does, and its name outside the ring. */
export function MemberSign({ member, at, nameAt, radius, own, looked }: MemberSignProps): JSX.Element {
  const { part, x } = member;
  const anchor = Math.abs(x) < 0.15 ? 'middle' : x > 0 ? 'start' : 'end';
  return (
    <g>
      {own ? <circle class="map-own" cx={at.x} cy={at.y} r={radius + 5} /> : null}
      {looked ? <circle class="map-looked" cx={at.x} cy={at.y} r={radius + 4} /> : null}
      <Sign part={part} at={at} radius={radius} />
      <text class={own || looked ? 'strong' : ''} x={nameAt.x} y={nameAt.y + 4} text-anchor={anchor}>
        {shortMember(member.member)}
      </text>
    </g>
  );
}

function Sign({ part, at: { x, y }, radius }: Pick<MemberSignProps, 'at' | 'radius'> & Pick<MapMember, 'part'>) {
  if (part === 'sells' || part === 'rests') return <circle class={`map-sign ${part}`} cx={x} cy={y} r={radius} />;
  // A square of the circle's area.
  const half = (radius * Math.sqrt(Math.PI)) / 2;
  if (part === 'buys') {
    return <rect class="map-sign buys" x={x - half} y={y - half} width={2 * half} height={2 * half} rx={1.5} />;
  }
  const reach = half * Math.SQRT2;
  return <path class="map-sign both" d={`M${x} ${y - reach}L${x + reach} ${y}L${x} ${y + reach}L${x - reach} ${y}Z`} />;
}
