/** The interval version of a book (spec 11, "`tdda`"): what is paired when an interval is over. */
import { type AccountChange, moves } from '../account-change';
import { middlePrice, type PricePerKWh } from '../units';
import { type BookRules } from './book-rules';
import { tradeTotal } from './escrow';
import { type Removal } from './matching';
import { isExpired, type RestingOrder } from './order';
import { improvement, release, releaseChanges, tradeChanges } from './trade-changes';

/** An order of the interval. */
export interface WaitingOrder extends RestingOrder {
  /** Sorts as the orders came. */
  readonly arrival: string;
}

/** A bid paired with an ask. */
export interface Pair<R extends WaitingOrder> {
  readonly buy: R;
  readonly sell: R;
  /** Millionths of the token. */
  readonly amount: bigint;
  /** The middle of the two limits, half to even. */
  readonly price: PricePerKWh;
  /** Micro-eEuro from the buyer to the seller. */
  readonly total: bigint;
  /** Whether it waits for two of three to release it (see `HeldTrade`). */
  readonly held: boolean;
}

/** Orders of one side, best price first, then earliest. */
export interface WaitingSide<R> {
  readonly orders: readonly R[];
  /** Whether there are more behind them. */
  readonly more: boolean;
}

/** What pairing did. */
export interface Pairing<R extends WaitingOrder> {
  /** In the order in which they happened. */
  readonly pairs: readonly Pair<R>[];
  readonly removals: readonly Removal<R>[];
  /** What is left of the orders that traded, by their id. */
  readonly left: ReadonlyMap<string, bigint>;
  /** What moves on whose account. Per token, it adds up to 0 over all members. */
  readonly changes: readonly AccountChange[];
  /** Whether there may be more to pair: the bound was reached, or one side's orders ran out and there are more behind. */
  readonly more: boolean;
}

/**
 * Pairs bids descending with asks ascending while bid >= ask, each pair at the middle of its limits. At most
 * `rules.ordersPerMatch` pairs and removals together. An order that is void at `end` is removed; of two orders of one
 * member that would trade with each other, the older one is. Taken up again with what is left, it goes on as if it had
 * not stopped. A step per pair and removal.
 */
export function pairInterval<R extends WaitingOrder>(
  bids: WaitingSide<R>,
  asks: WaitingSide<R>,
  rules: Pick<BookRules, 'token' | 'lot' | 'holdAbove' | 'ordersPerMatch'>,
  end: string,
): Pairing<R> {
  const pairs: Pair<R>[] = [];
  const removals: Removal<R>[] = [];
  const left = new Map<string, bigint>();
  const changes: AccountChange[] = [];
  const leftOf = (order: R): bigint => left.get(order.id) ?? order.left;
  const next: Record<'buy' | 'sell', number> = { buy: 0, sell: 0 };
  const remove = (resting: R, reason: Removal<R>['reason']): void => {
    removals.push({ resting, reason });
    changes.push(...releaseChanges({ ...resting, left: leftOf(resting) }, rules));
    next[resting.side]++;
  };
  for (;;) {
    const buy = bids.orders[next.buy];
    const sell = asks.orders[next.sell];
    const crossing = buy && sell && buy.price >= sell.price;
    if (!crossing) {
      const more =
        (!buy && bids.more && (sell !== undefined || asks.more)) ||
        (!sell && asks.more && (buy !== undefined || bids.more));
      return { pairs, removals, left, changes: changes.filter(moves), more };
    }
    if (pairs.length + removals.length >= rules.ordersPerMatch) {
      return { pairs, removals, left, changes: changes.filter(moves), more: true };
    }
    const expired = [buy, sell].find((order) => isExpired(order, end));
    if (expired) {
      remove(expired, 'expired');
      continue;
    }
    if (buy.member === sell.member) {
      remove(buy.arrival < sell.arrival ? buy : sell, 'ownOrder');
      continue;
    }
    const [wanted, offered] = [leftOf(buy), leftOf(sell)];
    const amount = wanted < offered ? wanted : offered;
    const price = middlePrice(buy.price, sell.price);
    const total = tradeTotal(price, amount);
    const held = buy.hold || sell.hold || (rules.holdAbove !== null && total > rules.holdAbove);
    const pair = { buy, sell, amount, price, total, held };
    pairs.push(pair);
    left.set(buy.id, wanted - amount).set(sell.id, offered - amount);
    if (!held) changes.push(...tradeChanges(buy, sell, pair, rules), ...tradeChanges(sell, buy, pair, rules));
    const back = improvement({ ...buy, left: wanted }, total, wanted - amount, rules);
    changes.push(release(buy, back, rules));
    if (wanted === amount) next.buy++;
    if (offered === amount) next.sell++;
  }
}
