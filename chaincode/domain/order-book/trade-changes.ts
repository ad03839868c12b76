/** What orders and trades move on the accounts of those who placed them. */
import { type AccountChange } from '../account-change';
import { type BookRules } from './book-rules';
import { lockedEuro } from './escrow';
import { type Order, type RestingOrder } from './order';

/** What of an open order is locked: eEuro of a buyer, the token of a seller; in millionths. */
export const lockOf = (order: RestingOrder, rules: Pick<BookRules, 'lot'>): bigint =>
  order.side === 'buy' ? lockedEuro(order.price, order.left, rules.lot) : order.left;

/** What goes back to an order's member when it leaves the book: cancelled or expired. Nothing moves but its lock. */
export const releaseChanges = (order: RestingOrder, rules: Pick<BookRules, 'token' | 'lot'>): AccountChange[] => [
  release(order, lockOf(order, rules), rules),
];

/** Whose order it is, and on which side. */
export type Party = Pick<Order, 'id' | 'member' | 'side'>;

/** Moves `amount` of what the order has locked back to its member. */
export function release({ id, member, side }: Party, amount: bigint, rules: Pick<BookRules, 'token'>): AccountChange {
  const token = side === 'buy' ? 'eEuro' : rules.token;
  const [kind, escrowed] = ['escrowReleased' as const, 0n - amount];
  return { member, token, kind, available: amount, escrowed, counterparty: null, reference: id };
}

/**
 * What a trade of `total` that leaves `left` of a resting order gives back to its member: a buyer had locked its limit,
 * and the price was better.
 */
export function improvement(resting: RestingOrder, total: bigint, left: bigint, rules: Pick<BookRules, 'lot'>): bigint {
  if (resting.side === 'sell') return 0n;
  return lockOf(resting, rules) - total - lockOf({ ...resting, left }, rules);
}

/** One side of a trade: what it had locked goes, what it gets arrives. */
export function tradeChanges(
  party: Party,
  other: Party,
  { amount, total }: { readonly amount: bigint; readonly total: bigint },
  rules: Pick<BookRules, 'token'>,
): AccountChange[] {
  const { id: reference, member, side } = party;
  const counterparty = other.member;
  const buying = side === 'buy';
  const kind = buying ? 'purchase' : 'sale';
  const given = 0n - (buying ? total : amount);
  const got = buying ? amount : total;
  const [giving, getting] = buying ? (['eEuro', rules.token] as const) : ([rules.token, 'eEuro'] as const);
  return [
    { member, token: giving, kind, available: 0n, escrowed: given, counterparty, reference },
    { member, token: getting, kind, available: got, escrowed: 0n, counterparty, reference },
  ];
}
