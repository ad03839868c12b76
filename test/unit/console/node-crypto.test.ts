import assert from 'node:assert/strict';
import { createHash as nodeHash } from 'node:crypto';
import fc from 'fast-check';
import { createHash } from '../../../gateway-api/console/model/node-crypto';

describe('the hash of the console', () => {
  it('is SHA-256 as the ledger draws lots with, whatever is hashed', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200, unit: 'binary' }), (text) => {
        const expected = nodeHash('sha256').update(text, 'utf8').digest('hex');
        assert.equal(createHash('sha256').update(text, 'utf8').digest('hex'), expected);
      }),
    );
  });
});
