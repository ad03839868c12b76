import { heldTradeOf } from '../domain/order-book/held-trade';
import { type Party } from '../domain/order-book/trade-changes';
import { formatTime } from '../domain/time';
import {
  type Book,
  type BookTrade,
  bookTradeId,
  bookTradeRecord,
  heldTradeDueRecord,
  heldTradeRecord,
  lastTradeRecord,
} from '../ledger/records';
import { parseSchedule } from './book-views';
import { type TransactionContext } from './transaction-context';

/** A trade as matching makes it. */
export interface MadeTrade {
  readonly buy: Pick<Party, 'id' | 'member'>;
  readonly sell: Pick<Party, 'id' | 'member'>;
  readonly amount: bigint;
  readonly price: bigint;
  readonly total: bigint;
  readonly held: boolean;
}

/** Saves the trades of a transaction, the held ones with their time, and the last price. Blind writes, all of them. */
export function saveTrades(
  ctx: TransactionContext,
  { id: book, rules }: Book,
  made: readonly MadeTrade[],
): BookTrade[] {
  const { holdFor } = parseSchedule(rules);
  const trades = made.map(({ buy, sell, amount, price, total, held }, number) => {
    const at = { book, at: ctx.time, transaction: ctx.transactionId, number };
    const trade: BookTrade = { ...at, buy: buy.id, sell: sell.id, amount, price, total, held };
    ctx.ledger.put(bookTradeRecord, trade);
    if (!held) return trade;
    const id = bookTradeId(trade);
    const heldTrade = heldTradeOf(id, { buyer: buy.member, seller: sell.member }, trade, rules.token);
    const dueAt = formatTime(ctx.now + holdFor);
    ctx.ledger.put(heldTradeRecord, { ...heldTrade, book, at: ctx.time, dueAt, endedAt: null });
    ctx.ledger.put(heldTradeDueRecord, { book, id, dueAt });
    return trade;
  });
  const last = trades.at(-1);
  if (last) ctx.ledger.put(lastTradeRecord, { book, price: last.price, at: ctx.time });
  return trades;
}
