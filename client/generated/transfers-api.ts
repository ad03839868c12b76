// Generated from the OpenAPI document by `npm run generate`: a change here would not last.
import { type Operation } from '../operation';
import { type Receipt, type WriteOptions } from '../receipt';
import { type Requests } from '../requests';
import { type AccountRecord } from './types/accounts';
import { type TransferRequest } from './types/transfers';

const transfer: Operation = {
  id: 'transfer',
  method: 'POST',
  path: '/v1/transfers',
  query: [],
  body: true,
  authenticated: true,
  kind: 'write',
  transactions: ['tokens:TransferENT', 'tokens:TransferEEuro', 'tokens:TransferTrustCoin'],
};

/** Operations of the API: transfers. */
export class TransfersApi {
  constructor(private readonly requests: Requests) {}

  /**
   * Moves an amount of a token from the caller's account to another member's
   *
   * `POST /v1/transfers`
   */
  transfer(request: TransferRequest, options?: WriteOptions): Promise<Receipt<AccountRecord>> {
    return this.requests.write(transfer, { ...request }, options);
  }
}
