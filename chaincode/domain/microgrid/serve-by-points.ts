import { shareOut } from '../share-out';
import { type TrustPoints } from '../trust/points';

const falling: readonly TrustPoints[] = [4, 3, 2, 1];

/**
 * What each claim gets of `energy`, in falling points: a class is served in full while there is enough, the first one
 * for which there isn't in proportion to energy (largest remainder, ties to the earlier), those after it not at all.
 */
export function serveByPoints<C extends { readonly energy: bigint }>(
  energy: bigint,
  claims: readonly C[],
  pointsOf: (claim: C) => TrustPoints,
): bigint[] {
  const parts = claims.map(() => 0n);
  let left = energy;
  for (const points of falling) {
    const places = claims.flatMap((claim, place) => (pointsOf(claim) === points ? [place] : []));
    const wanted = places.map((place) => claims[place]?.energy ?? 0n);
    const asked = wanted.reduce((total, each) => total + each, 0n);
    const given = asked < left ? wanted : shareOut(left, asked === 0n ? [] : wanted);
    places.forEach((place, index) => (parts[place] = given[index] ?? 0n));
    left = asked < left ? left - asked : 0n;
    if (left === 0n) break;
  }
  return parts;
}

/** Most points first; within equal points as they stand. */
export const byFallingPoints = <T extends { readonly points: TrustPoints }>(entries: readonly T[]): T[] =>
  falling.flatMap((points) => entries.filter((entry) => entry.points === points));
