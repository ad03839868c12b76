import { setTimeout as pause } from 'node:timers/promises';

/** How long a glance at the clock waits for the next one, in ms. */
const LOOK_EVERY_MS = 10;

/**
 * How far a day has come and how many of its faults are over. It goes on as it likes as long as each fault that is still to
 * come has its hours; where it would leave fewer, it waits until one more is over.
 */
export class CourseOfDay {
  private readonly hours: string[] = [];
  private over = 0;

  /** @throws Error when a day of so many hours has no room for so many faults. */
  constructor(
    private readonly length: number,
    private readonly faults: number,
    private readonly hoursPerFault: number,
  ) {
    const needed = faults * hoursPerFault;
    if (length < needed) throw new Error(`${faults} faults need a day of ${needed} hours; this one has ${length}.`);
  }

  /** Local time of the hour that was settled last; '' before the first. */
  get latest(): string {
    return this.hours.at(-1) ?? '';
  }

  settled(localTime: string): void {
    this.hours.push(localTime);
  }

  faultIsOver(): void {
    this.over++;
  }

  /** Waits until so many more hours are settled. Ends with the signal. */
  async hoursLater(count: number, signal: AbortSignal): Promise<void> {
    const wanted = this.hours.length + count;
    while (this.hours.length < wanted) await pause(LOOK_EVERY_MS, undefined, { signal });
  }

  /** Waits until the next hour may be played. Ends with the signal. */
  async mayGoOn(signal: AbortSignal): Promise<void> {
    while (!this.leavesRoom()) await pause(LOOK_EVERY_MS, undefined, { signal });
  }

  /** Whether the hours that are left are enough for the faults that come after the one that is next or going on. */
  private leavesRoom(): boolean {
    const toCome = Math.max(0, this.faults - this.over - 1);
    return this.length - this.hours.length > toCome * this.hoursPerFault;
  }
}
