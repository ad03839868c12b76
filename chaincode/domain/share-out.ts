/**
 * Splits `total` in proportion to `claims` by largest remainder, ties to the earlier claim (spec 00, "Units"): the
 * parts add up to the whole, and where the claims add up to at least `total` no part exceeds its claim. Nothing is
 * negative; claims that are all 0 get nothing, and then `total` has to be 0.
 */
export function shareOut(total: bigint, claims: readonly bigint[]): bigint[] {
  const all = claims.reduce((sum, claim) => sum + claim, 0n);
  if (all === 0n) {
    if (total > 0n) throw new Error('There is something to share out and nobody to get it');
    return claims.map(() => 0n);
  }
  const parts = claims.map((claim) => (total * claim) / all);
  const remainders = claims.map((claim, place) => ({ place, remainder: (total * claim) % all }));
  remainders.sort((a, b) => (a.remainder === b.remainder ? a.place - b.place : a.remainder > b.remainder ? -1 : 1));
  let odd = total - parts.reduce((sum, part) => sum + part, 0n);
  for (const { place } of remainders) {
    if (odd === 0n) break;
    parts[place] = (parts[place] ?? 0n) + 1n;
    odd -= 1n;
  }
  return parts;
}
