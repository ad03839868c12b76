// Generated from the OpenAPI document by `npm run generate`: a change here would not last.
import { type Operation } from '../operation';
import { type ReadOptions } from '../receipt';
import { type Requests } from '../requests';
import {
  type EndSessionRequest,
  type EnrollRequest,
  type Enrolment,
  type GetOwnSessionsAnswer,
  type OpenedSession,
  type SignInRequest,
} from './types/auth';

const enroll: Operation = {
  id: 'enroll',
  method: 'POST',
  path: '/v1/auth/enroll',
  query: [],
  body: true,
  authenticated: false,
  kind: 'other',
  transactions: [],
};

const signIn: Operation = {
  id: 'signIn',
  method: 'POST',
  path: '/v1/auth/sessions',
  query: [],
  body: true,
  authenticated: false,
  kind: 'other',
  transactions: [],
};

const getOwnSessions: Operation = {
  id: 'getOwnSessions',
  method: 'GET',
  path: '/v1/auth/sessions',
  query: [],
  body: false,
  authenticated: true,
  kind: 'read',
  transactions: [],
};

const endSession: Operation = {
  id: 'endSession',
  method: 'DELETE',
  path: '/v1/auth/sessions/{session}',
  query: [],
  body: false,
  authenticated: true,
  kind: 'other',
  transactions: [],
};

/** Operations of the API: auth. */
export class AuthApi {
  constructor(private readonly requests: Requests) {}

  /**
   * Has the organisation's CA certify a new key and keeps it, locked; opens a session
   *
   * `POST /v1/auth/enroll`
   */
  enroll(request: EnrollRequest, options?: ReadOptions): Promise<Enrolment> {
    return this.requests.send(enroll, { ...request }, options);
  }

  /**
   * Opens a session with a kept key
   *
   * `POST /v1/auth/sessions`
   */
  signIn(request: SignInRequest, options?: ReadOptions): Promise<OpenedSession> {
    return this.requests.send(signIn, { ...request }, options);
  }

  /**
   * The caller's open sessions at this gateway
   *
   * `GET /v1/auth/sessions`
   */
  getOwnSessions(options?: ReadOptions): Promise<GetOwnSessionsAnswer> {
    return this.requests.send(getOwnSessions, {}, options);
  }

  /**
   * Ends a session of the caller's, `current` being the one that asks: the gateway forgets its key
   *
   * `DELETE /v1/auth/sessions/{session}`
   */
  endSession(request: EndSessionRequest, options?: ReadOptions): Promise<void> {
    return this.requests.send(endSession, { ...request }, options);
  }
}
