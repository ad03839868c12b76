import {
  type Account,
  amountsAfter,
  applyMovements,
  CREDITS_PER_FOLD,
  emptyAccount,
  foldCredits,
  type Movement,
  type TokenName,
} from '../domain/account';
import { guardAccount } from './guards';
import { type Ledger } from './ledger';
import { accountRecord, creditRecord } from './records';

/** A balance sums at most so many credits that were not folded yet; the scheduler folds long before. */
const CREDITS_PER_BALANCE = 1000;

async function loadAccount(ledger: Ledger, member: string, token: TokenName): Promise<Account> {
  return (await ledger.get(accountRecord, member, token)) ?? emptyAccount(member, token);
}

/** Folds up to CREDITS_PER_FOLD credits into the account and deletes them. Reads one key per credit. */
export async function foldArrivedCredits(ledger: Ledger, member: string, token: TokenName): Promise<Account> {
  const account = await loadAccount(ledger, member, token);
  const { items } = await ledger.scan(creditRecord, [member, token], CREDITS_PER_FOLD);
  if (items.length === 0) return { ...account, movements: [] };
  const folded = foldCredits(account, items);
  for (const credit of items) ledger.delete(creditRecord, credit);
  await saveAccount(ledger, folded);
  return folded;
}

/** Writes an account; a new one is guarded by its owner's organisation from the start. */
async function saveAccount(ledger: Ledger, account: Account): Promise<void> {
  const { member, token } = account;
  if (!(await ledger.get(accountRecord, member, token))) await guardAccount(ledger, member, token);
  ledger.put(accountRecord, account);
}

/**
 * Applies movements to the mover's own account, all of a transaction at once. Credits are folded in only when the
 * account alone does not cover them, so that money that arrives meanwhile disturbs no spending that doesn't need it.
 * Throws INSUFFICIENT_FUNDS. Reads one key, or one more per folded credit.
 */
export async function move(
  ledger: Ledger,
  member: string,
  token: TokenName,
  ...movements: readonly Movement[]
): Promise<Account> {
  const account = await loadAccount(ledger, member, token);
  const after = amountsAfter(account, movements);
  const covered = after.available >= 0n && after.lockedForWithdrawal >= 0n && after.escrowed >= 0n;
  const folded = covered ? undefined : await foldArrivedCredits(ledger, member, token);
  const moved = applyMovements(folded ?? account, movements, folded?.movements ?? []);
  await saveAccount(ledger, moved);
  return moved;
}

/** Leaves a credit for a member, which its next spending folds in: a blind write that collides with nothing. */
export function credit(
  ledger: Ledger,
  member: string,
  token: TokenName,
  id: string,
  movements: readonly Movement[],
): void {
  ledger.put(creditRecord, { member, token, id, movements });
}

/** An account with everything that has arrived, and how many credits are not folded yet; for queries. */
export async function accountWithCredits(
  ledger: Ledger,
  member: string,
  token: TokenName,
): Promise<{ account: Account; unfolded: readonly Movement[]; credits: number }> {
  const account = await loadAccount(ledger, member, token);
  const { items } = await ledger.scan(creditRecord, [member, token], CREDITS_PER_BALANCE);
  return {
    account: foldCredits(account, items),
    unfolded: items.flatMap(({ movements }) => movements),
    credits: items.length,
  };
}
