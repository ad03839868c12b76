// Generated from the OpenAPI document by `npm run generate`: a change here would not last.
import { type Operation } from '../operation';
import { type ReadOptions } from '../receipt';
import { type Requests } from '../requests';
import {
  type GetMarketStatisticsAnswer,
  type GetMarketStatisticsRequest,
  type GetMemberStatisticsAnswer,
  type GetMemberStatisticsRequest,
  type GetUnitStatisticsAnswer,
  type GetUnitStatisticsRequest,
} from './types/statistics';

const getMarketStatistics: Operation = {
  id: 'getMarketStatistics',
  method: 'GET',
  path: '/v1/markets/{market}/statistics',
  query: ['period', 'from', 'to'],
  body: false,
  authenticated: true,
  kind: 'read',
  transactions: [],
};

const getUnitStatistics: Operation = {
  id: 'getUnitStatistics',
  method: 'GET',
  path: '/v1/units/{unit}/statistics',
  query: ['period', 'from', 'to'],
  body: false,
  authenticated: true,
  kind: 'read',
  transactions: [],
};

const getMemberStatistics: Operation = {
  id: 'getMemberStatistics',
  method: 'GET',
  path: '/v1/members/{member}/statistics',
  query: ['period', 'market', 'from', 'to'],
  body: false,
  authenticated: true,
  kind: 'read',
  transactions: [],
};

/** Operations of the API: statistics. */
export class StatisticsApi {
  constructor(private readonly requests: Requests) {}

  /**
   * A market's energy, money and prices per hour, day or month, oldest first, at most 1,000 of them
   *
   * `GET /v1/markets/{market}/statistics`
   */
  getMarketStatistics(request: GetMarketStatisticsRequest, options?: ReadOptions): Promise<GetMarketStatisticsAnswer> {
    return this.requests.send(getMarketStatistics, { ...request }, options);
  }

  /**
   * What a unit offered and sold per hour, day or month, oldest first
   *
   * `GET /v1/units/{unit}/statistics`
   */
  getUnitStatistics(request: GetUnitStatisticsRequest, options?: ReadOptions): Promise<GetUnitStatisticsAnswer> {
    return this.requests.send(getUnitStatistics, { ...request }, options);
  }

  /**
   * What a member bought and sold per hour, day or month, oldest first; for who may see its account
   *
   * `GET /v1/members/{member}/statistics`
   */
  getMemberStatistics(request: GetMemberStatisticsRequest, options?: ReadOptions): Promise<GetMemberStatisticsAnswer> {
    return this.requests.send(getMemberStatistics, { ...request }, options);
  }
}
