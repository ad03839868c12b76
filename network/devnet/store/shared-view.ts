import { type KeyValueSnapshot, type KeyValueStore } from './key-value-store';
import { type LedgerKeys } from './ledger-keys';
import { StateReader } from './ledger-view';
import { type PrivateReader, type PrivateStore } from './private-store';

/** The ledger at one height, unchanged by later blocks. Release it after use. */
export interface LedgerView {
  readonly height: number;
  readonly state: StateReader;
  readonly private: PrivateReader;
  release(): void;
}

/** One snapshot for all who look at the ledger between two blocks. */
export class SharedView {
  private readonly snapshots: readonly [KeyValueSnapshot, KeyValueSnapshot];
  private readonly state: StateReader;
  private readonly private: PrivateReader;
  private users = 0;
  private retired = false;

  constructor(
    private readonly height: number,
    store: KeyValueStore,
    keys: LedgerKeys,
    privateStore: PrivateStore,
  ) {
    this.snapshots = [store.snapshot(), privateStore.snapshot()];
    this.state = new StateReader(this.snapshots[0], keys);
    this.private = privateStore.reader(this.snapshots[1]);
  }

  use(): LedgerView {
    this.users++;
    let released = false;
    return {
      height: this.height,
      state: this.state,
      private: this.private,
      release: () => {
        if (released) return;
        released = true;
        this.users--;
        this.closeIfUnused();
      },
    };
  }

  /** A newer view replaces this one; it closes with its last user. */
  retire(): void {
    this.retired = true;
    this.closeIfUnused();
  }

  private closeIfUnused(): void {
    if (!this.retired || this.users > 0) return;
    for (const snapshot of this.snapshots) snapshot.close();
  }
}
