import { divideHalfEven, type Ratio } from '../units';
import { type EnergyParameters } from './energy-parameters';
import { gapOf, type Pools, sideOf } from './pools';

const ONE_ENT = 1_000_000n;

/** ENT minted per kWh produced, and burned per kWh of a session opened now, in micro-ENT per kWh. */
export interface EnergyRates {
  readonly mint: bigint;
  readonly burn: bigint;
}

/**
 * The rates of spec 12: while energy is missing minting costs min(R, M) and burning min(R, B), while there is too much
 * of it the same is a bonus. They hold up to the equilibrium; what passes it goes 1 for 1.
 */
export function ratesOf(pools: Pools, { M, B }: EnergyParameters): EnergyRates {
  const minting = capped(pools.rate, M);
  const burning = capped(pools.rate, B);
  switch (sideOf(pools)) {
    case 'loss':
      return { mint: ONE_ENT - minting, burn: ONE_ENT + burning };
    case 'surplus':
      return { mint: ONE_ENT + minting, burn: ONE_ENT - burning };
    case 'balanced':
      return { mint: ONE_ENT, burn: ONE_ENT };
  }
}

/** min(R, M) or min(R, B). */
export const capped = (rate: bigint, most: Ratio): bigint => (rate < most ? rate : most);

/**
 * What `energy` (Wh) costs or gains beside its 1 ENT per kWh: min(rate x kWh, D), rate x kWh rounded half to even to a
 * millionth, D as it is before the report. In micro-ENT, not negative.
 */
export function adjustment(pools: Pools, rate: bigint, energy: bigint): bigint {
  const gap = gapOf(pools);
  const unbounded = divideHalfEven(rate * energy, 1000n);
  return unbounded < gap ? unbounded : gap;
}
