import { Info } from 'fabric-contract-api';
import { type AccountChange } from '../domain/account-change';
import { DomainError } from '../domain/errors';
import { checkBookRules } from '../domain/order-book/book-rules';
import { type CandlePeriod, candlesOf } from '../domain/order-book/candles';
import { releaseChanges } from '../domain/order-book/placement';
import { parseTime } from '../domain/time';
import { formatMicros, priceOf } from '../domain/units';
import { type Ledger } from '../ledger/ledger';
import {
  bookRecord,
  bookTradeRecord,
  type OrderEntry,
  orderExpiryRecord,
  orderRecord,
  restingRecord,
  tradesFrom,
} from '../ledger/records';
import { type ResultOf } from '../wire/declaration';
import * as declared from '../wire/transactions/book';
import { type BookRulesView, type OrderTermsView } from '../wire/views';
import { bookTradeView, candleView, depthOf, orderView, parseBookRules, quoteView, restingView } from './book-views';
import { findBook } from './find';
import { creditChanges, moveOwn } from './movements';
import { matchOrder, orderOf, restingOrderOf } from './match-order';
import { placeOrder, removeResting, restingEntryOf, updateOrder } from './place-order';
import { SunledgerContract, transaction } from './sunledger-contract';
import { type TransactionContext } from './transaction-context';

type OrderView = ResultOf<typeof declared.GetOrder>;
interface PageArguments {
  pageSize: string;
  bookmark: string;
}

const ORDERS_PER_CLEARING = 100;
const DEPTH_ORDERS = 1000;
const CANDLE_TRADES = 1000;

/** The order book, a continuous double auction (spec 11). */
@Info({ title: 'Book', description: 'The order book' })
export class BookContract extends SunledgerContract {
  constructor() {
    super('book');
  }

  @transaction(declared.CreateBook)
  async CreateBook(
    ctx: TransactionContext,
    { book: id, rules }: { book: string; rules: BookRulesView },
  ): Promise<ResultOf<typeof declared.CreateBook>> {
    if (await ctx.ledger.get(bookRecord, id)) {
      throw new DomainError('BOOK_EXISTS', `There is an order book ${id} already`, { book: id });
    }
    checkBookRules(parseBookRules(rules));
    const book = { id, operator: ctx.member.id, rules, createdAt: ctx.time };
    ctx.ledger.put(bookRecord, book);
    ctx.concerns({ market: id });
    return book;
  }

  @transaction(declared.PlaceOrder)
  async PlaceOrder(
    ctx: TransactionContext,
    args: { book: string; order: string; terms: OrderTermsView },
  ): Promise<ResultOf<typeof declared.PlaceOrder>> {
    const book = await findBook(ctx.ledger, args.book);
    const { order, trades } = await placeOrder(ctx, book, args.order, args.terms);
    return { order: orderView(order), trades: trades.map(bookTradeView) };
  }

  @transaction(declared.QuoteOrder)
  async QuoteOrder(
    ctx: TransactionContext,
    { book: id, side, amount, price }: { book: string; side: 'buy' | 'sell'; amount: string; price: string },
  ): Promise<ResultOf<typeof declared.QuoteOrder>> {
    const rules = parseBookRules((await findBook(ctx.ledger, id)).rules);
    const terms = price === '' ? ({ kind: 'market' } as const) : ({ kind: 'ioc', price } as const);
    const order = orderOf(ctx.member.id, 'quote', { side, amount, ...terms }, '');
    const { placed, reach } = await matchOrder(ctx.ledger, order, { book: id, rules, now: ctx.now });
    return quoteView(placed, reach);
  }

  @transaction(declared.CancelOrder)
  async CancelOrder(ctx: TransactionContext, args: { book: string; order: string }): Promise<OrderView> {
    const { rules } = await findBook(ctx.ledger, args.book);
    const order = await findOrder(ctx.ledger, args.book, ctx.member.id, args.order);
    if (order.state !== 'open') {
      throw new DomainError('ORDER_NOT_OPEN', `Order ${order.id} is ${order.state}`, { state: order.state });
    }
    await moveOwn(ctx, releaseChanges(restingOrderOf(restingEntryOf(order)), parseBookRules(rules)));
    removeResting(ctx.ledger, restingEntryOf(order));
    ctx.concerns({ market: args.book });
    return orderView(await updateOrder(ctx.ledger, order, { state: 'cancelled' }));
  }

  @transaction(declared.ClearExpiredOrders)
  async ClearExpiredOrders(
    ctx: TransactionContext,
    { book: id }: { book: string },
  ): Promise<ResultOf<typeof declared.ClearExpiredOrders>> {
    const rules = parseBookRules((await findBook(ctx.ledger, id)).rules);
    const { items, next } = await ctx.ledger.scan(orderExpiryRecord, [id], ORDERS_PER_CLEARING);
    const expired = items.filter(({ expiresAt }) => expiresAt <= ctx.time);
    const changes: AccountChange[] = [];
    for (const { member, id: orderId } of expired) {
      const order = await findOrder(ctx.ledger, id, member, orderId);
      changes.push(...releaseChanges(restingOrderOf(restingEntryOf(order)), rules));
      removeResting(ctx.ledger, restingEntryOf(order));
      await updateOrder(ctx.ledger, order, { state: 'expired' });
    }
    creditChanges(ctx, changes);
    ctx.concerns({ market: id, members: [...new Set(expired.map(({ member }) => member))] });
    return { removed: expired.length, more: next !== undefined && expired.length === items.length };
  }

  @transaction(declared.GetBook)
  async GetBook(ctx: TransactionContext, { book: id }: { book: string }): Promise<ResultOf<typeof declared.GetBook>> {
    const book = await findBook(ctx.ledger, id);
    const best = async (side: 'buy' | 'sell') => {
      const [first] = (await ctx.ledger.scan(restingRecord, [id, side], 1)).items;
      return first ? formatMicros(first.price) : null;
    };
    return { ...book, bestBid: await best('buy'), bestAsk: await best('sell') };
  }

  @transaction(declared.GetBooks)
  async GetBooks(
    ctx: TransactionContext,
    { pageSize, bookmark }: PageArguments,
  ): Promise<ResultOf<typeof declared.GetBooks>> {
    const page = await ctx.ledger.page(bookRecord, [], { pageSize: Number(pageSize), bookmark });
    return { items: [...page.items], bookmark: page.bookmark };
  }

  @transaction(declared.GetOpenOrders)
  async GetOpenOrders(
    ctx: TransactionContext,
    args: PageArguments & { book: string; side: 'buy' | 'sell' },
  ): Promise<ResultOf<typeof declared.GetOpenOrders>> {
    await findBook(ctx.ledger, args.book);
    const page = await ctx.ledger.page(restingRecord, [args.book, args.side], {
      pageSize: Number(args.pageSize),
      bookmark: args.bookmark,
    });
    return { items: page.items.map(restingView), bookmark: page.bookmark };
  }

  @transaction(declared.GetDepth)
  async GetDepth(ctx: TransactionContext, { book: id }: { book: string }): Promise<ResultOf<typeof declared.GetDepth>> {
    await findBook(ctx.ledger, id);
    const bids = await ctx.ledger.scan(restingRecord, [id, 'buy'], DEPTH_ORDERS);
    const asks = await ctx.ledger.scan(restingRecord, [id, 'sell'], DEPTH_ORDERS);
    return { bids: depthOf(bids.items), asks: depthOf(asks.items) };
  }

  @transaction(declared.GetOrder)
  async GetOrder(ctx: TransactionContext, args: { book: string; member: string; order: string }): Promise<OrderView> {
    await findBook(ctx.ledger, args.book);
    return orderView(await findOrder(ctx.ledger, args.book, args.member, args.order));
  }

  @transaction(declared.GetOrders)
  async GetOrders(
    ctx: TransactionContext,
    { book, member, pageSize, bookmark }: PageArguments & { book: string; member: string },
  ): Promise<ResultOf<typeof declared.GetOrders>> {
    await findBook(ctx.ledger, book);
    const page = await ctx.ledger.page(orderRecord, [book, member], { pageSize: Number(pageSize), bookmark });
    return { items: page.items.map(orderView), bookmark: page.bookmark };
  }

  @transaction(declared.GetBookTrades)
  async GetBookTrades(
    ctx: TransactionContext,
    { book, from, pageSize, bookmark }: PageArguments & { book: string; from: string },
  ): Promise<ResultOf<typeof declared.GetBookTrades>> {
    await findBook(ctx.ledger, book);
    const page = await tradesSince(ctx.ledger, book, from, { pageSize: Number(pageSize), bookmark });
    return { items: page.items.map(bookTradeView), bookmark: page.bookmark };
  }

  @transaction(declared.GetCandles)
  async GetCandles(
    ctx: TransactionContext,
    { book, period, from }: { book: string; period: CandlePeriod; from: string },
  ): Promise<ResultOf<typeof declared.GetCandles>> {
    await findBook(ctx.ledger, book);
    const { items } = await tradesSince(ctx.ledger, book, from, { pageSize: CANDLE_TRADES, bookmark: '' });
    const trades = items.map((trade) => ({ ...trade, price: priceOf(trade.price) }));
    return candlesOf(trades, period).map(candleView);
  }
}

function tradesSince(ledger: Ledger, book: string, from: string, page: { pageSize: number; bookmark: string }) {
  parseTime(from, 'from');
  return ledger.pageBetween(bookTradeRecord, [tradesFrom(book, from), `${book}0`], page);
}

async function findOrder(ledger: Ledger, book: string, member: string, id: string): Promise<OrderEntry> {
  const order = await ledger.get(orderRecord, book, member, id);
  if (!order) throw new DomainError('ORDER_NOT_FOUND', `${member} has no order ${id} in ${book}`, { order: id });
  return order;
}
