/**
 * What the meters of a battery show. Counters only ever grow, as those of electricity meters do: whatever of them has not
 * been recorded yet is the difference to what has been, so nothing is lost or counted twice when a process stops.
 */
export interface BatteryMeters {
  /** Wh that each member has fed in since the battery was installed. */
  readonly fedIn: ReadonlyMap<string, bigint>;
  /** Wh that each member has taken out since then. */
  readonly taken: ReadonlyMap<string, bigint>;
  /** Wh that can be taken out of it now. */
  readonly holds: bigint;
}

/** A battery, as far as a storage unit has to know it: something whose meters can be read. */
export interface Battery {
  read(): Promise<BatteryMeters>;
}

/** The meters of a battery that nobody has used yet. */
export const unusedMeters: BatteryMeters = { fedIn: new Map(), taken: new Map(), holds: 0n };
