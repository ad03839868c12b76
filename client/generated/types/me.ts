// Generated from the OpenAPI document by `npm run generate`: a change here would not last.

export interface Member {
  /** Member: enrollment id @ MSP id, like "h01@HouseholdsMSP" */
  readonly id: string;
  /** Suspended and departed members cannot transact */
  readonly status: 'active' | 'suspended' | 'departed';
  readonly roles: readonly (
    'voter' | 'banker' | 'marketOperator' | 'gridOperator' | 'meterAuthority' | 'arbiter' | 'auditor' | 'bridgeService'
  )[];
  /** Time in UTC, RFC 3339 with whole seconds, like "2026-06-01T12:00:00Z" */
  readonly registeredAt: string;
}

/** What `getCaller` takes. Who the caller is to the network */
export interface GetCallerRequest {
  /** Whom to ask: the read model, or the peers */
  readonly consistency?: 'read-model' | 'ledger';
}

export interface GetCallerAnswer {
  /** Member: enrollment id @ MSP id, like "h01@HouseholdsMSP" */
  readonly id: string;
  readonly member: Member | null;
}

/** What `registerMember` takes. Registers the caller, whom its Fabric CA has admitted, with its personal data */
export interface RegisterMemberRequest {
  /** First name of 1 to 100 characters, without control characters, like "Ada" */
  readonly firstName: string;
  /** Last name of 1 to 100 characters, without control characters, like "Byron" */
  readonly lastName: string;
  /** E-mail address, of one member only, like "ada@example.org" */
  readonly email: string;
}

export interface Person {
  /** First name of 1 to 100 characters, without control characters, like "Ada" */
  readonly firstName: string;
  /** Last name of 1 to 100 characters, without control characters, like "Byron" */
  readonly lastName: string;
  /** E-mail address, of one member only, like "ada@example.org" */
  readonly email: string;
}

/** What `getOwnPersonalData` takes. The caller's personal data */
export interface GetOwnPersonalDataRequest {
  /** Whom to ask: the read model, or the peers */
  readonly consistency?: 'read-model' | 'ledger';
}

/**
 * What `renewCertificate` takes. Replaces the caller's key and certificate by new ones; the member's other
 * sessions end
 */
export interface RenewCertificateRequest {
  /** Locks the kept key; the gateway does not store it, like "correct horse battery staple" */
  readonly passphrase?: string;
  /**
   * PKCS#10 request (PEM) for a P-256 key of one’s own, with the enrollment id as its common name, like
   * "-----BEGIN CERTIFICATE REQUEST-----\nMIIBATCB\n-----END CERTIFICATE REQUEST-----\n"
   */
  readonly certificateRequest?: string;
}
