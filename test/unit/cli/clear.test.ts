import * as assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { mechanismNames } from '../../../chaincode/domain/clearing/mechanisms';
import { commands } from '../../../scripts/cli/commands';
import { type Refusal, refusesEach } from './refuses';
import { runCli } from './run-cli';

const root = path.join(__dirname, '../../../..');
const vectors = readFileSync(path.join(root, 'test/vectors/hourly.json'), 'utf8');
interface Vector {
  name: string;
  expected: Record<string, object>;
}

const noon = {
  name: 'noon',
  offers: [
    { id: 'S1', side: 'sell', kWh: '1.5', price: '0.10' },
    { id: 'B1', side: 'buy', kWh: '1.250', price: '0.2' },
  ],
};
const clearing = (file: string, ...more: string[]) => ['clear', '--mechanism', 'midpoint', file, ...more];
/** Clears a document from standard input. */
const clearText = (stdin: string) => runCli(clearing('-'), { stdin });
const clearJson = (document: unknown) => clearText(JSON.stringify(document));
/** The noon case with its first offer changed. */
const withOffer = (change: object) => ({ ...noon, offers: [{ ...noon.offers[0], ...change }, noon.offers[1]] });

describe('sunledger clear', () => {
  for (const name of mechanismNames.filter((each) => each !== 'two-level')) {
    it(`prints the published result of every worked case for ${name}`, async () => {
      const result = await runCli(['clear', '--mechanism', name, 'hourly.json'], { files: { 'hourly.json': vectors } });
      assert.equal(result.stderr, '');
      assert.equal(result.code, 0);
      // The interval version clears one interval as midpoint does.
      const published = name === 'tdda' ? 'midpoint' : name;
      const expected = (JSON.parse(vectors) as Vector[]).map((each) => ({
        name: each.name,
        ...each.expected[published],
      }));
      assert.deepEqual(JSON.parse(result.stdout), expected);
    });
  }

  it('prints a case for a case, with its fields in the order of the page, and an array for an array', async () => {
    const cleared = {
      name: 'noon',
      price: null,
      kWh: '1.25',
      turnover: '0.1875',
      trades: [{ buy: 'B1', sell: 'S1', kWh: '1.25', price: '0.15' }],
    };
    assert.equal((await clearJson(noon)).stdout, `${JSON.stringify(cleared, null, 2)}\n`);
    assert.equal((await clearJson([noon])).stdout, `${JSON.stringify([cleared], null, 2)}\n`);
    assert.equal((await clearJson([])).stdout, '[]\n');
  });

  it('prints on one line with --compact', async () => {
    const { stdout } = await runCli(clearing('-', '--compact'), { stdin: JSON.stringify([noon, noon]) });
    assert.match(stdout, /^\[\{"name":"noon","price":null,.*\}\]\n$/);
  });

  it('takes limits as respected where the case says nothing, and serves bids below the price where ignored', async () => {
    const book = {
      name: 'x',
      offers: [
        { id: 'S1', side: 'sell', kWh: '9', price: '0' },
        { id: 'B1', side: 'buy', kWh: '1', price: '0.1' },
        { id: 'B2', side: 'buy', kWh: '1', price: '0.3' },
      ],
    };
    const buyers = async (limits?: string) => {
      const { stdout } = await runCli(['clear', '-m', 'mcp-fifo', '-'], { stdin: JSON.stringify({ ...book, limits }) });
      return (JSON.parse(stdout) as { trades: { buy: string }[] }).trades.map(({ buy }) => buy);
    };
    assert.deepEqual(await buyers(), ['B2']);
    assert.deepEqual(await buyers('respected'), ['B2']);
    assert.deepEqual(await buyers('ignored'), ['B2', 'B1']);
  });

  it('counts trp with trust-mcp, and with --trust for every mechanism; a newcomer has 1', async () => {
    const book = (trp?: number) => ({
      name: 'x',
      offers: [
        { id: 'S1', side: 'sell', kWh: '2', price: '0.1', trp: 4 },
        { id: 'B1', side: 'buy', kWh: '1', price: '0.2', trp },
      ],
    });
    const traded = async (trp: number | undefined, ...options: string[]) => {
      const { stdout, stderr } = await runCli(['clear', '-', '-m', ...options], { stdin: JSON.stringify(book(trp)) });
      assert.equal(stderr, '');
      return (JSON.parse(stdout) as { kWh: string }).kWh;
    };
    for (const options of [['trust-mcp'], ['mcp-fifo', '-t'], ['midpoint', '--trust'], ['pay-as-clear', '--trust']]) {
      const energies = [undefined, 1, 2, 3, 4].map((trp) => traded(trp, ...options));
      assert.deepEqual(await Promise.all(energies), ['0.5', '0.5', '0.75', '0.9', '1']);
    }
    assert.equal(await traded(1, 'mcp-fifo'), '1');
  });

  for (const trp of [0, 5, 1.5, '4', null]) {
    it(`refuses ${JSON.stringify(trp)} for trp where it counts, and leaves it alone where it does not`, async () => {
      const stdin = JSON.stringify(withOffer({ trp }));
      const { code, stderr } = await runCli(['clear', '-m', 'trust-mcp', '-'], { stdin });
      assert.equal(code, 1);
      assert.match(stderr, /the case \("noon"\), offer 1 \("S1"\): trp must be 1, 2, 3 or 4; found /);
      assert.equal((await runCli(clearing('-'), { stdin })).code, 0);
    });
  }

  it('reads amounts at both ends of the legal range, and writes sums beyond it', async () => {
    const big = (id: string, side: string) => ({ id, side, kWh: '1000000000000', price: '1000000000000' });
    const book = { name: 'big', offers: [big('S1', 'sell'), big('S2', 'sell'), big('B1', 'buy'), big('B2', 'buy')] };
    const { stdout } = await runCli(['clear', '-m', 'pay-as-clear', '-'], { stdin: JSON.stringify(book) });
    const { price, kWh, turnover } = JSON.parse(stdout) as Record<string, string>;
    assert.deepEqual(
      { price, kWh, turnover },
      {
        price: '1000000000000',
        kWh: '2000000000000',
        turnover: `2${'0'.repeat(24)}`,
      },
    );
    const least = {
      name: 's',
      offers: [
        { ...big('S', 'sell'), kWh: '0.001', price: '0' },
        { ...big('B', 'buy'), kWh: '0.001', price: '0.000001' },
      ],
    };
    const small = await runCli(['clear', '-m', 'pay-as-bid', '-'], { stdin: JSON.stringify(least) });
    assert.match(small.stdout, /"kWh": "0.001",\s+"turnover": "0"/);
  });

  it('leaves alone what it does not know, and needs no name', async () => {
    const result = await clearJson({
      offers: [{ ...noon.offers[0], trp: 4, nested: { a: [] } }],
      expected: 5,
      extra: {},
    });
    assert.deepEqual(JSON.parse(result.stdout), { name: null, price: null, kWh: '0', turnover: '0', trades: [] });
  });

  it('takes names of object properties as plain ids', async () => {
    const offers = ['__proto__', 'constructor', 'toString'].map((id, index) => ({
      ...noon.offers[index === 0 ? 0 : 1],
      id,
    }));
    const { stdout } = await clearJson({ name: '__proto__', offers });
    assert.match(stdout, /"buy": "constructor",\s+"sell": "__proto__"/);
  });

  const refused: Refusal[] = [
    ['no case', 5, /the case must be an object .*; found 5$/],
    ['null', null, /found null/],
    ['an array in an array', [[noon]], /case 1 must be an object .*; found an array/],
    ['a case without offers', { name: 'a' }, /the case \("a"\): offers must be an array; found nothing/],
    ['offers that are inherited', JSON.parse('{"__proto__":{"offers":[]}}'), /offers must be an array; found nothing/],
    ['offers by name', { name: 'a', offers: { S1: noon.offers[0] } }, /offers must be an array; found an object/],
    ['a name that is no text', { ...noon, name: 7 }, /the case: name must be a string; found 7/],
    [
      'unknown limits',
      [noon, { ...noon, limits: 'toString' }],
      /case 2 \("noon"\): limits must be .*; found "toString"/,
    ],
    ['limits that are null', { ...noon, limits: null }, /limits must be .*; found null/],
    ['an offer that is none', { ...noon, offers: ['S1'] }, /offer 1 must be an object .*; found "S1"/],
    ['two offers with one id', { ...noon, offers: [noon.offers[0], noon.offers[0]] }, /offer 2: id "S1" is taken/],
    ['no id', withOffer({ id: undefined }), /offer 1: id must be a string .*; found nothing/],
    ['an empty id', withOffer({ id: '' }), /offer 1: id must be/],
    ['a control character in an id', withOffer({ id: 'S\u0000' }), /offer 1: id must be .*; found "S\\u0000"/],
    ['an endless id', withOffer({ id: 'x'.repeat(1_000_000) }), /offer 1: id must be .*; found "x{64}" and more$/],
    [
      'a side that is none',
      withOffer({ side: 'SELL' }),
      /offer 1 \("S1"\): side must be "sell" or "buy"; found "SELL"/,
    ],
    ['a number for kWh', withOffer({ kWh: 1.5 }), /offer 1 \("S1"\): kWh must be a decimal string .*; found 1.5/],
    ['no price', withOffer({ price: undefined }), /offer 1 \("S1"\): price must be a decimal string .*; found nothing/],
    ['four decimals of kWh', withOffer({ kWh: '1.2345' }), /kWh must be .* at most 3 decimals.*; found "1.2345"/],
    [
      'seven decimals of price',
      withOffer({ price: '0.1234567' }),
      /price must be .* at most 6 decimals.*; found "0.1234567"/,
    ],
    ['a negative amount', withOffer({ kWh: '-1' }), /kWh must be .*; found "-1"/],
    ['a leading plus', withOffer({ price: '+1' }), /price must be .*; found "\+1"/],
    ['NaN', withOffer({ price: 'NaN' }), /price must be .*; found "NaN"/],
    ['an exponent', withOffer({ price: '1e3' }), /price must be .*; found "1e3"/],
    ['a hexadecimal number', withOffer({ price: '0x10' }), /price must be .*; found "0x10"/],
    ['an empty amount', withOffer({ kWh: '' }), /kWh must be .*; found ""/],
    ['a comma', withOffer({ kWh: '1,5' }), /kWh must be .*; found "1,5"/],
    ['a blank', withOffer({ kWh: ' 1' }), /kWh must be .*; found " 1"/],
    ['more than 10^12', withOffer({ kWh: '1000000000000.001' }), /kWh must lie between 0 and 10\^12; found/],
    ['an offer of nothing', withOffer({ kWh: '0.000' }), /kWh must be above 0; found "0.000"/],
    ['an object for a price', withOffer({ price: { toString: '1' } }), /price must be .*; found an object/],
  ];
  refusesEach(refused, clearJson);

  it('refuses what is not JSON or not text, naming the file', async () => {
    const files = { 'a.json': '{"name": "a"', 'b.json': Buffer.from([0x22, 0xff, 0x22]), 'c.json': '' };
    const message = async (file: string) => {
      const { code, stderr } = await runCli(clearing(file), { files });
      assert.equal(code, 1);
      return stderr;
    };
    assert.match(await message('a.json'), /^sunledger: a\.json is not JSON: /);
    assert.match(await message('b.json'), /^sunledger: b\.json is not text in UTF-8/);
    assert.match(await message('c.json'), /^sunledger: c\.json is not JSON: /);
    assert.match(await message('missing.json'), /^sunledger: Cannot read missing\.json: there is no such file/);
    assert.match(await message('.'), /^sunledger: Cannot read \.: it is a folder/);
  });

  it('survives a document nested a hundred thousand deep', async () => {
    const deep = '['.repeat(100_000) + ']'.repeat(100_000);
    assert.match((await clearText(deep)).stderr, /case 1 must be an object .*; found an array/);
    assert.match((await clearText(`{"offers": [{"id": ${deep}}]}`)).stderr, /id must be .*; found an array/);
  });

  it('lets nothing from a file steer the terminal', async () => {
    const { stderr } = await clearText('{"name": \u001b[31mred');
    assert.doesNotMatch(stderr, /\u001b/);
  });

  it('is asked in a wrong way without a known mechanism or without a file: exit code 2, and says how', async () => {
    for (const argv of [
      ['clear', 'x.json'],
      ['clear', '-m', 'vickrey', 'x.json'],
      ['clear', '-m', 'midpoint'],
      ['clear', '-x'],
      ['claer'],
    ]) {
      const { code, stdout, stderr } = await runCli(argv);
      assert.equal(code, 2, argv.join(' '));
      assert.equal(stdout, '');
      assert.match(stderr, /--help/);
    }
    assert.match(
      (await runCli(['clear', '-m', 'vickrey', 'x'])).stderr,
      /mcp-fifo, pay-as-clear, pay-as-bid, midpoint, tdda, trust-mcp/,
    );
    assert.match((await runCli(['claer'])).stderr, /Did you mean clear/);
    assert.equal((await runCli([])).code, 2);
  });

  it('explains itself with --help', async () => {
    const program = await runCli(['--help']);
    assert.equal(program.code, 0);
    assert.match(program.stdout, /clear .*clear a book of offers/);
    const { code, stdout } = await runCli(['clear', '--help']);
    assert.equal(code, 0);
    for (const name of mechanismNames) assert.ok(stdout.includes(name));
    assert.match(stdout, /"side": "sell", "kWh": "2"/);
  });

  it('has a --help for every command', async () => {
    for (const { name } of commands) assert.equal((await runCli([name, '--help'])).code, 0, name);
  });

  it('runs as a program: result on stdout, exit code to the shell', () => {
    const main = path.join(root, 'build/scripts/cli/main.js');
    const run = (input: string) =>
      spawnSync(process.execPath, [main, ...clearing('-', '-c')], { input, encoding: 'utf8', cwd: root });
    const good = run(JSON.stringify(noon));
    assert.equal(good.status, 0, good.stderr);
    assert.equal((JSON.parse(good.stdout) as Vector).name, 'noon');
    const bad = run('{}');
    assert.equal(bad.status, 1);
    assert.equal(bad.stdout, '');
  });
});
