import { type Transaction } from 'kysely';
import { fullName, transactions as t } from '../../chaincode/wire/transactions';
import { type MemberIdentity } from '../fabric/fabric-identity';
import { ledgerCall, type LedgerCall } from '../fabric/ledger-call';
import { Refusal } from '../refusal';
import { movementsOf, movementView } from './queries/movements';
import { chaincodeQueries } from './load-chaincode';
import { sqlState } from './sql-state';
import { type ReadModelTables } from './tables';

type Tables = Transaction<ReadModelTables>;

/** What needs private data: that is in no block. */
const ledgerOnly = new Set([fullName(t.GetPersonalData)]);
const balances = { ENT: t.GetENTBalance, eEuro: t.GetEEuroBalance, TRUST: t.GetTrustCoinBalance };

/** Whether the read model can answer the query. */
export const isInModel = ({ name }: Pick<LedgerCall, 'name'>): boolean => !ledgerOnly.has(name);

/**
 * Answers a query of the chaincode over the read model, by the chaincode's own code. An account's history, which a peer
 * takes from its index of keys, comes from the movements; who may see it, the query of its balance decides. Throws a
 * Refusal.
 */
export async function askModel(
  tables: Tables,
  caller: Pick<MemberIdentity, 'mspId' | 'certificatePem'>,
  call: LedgerCall,
): Promise<Uint8Array | object> {
  if (call.name !== fullName(t.GetAccountHistory)) return await ask(tables, caller, call);
  const [member = '', token = '', pageSize = '', bookmark = ''] = call.args;
  await requireInsight(tables, caller, member, token as keyof typeof balances);
  const page = await movementsOf(tables, { member, token }, { pageSize: Number(pageSize), bookmark });
  return { items: page.rows.map(movementView), bookmark: page.bookmark };
}

/** Refuses whoever may not see a member's account: asks the chaincode's own query of its balance. */
export async function requireInsight(
  tables: Tables,
  caller: Pick<MemberIdentity, 'mspId' | 'certificatePem'>,
  member: string,
  token: keyof typeof balances = 'eEuro',
): Promise<void> {
  await ask(tables, caller, ledgerCall(balances[token], { member }));
}

async function ask(
  tables: Tables,
  { mspId, certificatePem }: Pick<MemberIdentity, 'mspId' | 'certificatePem'>,
  { name, args }: Pick<LedgerCall, 'name' | 'args'>,
): Promise<Uint8Array> {
  const { queryCopy } = await chaincodeQueries();
  const answer = await queryCopy(sqlState(tables), { name, args, caller: { mspId, certificatePem }, at: new Date() });
  if ('payload' in answer) return answer.payload;
  const { code, message, details } = answer.refusal;
  const { field } = details;
  throw new Refusal(code, message, { ...(typeof field === 'string' ? { field } : {}), details });
}
