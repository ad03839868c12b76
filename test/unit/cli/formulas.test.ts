import * as assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { type Refusal, refusesEach } from './refuses';
import { runCli } from './run-cli';

const vectors = readFileSync(path.join(__dirname, '../../../../test/vectors/formulas.json'), 'utf8');
type Lists = Record<string, Record<string, unknown>[]>;
const results: Readonly<Record<string, readonly string[]>> = {
  sigmoid: ['S'],
  nrg: ['g', 'h'],
  sdr: ['sell', 'buy'],
  trust: ['next'],
  imbalance: ['total'],
};
const runText = (stdin: string, ...more: string[]) => runCli(['formulas', '-', ...more], { stdin });
const run = (document: unknown, ...more: string[]) => runText(JSON.stringify(document), ...more);
async function compute(document: unknown): Promise<Lists> {
  const { code, stdout, stderr } = await run(document);
  assert.deepEqual([code, stderr], [0, '']);
  return JSON.parse(stdout) as Lists;
}

const nrg = { tp: '12', tc: '10', x: '2', y: '3', q: '0.1', a: '100', r: '0.3' };
const sdr = { TES: '1', TEP: '2', retail: '0.32', feedIn: '0.082' };
const trust = { trades: 0, rating: 4, days: 0, eEuroTraded: '0' };
const imbalance = {
  base: '0.2',
  slope: '0.5',
  floor: '0.25',
  cap: '2',
  scale: '100',
  imbalance: '-0.5',
  side: 'produce',
  kWh: '1',
};

describe('sunledger formulas', () => {
  it('prints the published results of every worked case, and nothing of the file but in its own form', async () => {
    const { code, stdout, stderr } = await runCli(['formulas', 'f.json'], { files: { 'f.json': vectors } });
    assert.deepEqual([code, stderr], [0, '']);
    const published = JSON.parse(vectors) as Lists;
    assert.deepEqual(Object.keys(published), Object.keys(results));
    for (const list of Object.values(published)) assert.ok(list.length >= 6);
    assert.equal(stdout, `${JSON.stringify(published, null, 2)}\n`);
  });

  it('computes the results: they are not read', async () => {
    const published = JSON.parse(vectors) as Lists;
    const bare = Object.fromEntries(
      Object.entries(published).map(([name, list]) => [
        name,
        list.map((entry) =>
          Object.fromEntries(Object.entries(entry).filter(([field]) => !results[name]?.includes(field))),
        ),
      ]),
    );
    assert.deepEqual(await compute(bare), published);
    assert.equal((await compute({ sigmoid: [{ x: '1', S: 'wrong' }] }))['sigmoid']?.[0]?.['S'], '3.112297');
  });

  it('takes some of the lists, negative numbers where the formula does, and leaves other fields alone', async () => {
    assert.deepEqual(await compute({ sigmoid: [{ x: '-1', note: [1] }, { x: '-80' }] }), {
      sigmoid: [
        { x: '-1', note: [1], S: '1.887703' },
        { x: '-80', S: '0.000000' },
      ],
    });
    assert.deepEqual(await compute({ imbalance: [imbalance] }), { imbalance: [{ ...imbalance, total: '0.200000' }] });
    assert.deepEqual(await compute({}), {});
  });

  it('gives what spec 16 worked out, and prices an order by its side', async () => {
    const { nrg: [worked] = [] } = await compute({ nrg: [nrg] });
    assert.deepEqual([worked?.['g'], worked?.['h']], ['0.192158', '0.409091']);
    const { imbalance: both } = await compute({
      imbalance: [
        { ...imbalance, imbalance: '0', kWh: '50' },
        { ...imbalance, imbalance: '0', kWh: '50', side: 'consume' },
      ],
    });
    assert.deepEqual(
      both?.map(({ total }) => total),
      ['8.750000', '11.250000'],
    );
  });

  it('does not ask for a score before the first trade', async () => {
    assert.equal((await compute({ trust: [trust] }))['trust']?.[0]?.['next'], '3.000000');
    assert.match((await run({ trust: [{ ...trust, trades: 1 }] })).stderr, /entry 1: score must be .*; found nothing/);
  });

  it('prints on one line with --compact', async () => {
    assert.equal((await run({ sigmoid: [{ x: '0' }] }, '-c')).stdout, '{"sigmoid":[{"x":"0","S":"2.500000"}]}\n');
  });

  const refused: Refusal[] = [
    ['no lists', [], /the document must be an object with one or more of the lists sigmoid, .*; found an array$/],
    ['null', null, /the document must be an object .*; found null$/],
    [
      'a list that there is not',
      { sigmoids: [] },
      /"sigmoids" is none of the lists sigmoid, nrg, sdr, trust, imbalance$/,
    ],
    ['a list by the name of a property of objects', { toString: [] }, /"toString" is none of the lists/],
    ['what is no list', { sdr: {} }, /sdr must be an array; found an object/],
    ['an entry that is none', { sdr: [sdr, 'x'] }, /sdr, entry 2 must be an object .*; found "x"/],
    ['a missing input', { sigmoid: [{}] }, /sigmoid, entry 1: x must be a decimal string .*; found nothing/],
    ['a number for a decimal', { sigmoid: [{ x: 1 }] }, /sigmoid, entry 1: x must be a decimal string .*; found 1$/],
    ['two signs', { sigmoid: [{ x: '--1' }] }, /x must be a plain decimal .*; found "--1"/],
    ['seven decimals', { sigmoid: [{ x: '-0.1234567' }] }, /x must be .* at most 6 decimals.*; found "-0.1234567"/],
    ['negative production', { nrg: [{ ...nrg, tp: '-1' }] }, /nrg, entry 1: tp must be .*; found "-1"/],
    ['a = 0', { nrg: [{ ...nrg, a: '0' }] }, /nrg, entry 1: a must be above 0; found "0"/],
    [
      'a reward that no account can hold',
      { nrg: [{ ...nrg, tp: '0', tc: '0', x: '1000000000', q: '1000000' }] },
      /nrg, entry 1: amount must lie between 0 and 10\^12/,
    ],
    ['feed-in at retail', { sdr: [{ ...sdr, feedIn: '0.32' }] }, /feedIn must be below retail, 0.32; found "0.32"/],
    ['four decimals of energy', { sdr: [{ ...sdr, TES: '1.0001' }] }, /TES must be .* at most 3 decimals/],
    ['a rating of 6', { trust: [{ ...trust, rating: 6 }] }, /rating must be a whole number from 1 to 5; found 6/],
    ['half a day', { trust: [{ ...trust, days: 0.5 }] }, /days must be a whole number of at least 0; found 0.5/],
    ['a score above 5', { trust: [{ ...trust, trades: 1, score: '5.1' }] }, /score must be at most 5; found "5.1"/],
    [
      'a side that is none',
      { imbalance: [{ ...imbalance, side: 'buy' }] },
      /side must be "produce" or "consume"; found "buy"/,
    ],
    ['no scale', { imbalance: [{ ...imbalance, scale: '0' }] }, /scale must be above 0/],
    ['a floor above 1', { imbalance: [{ ...imbalance, floor: '1.1' }] }, /floor must be at most 1/],
    ['a cap below 1', { imbalance: [{ ...imbalance, cap: '0.9' }] }, /cap must be at least 1/],
  ];
  refusesEach(refused, run);

  it('refuses what is not JSON, asks for a file, and explains itself', async () => {
    assert.match((await runText('{')).stderr, /^sunledger: standard input is not JSON/);
    assert.equal((await runCli(['formulas'])).code, 2);
    assert.match((await runCli(['formulas', '--help'])).stdout, /"sdr": \[\{"TES"/);
  });
});
