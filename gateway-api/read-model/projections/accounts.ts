import { type Movement } from '../../../chaincode/domain/account';
import { accountRecord, creditRecord, supplyRecord } from '../../../chaincode/copy/records';
import { type Projection } from '../projection';
import { type TransactionScope } from '../transaction-scope';

/**
 * What members hold and how it came about. A credit counts when it arrives; the version of the account that folds it in
 * repeats its movements, under the transactions that they were made by, so of an account only its own transaction's count.
 */
export const accounts: Projection = {
  account: async (scope, { value }) => {
    if (value === null) return;
    const { member, token, movements } = accountRecord.decode(value);
    const own = movements.filter(({ transaction }) => transaction === scope.transaction.id);
    await addMovements(scope, member, token, own);
  },
  credit: async (scope, { value }) => {
    if (value === null) return;
    const { member, token, movements } = creditRecord.decode(value);
    await addMovements(scope, member, token, movements);
  },
  supply: (scope, { value }) => {
    if (value === null) return;
    const { token, total } = supplyRecord.decode(value);
    scope.batch.add('supply_change', { ...scope.nextPlace(), token, time: scope.time, total });
  },
};

async function addMovements(
  scope: TransactionScope,
  member: string,
  token: string,
  movements: readonly Movement[],
): Promise<void> {
  for (const {
    kind,
    available,
    lockedForWithdrawal,
    escrowed,
    counterparty,
    reference,
    at,
    transaction,
  } of movements) {
    const change = { available, locked: lockedForWithdrawal, escrowed };
    const after = await scope.batch.hold(member, token, change);
    scope.batch.add('movement', {
      ...scope.nextPlace(),
      ...change,
      ...{ member, token, kind, counterparty, reference, at, transaction },
      ...{ available_after: after.available, locked_after: after.locked, escrowed_after: after.escrowed },
    });
  }
}
