import { type Ratio } from '../units';
import { type EnergyParameters } from './energy-parameters';
import { entFor, type Pools, sideOf } from './pools';
import { adjustment, capped } from './rates';

const WHOLE = 1_000_000n;

/** What `energy` (Wh) mints, in micro-ENT: 1 ENT per kWh less the cost, or more by the bonus (spec 12, "Rates"). */
export function mintedFor(pools: Pools, energy: bigint, { M }: EnergyParameters): bigint {
  const worth = entFor(energy);
  const side = sideOf(pools);
  if (side === 'balanced') return worth;
  const difference = adjustment(pools, capped(pools.rate, M), energy);
  return side === 'loss' ? worth - difference : worth + difference;
}

/** Minted ENT split into 1 - F for the producer and F for the unit's owner by largest remainder, ties to the producer. */
export function splitMinted(minted: bigint, F: Ratio): { readonly producer: bigint; readonly owner: bigint } {
  const owners = minted * F;
  const producers = minted * (WHOLE - F);
  const owner = owners / WHOLE;
  // The parts add up to the whole, so at most one millionth is left over.
  return owners % WHOLE > producers % WHOLE
    ? { producer: minted - owner - 1n, owner: owner + 1n }
    : { producer: minted - owner, owner };
}
