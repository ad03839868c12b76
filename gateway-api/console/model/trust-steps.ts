/** How a trust score came about, step by step, from what the ledger keeps of it (spec 14). Scores are decimal strings. */
import { formatMicros, parseRatio } from '../../../chaincode/domain/units';
import { type TrustView } from './views';

type TrustChange = TrustView['why'][number];

/** One change of a trader's trust, and what the trade gave to the score where it was one. */
export interface TrustStep extends TrustChange {
  /** Counts up from 1, over the changes that are kept. */
  readonly step: number;
  /** How many trades had counted after it; undefined where it was no trade. */
  readonly trades: number | undefined;
  /** The experience that the trade gave, which is what is averaged; undefined where it cannot be known. */
  readonly experience: string | undefined;
}

const isTrade = ({ kind }: TrustChange): boolean => kind === 'rating' || kind === 'unrated';

/**
 * The changes, the oldest first, each trade with its experience: score after it times trades after it, less the same
 * before it. Exact but for the rounding of the scores, so it is given to 2 decimals. `changes` come newest first, as the
 * ledger answers, and `ratedTrades` is how many trades have counted by now.
 */
export function trustSteps(changes: readonly TrustChange[], ratedTrades: number): TrustStep[] {
  let trades = ratedTrades;
  const steps = changes.map((change, index): TrustStep => {
    const step = changes.length - index;
    if (!isTrade(change) || change.score === null) {
      return { ...change, step, trades: undefined, experience: undefined };
    }
    const count = BigInt(trades);
    trades -= 1;
    const before = changes[index + 1]?.score;
    const known = count === 1n || (before !== undefined && before !== null);
    const sum = parseRatio(change.score) * count - (count === 1n ? 0n : parseRatio(before ?? '0') * (count - 1n));
    return { ...change, step, trades: Number(count), experience: known ? toHundredths(sum) : undefined };
  });
  return steps.reverse();
}

const HUNDREDTH = 10_000n;
const toHundredths = (millionths: bigint): string => {
  const rounded = ((millionths < 0n ? 0n : millionths) + HUNDREDTH / 2n) / HUNDREDTH;
  return formatMicros(rounded * HUNDREDTH);
};
