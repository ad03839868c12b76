import { authenticateCaller } from './caller-authentication';
import {
  isAffiliationInScope,
  registrarTypes,
  requireAffiliationInScope,
  requireMayGrant,
  requireMayManage,
  requireTypeInScope,
} from './caller-authority';
import { type CaAnswer, type CaContext, type CaRequest } from './ca-context';
import { CaError, CaErrorCode } from './ca-error';
import { factAttributes, identityFields, identityInfo, requireMaxEnrollments } from './identity-fields';
import { type IdentityAttribute, type RegisteredIdentity } from './identity-registry';
import { registerIdentity } from './register';
import { hashSecret } from './secret-hash';

/** GET identities: those whose type and affiliation the calling registrar may act on. */
export function listIdentities(ca: CaContext, request: CaRequest): CaAnswer {
  const { identity: caller } = authenticateCaller(ca, request);
  const types = registrarTypes(caller).map((type) => type.toLowerCase());
  const identities = [...ca.registry.identities()].filter(
    ({ type, affiliation }) =>
      (types.includes('*') || types.includes(type.toLowerCase())) && isAffiliationInScope(caller, affiliation),
  );
  return { status: 200, result: { identities: identities.map(identityInfo), caname: ca.name } };
}

/** GET identities/{id}. */
export function getIdentity(ca: CaContext, request: CaRequest): CaAnswer {
  const { identity: caller } = authenticateCaller(ca, request);
  return { status: 200, result: { ...identityInfo(managed(ca, caller, request.target)), caname: ca.name } };
}

/** POST identities: what register does, with the identity in the answer. */
export async function addIdentity(ca: CaContext, request: CaRequest): Promise<CaAnswer> {
  const caller = authenticateCaller(ca, request);
  const { identity, secret } = await registerIdentity(ca, caller, request);
  return { status: 201, result: { ...identityInfo(identity), secret, caname: ca.name } };
}

/**
 * PUT identities/{id}: changes the fields that are given; an attribute with an empty value is removed. A new secret
 * also unlocks an identity and is answered as it was sent. Certificates already issued stay as they are.
 */
export async function modifyIdentity(ca: CaContext, request: CaRequest): Promise<CaAnswer> {
  const { identity: caller } = authenticateCaller(ca, request);
  const before = managed(ca, caller, request.target);
  const fields = identityFields(request.body);
  const type = fields.type || before.type;
  const affiliation = changedAffiliation(ca, fields.affiliation, before);
  requireTypeInScope(caller, type);
  requireAffiliationInScope(caller, affiliation);
  requireMayGrant(caller, fields.attributes, before);
  const maxEnrollments = changedMaxEnrollments(fields.maxEnrollments, before);
  const secretHash = fields.secret === '' ? undefined : await hashSecret(fields.secret, 'chosen');

  // Enrolments and wrong secrets may have been counted meanwhile: what wasn't asked to change is taken as it is now.
  const current = ca.registry.identity(before.id) ?? before;
  const facts = factAttributes(before.id, type, affiliation);
  const identity = {
    ...current,
    type,
    affiliation,
    maxEnrollments,
    attributes: mergedAttributes(current.attributes, [...fields.attributes, ...facts]),
    ...(secretHash === undefined ? {} : { secretHash, failedAttempts: 0 }),
  };
  await ca.registry.apply({ identity });
  return { status: 200, result: { ...identityInfo(identity), secret: fields.secret, caname: ca.name } };
}

/** DELETE identities/{id}: never. The id names its owner on the ledger, and nobody else may get it: revoke instead. */
export function removeIdentity(ca: CaContext, request: CaRequest): CaAnswer {
  authenticateCaller(ca, request);
  throw new CaError(403, CaErrorCode.removeIdentity, 'Identity removal is disabled');
}

function managed(ca: CaContext, caller: RegisteredIdentity, id: string): RegisteredIdentity {
  const identity = ca.registry.identity(id);
  // Who isn't a registrar learns nothing about which identities there are.
  registrarTypes(caller);
  if (identity === undefined) throw new CaError(404, CaErrorCode.notFound, 'Failed to get User: no such identity');
  requireMayManage(caller, identity);
  return identity;
}

function changedAffiliation(ca: CaContext, requested: string, before: RegisteredIdentity): string {
  if (requested === '') return before.affiliation;
  if (requested === '.') return '';
  if (ca.registry.hasAffiliation(requested)) return requested;
  throw new CaError(400, CaErrorCode.modifyIdentity, `Affiliation '${requested}' is not supported`);
}

/** 0 leaves the number as it is; -2 is the official client's word for none at all. */
function changedMaxEnrollments(requested: number, before: RegisteredIdentity): number {
  if (requested === 0) return before.maxEnrollments;
  if (requested === -2) return 0;
  requireMaxEnrollments(requested);
  return requested;
}

function mergedAttributes(
  before: readonly IdentityAttribute[],
  changes: readonly IdentityAttribute[],
): IdentityAttribute[] {
  const merged = new Map(before.map((attribute) => [attribute.name, attribute]));
  for (const change of changes) {
    if (change.value === '' && change.name !== 'hf.Affiliation') merged.delete(change.name);
    else merged.set(change.name, change);
  }
  return [...merged.values()];
}
