/** How much the latest attempt counts against those before it. */
const WEIGHT = 1 / 16;
/** Resources remembered; of more, those that nobody has used for longest are forgotten. */
const MOST_RESOURCES = 1_000;

/**
 * Remembers for each resource how often those who passed side by side collided lately, so that where nearly all do they
 * need not find out one by one.
 */
export class ConflictMemory {
  private readonly shares = new Map<string, number>();

  /** `random` answers numbers from 0 to below 1. */
  constructor(private readonly random: () => number = Math.random) {}

  /** Takes notice of what came of an attempt beside others. */
  note(resource: string, conflict: boolean): void {
    const before = this.shares.get(resource) ?? 0;
    this.shares.delete(resource);
    const share = before + ((conflict ? 1 : 0) - before) * WEIGHT;
    // What hardly ever collides is not worth remembering.
    if (share > WEIGHT / 2) this.shares.set(resource, share);
    const [oldest] = this.shares.keys();
    if (this.shares.size > MOST_RESOURCES && oldest !== undefined) this.shares.delete(oldest);
  }

  /** Whether attempts collided lately at all. */
  isContested(resource: string): boolean {
    return this.shares.has(resource);
  }

  /**
   * Whether the next one is better off in line from the start: never where less than a tenth of the attempts collided,
   * nearly always from half on, for who passes beside and comes through makes somebody in line lose. Some are still let
   * pass beside, which shows when it gets better.
   */
  expectsConflict(resource: string): boolean {
    const share = this.shares.get(resource) ?? 0;
    return share >= 0.1 && this.random() < Math.min(2 * share, 0.95);
  }
}
