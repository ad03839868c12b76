import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { highestFirst, lowestFirst } from '../../../chaincode/domain/clearing/ranking';

interface Entry {
  key: bigint;
  position: number;
}

/** Takes the best entry out again and again; the first of equals. */
function pickOneByOne(entries: readonly Entry[], better: (a: bigint, b: bigint) => boolean): Entry[] {
  const left = [...entries];
  const ranked: Entry[] = [];
  while (left.length > 0) {
    const best = left.reduce((found, entry) => (better(entry.key, found.key) ? entry : found));
    ranked.push(...left.splice(left.indexOf(best), 1));
  }
  return ranked;
}

const limit = BigInt(Number.MAX_SAFE_INTEGER);
/** Keys on both sides of every point where a double stops being exact, with many equal ones. */
const keys = fc.oneof(
  fc.bigInt(0n, 5n),
  fc.bigInt(0n, 10n ** 6n),
  fc.bigInt(limit / 40n, limit / 2n),
  fc.bigInt(limit - 2n, limit + 4n),
  fc.bigInt(10n ** 33n - 3n, 10n ** 33n),
);
const lists = fc
  .oneof(fc.array(keys, { maxLength: 30 }), fc.array(fc.bigInt(0n, 9n), { maxLength: 30 }))
  .map((all) => all.map((key, position) => ({ key, position })));

describe('ranking', () => {
  it('puts the highest key first and keeps the order of equal keys, for keys of any size', () => {
    fc.assert(
      fc.property(lists, (entries) => {
        assert.deepEqual(
          highestFirst(entries, (entry) => entry.key),
          pickOneByOne(entries, (a, b) => a > b),
        );
      }),
      { numRuns: 1000 },
    );
  });

  it('puts the lowest key first and keeps the order of equal keys, for keys of any size', () => {
    fc.assert(
      fc.property(lists, (entries) => {
        assert.deepEqual(
          lowestFirst(entries, (entry) => entry.key),
          pickOneByOne(entries, (a, b) => a < b),
        );
      }),
      { numRuns: 1000 },
    );
  });

  it('tells keys apart that are the same as doubles', () => {
    const entries = [2n ** 60n, 2n ** 60n + 1n, 2n ** 60n - 1n].map((key, position) => ({ key, position }));
    const positions = highestFirst(entries, ({ key }) => key).map(({ position }) => position);
    assert.deepEqual(positions, [1, 0, 2]);
  });

  it('leaves the entries where they were', () => {
    const entries = Object.freeze([3n, 1n, 2n]);
    assert.deepEqual(
      lowestFirst(entries, (key) => key),
      [1n, 2n, 3n],
    );
    assert.deepEqual(entries, [3n, 1n, 2n]);
  });
});
