/** Whatever several members do at the same time, no token appears or vanishes (spec 00, "What every transaction promises"). */
import { strict as assert } from 'node:assert';
import * as fc from 'fast-check';
import { type Network, parametersRecord } from '../../../chaincode/ledger/records';
import { admin } from '../../support/market-world';
import { intents, randomMarket, submitted } from '../../support/random-market';
import { ConservingMarket, done } from '../../support/conserving-market';

const SEED = 1_048_577;
const RUNS = 16;
const BATCHES = 120;

const batches = fc.array(
  fc.record({
    tried: fc.array(intents, { minLength: 3, maxLength: 9 }),
    focus: fc.nat({ max: 997 }),
    order: fc.array(fc.nat(), { minLength: 11, maxLength: 11 }),
  }),
  { minLength: BATCHES, maxLength: BATCHES },
);

describe(`Money and energy are conserved (seed ${SEED})`, () => {
  before(async () => {
    const start = await randomMarket();
    const property = fc.asyncProperty(batches, fc.boolean(), async (played, fund) => {
      const world = start.fork();
      const chosen = { H: '60', ratingWindow: '1', agentStake: '1', currency: 'fund' };
      if (fund) world.peer.seed(parametersRecord, { values: chosen });
      const run = new ConservingMarket(world);
      for (const batch of played) await run.play(batch);
      await run.windUp();
      const voters = run.world.peer.records<Network>('network').get('network/main')?.voters ?? [];
      assert.ok(voters.includes(admin), 'somebody can always vote');
    });
    await fc.assert(property, { seed: SEED, numRuns: RUNS, endOnFailure: true });
  });

  it('by every transaction, committed in any order, at every moment and when all has ended', () => {
    const few = submitted.filter((name) => name !== 'Bootstrap' && (done.succeeded.get(name) ?? 0) < 3);
    assert.deepEqual(few, [], `seldom done: ${JSON.stringify([...done.succeeded])}`);
    const total = [...done.succeeded.values()].reduce((sum, each) => sum + each, 0);
    assert.ok(total > 2000, `${total} transactions`);
  });

  it('by votes that execute themselves', () => {
    for (const name of ['MintFromFund', 'BurnFromFund', 'RegisterStorageUnit', 'RemoveStorageUnit'] as const) {
      assert.ok((done.passed.get(name) ?? 0) > 0, `${name} never passed: ${JSON.stringify([...done.passed])}`);
    }
  });

  it('by every transaction that is refused', () => {
    const never = submitted.filter((name) => (done.refused.get(name) ?? 0) === 0);
    assert.deepEqual(never, [], `never refused: ${JSON.stringify([...done.refused])}`);
  });

  it('when transactions get into each other’s way', () => {
    assert.ok((done.codes.get('MVCC_READ_CONFLICT') ?? 0) > 200, JSON.stringify([...done.codes]));
    assert.ok((done.codes.get('PHANTOM_READ_CONFLICT') ?? 0) > 5, JSON.stringify([...done.codes]));
  });
});
