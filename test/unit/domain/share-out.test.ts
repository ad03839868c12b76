import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { shareOut } from '../../../chaincode/domain/share-out';

const claims = fc.array(fc.bigInt({ min: 0n, max: 10n ** 15n }), { minLength: 1, maxLength: 12 });
const sum = (values: readonly bigint[]) => values.reduce((total, value) => total + value, 0n);

describe('sharing out', () => {
  it('gives odd units to the largest remainders, ties to the earlier', () => {
    assert.deepEqual(shareOut(10n, [1n, 1n, 1n]), [4n, 3n, 3n]);
    assert.deepEqual(shareOut(11n, [1n, 1n, 1n]), [4n, 4n, 3n]);
    assert.deepEqual(shareOut(5n, [3n, 3n, 1n]), [2n, 2n, 1n]);
    assert.deepEqual(shareOut(0n, [3n, 0n]), [0n, 0n]);
    assert.deepEqual(shareOut(0n, []), []);
    assert.throws(() => shareOut(1n, [0n]));
  });

  it('adds up to the whole, each part within a unit of its proportion', () => {
    fc.assert(
      fc.property(claims, fc.bigInt({ min: 0n, max: 10n ** 16n }), (each, total) => {
        fc.pre(sum(each) > 0n);
        const parts = shareOut(total, each);
        assert.equal(sum(parts), total);
        parts.forEach((part, place) => {
          const exact = total * each[place]!;
          const apart = part * sum(each) - exact;
          assert.ok(-sum(each) < apart && apart < sum(each));
        });
      }),
    );
  });

  it('gives nobody more than its claim while there is no more than the claims, and everybody all of it at their sum', () => {
    fc.assert(
      fc.property(claims, fc.bigInt({ min: 0n, max: 10n ** 16n }), (each, some) => {
        const total = some % (sum(each) + 1n);
        shareOut(total, each).forEach((part, place) => assert.ok(part <= each[place]!));
        assert.deepEqual(shareOut(sum(each), each), each);
      }),
    );
  });
});
