import * as assert from 'node:assert/strict';
import { requireRole, withoutRole, withoutVoter, withRole, type Member } from '../../../chaincode/domain/member';
import { canonicalValue, checkParameter, parameters } from '../../../chaincode/domain/parameters';

const member: Member = { id: 'a@X', status: 'active', roles: ['banker'], registeredAt: '2026-06-01T12:00:00Z' };

describe("a member's roles", () => {
  it('are granted once, kept sorted, and taken back only where they are held', () => {
    assert.deepEqual(withRole(member, 'auditor').roles, ['auditor', 'banker']);
    assert.throws(() => withRole(member, 'banker'), { code: 'ROLE_HELD' });
    assert.deepEqual(withoutRole(member, 'banker').roles, []);
    assert.throws(() => withoutRole(member, 'auditor'), { code: 'ROLE_NOT_HELD' });
    requireRole(member, 'banker');
    assert.throws(() => requireRole(member, 'voter'), { code: 'ROLE_NOT_HELD' });
    assert.deepEqual(member.roles, ['banker']);
  });

  it('leave at least one voter', () => {
    assert.deepEqual(withoutVoter(['a@X', 'b@X'], 'a@X'), ['b@X']);
    assert.deepEqual(withoutVoter(['b@X'], 'a@X'), ['b@X']);
    assert.throws(() => withoutVoter(['a@X'], 'a@X'), { code: 'LAST_VOTER' });
  });
});

describe('network parameters', () => {
  it('have defaults within their range', () => {
    for (const [name, parameter] of Object.entries(parameters)) {
      const limits = 'choices' in parameter ? parameter.choices : [parameter.least, parameter.most];
      for (const value of [parameter.default, ...limits]) {
        assert.deepEqual(checkParameter(name, value), [name, value]);
      }
    }
  });

  it('are refused out of range, in parts where whole, and by names that are none', () => {
    assert.throws(() => checkParameter('M', '1.000001'), { code: 'PARAMETER_RANGE' });
    assert.throws(() => checkParameter('H', '59'), { code: 'PARAMETER_RANGE' });
    assert.throws(() => checkParameter('H', '7200.5'), { code: 'PARAMETER_RANGE' });
    assert.throws(() => checkParameter('H', '1e4'), { code: 'INVALID_ARGUMENT' });
    assert.throws(() => checkParameter('currency', 'gold'), { code: 'PARAMETER_RANGE' });
    for (const name of ['Q', 'm', '', '__proto__', 'constructor', 'toString']) {
      assert.throws(() => checkParameter(name, '1'), { code: 'PARAMETER_UNKNOWN' }, name);
    }
  });

  it('have one canonical form for a value, so that two ways to write it are one vote', () => {
    const forms = ['0.50', '0.5', '00.5', '7', '07.000', '0', '0.0', '000'].map(canonicalValue);
    assert.deepEqual(forms, ['0.5', '0.5', '0.5', '7', '7', '0', '0', '0']);
    assert.deepEqual(checkParameter('M', '0.50'), ['M', '0.5']);
    for (const other of ['-1', '1e3', 'a.b', '.5', '5.', '']) assert.equal(canonicalValue(other), other);
  });
});
