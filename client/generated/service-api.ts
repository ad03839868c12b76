// Generated from the OpenAPI document by `npm run generate`: a change here would not last.
import { type Operation } from '../operation';
import { type ReadOptions } from '../receipt';
import { type Requests } from '../requests';
import { type GetHealthAnswer } from './types/service';

const getHealth: Operation = {
  id: 'getHealth',
  method: 'GET',
  path: '/healthz',
  query: [],
  body: false,
  authenticated: false,
  kind: 'read',
  transactions: [],
};

const getReadiness: Operation = {
  id: 'getReadiness',
  method: 'GET',
  path: '/readyz',
  query: [],
  body: false,
  authenticated: false,
  kind: 'read',
  transactions: [],
};

/** Operations of the API: service. */
export class ServiceApi {
  constructor(private readonly requests: Requests) {}

  /**
   * Whether the gateway runs
   *
   * `GET /healthz`
   */
  getHealth(options?: ReadOptions): Promise<GetHealthAnswer> {
    return this.requests.send(getHealth, {}, options);
  }

  /**
   * Whether the gateway can serve: the network answers, and so do the certificate authorities
   *
   * `GET /readyz`
   */
  getReadiness(options?: ReadOptions): Promise<Readonly<Record<string, string>>> {
    return this.requests.send(getReadiness, {}, options);
  }
}
