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
  /** When to ask for a new certificate: a third of its time is left, like "2026-06-01T12:00:00Z" */
  readonly renewAfter: string;
  /** PEM, where the key is the member’s own */
  readonly certificate?: string;
  /** Certificates of the CA, PEM */
  readonly chain?: string;
  readonly session?: OpenedSession;
}

/**
 * What `enroll` takes. Has the organisation's CA certify a key: one of the member's own, or a new one that the
 * gateway keeps
 */
export type EnrollRequest =
  | {
      /** MSP id or name of an organisation that this gateway serves, like "HouseholdsMSP" */
      readonly organization: string;
      /** Enrollment id, a pseudonym: it stands in every block, like "h01" */
      readonly enrollmentId: string;
      /** The one-time secret of the admission */
      readonly secret: string;
      /** Locks the kept key; the gateway does not store it, like "correct horse battery staple" */
      readonly passphrase: string;
      /** What opens the key; a passphrase */
      readonly unlock?: 'passphrase';
    }
  | {
      /** MSP id or name of an organisation that this gateway serves, like "HouseholdsMSP" */
      readonly organization: string;
      /** Enrollment id, a pseudonym: it stands in every block, like "h01" */
      readonly enrollmentId: string;
      /** The one-time secret of the admission */
      readonly secret: string;
      /** Fabric CA tokens of another key of the member */
      readonly unlock: 'token';
    }
  | {
      /** MSP id or name of an organisation that this gateway serves, like "HouseholdsMSP" */
      readonly organization: string;
      /** Enrollment id, a pseudonym: it stands in every block, like "h01" */
      readonly enrollmentId: string;
      /** The one-time secret of the admission */
      readonly secret: string;
      /**
       * PKCS#10 request (PEM) for a P-256 key of one’s own, with the enrollment id as its common name, like
       * "-----BEGIN CERTIFICATE REQUEST-----\nMIIBATCB\n-----END CERTIFICATE REQUEST-----\n"
       */
      readonly certificateRequest: string;
    };

export interface SignInChallenge {
  readonly challenge: string;
  readonly expiresAt: string;
}

/**
 * What `askForChallenge` takes. A text to be signed by the certificate's key, once and within two minutes, to
 * open a session
 */
export interface AskForChallengeRequest {
  /** The member's certificate, PEM, like "-----BEGIN CERTIFICATE-----\nMIIBATCB\n-----END CERTIFICATE-----\n" */
  readonly certificate: string;
  /**
   * Address of the gateway as the member knows it, without a path: it stands in what is signed, like
   * "https://gateway.example.org"
   */
  readonly origin: string;
}

/**
 * What `signIn` takes. Opens a session with a kept key's passphrase, or with a challenge signed by a key of
 * one's own
 */
export type SignInRequest =
  | {
      /** Member: enrollment id @ MSP id, like "h01@HouseholdsMSP" */
      readonly member: string;
      /** Locks the kept key; the gateway does not store it, like "correct horse battery staple" */
      readonly passphrase: string;
    }
  | {
      /** MSP id or name of an organisation that this gateway serves, like "HouseholdsMSP" */
      readonly organization: string;
      /** Enrollment id, a pseudonym: it stands in every block, like "h01" */
      readonly enrollmentId: string;
      /** Locks the kept key; the gateway does not store it, like "correct horse battery staple" */
      readonly passphrase: string;
    }
  | {
      /** The member's certificate, PEM, like "-----BEGIN CERTIFICATE-----\nMIIBATCB\n-----END CERTIFICATE-----\n" */
      readonly certificate: string;
      /** The text, as it was given */
      readonly challenge: string;
      /** ECDSA on P-256 over the SHA-256 of the bytes, DER, low-S, in base64, like "MEQCIBAeAyM=" */
      readonly signature: string;
    };

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
