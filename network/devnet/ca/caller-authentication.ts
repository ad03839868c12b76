import { verifyCaToken } from '../../../identity/ca-token';
import { DistrustError } from '../../../identity/certificate-trust';
import { IdentityError } from '../../../identity/identity-error';
import { type CaContext, type CaRequest, type Caller } from './ca-context';
import { CaError, CaErrorCode, authenticationFailure } from './ca-error';

/** Enrolment id and secret of a request with basic authentication. Throws CaError when it has none. */
export function basicCredentials(request: CaRequest): { id: string; secret: string } {
  const header = requireAuthorization(request);
  const match = /^basic ([A-Za-z0-9+/]+={0,2})$/i.exec(header);
  const decoded = Buffer.from(match?.[1] ?? '', 'base64').toString('utf8');
  const colon = decoded.indexOf(':');
  if (colon === -1) {
    throw authenticationFailure(CaErrorCode.noUserAndPassword, 'No user and password in the authorization header');
  }
  return { id: decoded.slice(0, colon), secret: decoded.slice(colon + 1) };
}

/**
 * The registered identity whose certificate, issued by this CA and neither expired nor revoked, signed this very
 * request. Throws CaError; the caller learns no more than that authentication failed.
 */
export function authenticateCaller(ca: CaContext, request: CaRequest): Caller {
  const token = requireAuthorization(request);
  const { serial, authorityKeyId, enrollmentId } = verifiedCertificate(ca, token, request);
  const certificate = ca.registry.certificate(serial, authorityKeyId);
  if (certificate === undefined) {
    throw authenticationFailure(CaErrorCode.certificateNotFound, 'The certificate is not in the records of this CA');
  }
  if (certificate.revocation !== undefined) {
    throw authenticationFailure(CaErrorCode.certificateRevoked, 'The certificate has been revoked');
  }
  const identity = ca.registry.identity(enrollmentId);
  if (identity === undefined || identity.revoked) {
    throw authenticationFailure(CaErrorCode.invalidUser, 'The identity is unknown or revoked');
  }
  return { identity, serial, authorityKeyId };
}

function requireAuthorization(request: CaRequest): string {
  if (request.authorization === undefined || request.authorization === '') {
    throw new CaError(401, CaErrorCode.noAuthorizationHeader, 'No authorization header');
  }
  return request.authorization;
}

function verifiedCertificate(
  ca: CaContext,
  token: string,
  request: CaRequest,
): { serial: string; authorityKeyId: string; enrollmentId: string } {
  try {
    const { method, uri, bodyBytes } = request;
    const { pem } = verifyCaToken(token, { method, uri, body: bodyBytes });
    return ca.trust.verify(Buffer.from(pem)).facts;
  } catch (error) {
    if (error instanceof DistrustError) {
      const code = error.reason === 'EXPIRED' ? CaErrorCode.certificateExpired : CaErrorCode.untrustedCertificate;
      throw authenticationFailure(code, error.message);
    }
    if (error instanceof IdentityError) throw authenticationFailure(CaErrorCode.invalidToken, error.message);
    throw error;
  }
}
