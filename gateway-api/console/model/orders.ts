/** Orders of a book as a person gives them, and as they are told. */
import { formatMicros, parseAmount } from '../../../chaincode/domain/units';
import { readDecimal } from './amounts';
import { type OrderView } from './views';

/** What stands in the order form. */
export type OrderValues = Readonly<Record<'side' | 'kind' | 'amount' | 'price', string>>;

/** An order that can be asked about or placed. */
export interface TypedOrder {
  readonly side: 'buy' | 'sell';
  readonly kind: 'limit' | 'market';
  readonly amount: string;
  readonly price: string | undefined;
}

/** The order in the form; undefined while a figure is missing or is none. */
export function termsOf({ side, kind, amount, price }: OrderValues): TypedOrder | undefined {
  const much = readDecimal(amount);
  if (much === undefined || !/[1-9]/.test(much)) return undefined;
  const shared = { side: side === 'sell' ? 'sell' : 'buy', amount: much } as const;
  if (kind === 'market') return { ...shared, kind: 'market', price: undefined };
  const limit = readDecimal(price);
  return limit === undefined ? undefined : { ...shared, kind: 'limit', price: limit };
}

/** What an order has traded so far. */
export const filledOf = ({ amount, left }: Pick<OrderView, 'amount' | 'left'>): string =>
  formatMicros(parseAmount(amount) - parseAmount(left));
