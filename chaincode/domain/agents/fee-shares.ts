/**
 * Sharing an epoch's fees out to its traders by trust score x energy traded (spec 14), by largest remainder over all of
 * them (spec 00, "Units"): however many there are, each is looked at by itself, and the parts add up to the whole.
 */

/** What a trader has at stake in the sharing. */
export interface TraderWeight {
  /** Score in millionths; above 0. */
  readonly score: bigint;
  /** Wh that it bought and sold in the epoch. */
  readonly energy: bigint;
}

export const weightOf = ({ score, energy }: TraderWeight): bigint => score * energy;

/** A trader's part: `floor` for certain, and one millionth more for those with the largest remainders. */
export interface Part {
  readonly floor: bigint;
  /** Of the division by the total weight, 0 to total weight - 1. */
  readonly remainder: bigint;
}

/** `fees` x weight / total weight; the total above 0. */
export function partOf(fees: bigint, weight: bigint, totalWeight: bigint): Part {
  const product = fees * weight;
  return { floor: product / totalWeight, remainder: product % totalWeight };
}

/** Digits of the largest remainder that a listing's amounts allow, and some to spare. */
const RANK_DIGITS = 48;
const RANK_CEILING = 10n ** BigInt(RANK_DIGITS);

/** The remainder as text that sorts the largest first: traders stand in this order, ties by id, when millionths are given. */
export const remainderRank = (remainder: bigint): string =>
  (RANK_CEILING - 1n - remainder).toString().padStart(RANK_DIGITS, '0');

/** What traders get, `parts` in the order of their ranks; the first `extra` of them a millionth more. */
export const amountsOf = (parts: readonly Part[], extra: bigint): readonly bigint[] =>
  parts.map(({ floor }, index) => (BigInt(index) < extra ? floor + 1n : floor));
