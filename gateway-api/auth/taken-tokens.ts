/** Certificate tokens that were taken: one that changes something is taken once. Times are ms since the epoch. */
export interface TakenTokens {
  /** Takes a token by its signature; false when it was taken before. It need not be known any more after `until`. */
  take(signature: string, until: number, now: number): Promise<boolean>;
}

/** Those that this process took. */
export class TokensTakenHere implements TakenTokens {
  private readonly seen = new Map<string, number>();

  take(signature: string, until: number, now: number): Promise<boolean> {
    for (const [known, end] of this.seen) {
      if (end > now) break;
      this.seen.delete(known);
    }
    if (this.seen.has(signature)) return Promise.resolve(false);
    this.seen.set(signature, until);
    return Promise.resolve(true);
  }
}
