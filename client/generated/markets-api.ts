// Generated from the OpenAPI document by `npm run generate`: a change here would not last.
import { type Operation } from '../operation';
import { type Paged } from '../paged';
import { type ReadOptions, type Receipt, type WriteOptions } from '../receipt';
import { type Requests } from '../requests';
import {
  type AdvanceClockRequest,
  type CreateMarketRequest,
  type GetMarketRequest,
  type GetMarketsRequest,
  type Market,
} from './types/markets';

const getMarkets: Operation = {
  id: 'getMarkets',
  method: 'GET',
  path: '/v1/markets',
  query: ['pageSize', 'bookmark', 'consistency'],
  body: false,
  authenticated: true,
  kind: 'read',
  transactions: ['market:GetMarkets'],
};

const createMarket: Operation = {
  id: 'createMarket',
  method: 'POST',
  path: '/v1/markets',
  query: [],
  body: true,
  authenticated: true,
  kind: 'write',
  transactions: ['market:CreateMarket'],
};

const getMarket: Operation = {
  id: 'getMarket',
  method: 'GET',
  path: '/v1/markets/{market}',
  query: ['consistency'],
  body: false,
  authenticated: true,
  kind: 'read',
  transactions: ['market:GetMarket'],
};

const advanceClock: Operation = {
  id: 'advanceClock',
  method: 'POST',
  path: '/v1/markets/{market}/clock',
  query: [],
  body: true,
  authenticated: true,
  kind: 'write',
  transactions: ['market:AdvanceClock'],
};

/** Operations of the API: markets. */
export class MarketsApi {
  constructor(private readonly requests: Requests) {}

  /**
   * All markets, by id
   *
   * `GET /v1/markets`
   */
  getMarkets(request: GetMarketsRequest = {}, options?: ReadOptions): Paged<Market> {
    return this.requests.list(getMarkets, { ...request }, options);
  }

  /**
   * Makes a market with its rules; the caller operates it
   *
   * `POST /v1/markets`
   */
  createMarket(request: CreateMarketRequest, options?: WriteOptions): Promise<Receipt<Market>> {
    return this.requests.write(createMarket, { ...request }, options);
  }

  /**
   * A market with its rules and clock
   *
   * `GET /v1/markets/{market}`
   */
  getMarket(request: GetMarketRequest, options?: ReadOptions): Promise<Market> {
    return this.requests.send(getMarket, { ...request }, options);
  }

  /**
   * Sets the clock of a simulated market forward; by its operator
   *
   * `POST /v1/markets/{market}/clock`
   */
  advanceClock(request: AdvanceClockRequest, options?: WriteOptions): Promise<Receipt<Market>> {
    return this.requests.write(advanceClock, { ...request }, options);
  }
}
