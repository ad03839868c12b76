import { type RecordedHour } from '../../agents/community/community';
import { allAtOnce, type Bidding } from '../../agents/simulator/market-hour';
import { type Demonstration } from '../start/demonstration';

/**
 * Plays a demonstration's days hour by hour, each only when a test lets it: after `bidding(12)` the listing for the local
 * hour 12 is open, with the agents' offers in it; `close()` lets it be cleared and settled and opens the next one.
 */
export class StageClock {
  /** Resolves when nothing is played any more. */
  ended: Promise<void> = Promise.resolve();
  private until = 0;
  private current: number | undefined;
  private readonly waiting = new Set<() => void>();
  private failure: unknown;

  constructor(private readonly signal: AbortSignal) {
    signal.addEventListener('abort', () => this.changed());
  }

  /** Begins with the first day. */
  play(demonstration: Pick<Demonstration, 'playNextDay'>): void {
    const bidding: Bidding = async (hour, bids, clock) => {
      await allAtOnce(hour, bids, clock);
      this.current = hourOf(hour);
      this.changed();
      while (this.current >= this.until && !this.signal.aborted) await this.change();
      this.signal.throwIfAborted();
    };
    this.ended = (async () => {
      while (!this.signal.aborted) await demonstration.playNextDay(bidding);
    })().catch((error: unknown) => {
      if (!this.signal.aborted) this.failure = error;
      this.changed();
    });
  }

  /** Resolves when the listing of a local hour of this day is open and the agents have offered. */
  async bidding(hour: number): Promise<void> {
    this.until = hour;
    this.changed();
    while (this.current !== hour) {
      if (this.failure !== undefined) throw this.failure instanceof Error ? this.failure : new Error('Not played');
      await this.change();
    }
  }

  /** Closes the open listing, has it cleared and settled, and resolves when the next one is open. */
  async close(): Promise<void> {
    const { current = 0 } = this;
    await this.bidding((current + 1) % 24);
  }

  private change(): Promise<void> {
    return new Promise((resolve) => this.waiting.add(resolve));
  }

  private changed(): void {
    for (const resolve of [...this.waiting]) {
      this.waiting.delete(resolve);
      resolve();
    }
  }
}

const hourOf = ({ startMinute }: RecordedHour): number => Math.floor(startMinute / 60);
