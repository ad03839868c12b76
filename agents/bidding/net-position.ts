import { type Reading } from '../community/community';
import { type Wh } from '../../chaincode/domain/units';

/** What is left of an hour after a home's own use: energy to sell, energy to buy, or neither. */
export type NetPosition = { readonly side: 'sell' | 'buy'; readonly energy: Wh } | undefined;

/** Production serves the home first; a battery of its own is left out of account (see docs/replay.md). */
export function netPosition({ load, pv }: Reading): NetPosition {
  if (pv > load) return { side: 'sell', energy: (pv - load) as Wh };
  if (load > pv) return { side: 'buy', energy: (load - pv) as Wh };
  return undefined;
}

/** Wh that a home has left over, or lacks, once the market has cleared; neither is below 0. */
export function leftAfterMarket(
  reading: Reading,
  { bought, sold }: { readonly bought: bigint; readonly sold: bigint },
): { readonly surplus: bigint; readonly deficit: bigint } {
  const left = reading.pv + bought - reading.load - sold;
  return left > 0n ? { surplus: left, deficit: 0n } : { surplus: 0n, deficit: -left };
}
