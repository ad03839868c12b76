// Generated from the OpenAPI document by `npm run generate`: a change here would not last.
import { type Operation } from '../operation';
import { type ReadOptions } from '../receipt';
import { type Requests } from '../requests';
import {
  type GetMarketsByMarketStatisticsAnswer,
  type GetMarketsByMarketStatisticsRequest,
  type GetMembersByMemberStatisticsAnswer,
  type GetMembersByMemberStatisticsRequest,
  type GetUnitsByUnitStatisticsAnswer,
  type GetUnitsByUnitStatisticsRequest,
} from './types/statistics';

const getMarketsByMarketStatistics: Operation = {
  id: 'getMarketsByMarketStatistics',
  method: 'GET',
  path: '/v1/markets/{market}/statistics',
  query: ['period', 'from', 'to'],
  body: false,
  authenticated: true,
  kind: 'read',
  transactions: [],
};

const getUnitsByUnitStatistics: Operation = {
  id: 'getUnitsByUnitStatistics',
  method: 'GET',
  path: '/v1/units/{unit}/statistics',
  query: ['period', 'from', 'to'],
  body: false,
  authenticated: true,
  kind: 'read',
  transactions: [],
};

const getMembersByMemberStatistics: Operation = {
  id: 'getMembersByMemberStatistics',
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
  getMarketsByMarketStatistics(
    request: GetMarketsByMarketStatisticsRequest,
    options?: ReadOptions,
  ): Promise<GetMarketsByMarketStatisticsAnswer> {
    return this.requests.send(getMarketsByMarketStatistics, { ...request }, options);
  }

  /**
   * What a unit offered and sold per hour, day or month, oldest first
   *
   * `GET /v1/units/{unit}/statistics`
   */
  getUnitsByUnitStatistics(
    request: GetUnitsByUnitStatisticsRequest,
    options?: ReadOptions,
  ): Promise<GetUnitsByUnitStatisticsAnswer> {
    return this.requests.send(getUnitsByUnitStatistics, { ...request }, options);
  }

  /**
   * What a member bought and sold per hour, day or month, oldest first; for who may see its account
   *
   * `GET /v1/members/{member}/statistics`
   */
  getMembersByMemberStatistics(
    request: GetMembersByMemberStatisticsRequest,
    options?: ReadOptions,
  ): Promise<GetMembersByMemberStatisticsAnswer> {
    return this.requests.send(getMembersByMemberStatistics, { ...request }, options);
  }
}
