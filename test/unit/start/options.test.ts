import assert from 'node:assert/strict';
import path from 'node:path';
import { parseCommandLine } from '../../../scripts/start/options';
import { StartError } from '../../../scripts/start/start-error';

const parse = (...argv: string[]) => {
  const parsed = parseCommandLine(argv, '/srv');
  assert.ok('options' in parsed);
  return parsed.options;
};

describe('the options of npm start', () => {
  it('play one day as fast as it goes, in .sunledger, on port 3000', () => {
    assert.deepEqual(parse(), {
      home: path.resolve('/srv/.sunledger'),
      port: 3000,
      days: 1,
      mechanism: undefined,
      microgrids: undefined,
      community: { folder: undefined, name: 'community-24' },
      speed: undefined,
      storage: true,
      json: false,
      verifyDeterminism: false,
      exit: false,
      live: true,
    });
  });

  it('are taken as given', () => {
    const options = parse('--home', 'h', '--port', '0', '--days', '3', '--mechanism', 'midpoint', '--speed', '600');
    assert.deepEqual(
      [options.home, options.port, options.days, options.mechanism, options.speed],
      [path.resolve('/srv/h'), 0, 3, 'midpoint', 600],
    );
    assert.equal(parse('--ephemeral').home, undefined);
    assert.equal(parse('--no-replay').days, 0);
    assert.equal(parse('--speed', 'max').speed, undefined);
    assert.equal(parse('--no-storage').storage, false);
    assert.equal(parse('--json').json, true);
    assert.equal(parse('--verify-determinism').verifyDeterminism, true);
  });

  it("divide the community into microgrids, without storage units: what is left over is the grid's", () => {
    assert.deepEqual([parse('--microgrids', '3').microgrids, parse('--microgrids', '3').storage], [3, false]);
  });

  it('name a recorded community of the checkout, or one by the path of its files', () => {
    assert.deepEqual(parse('--community', 'community-1000').community, { folder: undefined, name: 'community-1000' });
    for (const file of ['big/c-9', 'big/c-9.csv.gz', 'big/c-9-households.csv', '/srv/big/c-9.json']) {
      assert.deepEqual(parse('--community', file).community, { folder: '/srv/big', name: 'c-9' }, file);
    }
  });

  it('are listed by --help', () => {
    const parsed = parseCommandLine(['--help'], '/srv');
    assert.ok('show' in parsed);
    for (const flag of [
      '--ephemeral',
      '--days',
      '--mechanism',
      '--microgrids',
      '--community',
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
    [['--mechanism', 'two-level'], /mcp-fifo, pay-as-clear, pay-as-bid, midpoint/],
    [['--microgrids', '1'], /whole number from 2 to 50/],
    [['--microgrids', '3', '--mechanism', 'midpoint'], /leave one out/],
    [['--speed', '0'], /"max" or a number above 0/],
    [['--speed', 'fast'], /"max" or a number above 0/],
    [['--ephemeral', '--home', 'h'], /leave one of them out/],
    [['today'], /too many arguments/],
    [['--home'], /argument missing/],
    [['--home', ''], /'--home <folder>'.* has to name a folder/],
  ] as const) {
    it(`refuse ${argv.join(' ')} in one sentence`, () => {
      assert.throws(
        () => parseCommandLine(argv, '/srv'),
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
