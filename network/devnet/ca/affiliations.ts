import { authenticateCaller } from './caller-authentication';
import { Power, isAffiliationInScope, requireAffiliationInScope, requirePower } from './caller-authority';
import { type CaAnswer, type CaContext, type CaRequest } from './ca-context';
import { CaError, CaErrorCode, authorizationFailure } from './ca-error';
import { requireAffiliationForm } from './identity-fields';
import { type RegisteredIdentity } from './identity-registry';

interface AffiliationTree {
  name: string;
  affiliations?: AffiliationTree[];
}

/** GET affiliations: the tree of those in the caller's scope. */
export function listAffiliations(ca: CaContext, request: CaRequest): CaAnswer {
  const caller = manager(ca, request);
  const roots = ca.registry
    .affiliations()
    .filter((path) => isAffiliationInScope(caller, path))
    .filter((path, _index, all) => !all.includes(parentOf(path)));
  const [root, ...others] = roots.map((path) => treeOf(ca, path));
  if (root === undefined) {
    throw new CaError(404, CaErrorCode.gettingAffiliation, 'No affiliations are configured on the CA');
  }
  // Fabric CA shows a single root as such, and several below a root without a name.
  const tree = others.length === 0 ? root : { name: '', affiliations: [root, ...others] };
  return { status: 200, result: { ...tree, caname: ca.name } };
}

/** GET affiliations/{path}: it and what is below it. */
export function getAffiliation(ca: CaContext, request: CaRequest): CaAnswer {
  const caller = manager(ca, request);
  requireAffiliationInScope(caller, request.target);
  if (!ca.registry.hasAffiliation(request.target)) {
    throw new CaError(404, CaErrorCode.notFound, 'Failed to get affiliation: no such affiliation');
  }
  return { status: 200, result: { ...treeOf(ca, request.target), caname: ca.name } };
}

/** POST affiliations: adds one; `force` in the query adds what is missing above it too. */
export async function addAffiliation(ca: CaContext, request: CaRequest): Promise<CaAnswer> {
  const caller = manager(ca, request);
  const path = request.body.text('name', 256);
  requireAffiliationForm(path, 'name');
  if (ca.registry.hasAffiliation(path)) {
    throw new CaError(409, CaErrorCode.addAffiliation, 'Affiliation already exists');
  }
  requireAffiliationInScope(caller, path);
  const missing = ancestorsOf(path).filter((ancestor) => !ca.registry.hasAffiliation(ancestor));
  if (missing.length > 0 && request.query.get('force') !== 'true') {
    throw new CaError(
      400,
      CaErrorCode.addAffiliation,
      "Parent affiliation does not exist, 'force' option required on request to add affiliation",
    );
  }
  await ca.registry.apply(...[...missing, path].map((affiliation) => ({ affiliation })));
  return { status: 201, result: { name: path, caname: ca.name } };
}

/** PUT and DELETE affiliations/{path}: never; certificates name affiliations, and they can't be changed. */
export function changeAffiliation(ca: CaContext, request: CaRequest): CaAnswer {
  manager(ca, request);
  throw authorizationFailure(CaErrorCode.removeAffiliation, 'Affiliations are never renamed or removed here');
}

function manager(ca: CaContext, request: CaRequest): RegisteredIdentity {
  const { identity } = authenticateCaller(ca, request);
  requirePower(identity, Power.affiliationManager);
  return identity;
}

function treeOf(ca: CaContext, path: string): AffiliationTree {
  const below = ca.registry.affiliations().filter((candidate) => parentOf(candidate) === path);
  return below.length === 0 ? { name: path } : { name: path, affiliations: below.map((child) => treeOf(ca, child)) };
}

/** '' for a root. */
function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('.')));
}

/** From the root down, without the path itself. */
function ancestorsOf(path: string): string[] {
  const parts = path.split('.');
  return parts.slice(1).map((_part, index) => parts.slice(0, index + 1).join('.'));
}
