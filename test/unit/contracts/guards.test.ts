/** Who has to endorse a change of the keys where money lies, besides the majority that every transaction needs. */
import { strict as assert } from 'node:assert';
import { common } from '@hyperledger/fabric-protos';
import { majorityRule, ownersRule } from '../../../chaincode/domain/endorsement-rule';
import { validationParameter } from '../../../chaincode/ledger/validation-parameter';
import { admin, banker, MarketWorld, operator } from '../../support/market-world';
import { sampleRoot } from '../../support/sample-roots';

const a = 'a@HouseholdsMSP';
const three = ['BankMSP', 'HouseholdsMSP', 'OperatorMSP'];
const parameterOf = (organizations: readonly string[], owner: string): string =>
  validationParameter(ownersRule(organizations, owner) ?? assert.fail()).toString('hex');

/** A vote that recognises these organisations as those that endorse. */
async function recognize(world: MarketWorld, mspIds: readonly string[]): Promise<void> {
  const roots = {
    organizations: mspIds.map((mspId) => ({ mspId, certificate: sampleRoot })),
    orderers: [{ mspId: 'OrdererMSP', certificate: sampleRoot }],
    signatures: 1,
  };
  await world.as(admin, 'RecognizeOrderers', [JSON.stringify(roots)]);
}

const guard = (world: MarketWorld, key: string): string => world.peer.parameter(key).toString('hex');

describe('The keys where money lies', () => {
  it('are guarded by the chaincode’s policy alone, until a vote recognises the organisations that endorse', async () => {
    const world = await MarketWorld.create();
    await world.member(a, { eEuro: '10' });
    await world.as(a, 'LockEEuro', ['1']);
    assert.deepEqual([guard(world, `account/${a}/eEuro`), guard(world, 'supply/eEuro')], ['', '']);
  });

  it('are guarded from their first write on: an account by its member’s organisation, eEuro by the bank', async () => {
    const world = await MarketWorld.create();
    await recognize(world, three);
    await world.member(a, { eEuro: '10' });
    await world.as(a, 'LockEEuro', ['1']);
    assert.equal(guard(world, `account/${a}/eEuro`), parameterOf(three, 'HouseholdsMSP'));
    assert.equal(guard(world, 'supply/eEuro'), parameterOf(three, 'BankMSP'));
    assert.equal(guard(world, 'supply/ENT'), '');
  });

  it('keep their guard however often they are written', async () => {
    const world = await MarketWorld.create();
    await recognize(world, three);
    await world.member(a, { eEuro: '10' });
    await world.as(a, 'LockEEuro', ['1']);
    const again = await world.peer.simulate('tokens:LockEEuro', ['1'], await world.call(a));
    assert.equal(again.parameters.size, 0);
    assert.equal(again.reads.has('recognized-roots/main'), false);
  });

  it('are guarded anew after another vote: the supply at once, an account when its credits are folded', async () => {
    const world = await MarketWorld.create();
    await recognize(world, three);
    await world.member(a, { eEuro: '10' });
    await world.as(a, 'LockEEuro', ['1']);
    const four = [...three, 'RetailerMSP'];
    await recognize(world, four);
    assert.equal(guard(world, 'supply/eEuro'), parameterOf(four, 'BankMSP'));
    assert.equal(guard(world, `account/${a}/eEuro`), parameterOf(three, 'HouseholdsMSP'));
    await world.as(operator, 'FoldCredits', [a, 'eEuro']);
    assert.equal(guard(world, `account/${a}/eEuro`), parameterOf(four, 'HouseholdsMSP'));
    const again = await world.peer.simulate('tokens:FoldCredits', [a, 'eEuro'], await world.call(operator));
    assert.equal(again.parameters.size, 0);
  });

  it('are left to a majority when the organisation is recognised no longer: a guard can’t be taken away', async () => {
    const world = await MarketWorld.create();
    await recognize(world, three);
    await world.member(a, { eEuro: '10' });
    await world.as(a, 'LockEEuro', ['1']);
    await recognize(world, ['BankMSP', 'OperatorMSP']);
    await world.as(operator, 'FoldCredits', [a, 'eEuro']);
    const majority = validationParameter(majorityRule(['BankMSP', 'OperatorMSP'])).toString('hex');
    assert.equal(guard(world, `account/${a}/eEuro`), majority);
    await recognize(world, three);
    await world.as(operator, 'FoldCredits', [a, 'eEuro']);
    assert.equal(guard(world, `account/${a}/eEuro`), parameterOf(three, 'HouseholdsMSP'));
  });

  it('follow the banker', async () => {
    const world = await MarketWorld.create();
    await recognize(world, three);
    await world.member(a, { eEuro: '10' });
    await world.as(admin, 'ChangeBanker', [operator]);
    assert.equal(guard(world, 'supply/eEuro'), parameterOf(three, 'OperatorMSP'));
    assert.notEqual(operator, banker);
  });
});

describe('A validation parameter', () => {
  it('is a policy as Fabric reads it: the owner’s peer and a majority with the others', () => {
    const bytes = validationParameter(ownersRule(three, 'BankMSP') ?? assert.fail());
    const { rule, identitiesList } = common.SignaturePolicyEnvelope.deserializeBinary(bytes).toObject();
    const mspIds = common.SignaturePolicyEnvelope.deserializeBinary(bytes)
      .getIdentitiesList()
      .map((principal) => {
        assert.equal(principal.getPrincipalClassification(), 0);
        const text = Buffer.from(principal.getPrincipal_asU8());
        assert.deepEqual(text.subarray(-2), Buffer.from([0x10, 3]));
        return text.subarray(2, 2 + (text[1] ?? 0)).toString();
      });
    assert.deepEqual(mspIds, ['BankMSP', 'HouseholdsMSP', 'OperatorMSP']);
    assert.equal(identitiesList.length, 3);
    assert.equal(rule?.nOutOf?.n, 2);
    assert.deepEqual(
      rule.nOutOf.rulesList.map(({ signedBy, nOutOf }) => nOutOf?.rulesList.map((each) => each.signedBy) ?? signedBy),
      [0, [1, 2]],
    );
  });

  it('is one that Fabric reads for a name of any length and for networks of any size', () => {
    const all = Array.from({ length: 20 }, (_, index) => `${'Organisation'.repeat(9)}${index}MSP`);
    const bytes = validationParameter(ownersRule(all, all[0] ?? '') ?? assert.fail());
    const read = common.SignaturePolicyEnvelope.deserializeBinary(bytes);
    assert.equal(read.getIdentitiesList().length, 20);
    assert.deepEqual(Buffer.from(read.serializeBinary()), bytes);
  });
});
