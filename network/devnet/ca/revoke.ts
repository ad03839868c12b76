import { trimmedHex } from '../../../identity/der';
import { authenticateCaller } from './caller-authentication';
import { Power, requireMayManage, requirePower } from './caller-authority';
import { type CaAnswer, type CaContext, type CaRequest, type Caller } from './ca-context';
import { CaError, CaErrorCode } from './ca-error';
import { type RevocationReason } from './certificate-authority';
import { type IssuedCertificate, type RegisteredIdentity } from './identity-registry';
import { type RequestBody } from './request-body';

/** Reasons as clients write them, in small letters; anything else counts as unspecified, as in fabric-ca. */
const reasons: ReadonlyMap<string, RevocationReason> = new Map(
  (
    [
      'unspecified',
      'keyCompromise',
      'cACompromise',
      'affiliationChanged',
      'superseded',
      'cessationOfOperation',
      'certificateHold',
      'removeFromCRL',
      'privilegeWithdrawn',
      'aACompromise',
    ] as const
  ).map((reason) => [reason.toLowerCase(), reason]),
);

/**
 * POST revoke: one certificate (serial and aki), or an identity with all its certificates, which then can't enrol
 * again. When the answer leaves, the organisation's MSP refuses what was revoked.
 */
export async function revoke(ca: CaContext, request: CaRequest): Promise<CaAnswer> {
  const caller = authenticateCaller(ca, request);
  const { body } = request;
  const id = body.text('id', 1024);
  const serial = trimmedHex(body.text('serial', 128));
  const aki = trimmedHex(body.text('aki', 128));
  const revocation = {
    at: new Date().toISOString(),
    reason: reasons.get(body.text('reason', 64).toLowerCase()) ?? 'unspecified',
  };

  let certificates: IssuedCertificate[];
  let identity: RegisteredIdentity | undefined;
  if (serial !== '' && aki !== '') {
    certificates = [certificateToRevoke(ca, caller, { serial, aki, owner: id })];
  } else if (id !== '') {
    identity = requireMayRevoke(ca, caller, id);
    certificates = ca.registry.certificatesOf(id).filter((certificate) => certificate.revocation === undefined);
  } else {
    throw new CaError(
      400,
      CaErrorCode.missingRevokeArguments,
      'Either Name or Serial and AKI are required for a revoke request',
    );
  }
  await ca.registry.apply(
    ...(identity === undefined ? [] : [{ identity: { ...identity, revoked: true } }]),
    ...certificates.map((certificate) => ({ certificate: { ...certificate, revocation } })),
  );
  await ca.revocations.publish();
  return { status: 200, result: await revocationResult(ca, body, certificates) };
}

async function revocationResult(
  ca: CaContext,
  body: RequestBody,
  revoked: readonly IssuedCertificate[],
): Promise<object> {
  const RevokedCerts = revoked.map(({ serial, authorityKeyId }) => ({ Serial: serial, AKI: authorityKeyId }));
  const withCrl = body.flag('gencrl') && revoked.length > 0;
  const crl = withCrl ? await ca.revocations.list(() => true) : '';
  return { RevokedCerts, CRL: Buffer.from(crl).toString('base64') };
}

function certificateToRevoke(
  ca: CaContext,
  caller: Caller,
  { serial, aki, owner }: { serial: string; aki: string; owner: string },
): IssuedCertificate {
  const named = `Certificate with serial ${serial} and AKI ${aki}`;
  const certificate = ca.registry.certificate(serial, aki);
  if (certificate === undefined) {
    throw new CaError(404, CaErrorCode.certificateToRevokeNotFound, `${named} was not found`);
  }
  requireMayRevoke(ca, caller, certificate.enrollmentId);
  if (certificate.revocation !== undefined) {
    throw new CaError(404, CaErrorCode.alreadyRevoked, `${named} was already revoked`);
  }
  if (owner !== '' && owner !== certificate.enrollmentId) {
    throw new CaError(400, CaErrorCode.certificateOfAnother, `${named} is not owned by ${owner}`);
  }
  return certificate;
}

/** Everybody may revoke its own; others' only with hf.Revoker, and within its types and affiliation. */
function requireMayRevoke(ca: CaContext, caller: Caller, id: string): RegisteredIdentity {
  if (id === caller.identity.id) return caller.identity;
  requirePower(caller.identity, Power.revoker, CaErrorCode.notRevoker);
  const identity = ca.registry.identity(id);
  if (identity === undefined) {
    throw new CaError(404, CaErrorCode.identityToRevokeNotFound, `Identity ${id} was not found`);
  }
  requireMayManage(caller.identity, identity);
  return identity;
}

/** POST gencrl: a list (PEM in base64) of the revoked certificates that haven't expired, narrowed by the times given. */
export async function generateCrl(ca: CaContext, request: CaRequest): Promise<CaAnswer> {
  const { identity } = authenticateCaller(ca, request);
  requirePower(identity, Power.generateCrl, CaErrorCode.notAllowedToGenerateCrl);
  const revoked = range(request.body, 'revokedafter', 'revokedbefore', CaErrorCode.invalidRevokedAfter);
  const expires = range(request.body, 'expireafter', 'expirebefore', CaErrorCode.invalidExpiredAfter);
  const crl = await ca.revocations.list(
    ({ revocation, notAfter }) => revoked(new Date(revocation.at)) && expires(new Date(notAfter)),
  );
  return { status: 200, result: { CRL: Buffer.from(crl).toString('base64') } };
}

function range(body: RequestBody, after: string, before: string, code: number): (time: Date) => boolean {
  const from = body.time(after);
  const until = body.time(before);
  if (from !== undefined && until !== undefined && from > until) {
    throw new CaError(400, code, `Invalid '${after}' value. It must not be a timestamp greater than '${before}'`);
  }
  return (time) => (from === undefined || time >= from) && (until === undefined || time <= until);
}
