import {
  type BookStateView,
  type BookTradeView,
  type CandleView,
  type DepthView,
  type OrderQuoteView,
  type OrderView,
  type PlacedOrderView,
} from '../model/views';
import { type CandlePeriod } from '../model/candle-period';
import { type TypedOrder } from '../model/orders';
import { read, readAll, type Receipt, write } from './api';
import { type LiveEvent } from './live';
import { type Resource, useResource } from './resources';

/** What moves an order book; its id stands in an event's `market`. */
const moves =
  (book: string | undefined) =>
  ({ market, transaction }: LiveEvent): boolean =>
    market === book && !['BookPrices', 'CreateBook'].includes(transaction);

/** The books, by id. */
export const useBooks = (): Resource<BookStateView[]> =>
  useResource('/v1/books', () => readAll<BookStateView>('/v1/books'), {
    changedBy: ({ transaction }) => transaction === 'CreateBook',
  });

/** A book with its best prices. */
export const useBook = (book: string): Resource<BookStateView> =>
  useResource(`/v1/books/${book}`, () => read<BookStateView>(`/v1/books/${book}`), { changedBy: moves(book) });

/** What is open at each price. */
export const useDepth = (book: string): Resource<DepthView> =>
  useResource(`/v1/books/${book}/depth`, () => read<DepthView>(`/v1/books/${book}/depth`), { changedBy: moves(book) });

/** Prices by period, over all trades that the ledger is asked for. */
export const useCandles = (book: string, period: CandlePeriod): Resource<CandleView[]> => {
  const path = `/v1/books/${book}/candles?period=${period}&from=1970-01-01T00:00:00Z`;
  return useResource(path, () => read<CandleView[]>(path), { changedBy: moves(book) });
};

/** The trades of a book, the latest first. */
export const useBookTrades = (book: string): Resource<BookTradeView[]> => {
  const path = `/v1/books/${book}/trades`;
  return useResource(path, async () => (await readAll<BookTradeView>(path)).reverse(), { changedBy: moves(book) });
};

const ordersPath = (book: string, member: string): string => `/v1/books/${book}/orders/${encodeURIComponent(member)}`;

/** A member's orders, open ones first. */
export const useOrders = (book: string, member: string): Resource<OrderView[]> => {
  const path = ordersPath(book, member);
  const load = async (): Promise<OrderView[]> => {
    const orders = await readAll<OrderView>(path);
    return orders.sort((a, b) => Number(b.state === 'open') - Number(a.state === 'open') || (a.slot < b.slot ? 1 : -1));
  };
  return useResource(path, load, { changedBy: moves(book) });
};

/** What an order would trade at once; nothing where it isn't complete yet. */
export function useQuote(book: string, terms: TypedOrder | undefined): Resource<OrderQuoteView> {
  const query = terms && new URLSearchParams({ side: terms.side, amount: terms.amount, price: terms.price ?? '' });
  const path = query && `/v1/books/${book}/quote?${query.toString()}`;
  return useResource(path, () => read<OrderQuoteView>(path ?? ''), { changedBy: moves(book) });
}

/** Places an order. It has an id of its own, which the ledger takes once. */
export const placeOrder = (
  book: string,
  { side, kind, amount, price }: TypedOrder,
  key: string,
): Promise<Receipt<PlacedOrderView>> =>
  write<PlacedOrderView>(
    'POST',
    `/v1/books/${book}/orders`,
    {
      order: `c${key.replaceAll('-', '').slice(0, 20)}`,
      terms: { side, kind, amount, ...(price === undefined ? {} : { price }) },
    },
    key,
  );

/** Takes an own order back. */
export const cancelOrder = (book: string, member: string, order: string, key: string): Promise<Receipt<unknown>> =>
  write('DELETE', `${ordersPath(book, member)}/${order}`, undefined, key);
