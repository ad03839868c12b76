// Generated from the OpenAPI document by `npm run generate`: a change here would not last.
import { type Operation } from '../operation';
import { type ReadOptions, type Receipt, type WriteOptions } from '../receipt';
import { type Requests } from '../requests';
import { type Member } from './types/me';
import { type Network } from './types/network';
import { type RecognizedRoots } from './types/votes';

const bootstrap: Operation = {
  id: 'bootstrap',
  method: 'POST',
  path: '/v1/network/bootstrap',
  query: [],
  body: true,
  authenticated: true,
  kind: 'write',
  transactions: ['members:Bootstrap'],
};

const getNetworkRoots: Operation = {
  id: 'getNetworkRoots',
  method: 'GET',
  path: '/v1/network/roots',
  query: [],
  body: false,
  authenticated: false,
  kind: 'read',
  transactions: [],
};

const getNetwork: Operation = {
  id: 'getNetwork',
  method: 'GET',
  path: '/v1/network',
  query: [],
  body: false,
  authenticated: false,
  kind: 'read',
  transactions: [],
};

/** Operations of the API: network. */
export class NetworkApi {
  constructor(private readonly requests: Requests) {}

  /**
   * Once, by an organisation's administrator: registers the caller and makes it the first voter
   *
   * `POST /v1/network/bootstrap`
   */
  bootstrap(options?: WriteOptions): Promise<Receipt<Member>> {
    return this.requests.write(bootstrap, {}, options);
  }

  /**
   * Root certificates of the organisations that endorse and order, as RecognizeOrderers takes them
   *
   * `GET /v1/network/roots`
   */
  getNetworkRoots(options?: ReadOptions): Promise<RecognizedRoots> {
    return this.requests.send(getNetworkRoots, {}, options);
  }

  /**
   * The channel and how many blocks of it are here, the chaincode, and whose members this gateway serves
   *
   * `GET /v1/network`
   */
  getNetwork(options?: ReadOptions): Promise<Network> {
    return this.requests.send(getNetwork, {}, options);
  }
}
