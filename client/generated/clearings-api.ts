// Generated from the OpenAPI document by `npm run generate`: a change here would not last.
import { type Operation } from '../operation';
import { type NumberedPage, type Paged } from '../paged';
import { type ReadOptions } from '../receipt';
import { type Requests } from '../requests';
import {
  type CollectedOffer,
  type GetClearingRequest,
  type GetCollectedOffersRequest,
  type GetTradesRequest,
  type Trade,
} from './types/clearings';
import { type Listing } from './types/listings';

const getClearing: Operation = {
  id: 'getClearing',
  method: 'GET',
  path: '/v1/clearings/{listing}',
  query: ['consistency'],
  body: false,
  authenticated: true,
  kind: 'read',
  transactions: ['market:GetListing'],
};

const getCollectedOffers: Operation = {
  id: 'getCollectedOffers',
  method: 'GET',
  path: '/v1/clearings/{listing}/offers',
  query: ['page', 'consistency'],
  body: false,
  authenticated: true,
  kind: 'read',
  transactions: ['market:GetCollectedOffers'],
};

const getTrades: Operation = {
  id: 'getTrades',
  method: 'GET',
  path: '/v1/clearings/{listing}/trades',
  query: ['page', 'consistency'],
  body: false,
  authenticated: true,
  kind: 'read',
  transactions: ['market:GetTrades'],
};

/** Operations of the API: clearings. */
export class ClearingsApi {
  constructor(private readonly requests: Requests) {}

  /**
   * A listing's clearing: price, energy, turnover
   *
   * `GET /v1/clearings/{listing}`
   */
  getClearing(request: GetClearingRequest, options?: ReadOptions): Promise<Listing> {
    return this.requests.send(getClearing, { ...request }, options);
  }

  /**
   * A page of a listing's offers as the clearing sees them, with the trust points that count in it
   *
   * `GET /v1/clearings/{listing}/offers`
   */
  getCollectedOffers(
    request: GetCollectedOffersRequest,
    options?: ReadOptions,
  ): Paged<CollectedOffer, NumberedPage<CollectedOffer>> {
    return this.requests.numbered(getCollectedOffers, { ...request }, options);
  }

  /**
   * A page of a cleared listing's trades, in the order of the clearing
   *
   * `GET /v1/clearings/{listing}/trades`
   */
  getTrades(request: GetTradesRequest, options?: ReadOptions): Paged<Trade, NumberedPage<Trade>> {
    return this.requests.numbered(getTrades, { ...request }, options);
  }
}
