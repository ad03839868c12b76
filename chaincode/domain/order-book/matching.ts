import { DomainError } from '../errors';
import { formatMicros, middlePrice, type PricePerKWh } from '../units';
import { type BookRules } from './book-rules';
import { isExpired, limitOf, type Order, type RestingOrder } from './order';

/** A trade of the incoming order with a resting one. */
export interface Fill<R extends RestingOrder> {
  readonly resting: R;
  /** Millionths of the token. */
  readonly amount: bigint;
  readonly price: PricePerKWh;
  /** What rests of the resting order afterwards. */
  readonly restingLeft: bigint;
}

/** A resting order that was met and left the book without a trade. */
export interface Removal<R extends RestingOrder> {
  readonly resting: R;
  /** `ownOrder`: it would have traded with an order of its own member, and the older one gives way. */
  readonly reason: 'ownOrder' | 'expired';
}

/**
 * What becomes of what is left of the incoming order. `stopped`: it would have traded on, but the bound of resting
 * orders that one order may meet was reached; nothing of it rests, because the book would be crossed.
 */
export type MatchEnd = 'filled' | 'resting' | 'cancelled' | 'stopped';

/** The rules that matching looks at. */
export type MatchingRules = Pick<BookRules, 'priceRule' | 'priceCap' | 'ordersPerMatch'>;

/**
 * One incoming order on its way through the other side of the book (spec 11). It is handed the resting orders one by
 * one, best price first, then earliest: the caller asks `wants` with the price of the next one, and stops where the
 * answer is no. So a book of any size is read only as far as the order trades, and how it is paged makes no difference.
 */
export class Matching<R extends RestingOrder> {
  /** In the order in which they happened. */
  readonly fills: Fill<R>[] = [];
  /** In the order in which they happened. */
  readonly removals: Removal<R>[] = [];
  private readonly limit: PricePerKWh;
  private unfilled: bigint;
  private cutShort = false;

  /** `now` is RFC 3339: resting orders void at that time are removed. */
  constructor(
    private readonly order: Order,
    private readonly rules: MatchingRules,
    private readonly now: string,
  ) {
    this.limit = limitOf(order, rules.priceCap);
    this.unfilled = order.amount;
  }

  /** Millionths of the token that have not been filled. */
  get left(): bigint {
    return this.unfilled;
  }

  /** Whether the order goes on to meet a resting order at `price`, the best one that is left on the other side. */
  wants(price: PricePerKWh): boolean {
    if (this.unfilled === 0n) return false;
    if (this.order.side === 'buy' ? price > this.limit : price < this.limit) return false;
    if (this.fills.length + this.removals.length < this.rules.ordersPerMatch) return true;
    this.cutShort = true;
    return false;
  }

  /** Trades with the resting order as far as both go, or has it removed. Answers what is left of the resting order. */
  meet(resting: R): bigint {
    if (resting.member === this.order.member) return this.remove(resting, 'ownOrder');
    if (isExpired(resting, this.now)) return this.remove(resting, 'expired');
    const amount = resting.left < this.unfilled ? resting.left : this.unfilled;
    const restingLeft = resting.left - amount;
    this.unfilled -= amount;
    this.fills.push({ resting, amount, price: this.priceWith(resting), restingLeft });
    return restingLeft;
  }

  /** After the last resting order that was wanted. Throws ORDER_NOT_FILLED where a fill-or-kill order has something left. */
  end(): MatchEnd {
    if (this.unfilled === 0n) return 'filled';
    if (this.order.kind === 'fok') throw this.notFilled();
    if (this.cutShort) return 'stopped';
    return this.order.kind === 'limit' ? 'resting' : 'cancelled';
  }

  private remove(resting: R, reason: Removal<R>['reason']): bigint {
    this.removals.push({ resting, reason });
    return 0n;
  }

  /** A market order names no price of its own that a middle could be taken of. */
  private priceWith(resting: R): PricePerKWh {
    if (this.rules.priceRule === 'resting' || this.order.price === null) return resting.price;
    return middlePrice(this.order.price, resting.price);
  }

  private notFilled(): DomainError {
    const [left, amount] = [formatMicros(this.unfilled), formatMicros(this.order.amount)];
    const bound = this.cutShort ? ` with the ${this.rules.ordersPerMatch} orders that one order may meet` : '';
    return new DomainError('ORDER_NOT_FILLED', `${left} of ${amount} can not be filled at once${bound}`, { left });
  }
}
