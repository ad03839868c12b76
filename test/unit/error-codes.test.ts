/** Codes of refusals: each has a meaning, a place where it is made, and a status at the door. */
import { strict as assert } from 'node:assert';
import { readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { errorCodes, errorTitles } from '../../chaincode/domain/errors';
import { commonErrors } from '../../chaincode/wire/declaration';
import { transactionList } from '../../chaincode/wire/transactions';
import { problemCodes, statusOf, titleOf } from '../../gateway-api/http/problem-status';

const chaincode = path.join(__dirname, '../../../chaincode');

/** Sources that make refusals: neither the list of codes nor the declarations that name them. */
const makers = readdirSync(chaincode, { recursive: true, encoding: 'utf8' })
  .map((file) => file.split(path.sep).join('/'))
  .filter((file) => file.endsWith('.ts') && !file.startsWith('wire/') && file !== 'domain/errors.ts')
  .map((file) => readFileSync(path.join(chaincode, file), 'utf8'))
  .join('\n');

describe('Error codes', () => {
  it('are each made where a rule is', () => {
    assert.deepEqual(
      errorCodes.filter((code) => !makers.includes(`'${code}'`)),
      [],
    );
  });

  it('have a sentence that explains them, all different', () => {
    for (const code of errorCodes) {
      assert.match(code, /^[A-Z]+(_[A-Z]+)*$/);
      assert.match(errorTitles[code], /^[A-Z].{10,}[^.]$/, code);
    }
    assert.equal(new Set(Object.values(errorTitles)).size, errorCodes.length);
  });

  it('are documented at the door, with a status that says whose fault it is', () => {
    for (const code of errorCodes) {
      assert.ok(problemCodes.includes(code), code);
      assert.equal(titleOf(code), errorTitles[code]);
      assert.ok(statusOf(code) >= 400 && (statusOf(code) < 500 || code === 'CLOCK_SKEW'), code);
    }
  });

  it('are named by declarations once each, and not where every transaction can meet them', () => {
    for (const { name, errors } of transactionList) {
      assert.equal(new Set(errors).size, errors.length, name);
      assert.deepEqual(
        errors.filter((code) => (commonErrors as readonly string[]).includes(code)),
        [],
        name,
      );
    }
  });
});
