/** Trades that wait for two of three (spec 11, "Certificate of electricity transaction"). */
import { type AccountChange } from '../domain/account-change';
import { DomainError } from '../domain/errors';
import {
  decideHeldTrade,
  type HeldTradeDecision,
  type HeldTradeParty,
  isDisputed,
  releaseUndisputed,
} from '../domain/order-book/held-trade';
import { type HeldTradeEntry, heldTradeDueRecord, heldTradeRecord } from '../ledger/records';
import { findHeldTrade } from './find';
import { creditChanges } from './movements';
import { type TransactionContext } from './transaction-context';

/** Reads at most so many keys of held trades, and one more. */
const RELEASES_PER_STEP = 50;

/**
 * Notes what the caller decides. An undisputed trade whose time is up takes place all the same: then only `release` is
 * accepted, from any of the three, and `return` comes too late (HELD_TRADE_ENDED). Reads the trade alone.
 */
export async function decideTrade(
  ctx: TransactionContext,
  book: string,
  id: string,
  decision: HeldTradeDecision,
): Promise<HeldTradeEntry> {
  const entry = await findHeldTrade(ctx.ledger, book, id);
  const party = partyOf(ctx, entry);
  ctx.concerns({ market: book, members: [entry.buyer, entry.seller] });
  if (entry.state === 'held' && !isDisputed(entry) && entry.dueAt <= ctx.time) {
    if (decision === 'release') {
      const { released, changes } = releaseEntry(ctx, entry);
      creditChanges(ctx, changes);
      return released;
    }
    throw new DomainError('HELD_TRADE_ENDED', `Trade ${id} was undisputed at ${entry.dueAt} and takes place`, {
      trade: id,
      state: entry.state,
    });
  }
  const { trade, changes } = decideHeldTrade(entry, party, decision);
  creditChanges(ctx, changes);
  const decided = { ...entry, ...trade, endedAt: trade.state === 'held' ? null : ctx.time };
  ctx.ledger.put(heldTradeRecord, decided);
  if (trade.state === 'held' && !isDisputed(trade)) ctx.ledger.put(heldTradeDueRecord, dueOf(entry));
  else ctx.ledger.delete(heldTradeDueRecord, dueOf(entry));
  return decided;
}

/** Lets undisputed trades take place whose time is up, oldest first. */
export async function releaseDueTrades(
  ctx: TransactionContext,
  book: string,
): Promise<{ released: number; more: boolean }> {
  const { items, next } = await ctx.ledger.scan(heldTradeDueRecord, [book], RELEASES_PER_STEP);
  const due = items.filter(({ dueAt }) => dueAt <= ctx.time);
  const changes: AccountChange[] = [];
  const members: string[] = [];
  for (const { id } of due) {
    const entry = await findHeldTrade(ctx.ledger, book, id);
    changes.push(...releaseEntry(ctx, entry).changes);
    members.push(entry.buyer, entry.seller);
  }
  creditChanges(ctx, changes);
  ctx.concerns({ market: book, members });
  return { released: due.length, more: next !== undefined && due.length === items.length };
}

function releaseEntry(
  ctx: TransactionContext,
  entry: HeldTradeEntry,
): { released: HeldTradeEntry; changes: readonly AccountChange[] } {
  const { trade, changes } = releaseUndisputed(entry);
  const released = { ...entry, ...trade, endedAt: ctx.time };
  ctx.ledger.put(heldTradeRecord, released);
  ctx.ledger.delete(heldTradeDueRecord, dueOf(entry));
  return { released, changes };
}

const dueOf = ({ book, id, dueAt }: HeldTradeEntry) => ({ book, id, dueAt });

/** Which of the three the caller is. Who bought or sold decides as that, arbiter or not: nobody has two voices. */
function partyOf(ctx: TransactionContext, { id, buyer, seller }: HeldTradeEntry): HeldTradeParty {
  const { member } = ctx;
  if (member.id === buyer) return 'buyer';
  if (member.id === seller) return 'seller';
  if (ctx.holds('arbiter')) return 'arbiter';
  throw new DomainError('FORBIDDEN', `Trade ${id} is for its buyer, its seller and an arbiter to decide`, {
    trade: id,
  });
}
