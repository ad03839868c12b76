// Generated from the OpenAPI document by `npm run generate`: a change here would not last.
import { type Operation } from '../operation';
import { type ReadOptions } from '../receipt';
import { type Requests } from '../requests';
import {
  type AskForChallengeRequest,
  type EndSessionRequest,
  type EnrollRequest,
  type Enrolment,
  type GetOwnSessionsAnswer,
  type OpenedSession,
  type SignInChallenge,
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

const askForChallenge: Operation = {
  id: 'askForChallenge',
  method: 'POST',
  path: '/v1/auth/challenges',
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
   * Has the organisation's CA certify a key: one of the member's own, or a new one that the gateway keeps
   *
   * `POST /v1/auth/enroll`
   */
  enroll(request: EnrollRequest, options?: ReadOptions): Promise<Enrolment> {
    return this.requests.send(enroll, { ...request }, options);
  }

  /**
   * A text to be signed by the certificate's key, once and within two minutes, to open a session
   *
   * `POST /v1/auth/challenges`
   */
  askForChallenge(request: AskForChallengeRequest, options?: ReadOptions): Promise<SignInChallenge> {
    return this.requests.send(askForChallenge, { ...request }, options);
  }

  /**
   * Opens a session with a kept key's passphrase, or with a challenge signed by a key of one's own
   *
   * `POST /v1/auth/sessions`
   */
  signIn(request: SignInRequest, options?: ReadOptions): Promise<OpenedSession> {
    return this.requests.send(signIn, { ...request }, options);
  }

  /**
   * The caller's open sessions
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
