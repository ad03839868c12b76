import { Refusal } from '../refusal';

interface Failures {
  count: number;
  lockedUntil: number;
  lastAt: number;
}

const FORGET_AFTER_MS = 15 * 60_000;
const LONGEST_LOCK_MS = 15 * 60_000;

/**
 * Locks out guessing: after `allowed` wrong attempts on one id the next ones are refused unread, for `firstLockMs` and
 * twice as long each further time. It stands before the certificate authority, which would lock the identity for good
 * after ten wrong secrets and so let anybody shut a member out (threats.md, 2.4.2).
 */
export class AttemptGuard {
  private readonly failures = new Map<string, Failures>();

  constructor(
    private readonly allowed = 5,
    private readonly firstLockMs = 30_000,
    private readonly now: () => number = Date.now,
  ) {}

  /** Throws TOO_MANY_ATTEMPTS while the id is locked out. */
  check(id: string): void {
    const known = this.failures.get(id);
    if (!known) return;
    const waitMs = known.lockedUntil - this.now();
    if (waitMs <= 0) return;
    const seconds = Math.ceil(waitMs / 1000);
    throw new Refusal('TOO_MANY_ATTEMPTS', `There were ${known.count} wrong attempts. Try again in ${seconds} s.`, {
      retryAfterSeconds: seconds,
    });
  }

  failed(id: string): void {
    const now = this.now();
    const known = this.failures.get(id);
    const count = known && now - known.lastAt < FORGET_AFTER_MS ? known.count + 1 : 1;
    const lockMs = count < this.allowed ? 0 : Math.min(this.firstLockMs * 2 ** (count - this.allowed), LONGEST_LOCK_MS);
    this.failures.delete(id);
    this.failures.set(id, { count, lockedUntil: now + lockMs, lastAt: now });
    // Ids that nobody tried for long make room: a flood of made-up ids costs no memory.
    const [oldest] = this.failures.keys();
    if (this.failures.size > 10_000 && oldest !== undefined) this.failures.delete(oldest);
  }

  succeeded(id: string): void {
    this.failures.delete(id);
  }
}
