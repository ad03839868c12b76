// Generated from the OpenAPI document by `npm run generate`: a change here would not last.
import { type Operation } from '../operation';
import { type Paged } from '../paged';
import { type ReadOptions, type Receipt, type WriteOptions } from '../receipt';
import { type Requests } from '../requests';
import {
  type AttestDeliveriesRequest,
  type AttestDeliveryRequest,
  type CloseRatingsRequest,
  type Delivery,
  type GetPlatformScoreRequest,
  type GetTradeRequest,
  type GetTrustRequest,
  type GetTrustsRequest,
  type PlatformScore,
  type RatePlatformRequest,
  type RateTradeRequest,
  type RatedTrade,
  type RatingsClosing,
  type TradeRating,
  type Trust,
} from './types/trust';

const getTrusts: Operation = {
  id: 'getTrusts',
  method: 'GET',
  path: '/v1/trust',
  query: ['pageSize', 'bookmark', 'consistency'],
  body: false,
  authenticated: true,
  kind: 'read',
  transactions: ['trust:GetTrusts'],
};

const getTrust: Operation = {
  id: 'getTrust',
  method: 'GET',
  path: '/v1/members/{member}/trust',
  query: ['consistency'],
  body: false,
  authenticated: true,
  kind: 'read',
  transactions: ['trust:GetTrust'],
};

const getTrade: Operation = {
  id: 'getTrade',
  method: 'GET',
  path: '/v1/clearings/{listing}/trades/{trade}',
  query: ['consistency'],
  body: false,
  authenticated: true,
  kind: 'read',
  transactions: ['trust:GetTrade'],
};

const attestDelivery: Operation = {
  id: 'attestDelivery',
  method: 'POST',
  path: '/v1/clearings/{listing}/trades/{trade}/delivery',
  query: [],
  body: true,
  authenticated: true,
  kind: 'write',
  transactions: ['trust:AttestDelivery'],
};

const rateTrade: Operation = {
  id: 'rateTrade',
  method: 'POST',
  path: '/v1/clearings/{listing}/trades/{trade}/ratings',
  query: [],
  body: true,
  authenticated: true,
  kind: 'write',
  transactions: ['trust:RateTrade'],
};

const attestDeliveries: Operation = {
  id: 'attestDeliveries',
  method: 'POST',
  path: '/v1/clearings/{listing}/deliveries',
  query: [],
  body: true,
  authenticated: true,
  kind: 'write',
  transactions: ['trust:AttestDeliveries'],
};

const closeRatings: Operation = {
  id: 'closeRatings',
  method: 'POST',
  path: '/v1/clearings/{listing}/ratings/closing',
  query: [],
  body: true,
  authenticated: true,
  kind: 'write',
  transactions: ['trust:CloseRatings'],
};

const getPlatformScore: Operation = {
  id: 'getPlatformScore',
  method: 'GET',
  path: '/v1/platform',
  query: ['consistency'],
  body: false,
  authenticated: true,
  kind: 'read',
  transactions: ['trust:GetPlatformScore'],
};

const ratePlatform: Operation = {
  id: 'ratePlatform',
  method: 'POST',
  path: '/v1/platform/ratings',
  query: [],
  body: true,
  authenticated: true,
  kind: 'write',
  transactions: ['trust:RatePlatform'],
};

/** Operations of the API: trust. */
export class TrustApi {
  constructor(private readonly requests: Requests) {}

  /**
   * The trust of every member that has been rated or has failed, by id
   *
   * `GET /v1/trust`
   */
  getTrusts(request: GetTrustsRequest = {}, options?: ReadOptions): Paged<Trust> {
    return this.requests.list(getTrusts, { ...request }, options);
  }

  /**
   * A member's trust score and points, and what moved them last
   *
   * `GET /v1/members/{member}/trust`
   */
  getTrust(request: GetTrustRequest, options?: ReadOptions): Promise<Trust> {
    return this.requests.send(getTrust, { ...request }, options);
  }

  /**
   * A trade of a settled listing with its delivery and what its sides say of each other
   *
   * `GET /v1/clearings/{listing}/trades/{trade}`
   */
  getTrade(request: GetTradeRequest, options?: ReadOptions): Promise<RatedTrade> {
    return this.requests.send(getTrade, { ...request }, options);
  }

  /**
   * Says how much of an own trade was delivered; settles it where the other side has said the same
   *
   * `POST /v1/clearings/{listing}/trades/{trade}/delivery`
   */
  attestDelivery(request: AttestDeliveryRequest, options?: WriteOptions): Promise<Receipt<Delivery>> {
    return this.requests.write(attestDelivery, { ...request }, options);
  }

  /**
   * Rates the other side of an own trade, once, after its delivery is settled
   *
   * `POST /v1/clearings/{listing}/trades/{trade}/ratings`
   */
  rateTrade(request: RateTradeRequest, options?: WriteOptions): Promise<Receipt<TradeRating>> {
    return this.requests.write(rateTrade, { ...request }, options);
  }

  /**
   * Settles how much of up to 200 trades was delivered; by the market's operator, who took no part in them
   *
   * `POST /v1/clearings/{listing}/deliveries`
   */
  attestDeliveries(request: AttestDeliveriesRequest, options?: WriteOptions): Promise<Receipt<readonly Delivery[]>> {
    return this.requests.write(attestDeliveries, { ...request }, options);
  }

  /**
   * Closes the ratings of the next trades of a listing whose time to rate is over: unrated ones count as 3. A
   * small listing is done in one call; `done` says so
   *
   * `POST /v1/clearings/{listing}/ratings/closing`
   */
  closeRatings(request: CloseRatingsRequest, options?: WriteOptions): Promise<Receipt<RatingsClosing>> {
    return this.requests.write(closeRatings, { ...request }, options);
  }

  /**
   * The platform's score
   *
   * `GET /v1/platform`
   */
  getPlatformScore(request: GetPlatformScoreRequest = {}, options?: ReadOptions): Promise<PlatformScore> {
    return this.requests.send(getPlatformScore, { ...request }, options);
  }

  /**
   * Rates the platform, once a week
   *
   * `POST /v1/platform/ratings`
   */
  ratePlatform(request: RatePlatformRequest, options?: WriteOptions): Promise<Receipt<PlatformScore>> {
    return this.requests.write(ratePlatform, { ...request }, options);
  }
}
