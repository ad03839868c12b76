import * as book from '../../../chaincode/wire/transactions/book';
import { type TransactionDeclaration } from '../../../chaincode/wire/declaration';
import * as market from '../../../chaincode/wire/transactions/market';
import * as tokens from '../../../chaincode/wire/transactions/tokens';
import { type OfferWorkload } from '../throughput/offer-workload';

/** The book that orders go to. */
export const BOOK = 'ent';
/** The price at which orders of the workload `orders that meet` do. */
const MEET = '1';

export const workloadNames = ['offers', 'transfers', 'orders that rest', 'orders that meet'] as const;
export type WorkloadName = (typeof workloadNames)[number];

/** One write, for each of the two doors. */
export interface Write {
  readonly declaration: TransactionDeclaration;
  readonly args: Readonly<Record<string, string>>;
  readonly path: string;
  readonly body: object;
}

/**
 * The next write of a member, by its number: a bid in a listing, an eEuro-cent for the member after it, an order to buy that
 * finds no seller, or one that meets the other half of the orders, so that all of them want the same few records.
 */
export function nextWrite(name: WorkloadName, offers: OfferWorkload, member: number, serial: number): Write {
  const { members } = offers;
  if (name === 'offers') {
    const bid = offers.nextBid(member);
    const { listing, ...offer } = bid;
    const body = { side: 'buy', ...offer };
    return { declaration: market.BUYOffer, args: { ...bid }, path: `/v1/listings/${listing}/offers`, body };
  }
  if (name === 'transfers') {
    const to = members[(member + 1) % members.length]?.member.id ?? '';
    const transfer = { to, amount: '0.01' };
    return {
      ...{ declaration: tokens.TransferEEuro, args: transfer },
      ...{ path: '/v1/transfers', body: { token: 'eEuro', ...transfer } },
    };
  }
  const rests = name === 'orders that rest';
  const side = rests || serial % 2 === 0 ? 'buy' : 'sell';
  const price = rests ? `0.${100_000 + (serial % 400_000)}` : MEET;
  const terms = { kind: 'limit', side, amount: '0.01', price };
  const order = `o${serial}`;
  return {
    ...{ declaration: book.PlaceOrder, args: { book: BOOK, order, terms: JSON.stringify(terms) } },
    ...{ path: `/v1/books/${BOOK}/orders`, body: { order, terms } },
  };
}
