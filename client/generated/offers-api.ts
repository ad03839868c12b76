// Generated from the OpenAPI document by `npm run generate`: a change here would not last.
import { type Operation } from '../operation';
import { type Paged } from '../paged';
import { type ReadOptions, type Receipt, type WriteOptions } from '../receipt';
import { type Requests } from '../requests';
import {
  type CancelOfferRequest,
  type GetOfferRequest,
  type GetOffersRequest,
  type MakeOfferRequest,
  type Offer,
  type OfferResult,
} from './types/offers';

const makeOffer: Operation = {
  id: 'makeOffer',
  method: 'POST',
  path: '/v1/listings/{listing}/offers',
  query: [],
  body: true,
  authenticated: true,
  kind: 'write',
  transactions: ['market:PVOffer', 'market:BUYOffer'],
};

const getOffers: Operation = {
  id: 'getOffers',
  method: 'GET',
  path: '/v1/listings/{listing}/offers',
  query: ['pageSize', 'bookmark', 'consistency'],
  body: false,
  authenticated: true,
  kind: 'read',
  transactions: ['market:GetOffers'],
};

const getOffer: Operation = {
  id: 'getOffer',
  method: 'GET',
  path: '/v1/listings/{listing}/offers/{member}/{offer}',
  query: ['consistency'],
  body: false,
  authenticated: true,
  kind: 'read',
  transactions: ['market:GetOffer'],
};

const cancelOffer: Operation = {
  id: 'cancelOffer',
  method: 'DELETE',
  path: '/v1/listings/{listing}/offers/{member}/{offer}',
  query: [],
  body: false,
  authenticated: true,
  kind: 'write',
  transactions: ['market:CancelOffer'],
};

/** Operations of the API: offers. */
export class OffersApi {
  constructor(private readonly requests: Requests) {}

  /**
   * Offers to sell energy of a verified unit, or bids for energy
   *
   * `POST /v1/listings/{listing}/offers`
   */
  makeOffer(request: MakeOfferRequest, options?: WriteOptions): Promise<Receipt<Offer>> {
    return this.requests.write(makeOffer, { ...request }, options);
  }

  /**
   * A listing's offers, by member and id
   *
   * `GET /v1/listings/{listing}/offers`
   */
  getOffers(request: GetOffersRequest, options?: ReadOptions): Paged<Offer> {
    return this.requests.list(getOffers, { ...request }, options);
  }

  /**
   * An offer and, once its listing is cleared, what came of it
   *
   * `GET /v1/listings/{listing}/offers/{member}/{offer}`
   */
  getOffer(request: GetOfferRequest, options?: ReadOptions): Promise<OfferResult> {
    return this.requests.send(getOffer, { ...request }, options);
  }

  /**
   * Takes an own offer back while its listing is open; gives back what it locked
   *
   * `DELETE /v1/listings/{listing}/offers/{member}/{offer}`
   */
  cancelOffer(request: CancelOfferRequest, options?: WriteOptions): Promise<Receipt<Offer>> {
    return this.requests.write(cancelOffer, { ...request }, options);
  }
}
