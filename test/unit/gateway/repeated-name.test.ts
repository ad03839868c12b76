import assert from 'node:assert/strict';
import fc from 'fast-check';
import { repeatedName } from '../../../gateway-api/http/repeated-name';

describe('A name that stands twice in JSON', () => {
  it('is found at any depth and in any spelling', () => {
    assert.equal(repeatedName('{"a":1,"a":2}'), 'a');
    assert.equal(repeatedName('{"a":1, "\\u0061" : 2}'), 'a');
    assert.equal(repeatedName('{"x":[{"b":{}},{"b":1,"c":[1,2],"b":"}"}]}'), 'b');
    assert.equal(repeatedName('{"__proto__":1,"__proto__":2}'), '__proto__');
  });

  it('is none where it stands in different objects, or is a value', () => {
    for (const text of [
      '{}',
      '[]',
      '{"a":{"a":"a"},"b":["a","a"]}',
      '[{"a":1},{"a":2}]',
      '{"a":"{\\"a\\":1,\\"a\\":2}"}',
    ]) {
      assert.equal(repeatedName(text), undefined, text);
    }
  });

  it('is never found in what JSON.stringify wrote', () => {
    fc.assert(fc.property(fc.json(), (text) => repeatedName(text) === undefined));
  });
});
