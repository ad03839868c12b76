/** What the lines of a grid carry in an hour, from what the homes' meters counted (spec 33). */

/** A distribution grid: a tree of buses under a transformer. */
export interface Grid {
  /** The bus at the transformer. */
  readonly root: string;
  /** Degrees of longitude and latitude. */
  readonly buses: readonly { readonly id: string; readonly x: number; readonly y: number }[];
  /** `maxW` is what a line bears, in W. */
  readonly lines: readonly { readonly id: string; readonly from: string; readonly to: string; readonly maxW: number }[];
  readonly attribution: string;
}

/** What a line carries. */
export interface LineLoad {
  readonly id: string;
  /** The end at the transformer's side, and the other one. */
  readonly near: string;
  readonly far: string;
  /** Mean W over the hour; above 0 towards the transformer, below 0 towards the homes. */
  readonly power: bigint;
  /** What it bears, W. */
  readonly most: bigint;
}

/**
 * The load of every line: all that the buses behind it gave less what they took (`surplus`, Wh in the hour, which is the
 * mean in W), without losses. In the order of the grid. undefined for a grid with a loop, where it takes more than sums to
 * say; lines that hang on nothing are left out.
 */
export function lineLoads({ root, lines }: Grid, surplus: ReadonlyMap<string, bigint>): LineLoad[] | undefined {
  const met = new Map<string, { readonly line: string; readonly near: string }>();
  const order = [root];
  // Buses are met before those behind them: the list grows while it is walked.
  for (const bus of order) {
    for (const { id, from, to } of lines) {
      if ((from !== bus && to !== bus) || met.get(bus)?.line === id) continue;
      const far = from === bus ? to : from;
      if (far === root || met.has(far)) return undefined;
      met.set(far, { line: id, near: bus });
      order.push(far);
    }
  }
  const behind = new Map(order.map((bus) => [bus, surplus.get(bus) ?? 0n]));
  for (const bus of order.toReversed()) {
    const near = met.get(bus)?.near;
    if (near !== undefined) behind.set(near, (behind.get(near) ?? 0n) + (behind.get(bus) ?? 0n));
  }
  const ends = new Map([...met].map(([far, { line, near }]) => [line, { far, near }]));
  return lines.flatMap(({ id, maxW }) => {
    const end = ends.get(id);
    return end ? [{ id, ...end, power: behind.get(end.far) ?? 0n, most: BigInt(maxW) }] : [];
  });
}
