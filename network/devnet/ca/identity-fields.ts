import { CaError, CaErrorCode, badField } from './ca-error';
import { type IdentityAttribute, type RegisteredIdentity } from './identity-registry';
import { type RequestBody } from './request-body';
import { MAX_SECRET_LENGTH } from './secret-hash';

/** The longest common name that a certificate can have (RFC 5280, ub-common-name); so no id is longer. */
export const MAX_ID_LENGTH = 64;
const MAX_TYPE_LENGTH = 64;
const MAX_AFFILIATION_LENGTH = 256;
const MAX_ATTRIBUTES = 100;
const MAX_NAME_LENGTH = 256;
const MAX_VALUE_LENGTH = 1024;
const TYPE = /^[\w.-]+$/;
const AFFILIATION = /^[\w-]{1,64}(\.[\w-]{1,64})*$/;

/** What register, and adding or changing an identity, have in common; '' and 0 where the caller left it out. */
export interface IdentityFields {
  readonly type: string;
  readonly affiliation: string;
  readonly attributes: readonly IdentityAttribute[];
  readonly maxEnrollments: number;
  readonly secret: string;
}

/** Reads the fields with their limits. Throws CaError. */
export function identityFields(body: RequestBody): IdentityFields {
  const type = body.text('type', MAX_TYPE_LENGTH);
  if (type !== '' && !TYPE.test(type)) throw badField('type', 'a word of letters, digits, dots and hyphens');
  const affiliation = body.text('affiliation', MAX_AFFILIATION_LENGTH);
  if (affiliation !== '' && affiliation !== '.') requireAffiliationForm(affiliation, 'affiliation');
  return {
    type,
    affiliation,
    attributes: attributesOf(body),
    maxEnrollments: body.integer('max_enrollments'),
    secret: body.text('secret', MAX_SECRET_LENGTH),
  };
}

/** Throws CaError unless the text is a path of affiliations: words separated by dots. */
export function requireAffiliationForm(path: string, field: string): void {
  if (!AFFILIATION.test(path)) throw badField(field, 'words of letters, digits and hyphens, separated by dots');
}

/** Throws CaError unless the text can be an enrolment id: it becomes a common name and a part of URLs. */
export function requireIdForm(id: string): void {
  if (id === '' || id.length > MAX_ID_LENGTH || id !== id.trim() || id.includes('/')) {
    throw badField('id', `1 to ${MAX_ID_LENGTH} characters without slashes and outer blanks`);
  }
}

function attributesOf(body: RequestBody): IdentityAttribute[] {
  const attributes = (body.objects('attrs', MAX_ATTRIBUTES) ?? []).map((item) => ({
    name: item.text('name', MAX_NAME_LENGTH),
    value: item.text('value', MAX_VALUE_LENGTH),
    ecert: item.flag('ecert'),
  }));
  const names = new Set(attributes.map(({ name }) => name));
  if (names.has('') || names.size < attributes.length)
    throw badField('attrs', 'a list of attributes with distinct names');
  return attributes;
}

/** The facts that every identity carries as attributes, and that every enrolment certificate repeats. */
export function factAttributes(id: string, type: string, affiliation: string): IdentityAttribute[] {
  return [
    { name: 'hf.EnrollmentID', value: id, ecert: true },
    { name: 'hf.Type', value: type, ecert: true },
    { name: 'hf.Affiliation', value: affiliation, ecert: true },
  ];
}

/** An identity as fabric-ca shows it: without its secret. */
export function identityInfo(identity: RegisteredIdentity): object {
  return {
    id: identity.id,
    type: identity.type,
    affiliation: identity.affiliation,
    attrs: identity.attributes.map(({ name, value, ecert }) => ({ name, value, ...(ecert ? { ecert } : {}) })),
    max_enrollments: identity.maxEnrollments,
  };
}

/** Throws CaError unless the number of enrolments is -1 (no limit) or positive. */
export function requireMaxEnrollments(count: number): void {
  if (count < -1 || count === 0) {
    throw new CaError(
      400,
      CaErrorCode.invalidMaxEnrollments,
      `Max enrollment must be -1 or positive, but was ${count}`,
    );
  }
}
