import { Refusal } from '../refusal';

interface Failures {
  count: number;
  lockedUntil: number;
  lastAt: number;
}

/** Failures are forgotten after a quiet time of this, in ms. */
export const FORGET_AFTER_MS = 15 * 60_000;
const LONGEST_LOCK_MS = 15 * 60_000;
const MOST_REMEMBERED = 30_000;
export const FIRST_LOCK_MS = 30_000;

/** Counts wrong attempts by name; see `AttemptGuard`. */
export interface Attempts {
  /** Throws TOO_MANY_ATTEMPTS while the name is locked out. */
  check(name: string): Promise<void> | void;
  /** `allowed` in a row are allowed; the last of them and each further one lock the name. */
  failed(name: string, allowed: number): Promise<void> | void;
  succeeded(name: string): Promise<void> | void;
}

/** How long a name is locked after so many failures in a row, in ms. */
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

/** Those at this process: each lock is twice as long as the one before. */
export class AttemptsHere implements Attempts {
  private readonly failures = new Map<string, Failures>();

  constructor(
    private readonly firstLockMs = FIRST_LOCK_MS,
    private readonly now: () => number = Date.now,
  ) {}

  check(name: string): void {
    const known = this.failures.get(name);
    if (known) requireUnlocked(known.count, known.lockedUntil - this.now());
  }

  failed(name: string, allowed: number): void {
    const now = this.now();
    const known = this.failures.get(name);
    const count = known && now - known.lastAt < FORGET_AFTER_MS ? known.count + 1 : 1;
    this.failures.delete(name);
    const lockedUntil = now + lockAfter(count, allowed, this.firstLockMs);
    this.failures.set(name, { count, lockedUntil, lastAt: now });
    // What nobody tried for long makes room: a flood of made-up ids costs no memory.
    const [oldest] = this.failures.keys();
    if (this.failures.size > MOST_REMEMBERED && oldest !== undefined) this.failures.delete(oldest);
  }

  succeeded(name: string): void {
    this.failures.delete(name);
  }
}
