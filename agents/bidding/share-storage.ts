/** Which storage unit a home feeds, or takes from, in an hour (docs/replay.md). */

/** A flow between a home and a unit; both are the caller's own names for them. */
export interface SharedFlow<Home, Unit> {
  readonly home: Home;
  readonly unit: Unit;
  /** Wh */
  readonly energy: bigint;
}

/**
 * Shares what units have left among homes. Where that is less than the homes want, each gets the same share of what it
 * wants, rounded down to a Wh. In the order of the homes each flow goes to the unit that has most left, the first of
 * equals, and what that can't take to the next. Less than `smallest` Wh doesn't flow.
 */
export function shareStorage<Home, Unit>(
  wants: readonly { readonly home: Home; readonly energy: bigint }[],
  rooms: readonly { readonly unit: Unit; readonly energy: bigint }[],
  smallest: bigint,
): SharedFlow<Home, Unit>[] {
  const left = rooms.map((room) => ({ ...room }));
  const wanted = total(wants);
  const room = total(rooms);
  const flows: SharedFlow<Home, Unit>[] = [];
  for (const { home, energy } of wants) {
    let rest = wanted > room ? (energy * room) / wanted : energy;
    // Sorting is stable: of equals the first stays first.
    for (const most of [...left].sort((a, b) => (a.energy === b.energy ? 0 : a.energy > b.energy ? -1 : 1))) {
      const flow = rest < most.energy ? rest : most.energy;
      if (flow < smallest) continue;
      flows.push({ home, unit: most.unit, energy: flow });
      most.energy -= flow;
      rest -= flow;
    }
  }
  return flows;
}

const total = (parts: readonly { readonly energy: bigint }[]) => parts.reduce((sum, { energy }) => sum + energy, 0n);
