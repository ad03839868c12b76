import { type Selectable, type Transaction } from 'kysely';
import { formatMicros } from '../../../chaincode/domain/units';
import { type MovementTable, type ReadModelTables } from '../tables';
import { boundsOf, type TimeRange } from './period';
import { olderThan, type PageOf, pageOf } from './place-mark';

/** A page of movements of an account, newest first, and the bookmark of the next page. */
export async function movementsOf(
  tables: Transaction<ReadModelTables>,
  { member, token }: { readonly member: string; readonly token: string },
  page: PageOf,
  range: TimeRange = {},
): Promise<{ readonly rows: readonly Selectable<MovementTable>[]; readonly bookmark: string }> {
  const { from, to } = boundsOf(range);
  const found = await tables
    .selectFrom('movement')
    .selectAll()
    .where('member', '=', member)
    .where('token', '=', token)
    .where('at', '>=', from)
    .where('at', '<', to)
    .where(olderThan(page.bookmark))
    .orderBy('block', 'desc')
    .orderBy('position', 'desc')
    .orderBy('number', 'desc')
    .limit(page.pageSize + 1)
    .execute();
  return pageOf(found, page);
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
