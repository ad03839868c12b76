interface Kept {
  readonly value: string;
  readonly owner: string;
  readonly expiresAt: number;
}

/**
 * Keeps what may be used once, and for a while: prepared requests. Several gateways can share one: of two that take the
 * same thing at the same moment, one gets it. Times are in ms since the epoch.
 */
export interface OnceStore {
  /** Keeps a value for its owner; false when the owner has as many as it may. */
  put(key: string, value: string, owner: string, expiresAt: number): Promise<boolean>;
  /** Takes a value away; undefined when it is not there, or too old. */
  take(key: string): Promise<string | undefined>;
}

/** For one process; what it keeps ends with it. */
export class OnceInMemory implements OnceStore {
  private readonly kept = new Map<string, Kept>();
  private readonly owned = new Map<string, number>();

  constructor(
    private readonly now: () => number = Date.now,
    private readonly mostPerOwner = 64,
    private readonly mostInAll = 20_000,
  ) {}

  put(key: string, value: string, owner: string, expiresAt: number): Promise<boolean> {
    this.drop();
    const owned = this.owned.get(owner) ?? 0;
    if (owned >= this.mostPerOwner || this.kept.size >= this.mostInAll) return Promise.resolve(false);
    this.kept.set(key, { value, owner, expiresAt });
    this.owned.set(owner, owned + 1);
    return Promise.resolve(true);
  }

  take(key: string): Promise<string | undefined> {
    const found = this.kept.get(key);
    if (found) this.remove(key, found);
    return Promise.resolve(found && found.expiresAt > this.now() ? found.value : undefined);
  }

  /** Lifetimes are nearly the same, so that what is too old stands first. */
  private drop(): void {
    const now = this.now();
    for (const [key, each] of this.kept) {
      if (each.expiresAt > now) break;
      this.remove(key, each);
    }
  }

  private remove(key: string, { owner }: Kept): void {
    this.kept.delete(key);
    const left = (this.owned.get(owner) ?? 1) - 1;
    if (left > 0) this.owned.set(owner, left);
    else this.owned.delete(owner);
  }
}
