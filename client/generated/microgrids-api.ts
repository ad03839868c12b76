// Generated from the OpenAPI document by `npm run generate`: a change here would not last.
import { type Operation } from '../operation';
import { type Paged } from '../paged';
import { type ReadOptions, type Receipt, type WriteOptions } from '../receipt';
import { type Requests } from '../requests';
import { type AssignMicrogridRequest, type GetMicrogridsRequest, type MicrogridAssignment } from './types/microgrids';

const getMicrogrids: Operation = {
  id: 'getMicrogrids',
  method: 'GET',
  path: '/v1/markets/{market}/microgrids',
  query: ['pageSize', 'bookmark', 'consistency'],
  body: false,
  authenticated: true,
  kind: 'read',
  transactions: ['microgrids:GetMicrogrids'],
};

const assignMicrogrid: Operation = {
  id: 'assignMicrogrid',
  method: 'POST',
  path: '/v1/markets/{market}/microgrids',
  query: [],
  body: true,
  authenticated: true,
  kind: 'write',
  transactions: ['microgrids:AssignMicrogrid'],
};

/** Operations of the API: microgrids. */
export class MicrogridsApi {
  constructor(private readonly requests: Requests) {}

  /**
   * Which microgrids of a market its members belong to, by member
   *
   * `GET /v1/markets/{market}/microgrids`
   */
  getMicrogrids(request: GetMicrogridsRequest, options?: ReadOptions): Paged<MicrogridAssignment> {
    return this.requests.list(getMicrogrids, { ...request }, options);
  }

  /**
   * Says which microgrid of a market a member belongs to, from the next collecting on; by the market's operator
   *
   * `POST /v1/markets/{market}/microgrids`
   */
  assignMicrogrid(request: AssignMicrogridRequest, options?: WriteOptions): Promise<Receipt<MicrogridAssignment>> {
    return this.requests.write(assignMicrogrid, { ...request }, options);
  }
}
