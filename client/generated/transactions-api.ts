// Generated from the OpenAPI document by `npm run generate`: a change here would not last.
import { type Operation } from '../operation';
import { type ReadOptions } from '../receipt';
import { type Requests } from '../requests';
import { type GetTransactionRequest, type Transaction } from './types/transactions';

const getTransaction: Operation = {
  id: 'getTransaction',
  method: 'GET',
  path: '/v1/transactions/{transaction}',
  query: [],
  body: false,
  authenticated: true,
  kind: 'read',
  transactions: [],
};

/** Operations of the API: transactions. */
export class TransactionsApi {
  constructor(private readonly requests: Requests) {}

  /**
   * What became of a transaction
   *
   * `GET /v1/transactions/{transaction}`
   */
  getTransaction(request: GetTransactionRequest, options?: ReadOptions): Promise<Transaction> {
    return this.requests.send(getTransaction, { ...request }, options);
  }
}
