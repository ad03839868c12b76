import { type AccountChange, moves } from '../account-change';
import { formatTime, type Seconds } from '../time';
import { microEuroOf, type PricePerKWh } from '../units';
import { type BookRules, checkOrder } from './book-rules';
import { lockedEuro, tradeTotal } from './escrow';
import { type Fill, type MatchEnd, Matching, type Removal } from './matching';
import { limitOf, type Order, type RestingOrder } from './order';
import { improvement, lockOf, release, tradeChanges } from './trade-changes';

/** A trade with its payment. */
export interface PaidFill<R extends RestingOrder> extends Fill<R> {
  /** Micro-eEuro from the buyer to the seller. */
  readonly total: bigint;
  /** Whether it waits for two of three to release it: until then both sides stay escrowed (see `HeldTrade`). */
  readonly held: boolean;
}

/** What placing an order did. */
export interface PlacedOrder<R extends RestingOrder> {
  /** In the order in which they happened. */
  readonly fills: readonly PaidFill<R>[];
  readonly removals: readonly Removal<R>[];
  /** Millionths of the token that were not filled. */
  readonly left: bigint;
  readonly end: MatchEnd;
  /** The order as it now rests in the book, where `end` is `resting`; else null. */
  readonly resting: RestingOrder | null;
  /** What moves on whose account, locks included; the incoming order's own lock comes first. */
  readonly changes: readonly AccountChange[];
}

/**
 * Places one order: checks it, matches it, and says what moves on every account it touches. The contract asks `wants`
 * with the best price that is left on the other side, hands over the resting orders at it with `meet`, and saves what
 * `finish` answers. ENT and eEuro are conserved: per token, the changes add up to 0 over all members.
 */
export class OrderPlacement<R extends RestingOrder> {
  private readonly matching: Matching<R>;

  /** Throws ORDER_RULES, and INVALID_ARGUMENT where the order would lock more than an account can hold. */
  constructor(
    private readonly order: Order,
    private readonly rules: BookRules,
    now: Seconds,
  ) {
    checkOrder(rules, order, now);
    if (order.side === 'buy') microEuroOf(this.lockFor(order.amount));
    this.matching = new Matching(order, rules, formatTime(now));
  }

  /** See `Matching.left`. */
  get left(): bigint {
    return this.matching.left;
  }

  /** See `Matching.wants`. */
  wants(price: PricePerKWh): boolean {
    return this.matching.wants(price);
  }

  /** See `Matching.meet`. */
  meet(resting: R): bigint {
    return this.matching.meet(resting);
  }

  /** Throws ORDER_NOT_FILLED for a fill-or-kill order that has something left: then nothing may be saved. */
  finish(): PlacedOrder<R> {
    const end = this.matching.end();
    const { left, removals } = this.matching;
    const fills = this.matching.fills.map((fill) => this.paid(fill));
    const resting = end === 'resting' ? this.restingOrder(left) : null;
    return { fills, removals, left, end, resting, changes: this.changes(fills, removals, resting) };
  }

  private paid(fill: Fill<R>): PaidFill<R> {
    const total = tradeTotal(fill.price, fill.amount);
    const { holdAbove } = this.rules;
    const held = this.order.hold || fill.resting.hold || (holdAbove !== null && total > holdAbove);
    return { ...fill, total, held };
  }

  private restingOrder(left: bigint): RestingOrder {
    const { id, member, side, expiresAt, hold } = this.order;
    return { id, member, side, left, price: limitOf(this.order, this.rules.priceCap), expiresAt, hold };
  }

  private changes(
    fills: readonly PaidFill<R>[],
    removals: readonly Removal<R>[],
    resting: RestingOrder | null,
  ): AccountChange[] {
    const { order, rules } = this;
    const locked = this.lockFor(order.amount);
    const traded = fills.flatMap((fill) => [
      ...(fill.held ? [] : tradeChanges(order, fill.resting, fill, rules)),
      ...(fill.held ? [] : tradeChanges(fill.resting, order, fill, rules)),
      release(fill.resting, improvement(fill.resting, fill.total, fill.restingLeft, rules), rules),
    ]);
    const spent = fills.reduce((sum, fill) => sum + (order.side === 'buy' ? fill.total : fill.amount), 0n);
    const kept = resting ? this.lockFor(resting.left) : 0n;
    return [
      { ...release(order, 0n - locked, rules), kind: 'escrow' as const },
      ...traded,
      ...removals.map((removal) => release(removal.resting, lockOf(removal.resting, rules), rules)),
      release(order, locked - spent - kept, rules),
    ].filter(moves);
  }

  private lockFor(amount: bigint): bigint {
    const { order, rules } = this;
    return order.side === 'buy' ? lockedEuro(limitOf(order, rules.priceCap), amount, rules.lot) : amount;
  }
}
