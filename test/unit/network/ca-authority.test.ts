import assert from 'node:assert/strict';
import { CaError } from '../../../network/devnet/ca/ca-error';
import {
  requireAffiliationInScope,
  requireMayGrant,
  requirePower,
  requireTypeInScope,
} from '../../../network/devnet/ca/caller-authority';
import { type RegisteredIdentity } from '../../../network/devnet/ca/identity-registry';

function identity(attributes: Record<string, string>, affiliation = ''): RegisteredIdentity {
  return {
    id: 'r',
    type: 'client',
    affiliation,
    attributes: Object.entries(attributes).map(([name, value]) => ({ name, value, ecert: false })),
    maxEnrollments: -1,
    enrollments: 0,
    failedAttempts: 0,
    secretHash: '',
    revoked: false,
  };
}

function refused(action: () => void): void {
  assert.throws(action, (error: unknown) => error instanceof CaError && error.status === 403 && error.code === 71);
}

const grant = (caller: RegisteredIdentity, attributes: Record<string, string>, existing?: RegisteredIdentity): void =>
  requireMayGrant(
    caller,
    Object.entries(attributes).map(([name, value]) => ({ name, value, ecert: true })),
    existing,
  );

describe("a registrar's authority", () => {
  it('covers the types of hf.Registrar.Roles, in any letters, and all of them with *', () => {
    const clients = identity({ 'hf.Registrar.Roles': 'client, peer' });
    requireTypeInScope(clients, 'client');
    requireTypeInScope(clients, 'PEER');
    refused(() => requireTypeInScope(clients, 'admin'));
    requireTypeInScope(identity({ 'hf.Registrar.Roles': '*' }), 'admin');
    refused(() => requireTypeInScope(identity({}), 'client'));
  });

  it('covers its own affiliation and what is below it, not what begins with the same letters', () => {
    const org1 = identity({}, 'org1');
    requireAffiliationInScope(org1, 'org1');
    requireAffiliationInScope(org1, 'org1.dep1');
    for (const outside of ['', 'org2', 'org10', 'org10.dep1']) refused(() => requireAffiliationInScope(org1, outside));
    requireAffiliationInScope(identity({}), 'anything');
  });

  it('lets it grant only the attributes of hf.Registrar.Attributes', () => {
    const caller = identity({ 'hf.Registrar.Attributes': 'role, meter.*' });
    grant(caller, { role: 'household', 'meter.id': 'm1' });
    for (const name of ['roles', 'meter', 'hf.Revoker', 'other']) refused(() => grant(caller, { [name]: 'true' }));
    refused(() => grant(identity({}), { role: 'household' }));
  });

  it('passes powers on, and never makes them', () => {
    const caller = identity({ 'hf.Registrar.Attributes': '*', 'hf.Revoker': 'true', 'hf.GenCRL': 'false' });
    grant(caller, { 'hf.Revoker': 'false' });
    refused(() => grant(caller, { 'hf.Revoker': 'perhaps' }));
    refused(() => grant(caller, { 'hf.GenCRL': 'true' }));
    refused(() => grant(caller, { 'hf.AffiliationMgr': 'true' }));
    refused(() => grant(caller, { 'hf.Registrar.Roles': 'client' }));
  });

  it('passes on no more roles than it has', () => {
    const caller = identity({
      'hf.Registrar.Attributes': '*',
      'hf.Registrar.Roles': 'client,peer',
      'hf.Registrar.DelegateRoles': 'client,peer',
    });
    grant(caller, { 'hf.Registrar.Roles': 'Client', 'hf.Registrar.DelegateRoles': 'client' });
    refused(() => grant(caller, { 'hf.Registrar.Roles': 'client,admin' }));
    refused(() => grant(caller, { 'hf.Registrar.Roles': '*' }));
    refused(() => grant(caller, { 'hf.Registrar.Roles': 'client', 'hf.Registrar.DelegateRoles': 'peer' }));
  });

  it('passes on the right to grant powers only with the powers', () => {
    const caller = identity({ 'hf.Registrar.Attributes': '*', 'hf.Revoker': 'true' });
    grant(caller, { 'hf.Registrar.Attributes': 'role,hf.Revoker', 'hf.Revoker': 'true' });
    grant(caller, { 'hf.Registrar.Attributes': 'hf.Revoker' }, identity({ 'hf.Revoker': 'true' }));
    refused(() => grant(caller, { 'hf.Registrar.Attributes': 'hf.Revoker' }));
    const limited = identity({ 'hf.Registrar.Attributes': 'role,hf.Registrar.Attributes' });
    refused(() => grant(limited, { 'hf.Registrar.Attributes': 'role,meter' }));
  });

  it('never sets the facts of an identity, nor attributes with the reserved prefix', () => {
    const caller = identity({ 'hf.Registrar.Attributes': '*', 'hf.Foo': 'x' });
    for (const name of ['hf.EnrollmentID', 'hf.Type', 'hf.Affiliation', 'hf.Foo']) {
      refused(() => grant(caller, { [name]: 'h99' }));
    }
  });

  it('takes a power that is not a truth value for a bad attribute', () => {
    requirePower(identity({ 'hf.GenCRL': 'T' }), 'hf.GenCRL');
    refused(() => requirePower(identity({ 'hf.GenCRL': '0' }), 'hf.GenCRL'));
    refused(() => requirePower(identity({}), 'hf.GenCRL'));
    assert.throws(
      () => requirePower(identity({ 'hf.GenCRL': 'yes' }), 'hf.GenCRL'),
      (error: unknown) => error instanceof CaError && error.code === 79,
    );
  });
});
