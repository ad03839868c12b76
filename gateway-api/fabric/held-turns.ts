import { type Turn } from './contention-lanes';

interface Held {
  readonly turn: Turn;
  readonly late: NodeJS.Timeout;
}

/**
 * Keeps a member's turn in the lanes while its transaction is away to be signed, so that nobody changes meanwhile what
 * it has read. A member that takes longer than `holdMs` to sign loses the turn, and gets none for `penaltyMs`: nobody can
 * stop others by not signing.
 */
export class HeldTurns {
  private readonly held = new Map<string, Held>();
  private readonly slow = new Map<string, number>();

  constructor(
    private readonly holdMs = 1_500,
    private readonly penaltyMs = 60_000,
    private readonly now: () => number = Date.now,
  ) {}

  /** Whether the member may hold a turn. */
  mayHold(member: string): boolean {
    const until = this.slow.get(member);
    if (until === undefined) return true;
    if (until > this.now()) return false;
    this.slow.delete(member);
    return true;
  }

  hold(member: string, transactionId: string, turn: Turn): void {
    const late = setTimeout(() => {
      this.take(transactionId)?.leave();
      this.slow.set(member, this.now() + this.penaltyMs);
    }, this.holdMs);
    late.unref();
    this.held.set(transactionId, { turn, late });
  }

  /** The turn of a transaction that came back, to be left by who takes it. */
  take(transactionId: string): Turn | undefined {
    const held = this.held.get(transactionId);
    if (!held) return undefined;
    clearTimeout(held.late);
    this.held.delete(transactionId);
    return held.turn;
  }
}
