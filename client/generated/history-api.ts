// Generated from the OpenAPI document by `npm run generate`: a change here would not last.
import { type Operation } from '../operation';
import { type Paged } from '../paged';
import { type ReadOptions } from '../receipt';
import { type Requests } from '../requests';
import {
  type BalanceChange,
  type GetBalanceHistoryRequest,
  type GetBookHistoryAnswer,
  type GetBookHistoryRequest,
  type GetEnergyHistoryAnswer,
  type GetEnergyHistoryRequest,
  type GetListingFlowsAnswer,
  type GetListingFlowsRequest,
  type GetMarketHoursRequest,
  type GetMemberOffersRequest,
  type GetStorageUnitHistoryRequest,
  type GetSupplyHistoryAnswer,
  type GetSupplyHistoryRequest,
  type GetTrustHistoryRequest,
  type MarketHour,
  type PastOffer,
  type StorageStep,
  type TrustStep,
} from './types/history';

const getMarketHours: Operation = {
  id: 'getMarketHours',
  method: 'GET',
  path: '/v1/markets/{market}/hours',
  query: ['from', 'to', 'pageSize', 'bookmark'],
  body: false,
  authenticated: true,
  kind: 'read',
  transactions: [],
};

const getListingFlows: Operation = {
  id: 'getListingFlows',
  method: 'GET',
  path: '/v1/listings/{listing}/flows',
  query: [],
  body: false,
  authenticated: true,
  kind: 'read',
  transactions: [],
};

const getMemberOffers: Operation = {
  id: 'getMemberOffers',
  method: 'GET',
  path: '/v1/members/{member}/offers',
  query: ['market', 'from', 'to', 'pageSize', 'bookmark'],
  body: false,
  authenticated: true,
  kind: 'read',
  transactions: [],
};

const getBalanceHistory: Operation = {
  id: 'getBalanceHistory',
  method: 'GET',
  path: '/v1/accounts/{member}/{token}/balances',
  query: ['from', 'to', 'pageSize', 'bookmark'],
  body: false,
  authenticated: true,
  kind: 'read',
  transactions: [],
};

const getTrustHistory: Operation = {
  id: 'getTrustHistory',
  method: 'GET',
  path: '/v1/members/{member}/trust/history',
  query: ['pageSize', 'bookmark'],
  body: false,
  authenticated: true,
  kind: 'read',
  transactions: [],
};

const getSupplyHistory: Operation = {
  id: 'getSupplyHistory',
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

const getStorageUnitHistory: Operation = {
  id: 'getStorageUnitHistory',
  method: 'GET',
  path: '/v1/storage-units/{unit}/history',
  query: ['pageSize', 'bookmark'],
  body: false,
  authenticated: true,
  kind: 'read',
  transactions: [],
};

const getBookHistory: Operation = {
  id: 'getBookHistory',
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
  getMarketHours(request: GetMarketHoursRequest, options?: ReadOptions): Paged<MarketHour> {
    return this.requests.list(getMarketHours, { ...request }, options);
  }

  /**
   * Who sold how much to whom in a listing, the largest 1,000 first
   *
   * `GET /v1/listings/{listing}/flows`
   */
  getListingFlows(request: GetListingFlowsRequest, options?: ReadOptions): Promise<GetListingFlowsAnswer> {
    return this.requests.send(getListingFlows, { ...request }, options);
  }

  /**
   * A member's offers with what came of them, newest delivery first; for who may see its account
   *
   * `GET /v1/members/{member}/offers`
   */
  getMemberOffers(request: GetMemberOffersRequest, options?: ReadOptions): Paged<PastOffer> {
    return this.requests.list(getMemberOffers, { ...request }, options);
  }

  /**
   * What moved an account and what it held after each step, newest first
   *
   * `GET /v1/accounts/{member}/{token}/balances`
   */
  getBalanceHistory(request: GetBalanceHistoryRequest, options?: ReadOptions): Paged<BalanceChange> {
    return this.requests.list(getBalanceHistory, { ...request }, options);
  }

  /**
   * What moved a member's trust, newest first
   *
   * `GET /v1/members/{member}/trust/history`
   */
  getTrustHistory(request: GetTrustHistoryRequest, options?: ReadOptions): Paged<TrustStep> {
    return this.requests.list(getTrustHistory, { ...request }, options);
  }

  /**
   * Tokens in circulation over time, oldest first: the last figure of each interval with a change
   *
   * `GET /v1/supply/{token}/history`
   */
  getSupplyHistory(request: GetSupplyHistoryRequest, options?: ReadOptions): Promise<GetSupplyHistoryAnswer> {
    return this.requests.send(getSupplyHistory, { ...request }, options);
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
  getStorageUnitHistory(request: GetStorageUnitHistoryRequest, options?: ReadOptions): Paged<StorageStep> {
    return this.requests.list(getStorageUnitHistory, { ...request }, options);
  }

  /**
   * Candles of a book's trades of any width, oldest first, at most 1,000
   *
   * `GET /v1/books/{book}/history`
   */
  getBookHistory(request: GetBookHistoryRequest, options?: ReadOptions): Promise<GetBookHistoryAnswer> {
    return this.requests.send(getBookHistory, { ...request }, options);
  }
}
