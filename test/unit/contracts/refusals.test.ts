/** Every refusal that a transaction's declaration names, provoked; and no refusal that it doesn't name. */
import { strict as assert } from 'node:assert';
import { type ErrorCode } from '../../../chaincode/domain/errors';
import { transactionList, type TransactionName } from '../../../chaincode/wire/transactions';
import { MarketWorld } from '../../support/market-world';
import { people, peopledWorld, type Stage } from '../../support/peopled-world';
import { ada, sampleTransient } from '../../support/sample-calls';
import { agentRefusals, proofRefusals } from '../../support/refusals/agent-refusals';
import { marketRefusals } from '../../support/refusals/market-refusals';
import { memberRefusals, voteRefusals } from '../../support/refusals/member-refusals';
import { moneyRefusals } from '../../support/refusals/money-refusals';
import { orderBookRefusals } from '../../support/refusals/order-book-refusals';
import { type RefusalCase } from '../../support/refusals/refusal-case';
import { storageRefusals } from '../../support/refusals/storage-refusals';
import { trustRefusals } from '../../support/refusals/trust-refusals';

/** Of what travels as transient data; the first ones in a network that has not been bootstrapped. */
const personalData: readonly (readonly [TransactionName, ErrorCode, Record<string, unknown>])[] = [
  ['Bootstrap', 'PERSONAL_DATA_INVALID', {}],
  ['Bootstrap', 'PERSONAL_DATA_INVALID', { network: { pepper: 'short' } }],
  ['RegisterMember', 'NOT_BOOTSTRAPPED', { person: { ...ada, email: 'ada@example.org' } }],
  ['RegisterMember', 'PERSONAL_DATA_INVALID', {}],
  ['RegisterMember', 'EMAIL_TAKEN', { person: { ...ada, email: 'B.AT.HouseholdsMSP@EXAMPLE.org' } }],
];

describe('Refusals', () => {
  let stage: Stage;
  let cases: readonly RefusalCase[];
  before(async () => {
    stage = await peopledWorld();
    cases = [
      ...memberRefusals(),
      ...voteRefusals(stage),
      ...moneyRefusals(stage),
      ...marketRefusals(stage),
      ...storageRefusals(),
      ...orderBookRefusals(stage),
      ...agentRefusals(stage),
      ...proofRefusals,
      ...trustRefusals(stage),
    ];
  });

  it('carry the code of the rule, which the declaration names, and leave the state as it was', async () => {
    for (const [name, code, by, args, prepare] of cases) {
      const world = stage.world.fork();
      await prepare?.(world);
      const found = await world.refusal(people[by], name, args, sampleTransient(name, people[by])).catch(String);
      assert.equal(found, code, `${name}(${args.join(', ')}) by ${by}`);
    }
  });

  it('are given for personal data without repeating it', async () => {
    for (const [index, [name, code, transient]] of personalData.entries()) {
      const world = index < 3 ? MarketWorld.empty() : stage.world.fork();
      const by = name === 'Bootstrap' ? people.unregisteredAdmin : people.stranger;
      assert.equal(await world.refusal(by, name, [], transient).catch(String), code, `${name} ${index}`);
    }
  });

  it('are provoked here, every one that a declaration names', () => {
    const provoked = new Set([...cases, ...personalData].map(([name, code]) => `${name} ${code}`));
    const declared = transactionList.flatMap(({ name, errors }) => errors.map((code) => `${name} ${code}`));
    assert.deepEqual(
      declared.filter((pair) => !provoked.has(pair)),
      [],
    );
    assert.ok(declared.length > 100);
  });
});
