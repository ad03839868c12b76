// Generated from the OpenAPI document by `npm run generate`: a change here would not last.
import { type Operation } from '../operation';
import { type ReadOptions } from '../receipt';
import { type Requests } from '../requests';
import { type GetParametersRequest, type Parameters } from './types/parameters';

const getParameters: Operation = {
  id: 'getParameters',
  method: 'GET',
  path: '/v1/parameters',
  query: ['consistency'],
  body: false,
  authenticated: true,
  kind: 'read',
  transactions: ['governance:GetParameters'],
};

/** Operations of the API: parameters. */
export class ParametersApi {
  constructor(private readonly requests: Requests) {}

  /**
   * The network parameters
   *
   * `GET /v1/parameters`
   */
  getParameters(request: GetParametersRequest = {}, options?: ReadOptions): Promise<Parameters> {
    return this.requests.send(getParameters, { ...request }, options);
  }
}
