/** The transaction table: every transaction of the chaincode, by name. */
import { type TransactionDeclaration } from './declaration';
import * as agents from './transactions/agents';
import * as book from './transactions/book';
import * as electricity from './transactions/electricity';
import * as governance from './transactions/governance';
import * as market from './transactions/market';
import * as members from './transactions/members';
import * as microgrids from './transactions/microgrids';
import * as proofs from './transactions/proofs';
import * as storage from './transactions/storage';
import * as tokens from './transactions/tokens';
import * as trust from './transactions/trust';
import * as units from './transactions/units';

export const transactions = {
  ...members,
  ...tokens,
  ...units,
  ...market,
  ...microgrids,
  ...storage,
  ...book,
  ...electricity,
  ...governance,
  ...proofs,
  ...trust,
  ...agents,
};
export type TransactionName = keyof typeof transactions;

/** The table as a list, in its order. */
export const transactionList: readonly TransactionDeclaration[] = Object.values(transactions);

/** How a client addresses a transaction: `contract:name`. */
export const fullName = (declaration: Pick<TransactionDeclaration, 'contract' | 'name'>): string =>
  `${declaration.contract}:${declaration.name}`;
