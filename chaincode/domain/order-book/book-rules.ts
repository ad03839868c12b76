import { type TokenName } from '../account';
import { DomainError, type ErrorDetails } from '../errors';
import { formatTime, type Seconds } from '../time';
import { formatMicros, type MicroEuro, type Micros, type PricePerKWh } from '../units';
import { isExpired, type Order } from './order';

/** `resting`: the price of the order that was there first. `midpoint`: (bid + ask) / 2, half to even (spec 11). */
export const priceRules = ['resting', 'midpoint'] as const;
export type PriceRule = (typeof priceRules)[number];

/** The rules of an order book (spec 11). */
export interface BookRules {
  /** What is traded, for eEuro. */
  readonly token: Exclude<TokenName, 'eEuro'>;
  readonly priceRule: PriceRule;
  /** Every limit is a multiple of it. */
  readonly tick: PricePerKWh;
  /** Every amount is a multiple of it. Where tick x lot is a whole number of millionths, no payment is ever rounded. */
  readonly lot: Micros;
  /** No limit is above it; market orders buy up to it. */
  readonly priceCap: PricePerKWh;
  /** One order fills or removes at most so many resting ones. */
  readonly ordersPerMatch: number;
  /** Trades of more micro-eEuro are held until two of three release them; null: none is for its size. */
  readonly holdAbove: MicroEuro | null;
}

const MOST_ORDERS_PER_MATCH = 200;
/** With finer lots, what buyers lock for the rounding of many small trades (see `lockedEuro`) would be felt. */
const LEAST_LOT = 1_000n;

/** Refuses rules that contradict each other: BOOK_RULES_INVALID, naming the field. */
export function checkBookRules(rules: BookRules): BookRules {
  const refuse = (message: string, field: string): never => {
    throw new DomainError('BOOK_RULES_INVALID', message, { field });
  };
  if (rules.tick === 0n) refuse('tick must be above 0', 'tick');
  if (rules.lot < LEAST_LOT) refuse(`lot must be at least ${formatMicros(LEAST_LOT)}`, 'lot');
  if (rules.priceCap === 0n) refuse('priceCap must be above 0', 'priceCap');
  if (rules.priceCap % rules.tick !== 0n) refuse('priceCap must be a multiple of tick', 'priceCap');
  const bound = rules.ordersPerMatch;
  if (!Number.isInteger(bound) || bound < 1 || bound > MOST_ORDERS_PER_MATCH) {
    refuse(`ordersPerMatch must be a whole number from 1 to ${MOST_ORDERS_PER_MATCH}`, 'ordersPerMatch');
  }
  return rules;
}

/** Refuses an order outside the rules of its book: ORDER_RULES, naming the field. */
export function checkOrder(rules: BookRules, order: Order, now: Seconds): void {
  const refuse = (message: string, details: ErrorDetails): never => {
    throw new DomainError('ORDER_RULES', message, details);
  };
  const { kind, amount, price } = order;
  if (amount === 0n || amount % rules.lot !== 0n) {
    const lot = formatMicros(rules.lot);
    refuse(`amount must be a multiple of ${lot} ${rules.token} above 0 in this book`, { field: 'amount', lot });
  }
  if ((price === null) !== (kind === 'market')) {
    refuse(kind === 'market' ? 'a market order has no price' : `an order of kind ${kind} needs a price`, {
      field: 'price',
    });
  }
  if (price !== null) {
    const [tick, most] = [formatMicros(rules.tick), formatMicros(rules.priceCap)];
    if (price > rules.priceCap) refuse(`price must be at most ${most} eEuro in this book`, { field: 'price', most });
    if (price % rules.tick !== 0n) {
      refuse(`price must be a multiple of ${tick} eEuro in this book`, { field: 'price', tick });
    }
    if (price === 0n && order.side === 'buy') refuse('a bid must be above 0', { field: 'price' });
  }
  if (order.expiresAt !== null && kind !== 'limit') {
    refuse('only a limit order rests in the book and can expire', { field: 'expiresAt' });
  }
  if (isExpired(order, formatTime(now))) {
    refuse('expiresAt must be later than the transaction', { field: 'expiresAt' });
  }
}
