import * as assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { mechanismNames, mechanisms } from '../../../chaincode/domain/clearing/mechanisms';
import { formatCase, parseCases } from '../../../scripts/cli/case-file';

const file = path.join(__dirname, '../../../../test/vectors/hourly.json');
const document = JSON.parse(readFileSync(file, 'utf8')) as { expected: Record<string, object> }[];
const cases = [parseCases(document, { trusted: true })].flat();

describe('clearing: the worked cases of spec 10 and 14', () => {
  // The page works nothing out for two-level.
  for (const name of mechanismNames.filter((each) => each !== 'two-level')) {
    it(`${name} gives the published result of all ${cases.length} cases`, () => {
      assert.ok(cases.length >= 20);
      cases.forEach((each, index) => {
        const clearing = mechanisms[name](each.offers, { limits: each.limits });
        // The interval version clears one interval as midpoint does.
        const expected = document[index]?.expected[name === 'tdda' ? 'midpoint' : name];
        assert.ok(expected, `${each.name} has no result for ${name}`);
        assert.deepEqual(formatCase(each.name, clearing), { name: each.name, ...expected });
      });
    });
  }
});
