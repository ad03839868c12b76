/** What the rounds of one candidate gave, in the unit that was measured. */
export interface Spread {
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

/**
 * Measures candidates side by side: in every round each of them once, in turn (A B A B), so that what else the machine
 * does meets them all alike. `measure` answers what one round gave, after whatever warm-up it needs.
 */
export async function alternate<Candidate, Measured>(
  candidates: readonly Candidate[],
  rounds: number,
  measure: (candidate: Candidate) => Promise<Measured> | Measured,
): Promise<Map<Candidate, Measured[]>> {
  const collected = new Map<Candidate, Measured[]>(candidates.map((candidate) => [candidate, []]));
  for (let round = 0; round < rounds; round++) {
    for (const [candidate, measured] of collected) measured.push(await measure(candidate));
  }
  return collected;
}

/** Median, least and most of figures; of an even number the lower middle one is the median. NaN without figures. */
export function spreadOf(figures: readonly number[]): Spread {
  const sorted = Float64Array.from(figures).sort();
  const at = (index: number) => sorted[index] ?? Number.NaN;
  return { median: at(Math.floor((sorted.length - 1) / 2)), least: at(0), most: at(sorted.length - 1) };
}
