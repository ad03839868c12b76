// Generated from the OpenAPI document by `npm run generate`: a change here would not last.

export interface OpenedSession {
  /** For the header Authorization: Bearer <token>; it is told only here */
  readonly token: string;
  /** Member: enrollment id @ MSP id, like "h01@HouseholdsMSP" */
  readonly member: string;
  /** Unless it is used before */
  readonly expiresAt: string;
}

export interface Enrolment {
  /** Member: enrollment id @ MSP id, like "h01@HouseholdsMSP" */
  readonly member: string;
  /** Time in UTC, RFC 3339 with whole seconds, like "2026-06-01T12:00:00Z" */
  readonly certificateExpiresAt: string;
  readonly session?: OpenedSession;
}

/** What `enroll` takes. Has the organisation's CA certify a new key and keeps it, locked; opens a session */
export interface EnrollRequest {
  /** MSP id or name of an organisation that this gateway serves, like "HouseholdsMSP" */
  readonly organization: string;
  /** Enrollment id, a pseudonym: it stands in every block, like "h01" */
  readonly enrollmentId: string;
  /** The one-time secret of the admission */
  readonly secret: string;
  /** Locks the kept key; the gateway does not store it, like "correct horse battery staple" */
  readonly passphrase?: string;
  /** What opens the key: a passphrase, or Fabric CA tokens of another key of the same member */
  readonly unlock?: 'passphrase' | 'token';
}

/** What `signIn` takes. Opens a session with a kept key */
export interface SignInRequest {
  /** Member: enrollment id @ MSP id, like "h01@HouseholdsMSP" */
  readonly member?: string;
  /** MSP id or name of an organisation that this gateway serves, like "HouseholdsMSP" */
  readonly organization?: string;
  /** Enrollment id, a pseudonym: it stands in every block, like "h01" */
  readonly enrollmentId?: string;
  /** Locks the kept key; the gateway does not store it, like "correct horse battery staple" */
  readonly passphrase: string;
}

export interface GetOwnSessionsAnswer {
  readonly items: readonly {
    /** For example "current" */
    readonly id: string;
    /** Whether the member signs by itself in it */
    readonly ownKey: boolean;
    readonly startedAt: string;
    readonly lastUsedAt: string;
    /** Unless it is used before */
    readonly expiresAt: string;
    /** Whether this very request came in it */
    readonly current: boolean;
  }[];
}

/**
 * What `endSession` takes. Ends a session of the caller's, `current` being the one that asks: the gateway
 * forgets its key
 */
export interface EndSessionRequest {
  /** For example "current" */
  readonly session: string;
}
