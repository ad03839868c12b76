/** Fabric CA's error numbers, as its clients know them. */
export const CaErrorCode = {
  unknown: 0,
  methodNotAllowed: 1,
  noAuthorizationHeader: 2,
  unreadableBody: 3,
  emptyBody: 4,
  badBody: 5,
  notRevoker: 7,
  certificateToRevokeNotFound: 8,
  certificateOfAnother: 9,
  identityToRevokeNotFound: 10,
  missingRevokeArguments: 15,
  gettingAffiliation: 16,
  caNotFound: 19,
  authenticationFailure: 20,
  noUserAndPassword: 21,
  invalidUser: 23,
  invalidPassword: 24,
  invalidToken: 25,
  untrustedCertificate: 26,
  certificateExpired: 27,
  certificateRevoked: 28,
  certificateNotFound: 30,
  badCsr: 31,
  notAllowedToGenerateCrl: 35,
  invalidRevokedAfter: 36,
  invalidExpiredAfter: 37,
  attributeNotAllowed: 42,
  notRegistrar: 43,
  typeOrAffiliationNotAllowed: 44,
  removeIdentity: 56,
  modifyIdentity: 58,
  missingRole: 59,
  addAffiliation: 60,
  removeAffiliation: 61,
  notFound: 63,
  gettingCertificate: 67,
  alreadyRevoked: 66,
  authorizationFailure: 71,
  passwordAttempts: 73,
  duplicateIdentity: 74,
  registrationRefused: 76,
  commonNameMismatch: 77,
  attributeNotOwned: 78,
  invalidBoolean: 79,
  invalidCsrInput: 80,
  attributeExtension: 81,
  invalidMaxEnrollments: 82,
} as const;

/**
 * A request that the CA refuses. `code` and `message` go to the caller; `reason` is for the CA's own log, where a
 * caller who isn't who it says, or may not do what it asks, shouldn't learn which check it failed. No part of it
 * ever holds a secret or a request's body.
 */
export class CaError extends Error {
  override readonly name = 'CaError';
  constructor(
    readonly status: number,
    readonly code: number,
    message: string,
    readonly reason: { readonly code: number; readonly message: string } = { code, message },
  ) {
    super(message);
  }
}

/** The caller isn't who it says: 401, with the same words for every reason. */
export function authenticationFailure(code: number, reason: string): CaError {
  return new CaError(401, CaErrorCode.authenticationFailure, 'Authentication failure', { code, message: reason });
}

/** The caller may not do this: 403, with the same words for every reason. */
export function authorizationFailure(code: number, reason: string): CaError {
  return new CaError(403, CaErrorCode.authorizationFailure, 'Authorization failure', { code, message: reason });
}

/** The request's body has a field that can't be used: 400. */
export function badField(field: string, expected: string): CaError {
  return new CaError(400, CaErrorCode.badBody, `Invalid request body: ${field} must be ${expected}`);
}
