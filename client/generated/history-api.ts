// Generated from the OpenAPI document by `npm run generate`: a change here would not last.
import { type Operation } from '../operation';
import { type Paged } from '../paged';
import { type ReadOptions } from '../receipt';
import { type Requests } from '../requests';
import {
  type BalanceChange,
  type GetAccountsByMemberByTokenBalancesRequest,
  type GetBooksByBookHistoryAnswer,
  type GetBooksByBookHistoryRequest,
  type GetEnergyHistoryAnswer,
  type GetEnergyHistoryRequest,
  type GetListingsByListingFlowsAnswer,
  type GetListingsByListingFlowsRequest,
  type GetMarketsByMarketHoursRequest,
  type GetMembersByMemberOffersRequest,
  type GetMembersByMemberTrustHistoryRequest,
  type GetStorageUnitsByUnitHistoryRequest,
  type GetSupplyByTokenHistoryAnswer,
  type GetSupplyByTokenHistoryRequest,
  type MarketHour,
  type PastOffer,
  type StorageStep,
  type TrustStep,
} from './types/history';

const getMarketsByMarketHours: Operation = {
  id: 'getMarketsByMarketHours',
  method: 'GET',
  path: '/v1/markets/{market}/hours',
  query: ['from', 'to', 'pageSize', 'bookmark'],
  body: false,
  authenticated: true,
  kind: 'read',
  transactions: [],
};

const getListingsByListingFlows: Operation = {
  id: 'getListingsByListingFlows',
  method: 'GET',
  path: '/v1/listings/{listing}/flows',
  query: [],
  body: false,
  authenticated: true,
  kind: 'read',
  transactions: [],
};

const getMembersByMemberOffers: Operation = {
  id: 'getMembersByMemberOffers',
  method: 'GET',
  path: '/v1/members/{member}/offers',
  query: ['market', 'from', 'to', 'pageSize', 'bookmark'],
  body: false,
  authenticated: true,
  kind: 'read',
  transactions: [],
};

const getAccountsByMemberByTokenBalances: Operation = {
  id: 'getAccountsByMemberByTokenBalances',
  method: 'GET',
  path: '/v1/accounts/{member}/{token}/balances',
  query: ['from', 'to', 'pageSize', 'bookmark'],
  body: false,
  authenticated: true,
  kind: 'read',
  transactions: [],
};

const getMembersByMemberTrustHistory: Operation = {
  id: 'getMembersByMemberTrustHistory',
  method: 'GET',
  path: '/v1/members/{member}/trust/history',
  query: ['pageSize', 'bookmark'],
  body: false,
  authenticated: true,
  kind: 'read',
  transactions: [],
};

const getSupplyByTokenHistory: Operation = {
  id: 'getSupplyByTokenHistory',
  method: 'GET',
  path: '/v1/supply/{token}/history',
  query: ['width', 'from', 'to'],
  body: false,
  authenticated: true,
  kind: 'read',
  transactions: [],
};

const getEnergyHistory: Operation = {
  id: 'getEnergyHistory',
  method: 'GET',
  path: '/v1/energy/history',
  query: ['width', 'from', 'to'],
  body: false,
  authenticated: true,
  kind: 'read',
  transactions: [],
};

const getStorageUnitsByUnitHistory: Operation = {
  id: 'getStorageUnitsByUnitHistory',
  method: 'GET',
  path: '/v1/storage-units/{unit}/history',
  query: ['pageSize', 'bookmark'],
  body: false,
  authenticated: true,
  kind: 'read',
  transactions: [],
};

const getBooksByBookHistory: Operation = {
  id: 'getBooksByBookHistory',
  method: 'GET',
  path: '/v1/books/{book}/history',
  query: ['width', 'from', 'to'],
  body: false,
  authenticated: true,
  kind: 'read',
  transactions: [],
};

/** Operations of the API: history. */
export class HistoryApi {
  constructor(private readonly requests: Requests) {}

  /**
   * A market's listings with what was offered, demanded and traded, newest delivery first
   *
   * `GET /v1/markets/{market}/hours`
   */
  getMarketsByMarketHours(request: GetMarketsByMarketHoursRequest, options?: ReadOptions): Paged<MarketHour> {
    return this.requests.list(getMarketsByMarketHours, { ...request }, options);
  }

  /**
   * Who sold how much to whom in a listing, the largest 1,000 first
   *
   * `GET /v1/listings/{listing}/flows`
   */
  getListingsByListingFlows(
    request: GetListingsByListingFlowsRequest,
    options?: ReadOptions,
  ): Promise<GetListingsByListingFlowsAnswer> {
    return this.requests.send(getListingsByListingFlows, { ...request }, options);
  }

  /**
   * A member's offers with what came of them, newest delivery first; for who may see its account
   *
   * `GET /v1/members/{member}/offers`
   */
  getMembersByMemberOffers(request: GetMembersByMemberOffersRequest, options?: ReadOptions): Paged<PastOffer> {
    return this.requests.list(getMembersByMemberOffers, { ...request }, options);
  }

  /**
   * What moved an account and what it held after each step, newest first
   *
   * `GET /v1/accounts/{member}/{token}/balances`
   */
  getAccountsByMemberByTokenBalances(
    request: GetAccountsByMemberByTokenBalancesRequest,
    options?: ReadOptions,
  ): Paged<BalanceChange> {
    return this.requests.list(getAccountsByMemberByTokenBalances, { ...request }, options);
  }

  /**
   * What moved a member's trust, newest first
   *
   * `GET /v1/members/{member}/trust/history`
   */
  getMembersByMemberTrustHistory(
    request: GetMembersByMemberTrustHistoryRequest,
    options?: ReadOptions,
  ): Paged<TrustStep> {
    return this.requests.list(getMembersByMemberTrustHistory, { ...request }, options);
  }

  /**
   * Tokens in circulation over time, oldest first: the last figure of each interval with a change
   *
   * `GET /v1/supply/{token}/history`
   */
  getSupplyByTokenHistory(
    request: GetSupplyByTokenHistoryRequest,
    options?: ReadOptions,
  ): Promise<GetSupplyByTokenHistoryAnswer> {
    return this.requests.send(getSupplyByTokenHistory, { ...request }, options);
  }

  /**
   * KWH, ENT, D and R over time, oldest first: the last figures of each interval with a change
   *
   * `GET /v1/energy/history`
   */
  getEnergyHistory(request: GetEnergyHistoryRequest = {}, options?: ReadOptions): Promise<GetEnergyHistoryAnswer> {
    return this.requests.send(getEnergyHistory, { ...request }, options);
  }

  /**
   * What changed a storage unit's energy, newest first
   *
   * `GET /v1/storage-units/{unit}/history`
   */
  getStorageUnitsByUnitHistory(
    request: GetStorageUnitsByUnitHistoryRequest,
    options?: ReadOptions,
  ): Paged<StorageStep> {
    return this.requests.list(getStorageUnitsByUnitHistory, { ...request }, options);
  }

  /**
   * Candles of a book's trades of any width, oldest first, at most 1,000
   *
   * `GET /v1/books/{book}/history`
   */
  getBooksByBookHistory(
    request: GetBooksByBookHistoryRequest,
    options?: ReadOptions,
  ): Promise<GetBooksByBookHistoryAnswer> {
    return this.requests.send(getBooksByBookHistory, { ...request }, options);
  }
}
