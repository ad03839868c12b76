import { Refusal } from '../refusal';

interface Failures {
  count: number;
  lockedUntil: number;
  lastAt: number;
}

/** Failures of an id are forgotten after a quiet time of this, in ms. */
export const FORGET_AFTER_MS = 15 * 60_000;
const LONGEST_LOCK_MS = 15 * 60_000;
export const ALLOWED_ATTEMPTS = 5;
export const FIRST_LOCK_MS = 30_000;

/** Counts wrong attempts; see `AttemptGuard`. */
export interface Attempts {
  /** Throws TOO_MANY_ATTEMPTS while the id is locked out. */
  check(id: string): Promise<void> | void;
  failed(id: string): Promise<void> | void;
  succeeded(id: string): Promise<void> | void;
}

/** How long an id is locked after so many failures in a row, in ms. */
export const lockAfter = (failures: number, allowed: number, firstLockMs: number): number =>
  failures < allowed ? 0 : Math.min(firstLockMs * 2 ** (failures - allowed), LONGEST_LOCK_MS);

/** Throws TOO_MANY_ATTEMPTS where `waitMs` is not over. */
export function requireUnlocked(failures: number, waitMs: number): void {
  if (waitMs <= 0) return;
  const seconds = Math.ceil(waitMs / 1000);
  throw new Refusal('TOO_MANY_ATTEMPTS', `There were ${failures} wrong attempts. Try again in ${seconds} s.`, {
    retryAfterSeconds: seconds,
  });
}

/**
 * Locks out guessing: after `allowed` wrong attempts on one id the next ones are refused unread, for `firstLockMs` and
 * twice as long each further time. It stands before the certificate authority, which would lock the identity for good
 * after ten wrong secrets and so let anybody shut a member out (threats.md, 2.4.2).
 */
export class AttemptGuard implements Attempts {
  private readonly failures = new Map<string, Failures>();

  constructor(
    private readonly allowed = ALLOWED_ATTEMPTS,
    private readonly firstLockMs = FIRST_LOCK_MS,
    private readonly now: () => number = Date.now,
  ) {}

  /** Throws TOO_MANY_ATTEMPTS while the id is locked out. */
  check(id: string): void {
    const known = this.failures.get(id);
    if (known) requireUnlocked(known.count, known.lockedUntil - this.now());
  }

  failed(id: string): void {
    const now = this.now();
    const known = this.failures.get(id);
    const count = known && now - known.lastAt < FORGET_AFTER_MS ? known.count + 1 : 1;
    this.failures.delete(id);
    const lockedUntil = now + lockAfter(count, this.allowed, this.firstLockMs);
    this.failures.set(id, { count, lockedUntil, lastAt: now });
    // Ids that nobody tried for long make room: a flood of made-up ids costs no memory.
    const [oldest] = this.failures.keys();
    if (this.failures.size > 10_000 && oldest !== undefined) this.failures.delete(oldest);
  }

  succeeded(id: string): void {
    this.failures.delete(id);
  }
}
