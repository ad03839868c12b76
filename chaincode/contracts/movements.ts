/** From what a rule does to accounts to movements on the ledger. */
import { type AccountChange } from '../domain/account-change';
import { type Movement } from '../domain/account';
import { credit, move } from '../ledger/accounts';
import { type TransactionContext } from './transaction-context';

const movementOf = (ctx: TransactionContext, change: AccountChange): Movement => ({
  kind: change.kind,
  available: change.available,
  lockedForWithdrawal: 0n,
  escrowed: change.escrowed,
  counterparty: change.counterparty,
  reference: change.reference,
  at: ctx.time,
  transaction: ctx.transactionId,
});

/**
 * Leaves every member's changes as one credit of this transaction, per token: it collides with nothing. To be called once
 * in a transaction, with all its changes: the credits carry its id.
 */
export function creditChanges(ctx: TransactionContext, changes: readonly AccountChange[]): void {
  const byAccount = new Map<string, [AccountChange, ...AccountChange[]]>();
  for (const change of changes) {
    const account = `${change.member}/${change.token}`;
    const known = byAccount.get(account);
    if (known) known.push(change);
    else byAccount.set(account, [change]);
  }
  for (const [first, ...others] of byAccount.values()) {
    const movements = [first, ...others].map((change) => movementOf(ctx, change));
    credit(ctx.ledger, first.member, first.token, ctx.transactionId, movements);
  }
}

/** Applies the calling member's own changes of one token to its account at once; INSUFFICIENT_FUNDS where it can't. */
export async function moveOwn(ctx: TransactionContext, changes: readonly AccountChange[]): Promise<void> {
  const [first] = changes;
  if (!first) return;
  await move(ctx.ledger, first.member, first.token, ...changes.map((change) => movementOf(ctx, change)));
}
