// Generated from the OpenAPI document by `npm run generate`: a change here would not last.
import { type Operation } from '../operation';
import { type Paged } from '../paged';
import { type ReadOptions, type Receipt, type WriteOptions } from '../receipt';
import { type Requests } from '../requests';
import {
  type AccountRecord,
  type Balance,
  type BurnEEuroRequest,
  type FoldCreditsRequest,
  type GetAccountHistoryRequest,
  type GetBalanceRequest,
  type GetWithdrawalsRequest,
  type LockEEuroRequest,
  type MintEEuroRequest,
  type Movement,
  type Supply,
  type UnlockEEuroRequest,
  type Withdrawal,
} from './types/accounts';

const getBalance: Operation = {
  id: 'getBalance',
  method: 'GET',
  path: '/v1/accounts/{member}/{token}',
  query: ['consistency'],
  body: false,
  authenticated: true,
  kind: 'read',
  transactions: ['tokens:GetENTBalance', 'tokens:GetEEuroBalance', 'tokens:GetTrustCoinBalance'],
};

const getAccountHistory: Operation = {
  id: 'getAccountHistory',
  method: 'GET',
  path: '/v1/accounts/{member}/{token}/history',
  query: ['pageSize', 'bookmark', 'consistency'],
  body: false,
  authenticated: true,
  kind: 'read',
  transactions: ['tokens:GetAccountHistory'],
};

const foldCredits: Operation = {
  id: 'foldCredits',
  method: 'POST',
  path: '/v1/accounts/{member}/{token}/folding',
  query: [],
  body: true,
  authenticated: true,
  kind: 'write',
  transactions: ['tokens:FoldCredits'],
};

const lockEEuro: Operation = {
  id: 'lockEEuro',
  method: 'POST',
  path: '/v1/accounts/{member}/eEuro/lock',
  query: [],
  body: true,
  authenticated: true,
  kind: 'write',
  transactions: ['tokens:LockEEuro'],
};

const unlockEEuro: Operation = {
  id: 'unlockEEuro',
  method: 'POST',
  path: '/v1/accounts/{member}/eEuro/unlock',
  query: [],
  body: true,
  authenticated: true,
  kind: 'write',
  transactions: ['tokens:UnlockEEuro'],
};

const mintEEuro: Operation = {
  id: 'mintEEuro',
  method: 'POST',
  path: '/v1/accounts/{member}/eEuro/mint',
  query: [],
  body: true,
  authenticated: true,
  kind: 'write',
  transactions: ['tokens:MintEEuro'],
};

const burnEEuro: Operation = {
  id: 'burnEEuro',
  method: 'POST',
  path: '/v1/accounts/{member}/eEuro/burn',
  query: [],
  body: true,
  authenticated: true,
  kind: 'write',
  transactions: ['tokens:BurnEEuro'],
};

const getWithdrawals: Operation = {
  id: 'getWithdrawals',
  method: 'GET',
  path: '/v1/withdrawals',
  query: ['pageSize', 'bookmark', 'consistency'],
  body: false,
  authenticated: true,
  kind: 'read',
  transactions: ['tokens:GetWithdrawals'],
};

/** Operations of the API: accounts. */
export class AccountsApi {
  constructor(private readonly requests: Requests) {}

  /**
   * What a member holds of a token; for the member itself, the banker, voters, operators and auditors
   *
   * `GET /v1/accounts/{member}/{token}`
   */
  getBalance(request: GetBalanceRequest, options?: ReadOptions): Promise<Balance> {
    return this.requests.send(getBalance, { ...request }, options);
  }

  /**
   * What moved an account, newest first, for the member itself, the banker, voters, the market operator and
   * auditors
   *
   * `GET /v1/accounts/{member}/{token}/history`
   */
  getAccountHistory(request: GetAccountHistoryRequest, options?: ReadOptions): Paged<Movement> {
    return this.requests.list(getAccountHistory, { ...request }, options);
  }

  /**
   * Folds credits that have arrived at an account into its balance, at most 100 at a time; moves no money. By the
   * account's member, a market operator or the banker
   *
   * `POST /v1/accounts/{member}/{token}/folding`
   */
  foldCredits(request: FoldCreditsRequest, options?: WriteOptions): Promise<Receipt<AccountRecord>> {
    return this.requests.write(foldCredits, { ...request }, options);
  }

  /**
   * Locks eEuro of the caller for withdrawal: the banker burns it against euro, or unlocks it
   *
   * `POST /v1/accounts/{member}/eEuro/lock`
   */
  lockEEuro(request: LockEEuroRequest, options?: WriteOptions): Promise<Receipt<AccountRecord>> {
    return this.requests.write(lockEEuro, { ...request }, options);
  }

  /**
   * Gives locked eEuro back to its owner
   *
   * `POST /v1/accounts/{member}/eEuro/unlock`
   */
  unlockEEuro(request: UnlockEEuroRequest, options?: WriteOptions): Promise<Receipt<Supply>> {
    return this.requests.write(unlockEEuro, { ...request }, options);
  }

  /**
   * Mints eEuro to a member for euro that the banker holds
   *
   * `POST /v1/accounts/{member}/eEuro/mint`
   */
  mintEEuro(request: MintEEuroRequest, options?: WriteOptions): Promise<Receipt<Supply>> {
    return this.requests.write(mintEEuro, { ...request }, options);
  }

  /**
   * Burns eEuro that its owner locked, or of a suspended or departed member, against euro paid out
   *
   * `POST /v1/accounts/{member}/eEuro/burn`
   */
  burnEEuro(request: BurnEEuroRequest, options?: WriteOptions): Promise<Receipt<Supply>> {
    return this.requests.write(burnEEuro, { ...request }, options);
  }

  /**
   * Who has locked eEuro and waits for it to be paid out, by member
   *
   * `GET /v1/withdrawals`
   */
  getWithdrawals(request: GetWithdrawalsRequest = {}, options?: ReadOptions): Paged<Withdrawal> {
    return this.requests.list(getWithdrawals, { ...request }, options);
  }
}
