/** The two pools that have to stay equal, 1 ENT against 1 kWh, and the rate that drives them together (spec 12, "Rates"). */
import { divideHalfEven, type Ratio } from '../units';

export interface Pools {
  /** KWH: the energy in all storage units, in Wh. A sum: it may exceed what a single unit can hold. */
  readonly stored: bigint;
  /** ENT: the tokens in circulation, locked and escrowed ones included, in millionths. */
  readonly circulating: bigint;
  /** R: what a kWh costs (or gains) beside its 1 ENT, in micro-ENT per kWh. Not capped: M and B cap it where it is used. */
  readonly rate: bigint;
}

/** `loss`: ENT > KWH, energy was lost. `surplus`: KWH > ENT. */
export type PoolSide = 'loss' | 'surplus' | 'balanced';

export const emptyPools: Pools = { stored: 0n, circulating: 0n, rate: 0n };

const MICRO_ENT_PER_WH = 1_000n;
const MILLION = 1_000_000n;

/** What so much energy is worth at 1 ENT per kWh: Wh to micro-ENT, exact. */
export const entFor = (energy: bigint): bigint => energy * MICRO_ENT_PER_WH;

/** D = |KWH - ENT| in micro-ENT. */
export function gapOf(pools: Pick<Pools, 'stored' | 'circulating'>): bigint {
  const difference = entFor(pools.stored) - pools.circulating;
  return difference < 0n ? -difference : difference;
}

export function sideOf(pools: Pick<Pools, 'stored' | 'circulating'>): PoolSide {
  const worth = entFor(pools.stored);
  if (worth === pools.circulating) return 'balanced';
  return worth < pools.circulating ? 'loss' : 'surplus';
}

/**
 * The pools after a report, with R set by the hold-and-release rule: D x C (half to even) where the report made D grow,
 * held where it didn't, 0 where D is 0. Growing is judged by the whole report, whichever side D was on before: a gap
 * that goes through 0 and comes out smaller has shrunk.
 */
export function answer(before: Pools, changed: { stored: bigint; circulating: bigint }, C: Ratio): Pools {
  const gap = gapOf(changed);
  const grown = gap > gapOf(before);
  const rate = gap === 0n ? 0n : grown ? divideHalfEven(gap * C, MILLION) : before.rate;
  return { ...changed, rate };
}
