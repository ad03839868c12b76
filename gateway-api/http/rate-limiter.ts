import { Refusal } from '../refusal';

/** How many requests a second are taken in the long run, and how many at once after a quiet time. */
export interface Rate {
  readonly perSecond: number;
  readonly burst: number;
}

const MOST_KEYS = 50_000;

/** A token bucket per key. Taking from it costs well under a microsecond and no timer. */
export class RateLimiter {
  private readonly buckets = new Map<string, { tokens: number; at: number }>();

  constructor(
    private readonly rate: Rate,
    private readonly what: string,
    private readonly now: () => number = Date.now,
  ) {}

  /** Throws RATE_LIMITED when the key has had its share. */
  take(key: string): void {
    const now = this.now();
    const bucket = this.buckets.get(key);
    if (!bucket) {
      this.makeRoom();
      this.buckets.set(key, { tokens: this.rate.burst - 1, at: now });
      return;
    }
    const refilled = bucket.tokens + ((now - bucket.at) / 1000) * this.rate.perSecond;
    bucket.tokens = Math.min(this.rate.burst, refilled);
    bucket.at = now;
    if (bucket.tokens < 1) {
      const seconds = Math.max(1, Math.ceil((1 - bucket.tokens) / this.rate.perSecond));
      throw new Refusal(
        'RATE_LIMITED',
        `${this.what} may make ${this.rate.perSecond} requests a second, ${this.rate.burst} at once.`,
        { retryAfterSeconds: seconds },
      );
    }
    bucket.tokens--;
  }

  /** The longest known key goes first: a flood of keys costs no memory. */
  private makeRoom(): void {
    if (this.buckets.size < MOST_KEYS) return;
    const [oldest] = this.buckets.keys();
    if (oldest !== undefined) this.buckets.delete(oldest);
  }
}
