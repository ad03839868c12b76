import { formatMicros } from '../../chaincode/domain/units';
import { entOrderId } from '../bidding/ent-order-id';
import { type EntOrder } from '../bidding/storage-policy';
import { type BookApi } from '../client/book-api';
import { type GatewayProblem, isProblem } from '../../client';
import { isOwnFault } from '../client/own-fault';
import { inParallel } from '../client/in-parallel';
import { ENT_BOOK } from './demo-rules';

/** A member with what it wants of the book. */
export interface EntTrader {
  readonly book: BookApi;
  readonly order: EntOrder;
}

type OnRefused = (member: string, refusal: GatewayProblem) => void;

/** Bids under way at once. */
const AT_ONCE = 24;

/**
 * A round of trading ENT in the order book (spec 11): those who need some bid, then those who have more than they need
 * sell, one after the other, and what was left unfilled is taken out again. The bids have different prices, so who trades
 * with whom doesn't depend on which of them came first.
 */
export async function tradeEnt(listing: string, traders: readonly EntTrader[], onRefused: OnRefused): Promise<void> {
  const place = async ({ book, order: { side, amount, price } }: EntTrader) => {
    const terms = { side, kind: 'limit', amount: formatMicros(amount), price: formatMicros(price) } as const;
    try {
      await book.place(ENT_BOOK, entOrderId(listing, side), terms);
    } catch (error) {
      if (isProblem(error, 'ORDER_EXISTS')) return;
      if (!isOwnFault(error)) throw error;
      onRefused(book.member, error);
    }
  };
  const [bidders, sellers] = (['buy', 'sell'] as const).map((side) =>
    traders.filter(({ order }) => order.side === side),
  ) as [EntTrader[], EntTrader[]];
  await inParallel(bidders, AT_ONCE, place);
  for (const seller of sellers) await place(seller);
  const [reader] = traders;
  if (reader) await withdraw(listing, traders, reader.book);
}

/** Takes the round's orders that are still open out of the book. */
async function withdraw(listing: string, traders: readonly EntTrader[], reader: BookApi): Promise<void> {
  for (const side of ['buy', 'sell'] as const) {
    const id = entOrderId(listing, side);
    const open = await reader.openOrders(ENT_BOOK, side);
    const members = new Set(open.filter((order) => order.id === id).map(({ member }) => member));
    await inParallel(
      traders.filter(({ book }) => members.has(book.member)),
      AT_ONCE,
      async ({ book }) => {
        await book.cancel(ENT_BOOK, id);
      },
    );
  }
}
