import { Info } from 'fabric-contract-api';
import { type AccountChange } from '../domain/account-change';
import { DomainError } from '../domain/errors';
import { checkSchedule } from '../domain/order-book/book-schedule';
import { type HeldTradeDecision } from '../domain/order-book/held-trade';
import { checkBookRules } from '../domain/order-book/book-rules';
import { type CandlePeriod, candlesOf } from '../domain/order-book/candles';
import { releaseChanges } from '../domain/order-book/trade-changes';
import { parseTime } from '../domain/time';
import { formatMicros, priceOf } from '../domain/units';
import { type Ledger } from '../ledger/ledger';
import {
  bookIntervalRecord,
  bookRecord,
  bookTradeRecord,
  heldTradeRecord,
  lastTradeRecord,
  type OrderEntry,
  orderExpiryRecord,
  orderRecord,
  restingRecord,
  tradesFrom,
} from '../ledger/records';
import { type ResultOf } from '../wire/declaration';
import * as declared from '../wire/transactions/book';
import { type BookRulesView, type OrderTermsView } from '../wire/views';
import {
  bookTradeView,
  candleView,
  depthOf,
  heldTradeView,
  orderView,
  outstandingView,
  parseBookRules,
  parseSchedule,
  quoteView,
  restingView,
} from './book-views';
import { clearInterval, requireNotClearing } from './clear-interval';
import { findBook, findHeldTrade } from './find';
import { decideTrade, releaseDueTrades } from './held-trades';
import { creditChanges, moveOwn } from './movements';
import { matchOrder } from './match-order';
import { orderOf, removeOpen, restingEntryOf, restingOrderOf, updateOrder } from './order-entries';
import { placeOrder } from './place-order';
import { SunledgerContract, transaction } from './sunledger-contract';
import { type TransactionContext } from './transaction-context';

type HeldTradeView = ResultOf<typeof declared.GetHeldTrade>;
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
    checkSchedule(parseSchedule(rules));
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
    const { order, trades, known } = await placeOrder(ctx, book, args.order, args.terms);
    const outstanding = outstandingView({ ...known, last: trades.at(-1)?.price });
    return { order: orderView(order), trades: trades.map(bookTradeView), outstanding };
  }

  @transaction(declared.QuoteOrder)
  async QuoteOrder(
    ctx: TransactionContext,
    { book: id, side, amount, price }: { book: string; side: 'buy' | 'sell'; amount: string; price: string },
  ): Promise<ResultOf<typeof declared.QuoteOrder>> {
    const book = await findBook(ctx.ledger, id);
    if (parseSchedule(book.rules).interval !== null) {
      throw new DomainError(
        'BOOK_MATCHING',
        `Nothing trades at once in ${id}, orders wait until their interval is over`,
        {
          book: id,
        },
      );
    }
    const rules = parseBookRules(book.rules);
    const terms = price === '' ? ({ kind: 'market' } as const) : ({ kind: 'ioc', price } as const);
    const order = orderOf(ctx.member.id, 'quote', { side, amount, ...terms }, '');
    const { placed, reach } = await matchOrder(ctx.ledger, order, { book: id, rules, now: ctx.now });
    return quoteView(placed, reach);
  }

  @transaction(declared.CancelOrder)
  async CancelOrder(ctx: TransactionContext, args: { book: string; order: string }): Promise<OrderView> {
    const book = await findBook(ctx.ledger, args.book);
    const order = await findOrder(ctx.ledger, args.book, ctx.member.id, args.order);
    if (order.state !== 'open') {
      throw new DomainError('ORDER_NOT_OPEN', `Order ${order.id} is ${order.state}`, { state: order.state });
    }
    await requireNotClearing(ctx.ledger, book, order.interval);
    await moveOwn(ctx, releaseChanges(restingOrderOf(restingEntryOf(order)), parseBookRules(book.rules)));
    removeOpen(ctx.ledger, restingEntryOf(order));
    ctx.concerns({ market: args.book });
    return orderView(await updateOrder(ctx.ledger, order, { state: 'cancelled' }));
  }

  @transaction(declared.ClearExpiredOrders)
  async ClearExpiredOrders(
    ctx: TransactionContext,
    { book: id }: { book: string },
  ): Promise<ResultOf<typeof declared.ClearExpiredOrders>> {
    const book = await findBook(ctx.ledger, id);
    await requireNotClearing(ctx.ledger, book);
    const rules = parseBookRules(book.rules);
    const { items, next } = await ctx.ledger.scan(orderExpiryRecord, [id], ORDERS_PER_CLEARING);
    const expired = items.filter(({ expiresAt }) => expiresAt <= ctx.time);
    const changes: AccountChange[] = [];
    for (const { member, id: orderId } of expired) {
      const order = await findOrder(ctx.ledger, id, member, orderId);
      changes.push(...releaseChanges(restingOrderOf(restingEntryOf(order)), rules));
      removeOpen(ctx.ledger, restingEntryOf(order));
      await updateOrder(ctx.ledger, order, { state: 'expired' });
    }
    creditChanges(ctx, changes);
    ctx.concerns({ market: id, members: [...new Set(expired.map(({ member }) => member))] });
    return { removed: expired.length, more: next !== undefined && expired.length === items.length };
  }

  @transaction(declared.ClearInterval)
  async ClearInterval(
    ctx: TransactionContext,
    { book }: { book: string },
  ): Promise<ResultOf<typeof declared.ClearInterval>> {
    return clearInterval(ctx, await findBook(ctx.ledger, book));
  }

  @transaction(declared.DecideHeldTrade)
  async DecideHeldTrade(
    ctx: TransactionContext,
    args: { book: string; trade: string; decision: HeldTradeDecision },
  ): Promise<HeldTradeView> {
    await findBook(ctx.ledger, args.book);
    return heldTradeView(await decideTrade(ctx, args.book, args.trade, args.decision));
  }

  @transaction(declared.ReleaseHeldTrades)
  async ReleaseHeldTrades(
    ctx: TransactionContext,
    { book }: { book: string },
  ): Promise<ResultOf<typeof declared.ReleaseHeldTrades>> {
    await findBook(ctx.ledger, book);
    return releaseDueTrades(ctx, book);
  }

  @transaction(declared.GetHeldTrade)
  async GetHeldTrade(ctx: TransactionContext, args: { book: string; trade: string }): Promise<HeldTradeView> {
    await findBook(ctx.ledger, args.book);
    return heldTradeView(await findHeldTrade(ctx.ledger, args.book, args.trade));
  }

  @transaction(declared.GetHeldTrades)
  async GetHeldTrades(
    ctx: TransactionContext,
    { book, pageSize, bookmark }: PageArguments & { book: string },
  ): Promise<ResultOf<typeof declared.GetHeldTrades>> {
    await findBook(ctx.ledger, book);
    const page = await ctx.ledger.page(heldTradeRecord, [book], { pageSize: Number(pageSize), bookmark });
    return { items: page.items.map(heldTradeView), bookmark: page.bookmark };
  }

  @transaction(declared.GetBook)
  async GetBook(ctx: TransactionContext, { book: id }: { book: string }): Promise<ResultOf<typeof declared.GetBook>> {
    const book = await findBook(ctx.ledger, id);
    const best = async (side: 'buy' | 'sell') => {
      const [first] = (await ctx.ledger.scan(restingRecord, [id, side], 1)).items;
      return first ? formatMicros(first.price) : null;
    };
    const last = await ctx.ledger.get(lastTradeRecord, id);
    const interval = await ctx.ledger.get(bookIntervalRecord, id);
    return {
      ...book,
      bestBid: await best('buy'),
      bestAsk: await best('sell'),
      lastPrice: last ? formatMicros(last.price) : null,
      interval: interval ? { clearedTo: interval.clearedTo, clearing: interval.clearing } : null,
    };
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
