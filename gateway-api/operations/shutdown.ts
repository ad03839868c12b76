import { setTimeout as sleep } from 'node:timers/promises';
import { Refusal } from '../refusal';

/** How a gateway goes, in ms. */
export interface ShutdownTimes {
  /** For so long it still takes reads after it has said that it goes: a balancer has to hear of it. */
  readonly noticeMs: number;
  /** For so long it waits for requests and writes under way. */
  readonly withinMs: number;
}

export const defaultShutdownTimes: ShutdownTimes = { noticeMs: 0, withinMs: 10_000 };

/** Clients whose stream ends come back after a random time up to this, not all at once. */
const RECONNECT_WITHIN_MS = 5_000;

/**
 * The way out of service: it says that it is not ready any more, takes no new writes, lets those under way end. Reads go
 * on until the door closes, so that clients can still ask what became of their writes.
 */
export class Shutdown {
  private leaving = false;

  constructor(private readonly times: ShutdownTimes) {}

  /** Whether the gateway takes writes. */
  get isServing(): boolean {
    return !this.leaving;
  }

  /** Throws GATEWAY_STOPPING for a write once the gateway is about to go. */
  requireServing(): void {
    if (!this.leaving) return;
    throw new Refusal('GATEWAY_STOPPING', 'This gateway is about to stop and takes no more writes; please try again.', {
      retryAfterSeconds: 2,
    });
  }

  /** Takes no more writes from now on, and waits until `underWay` is none, but not longer than it may. */
  async begin(underWay: () => number): Promise<{ readonly left: number }> {
    this.leaving = true;
    await sleep(this.times.noticeMs);
    const end = Date.now() + this.times.withinMs;
    while (underWay() > 0 && Date.now() < end) await sleep(10);
    return { left: underWay() };
  }
}

/** What a stream says last: when to come back. Whose clients come back one by one, the next gateway can serve. */
export const farewell = (random: () => number = Math.random): string =>
  `: this gateway stops, go on at another one\nretry: ${500 + Math.floor(random() * RECONNECT_WITHIN_MS)}\n\n`;
