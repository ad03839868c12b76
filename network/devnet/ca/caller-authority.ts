import { CaError, CaErrorCode, authorizationFailure } from './ca-error';
import { type IdentityAttribute, type RegisteredIdentity } from './identity-registry';

/** Fabric CA's attributes that give an identity powers over others. */
export const Power = {
  roles: 'hf.Registrar.Roles',
  delegateRoles: 'hf.Registrar.DelegateRoles',
  attributes: 'hf.Registrar.Attributes',
  revoker: 'hf.Revoker',
  generateCrl: 'hf.GenCRL',
  intermediateCa: 'hf.IntermediateCA',
  affiliationManager: 'hf.AffiliationMgr',
} as const;

/** Value of an identity's attribute, or undefined. */
export function attributeOf(identity: RegisteredIdentity, name: string): string | undefined {
  return identity.attributes.find((attribute) => attribute.name === name)?.value;
}

/** A comma-separated list, without blanks and empty parts. */
export function listOf(value: string): string[] {
  return value
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** What Go's strconv.ParseBool reads; undefined for anything else. */
export function booleanOf(value: string): boolean | undefined {
  if (['1', 't', 'T', 'TRUE', 'true', 'True'].includes(value)) return true;
  if (['0', 'f', 'F', 'FALSE', 'false', 'False'].includes(value)) return false;
  return undefined;
}

/** Throws unless the caller has the boolean attribute, and it is true. */
export function requirePower(caller: RegisteredIdentity, name: string, code: number = CaErrorCode.missingRole): void {
  const value = attributeOf(caller, name);
  if (value === undefined) throw authorizationFailure(CaErrorCode.attributeNotOwned, `Caller has no attribute ${name}`);
  const flag = booleanOf(value);
  if (flag === undefined) {
    throw new CaError(400, CaErrorCode.invalidBoolean, `Failed to get boolean value of '${name}'`);
  }
  if (!flag) throw authorizationFailure(code, `Caller's attribute ${name} is false`);
}

/** Throws unless the caller registers identities at all; returns the types it may register. */
export function registrarTypes(caller: RegisteredIdentity): string[] {
  const roles = attributeOf(caller, Power.roles) ?? '';
  if (roles === '') throw authorizationFailure(CaErrorCode.notRegistrar, 'Caller is not a registrar');
  return listOf(roles);
}

/** Throws unless the caller may act on identities of the type. */
export function requireTypeInScope(caller: RegisteredIdentity, type: string): void {
  const types = registrarTypes(caller);
  const allowed = types.includes('*') || types.some((candidate) => candidate.toLowerCase() === type.toLowerCase());
  if (!allowed) {
    throw authorizationFailure(CaErrorCode.typeOrAffiliationNotAllowed, `Caller may not act on type '${type}'`);
  }
}

/** Whether the affiliation is the caller's own or below it. */
export function isAffiliationInScope(caller: RegisteredIdentity, affiliation: string): boolean {
  const own = caller.affiliation;
  return own === '' || affiliation === own || affiliation.startsWith(`${own}.`);
}

/** Throws unless the affiliation is the caller's own or below it. */
export function requireAffiliationInScope(caller: RegisteredIdentity, affiliation: string): void {
  if (!isAffiliationInScope(caller, affiliation)) {
    throw authorizationFailure(
      CaErrorCode.typeOrAffiliationNotAllowed,
      `Caller may not act on affiliation '${affiliation}'`,
    );
  }
}

/** Throws unless the identity's type and affiliation are in the caller's scope. */
export function requireMayManage(caller: RegisteredIdentity, identity: RegisteredIdentity): void {
  requireAffiliationInScope(caller, identity.affiliation);
  requireTypeInScope(caller, identity.type);
}

/**
 * Throws unless the caller may give these attributes to an identity (`existing` when it is already registered):
 * each must be covered by hf.Registrar.Attributes, a power must be owned by the caller, and the facts of an identity
 * (id, type, affiliation) are never set by hand.
 */
export function requireMayGrant(
  caller: RegisteredIdentity,
  requested: readonly IdentityAttribute[],
  existing?: RegisteredIdentity,
): void {
  for (const attribute of requested) {
    const why = refusal(caller, attribute, requested, existing);
    if (why !== undefined) {
      throw authorizationFailure(CaErrorCode.attributeNotAllowed, `Attribute '${attribute.name}': ${why}`);
    }
  }
}

function refusal(
  caller: RegisteredIdentity,
  { name, value }: IdentityAttribute,
  requested: readonly IdentityAttribute[],
  existing: RegisteredIdentity | undefined,
): string | undefined {
  const grantable = listOf(attributeOf(caller, Power.attributes) ?? '');
  if (!isCovered(name, grantable)) return `not covered by the caller's ${Power.attributes}`;
  const own = attributeOf(caller, name);
  switch (name) {
    case Power.revoker:
    case Power.generateCrl:
    case Power.intermediateCa:
    case Power.affiliationManager:
      if (own === undefined || booleanOf(own) !== true) return 'the caller does not have it';
      return value === '' || booleanOf(value) !== undefined ? undefined : 'it must be true or false';
    case Power.roles:
    case Power.delegateRoles:
      if (own === undefined) return 'the caller does not have it';
      if (!isSubset(listOf(value), listOf(own))) return "it exceeds the caller's";
      return name === Power.delegateRoles ? delegateRefusal(value, requested, existing) : undefined;
    case Power.attributes:
      if (own === undefined) return 'the caller does not have it';
      return grantRefusal(listOf(value), grantable, requested, existing);
    default:
      return name.startsWith('hf.') ? 'the prefix hf. is reserved' : undefined;
  }
}

/** Who may register attributes with the prefix hf. must have them: powers are passed on, never made. */
function grantRefusal(
  names: readonly string[],
  grantable: readonly string[],
  requested: readonly IdentityAttribute[],
  existing: RegisteredIdentity | undefined,
): string | undefined {
  for (const name of names) {
    if (!isCovered(name, grantable)) return `'${name}' is not covered by the caller's ${Power.attributes}`;
    const has = requested.some((attribute) => attribute.name === name);
    const had = existing !== undefined && attributeOf(existing, name) !== undefined;
    if (name.startsWith('hf.') && !has && !had) return `the identity does not have '${name}'`;
  }
  return undefined;
}

function delegateRefusal(
  value: string,
  requested: readonly IdentityAttribute[],
  existing: RegisteredIdentity | undefined,
): string | undefined {
  const newRoles = requested.find((attribute) => attribute.name === Power.roles)?.value;
  const roles = newRoles ?? (existing === undefined ? '' : (attributeOf(existing, Power.roles) ?? ''));
  return isSubset(listOf(value), listOf(roles)) ? undefined : `it exceeds the identity's ${Power.roles}`;
}

/** Whether one of the patterns is the name, or ends in `*` and begins the name. */
function isCovered(name: string, patterns: readonly string[]): boolean {
  return patterns.some((pattern) =>
    pattern.endsWith('*') ? name.startsWith(pattern.replace(/\*+$/, '')) : name === pattern,
  );
}

function isSubset(small: readonly string[], big: readonly string[]): boolean {
  const bigSet = new Set(big.map((part) => part.toLowerCase()));
  return bigSet.has('*') || small.every((part) => bigSet.has(part.toLowerCase()));
}
