/** The stations of a transaction on its way through this network, in order. */
export const stations = ['proposed', 'endorsed', 'submitted', 'cut', 'validated', 'committed'] as const;
export type Station = (typeof stations)[number];

/** Milliseconds that a transaction spent on the way to each station from the one before; absent where it wasn't seen. */
export type StageTimes = Readonly<Partial<Record<Exclude<Station, 'proposed'>, number>>>;

const kept = 5_000;

/**
 * When the newest transactions of a channel passed each station, for their traces: 5,000 of them, as long as the network
 * runs. The ledger itself knows only the time that the client has put into its proposal.
 */
export class TransactionTimes {
  private readonly seen = new Map<string, Partial<Record<Station, number>>>();

  /** The first passing counts. */
  note(txId: string, station: Station): void {
    let times = this.seen.get(txId);
    if (times === undefined) {
      this.seen.set(txId, (times = {}));
      if (this.seen.size > kept) for (const oldest of this.seen.keys()) if (this.seen.delete(oldest)) break;
    }
    times[station] ??= performance.now();
  }

  /** Undefined for a transaction that this run of the network hasn't seen. */
  of(txId: string): StageTimes | undefined {
    const times = this.seen.get(txId);
    if (times === undefined) return undefined;
    const stages: Partial<Record<Exclude<Station, 'proposed'>, number>> = {};
    let before: number | undefined;
    for (const station of stations) {
      const at = times[station];
      if (at === undefined) continue;
      if (before !== undefined && station !== 'proposed') stages[station] = Math.round((at - before) * 100) / 100;
      before = at;
    }
    return stages;
  }
}
