import assert from 'node:assert/strict';
import sinon from 'sinon';
import * as conflicts from '../../network/devnet/committer/conflicts';
import { Simulation } from '../../network/devnet/endorser/simulation';
import { ValidationCode } from '../../network/devnet/wire/peer-messages';
import { conformanceCases } from './cases';
import { normalized } from './conformance-case';
import { explainedDifferences } from './explained-differences';
import { readRecord } from './fabric-record';
import { startTarget } from './target';

const { valid, mvccReadConflict, phantomReadConflict } = ValidationCode;

/** The cases of these topics that tell something else than Fabric, on the embedded network as it is made now. */
async function differing(...topics: readonly string[]): Promise<string[]> {
  const { outcomes } = readRecord();
  const target = await startTarget('devnet');
  try {
    const names: string[] = [];
    for (const { name, run } of topics.flatMap((topic) => conformanceCases[topic] ?? [])) {
      if (Object.hasOwn(explainedDifferences, name)) continue;
      const outcome = await run(target.clients).catch((error: unknown) => ({ failed: String(error) }));
      if (normalized(outcome) !== JSON.stringify(outcomes[name], undefined, 1)) names.push(name);
    }
    return names;
  } finally {
    await target.stop();
  }
}

describe('the conformance suite turns red for an embedded network', function () {
  afterEach(() => sinon.restore());

  it('that commits what has read something else than there is now', async () => {
    sinon.stub(conflicts, 'conflictOf').resolves(valid);
    const found = await differing('conflicts and policies');
    assert.ok(found.includes('MVCC_READ_CONFLICT'), found.join(', '));
  });

  it('that calls a conflict of keys one of ranges, and the reverse', async () => {
    const { conflictOf } = conflicts;
    sinon.stub(conflicts, 'conflictOf').callsFake(async (...args) => {
      const code = await conflictOf(...args);
      if (code === mvccReadConflict) return phantomReadConflict;
      return code === phantomReadConflict ? mvccReadConflict : code;
    });
    const found = await differing('conflicts and policies');
    assert.ok(found.length >= 2, found.join(', '));
  });

  it('that lets a transaction read what it has written itself', async () => {
    const written = new WeakMap<Simulation, Map<string, Buffer>>();
    const put = sinon.stub(Simulation.prototype, 'putState');
    const get = sinon.stub(Simulation.prototype, 'getState');
    put.callsFake(function (this: Simulation, key, value) {
      put.wrappedMethod.call(this, key, value);
      const own = written.get(this) ?? new Map<string, Buffer>();
      written.set(this, own.set(key, value));
    });
    get.callsFake(function (this: Simulation, key) {
      return written.get(this)?.get(key) ?? get.wrappedMethod.call(this, key);
    });
    assert.notDeepEqual(await differing('state'), []);
  });

  it('and stays green for the one that there is', async () => {
    assert.deepEqual(await differing('state', 'conflicts and policies'), []);
  });
});
