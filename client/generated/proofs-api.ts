// Generated from the OpenAPI document by `npm run generate`: a change here would not last.
import { type Operation } from '../operation';
import { type NumberedPage, type Paged } from '../paged';
import { type ReadOptions, type Receipt, type WriteOptions } from '../receipt';
import { type Requests } from '../requests';
import {
  type Commitment,
  type FulfilListingRequest,
  type FulfilledTrade,
  type Fulfilment,
  type GetCommitmentRequest,
  type GetFulfilledTradesRequest,
  type GetFulfilmentRequest,
  type GetProofRequest,
  type GetRecognizedRootsRequest,
  type Proof,
} from './types/proofs';
import { type RecognizedRoots } from './types/votes';

const getCommitment: Operation = {
  id: 'getCommitment',
  method: 'GET',
  path: '/v1/listings/{listing}/commitment',
  query: ['consistency'],
  body: false,
  authenticated: true,
  kind: 'read',
  transactions: ['proofs:GetCommitment'],
};

const getFulfilment: Operation = {
  id: 'getFulfilment',
  method: 'GET',
  path: '/v1/listings/{listing}/fulfilment',
  query: ['consistency'],
  body: false,
  authenticated: true,
  kind: 'read',
  transactions: ['proofs:GetFulfilment'],
};

const fulfilListing: Operation = {
  id: 'fulfilListing',
  method: 'POST',
  path: '/v1/listings/{listing}/fulfilment',
  query: [],
  body: true,
  authenticated: true,
  kind: 'write',
  transactions: ['proofs:FulfilListing'],
};

const getFulfilledTrades: Operation = {
  id: 'getFulfilledTrades',
  method: 'GET',
  path: '/v1/listings/{listing}/fulfilment/trades',
  query: ['page', 'consistency'],
  body: false,
  authenticated: true,
  kind: 'read',
  transactions: ['proofs:GetFulfilledTrades'],
};

const getRecognizedRoots: Operation = {
  id: 'getRecognizedRoots',
  method: 'GET',
  path: '/v1/recognized-roots',
  query: ['consistency'],
  body: false,
  authenticated: true,
  kind: 'read',
  transactions: ['proofs:GetRecognizedRoots'],
};

const getProof: Operation = {
  id: 'getProof',
  method: 'GET',
  path: '/v1/listings/{listing}/proof',
  query: [],
  body: false,
  authenticated: true,
  kind: 'read',
  transactions: [],
};

/** Operations of the API: proofs. */
export class ProofsApi {
  constructor(private readonly requests: Requests) {}

  /**
   * What a cleared listing commits its traders to: the digest of all its trades
   *
   * `GET /v1/listings/{listing}/commitment`
   */
  getCommitment(request: GetCommitmentRequest, options?: ReadOptions): Promise<Commitment> {
    return this.requests.send(getCommitment, { ...request }, options);
  }

  /**
   * How the trades of a listing were fulfilled: the digest of what was delivered of each
   *
   * `GET /v1/listings/{listing}/fulfilment`
   */
  getFulfilment(request: GetFulfilmentRequest, options?: ReadOptions): Promise<Fulfilment> {
    return this.requests.send(getFulfilment, { ...request }, options);
  }

  /**
   * Closes the next page of what was delivered in a settled listing, once its deliveries are settled or the time
   * for that is over. A small listing is done in one call; `digest` says so
   *
   * `POST /v1/listings/{listing}/fulfilment`
   */
  fulfilListing(request: FulfilListingRequest, options?: WriteOptions): Promise<Receipt<Fulfilment>> {
    return this.requests.write(fulfilListing, { ...request }, options);
  }

  /**
   * A page of what was delivered of a listing’s trades, in the order of the clearing
   *
   * `GET /v1/listings/{listing}/fulfilment/trades`
   */
  getFulfilledTrades(
    request: GetFulfilledTradesRequest,
    options?: ReadOptions,
  ): Paged<FulfilledTrade, NumberedPage<FulfilledTrade>> {
    return this.requests.numbered(getFulfilledTrades, { ...request }, options);
  }

  /**
   * Whose signatures under transactions and blocks a vote has recognised
   *
   * `GET /v1/recognized-roots`
   */
  getRecognizedRoots(request: GetRecognizedRootsRequest = {}, options?: ReadOptions): Promise<RecognizedRoots> {
    return this.requests.send(getRecognizedRoots, { ...request }, options);
  }

  /**
   * What proves to a stranger, by the organisations’ roots alone, who committed and delivered what
   *
   * `GET /v1/listings/{listing}/proof`
   */
  getProof(request: GetProofRequest, options?: ReadOptions): Promise<Proof> {
    return this.requests.send(getProof, { ...request }, options);
  }
}
