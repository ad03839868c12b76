// Generated from the OpenAPI document by `npm run generate`: a change here would not last.

/** What `getMembers` takes. All members, by id */
export interface GetMembersRequest {
  /** How many entries a page holds, 1 to 200, like "50" */
  readonly pageSize?: string;
  /** Where the page begins: empty for the first, else the bookmark of the page before */
  readonly bookmark?: string;
  /** Whom to ask: the read model, or the peers */
  readonly consistency?: 'read-model' | 'ledger';
}

export interface Admission {
  /** Member: enrollment id @ MSP id, like "h01@HouseholdsMSP" */
  readonly member: string;
  /** For example "kT7-wq3Zp_x9LmVd2RfY" */
  readonly secret: string;
}

/** What `admitMember` takes. Registers a new member with the CA of the caller's organisation; by its registrar */
export interface AdmitMemberRequest {
  /** Enrollment id, a pseudonym: it stands in every block, like "h01" */
  readonly enrollmentId: string;
  /**
   * The secret to enrol with, for who repeats an admission that was cut off; else the CA makes one, like
   * "kT7-wq3Zp_x9LmVd2RfY"
   */
  readonly secret?: string;
  /** How often the secret may be used; 1 unless said otherwise */
  readonly maxEnrollments?: number;
}

/** What `getMember` takes. A member with its roles */
export interface GetMemberRequest {
  /** Member: enrollment id @ MSP id, like "h01@HouseholdsMSP" */
  readonly member: string;
  /** Whom to ask: the read model, or the peers */
  readonly consistency?: 'read-model' | 'ledger';
}

/**
 * What `getPersonalData` takes. A member's personal data; for the member itself and its organisation's
 * administrator
 */
export interface GetPersonalDataRequest {
  /** Member: enrollment id @ MSP id, like "h01@HouseholdsMSP" */
  readonly member: string;
  /** Whom to ask: the read model, or the peers */
  readonly consistency?: 'read-model' | 'ledger';
}

/**
 * What `purgePersonalData` takes. Purges a departed member's personal data for good; by the member's
 * organisation's administrator
 */
export interface PurgePersonalDataRequest {
  /** Member: enrollment id @ MSP id, like "h01@HouseholdsMSP" */
  readonly member: string;
}

/**
 * What `revokeMember` takes. Revokes a member's certificates and bars it from enrolling; by its organisation's
 * registrar, or by itself
 */
export interface RevokeMemberRequest {
  /** Member: enrollment id @ MSP id, like "h01@HouseholdsMSP" */
  readonly member: string;
}
