import assert from 'node:assert/strict';
import { FuzzTarget } from '../fuzz/fuzz-target';
import { blockReaders, runFuzz, whyNoFuzzing } from '../fuzz/run-fuzz';
import { startPlantedGateway } from '../support/planted-gateway';

const suite = whyNoFuzzing === undefined ? describe : describe.skip;
const why = whyNoFuzzing === undefined ? '' : ` (skipped: ${whyNoFuzzing})`;

/** A short run of what `npm run fuzz` does at length: so many requests, not so many seconds, on whatever machine. */
suite(`The API, fuzzed from its OpenAPI document${why}`, () => {
  let target: FuzzTarget;

  before(async () => {
    target = await FuzzTarget.start();
  });
  after(() => target.stop());

  it('answers nothing that is undocumented and no fault, and a good part of what fits with success', async () => {
    const options = { seed: 1, examples: 2, phases: 'fuzzing', without: blockReaders };
    const { ok, output, requests, successes, byStatus } = await runFuzz(target, options);
    assert.ok(ok, output);
    assert.ok(requests > 50, `${requests} requests`);
    // What is too much at once was not looked at; of the rest a good part has to get through.
    const judged = requests - (byStatus['429'] ?? 0);
    assert.ok(successes / judged >= 0.3, `${successes} of ${judged} succeeded`);
  }).timeout(900_000);

  for (const [fault, code] of [
    ['a fault inside', 'ST101'],
    ['a status that the document lacks', 'ST206|ST20\\d'],
    ['an answer of another form', 'ST108'],
  ] as const) {
    it(`would be found to have ${fault}`, async () => {
      const planted = await startPlantedGateway(target, fault);
      try {
        const options = { seed: 1, examples: 3, phases: 'fuzzing', operations: ['getNetwork'] };
        const { ok, output } = await runFuzz(planted, options);
        assert.ok(!ok, `Nothing was found: ${output}`);
        assert.match(output, new RegExp(code), output);
      } finally {
        await planted.stop();
      }
    });
  }
});
