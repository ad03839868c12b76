import assert from 'node:assert/strict';
import { conformanceCases } from './cases';
import { normalized } from './conformance-case';
import { explainedDifferences } from './explained-differences';
import { readRecord } from './fabric-record';
import { missingFor, startTarget, type Target, targetNames } from './target';

const all = Object.values(conformanceCases).flat();
const record = readRecord();

describe('the record of what Fabric answers', () => {
  it('has every case once, and nothing else', () => {
    const names = all.map(({ name }) => name);
    assert.deepEqual([...names].sort(), Object.keys(record.outcomes).sort());
    assert.ok(names.length >= 230);
  });

  it('holds answers, and no case that broke off', () => {
    const broken = Object.entries(record.outcomes).filter(([, outcome]) =>
      Object.hasOwn(Object(outcome) as object, 'failed'),
    );
    assert.deepEqual(broken, []);
  });

  it('is differed from only in cases that there are', () => {
    for (const name of Object.keys(explainedDifferences)) assert.ok(Object.hasOwn(record.outcomes, name), name);
  });
});

for (const name of targetNames) {
  const missing = missingFor(name);
  const title = name === 'devnet' ? 'the embedded network' : 'Fabric on this machine';
  const suite =
    missing === undefined
      ? describe.bind(undefined, `${title} tells a client what Fabric ${record.fabric} tells`)
      : describe.skip.bind(undefined, `${title} tells a client what it told before (skipped: ${missing})`);
  suite(() => {
    let target: Target;
    before(async () => {
      target = await startTarget(name);
    });
    after(() => target.stop());

    for (const [topic, cases] of Object.entries(conformanceCases)) {
      describe(`of ${topic}:`, () => {
        for (const { name: what, run } of cases) {
          const explained = name === 'devnet' && Object.hasOwn(explainedDifferences, what);
          it(explained ? `${what} (differs: ${explainedDifferences[what] ?? ''})` : what, async () => {
            const outcome = JSON.parse(normalized(await run(target.clients))) as unknown;
            if (explained) assert.notDeepEqual(outcome, record.outcomes[what]);
            else assert.deepEqual(outcome, record.outcomes[what]);
          });
        }
      });
    }
  });
}
