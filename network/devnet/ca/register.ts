import { authenticateCaller } from './caller-authentication';
import { requireAffiliationInScope, requireMayGrant, requireTypeInScope } from './caller-authority';
import { type CaAnswer, type CaContext, type CaRequest, type Caller } from './ca-context';
import { CaError, CaErrorCode, authorizationFailure } from './ca-error';
import { factAttributes, identityFields, requireIdForm, requireMaxEnrollments } from './identity-fields';
import { type RegisteredIdentity } from './identity-registry';
import { hashSecret, randomSecret } from './secret-hash';

/** POST register: a new identity; the answer is its secret, which is told this once. */
export async function register(ca: CaContext, request: CaRequest): Promise<CaAnswer> {
  const caller = authenticateCaller(ca, request);
  const { secret } = await registerIdentity(ca, caller, request);
  return { status: 201, result: { secret } };
}

/** Registers the identity that the request describes, if the caller may. Throws CaError. */
export async function registerIdentity(
  ca: CaContext,
  caller: Caller,
  request: CaRequest,
): Promise<{ identity: RegisteredIdentity; secret: string }> {
  const id = request.body.text('id', 1024);
  requireIdForm(id);
  const fields = identityFields(request.body);
  // The official server gives the registrar's own type by default; ours is an admin, and nobody gets that unasked.
  const type = fields.type || 'client';
  const affiliation = resolvedAffiliation(fields.affiliation, caller.identity);
  requireMayRegister(caller.identity, id, () => {
    requireTypeInScope(caller.identity, type);
    requireAffiliationInScope(caller.identity, affiliation);
    if (affiliation !== '' && !ca.registry.hasAffiliation(affiliation)) {
      throw authorizationFailure(CaErrorCode.gettingAffiliation, `Affiliation '${affiliation}' is unknown`);
    }
    requireMayGrant(caller.identity, fields.attributes);
  });
  const maxEnrollments = fields.maxEnrollments === 0 ? -1 : fields.maxEnrollments;
  requireMaxEnrollments(maxEnrollments);
  requireNew(ca, id);

  const secret = fields.secret || randomSecret();
  const identity = {
    id,
    type,
    affiliation,
    attributes: [...fields.attributes, ...factAttributes(id, type, affiliation)],
    maxEnrollments,
    enrollments: 0,
    failedAttempts: 0,
    secretHash: await hashSecret(secret, fields.secret === '' ? 'random' : 'chosen'),
    revoked: false,
  };
  // Somebody else may have registered the id while the secret was being hashed.
  requireNew(ca, id);
  await ca.registry.apply({ identity });
  return { identity, secret };
}

/** '' means the registrar's own affiliation, '.' the root. */
function resolvedAffiliation(requested: string, registrar: RegisteredIdentity): string {
  if (requested === '.') return '';
  return requested === '' ? registrar.affiliation : requested;
}

/** Runs the checks; a refusal is logged with its reason and answered without. */
function requireMayRegister(registrar: RegisteredIdentity, id: string, checks: () => void): void {
  try {
    checks();
  } catch (error) {
    if (!(error instanceof CaError)) throw error;
    const why = `${registrar.id} may not register ${id}: ${error.reason.message}`;
    throw authorizationFailure(CaErrorCode.registrationRefused, why);
  }
}

function requireNew(ca: CaContext, id: string): void {
  if (ca.registry.identity(id) !== undefined) {
    throw new CaError(409, CaErrorCode.duplicateIdentity, `Identity '${id}' is already registered`);
  }
}
