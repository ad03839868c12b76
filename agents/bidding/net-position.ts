import { type Reading } from '../community/community';
import { type Wh } from '../../chaincode/domain/units';

/** What is left of an hour after a home's own use: energy to sell, energy to buy, or neither. */
export type NetPosition = { readonly side: 'sell' | 'buy'; readonly energy: Wh } | undefined;

/** Production serves the home first; batteries are left out of account (see docs/replay.md). */
export function netPosition({ load, pv }: Reading): NetPosition {
  if (pv > load) return { side: 'sell', energy: (pv - load) as Wh };
  if (load > pv) return { side: 'buy', energy: (load - pv) as Wh };
  return undefined;
}
