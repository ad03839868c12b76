import { trimmedHex } from '../../../identity/der';
import { authenticateCaller } from './caller-authentication';
import { Power, attributeOf, isAffiliationInScope, requirePower } from './caller-authority';
import { type CaAnswer, type CaContext, type CaRequest } from './ca-context';
import { CaError, CaErrorCode } from './ca-error';
import { type IssuedCertificate } from './identity-registry';

/** GET certificates: those of identities in the caller's affiliation, narrowed by the query. */
export function listCertificates(ca: CaContext, request: CaRequest): CaAnswer {
  const { identity: caller } = authenticateCaller(ca, request);
  if (attributeOf(caller, Power.roles) === undefined) requirePower(caller, Power.revoker);
  const wanted = filterOf(request.query);
  const certificates = [...ca.registry.certificates()].filter((certificate) => {
    const owner = ca.registry.identity(certificate.enrollmentId);
    return owner !== undefined && isAffiliationInScope(caller, owner.affiliation) && wanted(certificate);
  });
  return { status: 200, result: { certs: certificates.map(({ pem }) => ({ PEM: pem })), caname: ca.name } };
}

function filterOf(query: URLSearchParams): (certificate: IssuedCertificate) => boolean {
  const id = query.get('id') ?? '';
  const serial = trimmedHex(query.get('serial') ?? '');
  const aki = trimmedHex(query.get('aki') ?? '');
  const revoked = timeRange(query, 'revoked');
  const expired = timeRange(query, 'expired');
  const now = Date.now();
  return (certificate) => {
    const revokedAt = certificate.revocation === undefined ? undefined : Date.parse(certificate.revocation.at);
    const expiresAt = Date.parse(certificate.notAfter);
    return (
      (id === '' || certificate.enrollmentId === id) &&
      (serial === '' || certificate.serial === serial) &&
      (aki === '' || certificate.authorityKeyId === aki) &&
      (revoked === undefined || (revokedAt !== undefined && revoked(revokedAt))) &&
      (expired === undefined || expired(expiresAt)) &&
      !(query.get('notrevoked') === 'true' && revokedAt !== undefined) &&
      !(query.get('notexpired') === 'true' && expiresAt < now)
    );
  };
}

/** `<name>_start` and `<name>_end`, RFC 3339; undefined when neither is given. */
function timeRange(query: URLSearchParams, name: string): ((time: number) => boolean) | undefined {
  const [start, end] = [`${name}_start`, `${name}_end`].map((parameter) => {
    const text = query.get(parameter) ?? '';
    if (text === '') return undefined;
    const time = Date.parse(text);
    if (Number.isNaN(time)) {
      throw new CaError(
        400,
        CaErrorCode.gettingCertificate,
        `Invalid Request: ${parameter} must be a time in RFC 3339`,
      );
    }
    return time;
  });
  if (start === undefined && end === undefined) return undefined;
  return (time) => time >= (start ?? -Infinity) && time <= (end ?? Infinity);
}
