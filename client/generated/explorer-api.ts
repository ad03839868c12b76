// Generated from the OpenAPI document by `npm run generate`: a change here would not last.
import { type Operation } from '../operation';
import { type Paged } from '../paged';
import { type ReadOptions } from '../receipt';
import { type Requests } from '../requests';
import {
  type BlockSummary,
  type GetBlockAnswer,
  type GetBlockHeadersAnswer,
  type GetBlockHeadersRequest,
  type GetBlockRequest,
  type GetBlocksRequest,
  type GetRawBlockAnswer,
  type GetRawBlockRequest,
  type GetReadModelAnswer,
  type GetTransactionDetailsAnswer,
  type GetTransactionDetailsRequest,
} from './types/explorer';

const getBlocks: Operation = {
  id: 'getBlocks',
  method: 'GET',
  path: '/v1/blocks',
  query: ['pageSize', 'bookmark'],
  body: false,
  authenticated: true,
  kind: 'read',
  transactions: [],
};

const getBlock: Operation = {
  id: 'getBlock',
  method: 'GET',
  path: '/v1/blocks/{block}',
  query: [],
  body: false,
  authenticated: true,
  kind: 'read',
  transactions: [],
};

const getRawBlock: Operation = {
  id: 'getRawBlock',
  method: 'GET',
  path: '/v1/blocks/{block}/raw',
  query: [],
  body: false,
  authenticated: true,
  kind: 'read',
  transactions: [],
};

const getBlockHeaders: Operation = {
  id: 'getBlockHeaders',
  method: 'GET',
  path: '/v1/block-headers',
  query: ['from', 'count'],
  body: false,
  authenticated: true,
  kind: 'read',
  transactions: [],
};

const getTransactionDetails: Operation = {
  id: 'getTransactionDetails',
  method: 'GET',
  path: '/v1/transactions/{transaction}/details',
  query: [],
  body: false,
  authenticated: true,
  kind: 'read',
  transactions: [],
};

const getReadModel: Operation = {
  id: 'getReadModel',
  method: 'GET',
  path: '/v1/read-model',
  query: [],
  body: false,
  authenticated: true,
  kind: 'read',
  transactions: [],
};

/** Operations of the API: explorer. */
export class ExplorerApi {
  constructor(private readonly requests: Requests) {}

  /**
   * Blocks of the channel, newest first
   *
   * `GET /v1/blocks`
   */
  getBlocks(request: GetBlocksRequest = {}, options?: ReadOptions): Paged<BlockSummary> {
    return this.requests.list(getBlocks, { ...request }, options);
  }

  /**
   * A block with its transactions
   *
   * `GET /v1/blocks/{block}`
   */
  getBlock(request: GetBlockRequest, options?: ReadOptions): Promise<GetBlockAnswer> {
    return this.requests.send(getBlock, { ...request }, options);
  }

  /**
   * A whole block as its peer stores it; for auditors, voters, the banker and market operators
   *
   * `GET /v1/blocks/{block}/raw`
   */
  getRawBlock(request: GetRawBlockRequest, options?: ReadOptions): Promise<GetRawBlockAnswer> {
    return this.requests.send(getRawBlock, { ...request }, options);
  }

  /**
   * Headers of consecutive blocks with the orderers' signatures: what checks the chain
   *
   * `GET /v1/block-headers`
   */
  getBlockHeaders(request: GetBlockHeadersRequest = {}, options?: ReadOptions): Promise<GetBlockHeadersAnswer> {
    return this.requests.send(getBlockHeaders, { ...request }, options);
  }

  /**
   * Where a transaction stands, who made and endorsed it, which keys it read and wrote
   *
   * `GET /v1/transactions/{transaction}/details`
   */
  getTransactionDetails(
    request: GetTransactionDetailsRequest,
    options?: ReadOptions,
  ): Promise<GetTransactionDetailsAnswer> {
    return this.requests.send(getTransactionDetails, { ...request }, options);
  }

  /**
   * How far the read model has come, and of which chain it is
   *
   * `GET /v1/read-model`
   */
  getReadModel(options?: ReadOptions): Promise<GetReadModelAnswer> {
    return this.requests.send(getReadModel, {}, options);
  }
}
