// Generated from the OpenAPI document by `npm run generate`: a change here would not last.
import { type FollowOptions } from '../follow-stream';
import { type Operation } from '../operation';
import { type Requests } from '../requests';
import { type ServerEvent } from '../server-events';
import { type FollowEventsRequest } from './types/events';

const followEvents: Operation = {
  id: 'followEvents',
  method: 'GET',
  path: '/v1/events',
  query: ['market', 'listing', 'member', 'after'],
  body: false,
  authenticated: true,
  kind: 'read',
  transactions: [],
};

/** Operations of the API: events. */
export class EventsApi {
  constructor(private readonly requests: Requests) {}

  /**
   * What happens on the ledger, as server-sent events; resumes after Last-Event-ID
   *
   * `GET /v1/events`
   */
  followEvents(
    request: FollowEventsRequest = {},
    options: FollowOptions,
  ): AsyncGenerator<ServerEvent, void, undefined> {
    return this.requests.follow(followEvents, { ...request }, options);
  }
}
