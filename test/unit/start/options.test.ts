import assert from 'node:assert/strict';
import path from 'node:path';
import { parseCommandLine } from '../../../scripts/start/options';
import { StartError } from '../../../scripts/start/start-error';

const parse = (...argv: string[]) => {
  const parsed = parseCommandLine(argv, '/work');
  assert.ok('options' in parsed);
  return parsed.options;
};

describe('the options of npm start', () => {
  it('play one day as fast as it goes, in .sunledger, on port 3000', () => {
    assert.deepEqual(parse(), {
      home: path.resolve('/work/.sunledger'),
      port: 3000,
      days: 1,
      mechanism: undefined,
      speed: undefined,
      storage: true,
      json: false,
      exit: false,
    });
  });

  it('are taken as given', () => {
    const options = parse('--home', 'h', '--port', '0', '--days', '3', '--mechanism', 'midpoint', '--speed', '600');
    assert.deepEqual(
      [options.home, options.port, options.days, options.mechanism, options.speed],
      [path.resolve('/work/h'), 0, 3, 'midpoint', 600],
    );
    assert.equal(parse('--ephemeral').home, undefined);
    assert.equal(parse('--no-replay').days, 0);
    assert.equal(parse('--speed', 'max').speed, undefined);
    assert.equal(parse('--no-storage').storage, false);
    assert.equal(parse('--json').json, true);
  });

  it('are listed by --help', () => {
    const parsed = parseCommandLine(['--help'], '/work');
    assert.ok('show' in parsed);
    for (const flag of [
      '--ephemeral',
      '--days',
      '--mechanism',
      '--speed',
      '--port',
      '--home',
      '--no-replay',
      '--no-storage',
      '--json',
    ]) {
      assert.ok(parsed.show.includes(flag), flag);
    }
  });

  for (const [argv, sentence] of [
    [['--prot', '1'], /unknown option '--prot' \(Did you mean --port\?\)/],
    [['--port', '70000'], /whole number from 0 to 65535/],
    [['--port', '1e3'], /whole number/],
    [['--days', '0'], /whole number from 1 to 1000/],
    [['--mechanism', 'best'], /mcp-fifo, pay-as-clear, pay-as-bid, midpoint/],
    [['--speed', '0'], /"max" or a number above 0/],
    [['--speed', 'fast'], /"max" or a number above 0/],
    [['--ephemeral', '--home', 'h'], /leave one of them out/],
    [['today'], /too many arguments/],
    [['--home'], /argument missing/],
  ] as const) {
    it(`refuse ${argv.join(' ')} in one sentence`, () => {
      assert.throws(
        () => parseCommandLine(argv, '/work'),
        (error: unknown) => {
          assert.ok(error instanceof StartError);
          assert.match(error.message, sentence);
          assert.equal(error.exitCode, 2);
          assert.ok(!error.message.includes('\n'));
          return true;
        },
      );
    });
  }
});
