/**
 * Issuing eEuro: minting against euro that somebody holds, burning against euro paid out. The banker does it alone, or
 * the voters together where the network has chosen the community fund (spec 13).
 */
import { type Account, type Movement, type MovementKind, supplyAfter, type TokenName } from '../domain/account';
import { DomainError } from '../domain/errors';
import { parameters } from '../domain/parameters';
import { parseAmount } from '../domain/units';
import { credit, move } from '../ledger/accounts';
import { guardSupply } from '../ledger/guards';
import { accountRecord, parametersRecord, supplyRecord, withdrawalRecord } from '../ledger/records';
import { findMember } from './find';
import { type TransactionContext } from './transaction-context';

/** An amount of the caller's choice: above 0. */
export function positive(amount: string): bigint {
  const micros: bigint = parseAmount(amount);
  if (micros === 0n) throw new DomainError('INVALID_ARGUMENT', 'amount must be above 0', { field: 'amount' });
  return micros;
}

/** A movement that this transaction makes. */
export function movementOf(
  ctx: TransactionContext,
  kind: MovementKind,
  change: Partial<Pick<Movement, 'available' | 'lockedForWithdrawal' | 'escrowed'>>,
  counterparty: string | null = null,
): Movement {
  return {
    kind,
    available: 0n,
    lockedForWithdrawal: 0n,
    escrowed: 0n,
    ...change,
    counterparty,
    reference: ctx.transactionId,
    at: ctx.time,
    transaction: ctx.transactionId,
  };
}

/** Refuses (CURRENCY_REGIME) the banker where the fund issues eEuro, and the fund where the banker does. */
export async function requireCurrency(ctx: TransactionContext, issuer: 'banker' | 'fund'): Promise<void> {
  const chosen = (await ctx.ledger.get(parametersRecord, 'main'))?.values['currency'] ?? parameters.currency.default;
  if (chosen !== issuer) {
    throw new DomainError('CURRENCY_REGIME', `In this network eEuro is issued by the ${chosen}`, { currency: chosen });
  }
}

/** Mints eEuro to a member as a credit; answers the supply after it. */
export async function mintEEuro(ctx: TransactionContext, member: string, amount: bigint): Promise<bigint> {
  await findMember(ctx.ledger, member);
  ctx.concerns({ members: [member] });
  const movement = movementOf(ctx, 'mint', { available: amount }, ctx.member.id);
  credit(ctx.ledger, member, 'eEuro', ctx.transactionId, [movement]);
  return changeSupply(ctx, 'eEuro', amount);
}

/** Burns eEuro that its owner locked, or that somebody owns who can't transact any more; answers the supply after it. */
export async function burnEEuro(ctx: TransactionContext, id: string, amount: bigint): Promise<bigint> {
  const member = await findMember(ctx.ledger, id);
  ctx.concerns({ members: [id] });
  const locked = (await ctx.ledger.get(accountRecord, id, 'eEuro'))?.lockedForWithdrawal ?? 0n;
  // Who can't transact can't lock either: what it owns can be paid out all the same (spec 00, "Identity").
  const unlocked = member.status !== 'active' && amount > locked ? amount - locked : 0n;
  const change = { lockedForWithdrawal: unlocked - amount, available: -unlocked };
  noteWithdrawal(ctx, await move(ctx.ledger, id, 'eEuro', movementOf(ctx, 'burn', change, ctx.member.id)));
  return changeSupply(ctx, 'eEuro', -amount);
}

/** Gives locked eEuro back to its owner. */
export async function unlockEEuro(ctx: TransactionContext, member: string, amount: bigint): Promise<void> {
  await findMember(ctx.ledger, member);
  ctx.concerns({ members: [member] });
  const change = { available: amount, lockedForWithdrawal: -amount };
  noteWithdrawal(ctx, await move(ctx.ledger, member, 'eEuro', movementOf(ctx, 'unlock', change, ctx.member.id)));
}

/** Keeps the list of who waits for a payout: those who have something locked. */
export function noteWithdrawal(ctx: TransactionContext, { member, lockedForWithdrawal }: Account): void {
  const waiting = { member, amount: lockedForWithdrawal, at: ctx.time };
  if (lockedForWithdrawal > 0n) ctx.ledger.put(withdrawalRecord, waiting);
  else ctx.ledger.delete(withdrawalRecord, waiting);
}

/** A token's supply in millionths, before this transaction's changes or after them. */
export async function totalSupply(ctx: TransactionContext, token: TokenName): Promise<bigint> {
  return (await ctx.ledger.get(supplyRecord, token))?.total ?? 0n;
}

/** Mints (above 0) or burns millionths of a token; answers the supply after it. */
export async function changeSupply(ctx: TransactionContext, token: TokenName, change: bigint): Promise<bigint> {
  const total = supplyAfter(await totalSupply(ctx, token), change, token);
  if (token === 'eEuro' && !(await ctx.ledger.get(supplyRecord, token))) await guardSupply(ctx.ledger);
  ctx.ledger.put(supplyRecord, { token, total });
  return total;
}
