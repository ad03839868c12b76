// Generated from the OpenAPI document by `npm run generate`: a change here would not last.
import { type Operation } from '../operation';
import { type Paged } from '../paged';
import { type ReadOptions, type Receipt, type WriteOptions } from '../receipt';
import { type Requests } from '../requests';
import {
  type AcceptOfferBroadcastRequest,
  type CancelListingRequest,
  type ClearListingRequest,
  type CloseBiddingRequest,
  type GetListingRequest,
  type GetListingsRequest,
  type Listing,
  type SettleListingRequest,
} from './types/listings';

const getListings: Operation = {
  id: 'getListings',
  method: 'GET',
  path: '/v1/markets/{market}/listings',
  query: ['from', 'pageSize', 'bookmark', 'consistency'],
  body: false,
  authenticated: true,
  kind: 'read',
  transactions: ['market:GetListings'],
};

const acceptOfferBroadcast: Operation = {
  id: 'acceptOfferBroadcast',
  method: 'POST',
  path: '/v1/markets/{market}/listings',
  query: [],
  body: true,
  authenticated: true,
  kind: 'write',
  transactions: ['market:AcceptOfferBroadcast'],
};

const getListing: Operation = {
  id: 'getListing',
  method: 'GET',
  path: '/v1/listings/{listing}',
  query: ['consistency'],
  body: false,
  authenticated: true,
  kind: 'read',
  transactions: ['market:GetListing'],
};

const closeBidding: Operation = {
  id: 'closeBidding',
  method: 'POST',
  path: '/v1/listings/{listing}/closing',
  query: [],
  body: true,
  authenticated: true,
  kind: 'write',
  transactions: ['market:CloseBidding'],
};

const clearListing: Operation = {
  id: 'clearListing',
  method: 'POST',
  path: '/v1/listings/{listing}/clearing',
  query: [],
  body: true,
  authenticated: true,
  kind: 'write',
  transactions: ['market:ClearListing'],
};

const settleListing: Operation = {
  id: 'settleListing',
  method: 'POST',
  path: '/v1/listings/{listing}/settlement',
  query: [],
  body: true,
  authenticated: true,
  kind: 'write',
  transactions: ['market:SettleListing'],
};

const cancelListing: Operation = {
  id: 'cancelListing',
  method: 'POST',
  path: '/v1/listings/{listing}/cancellation',
  query: [],
  body: true,
  authenticated: true,
  kind: 'write',
  transactions: ['market:CancelListing'],
};

/** Operations of the API: listings. */
export class ListingsApi {
  constructor(private readonly requests: Requests) {}

  /**
   * A market's listings by start of delivery, from a time on
   *
   * `GET /v1/markets/{market}/listings`
   */
  getListings(request: GetListingsRequest, options?: ReadOptions): Paged<Listing> {
    return this.requests.list(getListings, { ...request }, options);
  }

  /**
   * Opens the listing of the next delivery interval; by the market's operator, while the interval before runs
   *
   * `POST /v1/markets/{market}/listings`
   */
  acceptOfferBroadcast(request: AcceptOfferBroadcastRequest, options?: WriteOptions): Promise<Receipt<Listing>> {
    return this.requests.write(acceptOfferBroadcast, { ...request }, options);
  }

  /**
   * A listing with its result
   *
   * `GET /v1/listings/{listing}`
   */
  getListing(request: GetListingRequest, options?: ReadOptions): Promise<Listing> {
    return this.requests.send(getListing, { ...request }, options);
  }

  /**
   * Locks a listing at the end of bidding; by the market's operator, or by any member once it is 5 minutes overdue
   *
   * `POST /v1/listings/{listing}/closing`
   */
  closeBidding(request: CloseBiddingRequest, options?: WriteOptions): Promise<Receipt<Listing>> {
    return this.requests.write(closeBidding, { ...request }, options);
  }

  /**
   * Does the next page of clearing a locked listing: collects offers, then publishes the result. A small listing
   * is done in one call; `state` says when it is cleared
   *
   * `POST /v1/listings/{listing}/clearing`
   */
  clearListing(request: ClearListingRequest, options?: WriteOptions): Promise<Receipt<Listing>> {
    return this.requests.write(clearListing, { ...request }, options);
  }

  /**
   * Does the next page of settling a cleared listing: pays sellers and refunds buyers; or of paying back a
   * cancelled one. Where the market has its clearings attested, that comes first, or its time runs out
   *
   * `POST /v1/listings/{listing}/settlement`
   */
  settleListing(request: SettleListingRequest, options?: WriteOptions): Promise<Receipt<Listing>> {
    return this.requests.write(settleListing, { ...request }, options);
  }

  /**
   * Calls a listing off before it is cleared; by the market's operator. SettleListing then pays escrow back
   *
   * `POST /v1/listings/{listing}/cancellation`
   */
  cancelListing(request: CancelListingRequest, options?: WriteOptions): Promise<Receipt<Listing>> {
    return this.requests.write(cancelListing, { ...request }, options);
  }
}
