/** Who belongs to the network, and what it knows of them (spec 00, "Identity"). */
import { strict as assert } from 'node:assert';
import { banker, MarketWorld, operator } from '../../support/market-world';
import { ada } from '../../support/sample-calls';
import { testIdentity } from '../../support/test-identity';

const member = 'h01@HouseholdsMSP';
const other = 'h02@HouseholdsMSP';
const households = 'admin@HouseholdsMSP';
// No word that hexadecimal digits could spell.
const person = (email: string) => ({ person: { ...ada, firstName: 'Mirabelle', lastName: 'Quux', email } });
const secrets = /Mirabelle|Quux|lovelace|example\.com|00112233445566778899aabbccddeeff/i;

describe('Members', () => {
  it('register with personal data that nobody but they and their organisation can read', async () => {
    const world = await MarketWorld.create();
    await world.as(member, 'RegisterMember', [], person('lovelace@example.com'));
    const { salt, ...shown } = person('lovelace@example.com').person;
    assert.ok(salt);
    assert.deepEqual(await world.as(member, 'GetPersonalData', [member]), shown);
    assert.deepEqual(await world.as(households, 'GetPersonalData', [member]), shown);
    for (const stranger of [operator, banker, 'admin@OperatorMSP']) {
      assert.equal(await world.refusal(stranger, 'GetPersonalData', [member]), 'FORBIDDEN');
    }
    const found = await world.as<object>(other, 'GetCaller', []);
    assert.deepEqual(found, { id: other, member: null });
  });

  it('leave no trace of their personal data in public state, events, errors or answers', async () => {
    const world = await MarketWorld.create();
    const { peer } = world;
    const call = await world.call(member, person('lovelace@example.com'));
    const simulation = await peer.simulate('members:RegisterMember', [], call);
    assert.doesNotMatch(simulation.result, secrets);
    for (const key of [...simulation.writes.keys(), ...simulation.privateWrites.keys()])
      assert.doesNotMatch(key, secrets);
    assert.equal(peer.commit(simulation), 'VALID');
    for (const email of ['Lovelace@Example.com', 'lovelace@example.com', 'LOVELACE@EXAMPLE.COM']) {
      const taken = await peer
        .simulate('members:RegisterMember', [], await world.call(other, person(email)))
        .then(() => 'accepted', String);
      assert.match(taken, /EMAIL_TAKEN/);
      assert.doesNotMatch(taken, secrets);
    }
    await world.as(member, 'GetPersonalData', [member]);
    await world.as(member, 'LeaveNetwork', []);
    await world.as(households, 'PurgePersonalData', [member]);
    assert.doesNotMatch(peer.publicText(), secrets);
    assert.match(peer.publicText(), /h01@HouseholdsMSP/);
  });

  it('cannot share an e-mail address, not even when they register at the same moment', async () => {
    const world = await MarketWorld.create();
    const register = async (id: string, email: string) =>
      world.peer.simulate('members:RegisterMember', [], await world.call(id, person(email)));
    const [first, second] = [await register(member, 'x@example.com'), await register(other, 'X@example.com')];
    assert.equal(world.peer.commit(first), 'VALID');
    assert.equal(world.peer.commit(second), 'MVCC_READ_CONFLICT');
  });

  it('are known by enrollment id and organisation, whatever certificate they hold', async () => {
    const world = await MarketWorld.create();
    await world.register(member);
    const renewed = await testIdentity(member, { attributes: { 'hf.EnrollmentID': 'h01', renewed: 'yes' } });
    assert.notEqual(renewed.certificatePem, (await testIdentity(member)).certificatePem);
    const caller = await world.peer.evaluate<{ member: { id: string } }>('members:GetCaller', [], {
      identity: renewed,
    });
    assert.equal(caller.member.id, member);
    await world.register('h01@BankMSP', 'another@example.com');
    assert.equal((await world.as<{ items: object[] }>(member, 'GetMembers', ['200', ''])).items.length, 6);
  });

  it('register once, departed and suspended ones included', async () => {
    const world = await MarketWorld.create();
    await world.register(member);
    await world.as(member, 'LeaveNetwork', []);
    assert.equal(await world.refusal(member, 'RegisterMember', [], person('anew@example.com')), 'MEMBER_EXISTS');
  });

  it('are purged for good when they have left, by their own organisation, and their address is free again', async () => {
    const world = await MarketWorld.create();
    await world.as(member, 'RegisterMember', [], person('lovelace@example.com'));
    assert.equal(await world.refusal(households, 'PurgePersonalData', [member]), 'MEMBER_NOT_DEPARTED');
    await world.as(member, 'LeaveNetwork', []);
    assert.equal(await world.refusal('admin@BankMSP', 'PurgePersonalData', [member]), 'FORBIDDEN');
    assert.equal(await world.refusal(other, 'RegisterMember', [], person('lovelace@example.com')), 'EMAIL_TAKEN');
    const kept = await world.peer.simulate('members:PurgePersonalData', [member], await world.call(households));
    assert.deepEqual([...kept.privateWrites.values()], [null, null]);
    assert.equal(world.peer.commit(kept), 'VALID');
    for (const key of kept.privateWrites.keys()) assert.equal(world.peer.readPrivate(key).length, 0);
    assert.equal(await world.refusal(households, 'GetPersonalData', [member]), 'PERSONAL_DATA_NOT_FOUND');
    await world.as(other, 'RegisterMember', [], person('lovelace@example.com'));
    assert.deepEqual(await world.as(other, 'GetMember', [member]), {
      ...{ id: member, status: 'departed', roles: [], registeredAt: '2026-06-01T11:00:00Z' },
    });
  });

  for (const [status, by, name, args] of [
    ['departed', member, 'LeaveNetwork', []],
    ['suspended', 'admin@OperatorMSP', 'SuspendMember', [member]],
  ] as const) {
    it(`who are ${status} cannot transact, keep what they own, still receive, and are paid out`, async () => {
      const world = await MarketWorld.create();
      await world.member(member, { eEuro: '10', unit: true });
      await world.member(other, { eEuro: '10' });
      await world.openListing({ mechanism: 'midpoint' });
      await world.sell(member, 's1', '2', '0.1', 'pv-h01');
      await world.buy(member, 'b1', '1', '0.05');
      await world.buy(other, 'b1', '2', '0.2');
      await world.as(member, 'LockEEuro', ['3']);
      await world.as(by, name, args);

      assert.equal(await world.refusal(member, 'TransferEEuro', [other, '1']), 'MEMBER_SUSPENDED');
      assert.equal(await world.refusal(member, 'CancelOffer', [world.listing, 'b1']), 'MEMBER_SUSPENDED');
      await world.as(other, 'TransferEEuro', [member, '1']);
      await world.close();
      await world.clearAndSettle();
      // 10 - 3 locked + 1 received + 0.3 sold; the bid of 0.05 found nobody.
      const owned = await world.eEuro(member);
      assert.deepEqual([owned.available, owned.locked, owned.escrowed], ['8.3', '3', '0']);
      assert.equal((await world.as<{ owner: string }>(other, 'GetPV', ['pv-h01'])).owner, member);

      assert.equal(await world.refusal(banker, 'BurnEEuro', [member, '11.300001']), 'INSUFFICIENT_FUNDS');
      await world.as(banker, 'BurnEEuro', [member, '2']);
      assert.deepEqual([(await world.eEuro(member)).available, (await world.eEuro(member)).locked], ['8.3', '1']);
      await world.as(banker, 'BurnEEuro', [member, '9.3']);
      assert.deepEqual([(await world.eEuro(member)).available, (await world.eEuro(member)).locked], ['0', '0']);
    });
  }

  it('who leave give their roles back, and a bank that left can be followed by another', async () => {
    const world = await MarketWorld.create();
    await world.register(member);
    for (const id of [operator, banker]) {
      await world.as(id, 'LeaveNetwork', []);
      assert.deepEqual((await world.as<{ roles: string[] }>(member, 'GetMember', [id])).roles, []);
    }
    await world.as('admin@OperatorMSP', 'ChangeBanker', [member]);
    await world.as(member, 'MintEEuro', [banker, '1']);
    await world.as('admin@OperatorMSP', 'SuspendMember', [member]);
    await world.register(other);
    await world.as('admin@OperatorMSP', 'ChangeBanker', [other]);
    await world.as(other, 'MintEEuro', [banker, '1']);
  });

  it('who are reinstated can transact again', async () => {
    const world = await MarketWorld.create();
    await world.member(member, { eEuro: '10' });
    await world.as('admin@OperatorMSP', 'SuspendMember', [member]);
    assert.equal(await world.refusal(member, 'LockEEuro', ['1']), 'MEMBER_SUSPENDED');
    await world.as('admin@OperatorMSP', 'ReinstateMember', [member]);
    await world.as(member, 'LockEEuro', ['1']);
  });
});
