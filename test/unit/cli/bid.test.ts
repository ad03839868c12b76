import assert from 'node:assert/strict';
import { runCli } from './run-cli';

const bid = (...more: string[]) =>
  runCli(['bid', 'ent', 'buy', '--amount', '1', '--from', '0.1', '--to', '0.2', ...more]);

describe('sunledger bid', () => {
  it('says what is wrong with its terms before it looks for a gateway', async () => {
    for (const [option, value, expected] of [
      ['--amount', '0', /--amount must be above 0/],
      ['--amount', '-1', /amount/],
      ['--from', '0.1234567', /--from|decimals/],
      ['--to', 'dear', /--to|price/],
      ['--rate', '1.1', /--rate must be at most 1/],
      ['--every', '0', /1 to 86400|between/],
    ] as const) {
      const { code, stderr, stdout } = await bid(option, value);
      assert.notEqual(code, 0, option);
      assert.match(stderr, expected);
      assert.equal(stdout, '');
    }
    const sideless = await runCli(['bid', 'ent', 'hold', '--amount', '1', '--from', '0.1', '--to', '0.2']);
    assert.match(sideless.stderr, /buy, sell/);
    const limitless = await runCli(['bid', 'ent', 'buy', '--amount', '1', '--from', '0.1']);
    assert.match(limitless.stderr, /--to/);
  });

  it('needs a gateway, like the keeper of a book', async () => {
    for (const result of [await bid('--home', 'nowhere'), await runCli(['keep-book', 'ent', '--home', 'nowhere'])]) {
      assert.notEqual(result.code, 0);
      assert.match(result.stderr, /Nothing is served from/);
    }
  });
});
