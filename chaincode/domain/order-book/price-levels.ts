import { type Side } from '../offer';
import { type PricePerKWh } from '../units';
import { type Order, type RestingOrder } from './order';

/** An order in the in-memory book, with its place in the queue of its price. */
export class BookEntry implements RestingOrder {
  readonly id: string;
  readonly member: string;
  readonly side: Side;
  readonly expiresAt: string | null;
  readonly hold: boolean;
  previous: BookEntry | null = null;
  next: BookEntry | null = null;

  constructor(
    order: Order,
    readonly price: PricePerKWh,
    public left: bigint,
    readonly level: PriceLevel,
  ) {
    this.id = order.id;
    this.member = order.member;
    this.side = order.side;
    this.expiresAt = order.expiresAt;
    this.hold = order.hold;
  }
}

/** The orders at one price, earliest first. */
export class PriceLevel {
  first: BookEntry | null = null;
  private last: BookEntry | null = null;

  /** `rank` orders levels from worst to best; prices beyond a double's precision can share one. */
  constructor(
    readonly price: PricePerKWh,
    readonly rank: number,
  ) {}

  /** Adds an order behind those that are there. */
  append(entry: BookEntry): void {
    entry.previous = this.last;
    if (this.last) this.last.next = entry;
    else this.first = entry;
    this.last = entry;
  }

  /** Takes an order out, from wherever it stands. */
  remove(entry: BookEntry): void {
    if (entry.previous) entry.previous.next = entry.next;
    else this.first = entry.next;
    if (entry.next) entry.next.previous = entry.previous;
    else this.last = entry.previous;
    entry.previous = null;
    entry.next = null;
  }
}

/** Runs grow up to so many levels, then split: few enough to shift at every insertion, enough to need few runs. */
const LONGEST_RUN = 256;

/**
 * The price levels of one side of a book, sorted. They lie in short sorted runs, worst price first, so that the best
 * level is the last one: to look at it takes a step, and to find, add or remove one a binary search and a short shift,
 * in a book of ten orders as in one of a million.
 */
export class PriceLevels {
  private readonly runs: PriceLevel[][] = [];

  constructor(private readonly side: Side) {}

  best(): PriceLevel | undefined {
    return this.runs.at(-1)?.at(-1);
  }

  /** The level of a price, a new and empty one where there is none. */
  at(price: PricePerKWh): PriceLevel {
    const rank = this.side === 'buy' ? Number(price) : -Number(price);
    const run = this.runs[this.runOf(price, rank)];
    if (!run) {
      const only = new PriceLevel(price, rank);
      this.runs.push([only]);
      return only;
    }
    const index = this.indexIn(run, price, rank);
    const found = run[index];
    if (found?.price === price) return found;
    const level = new PriceLevel(price, rank);
    run.splice(index, 0, level);
    if (run.length > LONGEST_RUN) this.runs.splice(this.runs.indexOf(run) + 1, 0, run.splice(LONGEST_RUN / 2));
    return level;
  }

  /** Takes an empty level out. */
  remove({ price, rank }: PriceLevel): void {
    const runIndex = this.runOf(price, rank);
    const run = this.runs[runIndex];
    if (!run) return;
    run.splice(this.indexIn(run, price, rank), 1);
    if (run.length === 0) this.runs.splice(runIndex, 1);
  }

  /** Best first. */
  *[Symbol.iterator](): Generator<PriceLevel> {
    for (let run = this.runs.length - 1; run >= 0; run--) {
      const levels = this.runs[run] ?? [];
      for (let index = levels.length - 1; index >= 0; index--) yield levels[index] as PriceLevel;
    }
  }

  /** The run that holds the price or would: the first one whose best level is not worse, else the last one. */
  private runOf(price: PricePerKWh, rank: number): number {
    let low = 0;
    let high = this.runs.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      const run = this.runs[middle] as PriceLevel[];
      if (this.isWorse(run[run.length - 1] as PriceLevel, price, rank)) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Where in the run the price stands or would. */
  private indexIn(run: readonly PriceLevel[], price: PricePerKWh, rank: number): number {
    let low = 0;
    let high = run.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.isWorse(run[middle] as PriceLevel, price, rank)) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Compares doubles, several times faster than bigints, and bigints where doubles don't tell them apart. */
  private isWorse(level: PriceLevel, price: PricePerKWh, rank: number): boolean {
    if (level.rank !== rank) return level.rank < rank;
    return this.side === 'buy' ? level.price < price : level.price > price;
  }
}
