import { DomainError } from '../errors';
import { type Side } from '../offer';
import { type PricePerKWh } from '../units';
import { type Fill, type MatchEnd, Matching, type MatchingRules, type Removal } from './matching';
import { limitOf, type Order, type RestingOrder } from './order';
import { BookEntry, PriceLevels } from './price-levels';

/** What placing an order in the book did. */
export interface BookPlacement {
  readonly fills: readonly Fill<RestingOrder>[];
  readonly removals: readonly Removal<RestingOrder>[];
  /** Millionths of the token that were not filled. */
  readonly left: bigint;
  readonly end: MatchEnd;
}

/** The orders of one price together. */
export interface DepthLevel {
  readonly price: PricePerKWh;
  readonly amount: bigint;
  readonly orders: number;
}

/**
 * An order book in memory: the same matching as on the ledger, without accounts. For replaying cases, for reading models
 * and for measuring. Orders are taken as they are; what a book's rules ask of them is checked by `checkOrder`.
 */
export class Book {
  private readonly sides = { buy: new PriceLevels('buy'), sell: new PriceLevels('sell') };
  private readonly entries = new Map<string, BookEntry>();

  constructor(private readonly rules: MatchingRules) {}

  /**
   * Places an order at `now` (RFC 3339). Throws ORDER_NOT_FILLED for a fill-or-kill order, and ORDER_EXISTS where an open
   * order has its id; the book is then as it was.
   */
  place(order: Order, now: string): BookPlacement {
    if (this.entries.has(order.id)) throw new DomainError('ORDER_EXISTS', `There is an open order ${order.id}`);
    const others = order.side === 'buy' ? this.sides.sell : this.sides.buy;
    if (order.kind === 'fok') this.checkFillable(order, now);
    const matching = new Matching<BookEntry>(order, this.rules, now);
    let entry = others.best()?.first;
    while (entry && matching.wants(entry.price)) {
      const left = matching.meet(entry);
      if (left > 0n) entry.left = left;
      else this.remove(entry);
      entry = others.best()?.first;
    }
    const end = matching.end();
    if (end === 'resting') this.rest(order, matching.left);
    return { fills: matching.fills, removals: matching.removals, left: matching.left, end };
  }

  /** Takes an open order out of the book; undefined where there is none with that id. */
  cancel(id: string): RestingOrder | undefined {
    const entry = this.entries.get(id);
    if (entry) this.remove(entry);
    return entry;
  }

  /** The best limit of a side; null where it is empty. */
  best(side: Side): PricePerKWh | null {
    return this.sides[side].best()?.price ?? null;
  }

  /** The open orders of a side, best price first, then earliest. */
  *orders(side: Side): Generator<RestingOrder> {
    for (const level of this.sides[side]) {
      for (let entry = level.first; entry; entry = entry.next) yield entry;
    }
  }

  /** Prices with what is open at each, best first. */
  *depth(side: Side): Generator<DepthLevel> {
    for (const level of this.sides[side]) {
      let amount = 0n;
      let orders = 0;
      for (let entry = level.first; entry; entry = entry.next) {
        amount += entry.left;
        orders++;
      }
      yield { price: level.price, amount, orders };
    }
  }

  private rest(order: Order, left: bigint): void {
    const price = limitOf(order, this.rules.priceCap);
    const level = this.sides[order.side].at(price);
    const entry = new BookEntry(order, price, left, level);
    level.append(entry);
    this.entries.set(order.id, entry);
  }

  private remove(entry: BookEntry): void {
    entry.level.remove(entry);
    if (!entry.level.first) this.sides[entry.side].remove(entry.level);
    this.entries.delete(entry.id);
  }

  /** Matches without consequences: `meet` changes nothing but the matching. */
  private checkFillable(order: Order, now: string): void {
    const trial = new Matching<RestingOrder>(order, this.rules, now);
    for (const entry of this.orders(order.side === 'buy' ? 'sell' : 'buy')) {
      if (!trial.wants(entry.price)) break;
      trial.meet(entry);
    }
    trial.end();
  }
}
