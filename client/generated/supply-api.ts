// Generated from the OpenAPI document by `npm run generate`: a change here would not last.
import { type Operation } from '../operation';
import { type ReadOptions } from '../receipt';
import { type Requests } from '../requests';
import { type Supply } from './types/accounts';
import { type GetSupplyRequest } from './types/supply';

const getSupply: Operation = {
  id: 'getSupply',
  method: 'GET',
  path: '/v1/supply/{token}',
  query: ['consistency'],
  body: false,
  authenticated: true,
  kind: 'read',
  transactions: ['tokens:GetTotalENT', 'tokens:GetTotalEEuro', 'tokens:GetTotalTrustCoin'],
};

/** Operations of the API: supply. */
export class SupplyApi {
  constructor(private readonly requests: Requests) {}

  /**
   * All of a token that is in circulation, locked and escrowed included
   *
   * `GET /v1/supply/{token}`
   */
  getSupply(request: GetSupplyRequest, options?: ReadOptions): Promise<Supply> {
    return this.requests.send(getSupply, { ...request }, options);
  }
}
