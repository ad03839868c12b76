import { type Selectable, type Transaction } from 'kysely';
import { formatMicros } from '../../../chaincode/domain/units';
import { type MovementTable, type ReadModelTables } from '../tables';
import { boundsOf, type TimeRange } from './period';
import { newestPage, type PageOf } from './place-mark';

/** A page of movements of an account, newest first, and the bookmark of the next page. */
export async function movementsOf(
  tables: Transaction<ReadModelTables>,
  { member, token }: { readonly member: string; readonly token: string },
  page: PageOf,
  range: TimeRange = {},
): Promise<{ readonly rows: readonly Selectable<MovementTable>[]; readonly bookmark: string }> {
  const { from, to } = boundsOf(range);
  const movements = tables
    .selectFrom('movement')
    .selectAll()
    .where('member', '=', member)
    .where('token', '=', token)
    .where('at', '>=', from)
    .where('at', '<', to);
  return await newestPage(movements, page);
}

/** A movement as the chaincode's own history shows it. */
export const movementView = (row: Selectable<MovementTable>) => ({
  kind: row.kind,
  available: formatMicros(row.available),
  lockedForWithdrawal: formatMicros(row.locked),
  escrowed: formatMicros(row.escrowed),
  counterparty: row.counterparty,
  reference: row.reference,
  at: row.at,
  transaction: row.transaction,
});

/** A movement with what the account held after it. */
export const balanceView = (row: Selectable<MovementTable>) => ({
  at: row.at,
  block: row.block.toString(),
  transaction: row.transaction,
  kind: row.kind,
  counterparty: row.counterparty,
  reference: row.reference,
  change: formatMicros(row.available + row.locked + row.escrowed),
  available: formatMicros(row.available_after),
  locked: formatMicros(row.locked_after),
  escrowed: formatMicros(row.escrowed_after),
});
