import * as assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { type Refusal, refusesEach } from './refuses';
import { runCli } from './run-cli';

const vectors = readFileSync(path.join(__dirname, '../../../../test/vectors/book.json'), 'utf8');
interface Vector {
  name: string;
  expected: object;
}
interface Result {
  name: string | null;
  trades: { buy: string; sell: string; amount: string; price: string; total: string }[];
  bids: { id: string; amount: string; price: string }[];
  asks: { id: string; amount: string; price: string }[];
}

const sell = { id: 'S1', member: 'm1', side: 'sell', amount: '1.5', price: '0.5' };
const buy = { id: 'B1', member: 'm2', side: 'buy', amount: '2', price: '0.7' };
const noon = { name: 'noon', events: [sell, buy] };
const runText = (stdin: string, ...more: string[]) => runCli(['book', '-', ...more], { stdin });
const run = (document: unknown, ...more: string[]) => runText(JSON.stringify(document), ...more);
const resultOf = async (document: unknown) => {
  const { code, stdout, stderr } = await run(document);
  assert.equal(code, 0, stderr);
  return JSON.parse(stdout) as Result;
};
/** The noon case with its first order changed. */
const withOrder = (change: object) => ({ ...noon, events: [{ ...sell, ...change }, buy] });

describe('sunledger book', () => {
  it('prints the published result of every worked case', async () => {
    const { code, stdout, stderr } = await runCli(['book', 'book.json'], { files: { 'book.json': vectors } });
    assert.deepEqual([code, stderr], [0, '']);
    const expected = (JSON.parse(vectors) as Vector[]).map((each) => ({ name: each.name, ...each.expected }));
    assert.ok(expected.length >= 12);
    assert.deepEqual(JSON.parse(stdout), expected);
  });

  it('prints a case for a case, with its fields in the order of the page, and an array for an array', async () => {
    const result = {
      name: 'noon',
      trades: [{ buy: 'B1', sell: 'S1', amount: '1.5', price: '0.5', total: '0.75' }],
      bids: [{ id: 'B1', amount: '0.5', price: '0.7' }],
      asks: [],
    };
    assert.equal((await run(noon)).stdout, `${JSON.stringify(result, null, 2)}\n`);
    assert.equal((await run([noon], '--compact')).stdout, `${JSON.stringify([result])}\n`);
    assert.equal((await run([])).stdout, '[]\n');
    assert.equal((await run({ events: [] }, '-c')).stdout, '{"name":null,"trades":[],"bids":[],"asks":[]}\n');
  });

  it('takes resting as the price rule where the case says nothing, and halves to even with midpoint', async () => {
    const prices = async (priceRule?: string) =>
      (
        await resultOf({
          events: [
            { ...sell, price: '0.500001' },
            { ...buy, price: '0.500002' },
          ],
          priceRule,
        })
      ).trades[0]?.price;
    assert.deepEqual(
      [await prices(), await prices('resting'), await prices('midpoint')],
      ['0.500001', '0.500001', '0.500002'],
    );
  });

  it('knows kinds of orders: immediate-or-cancel, fill-or-kill and market', async () => {
    const open = async (change: object) => (await resultOf({ events: [sell, { ...buy, ...change }] })).bids.length;
    assert.equal(await open({ kind: 'limit' }), 1);
    assert.equal(await open({ kind: 'ioc' }), 0);
    assert.equal(await open({ kind: 'market', price: undefined }), 0);
    const killed = await resultOf({
      events: [sell, { ...buy, kind: 'fok' }, { ...buy, id: 'B2', amount: '1.5', kind: 'fok' }],
    });
    assert.deepEqual(
      killed.trades.map((trade) => trade.buy),
      ['B2'],
    );
  });

  it('meets as many resting orders as an order needs', async () => {
    const sells = Array.from({ length: 1_000 }, (_, index) => ({ ...sell, id: `S${index}`, amount: '0.001' }));
    const { trades, bids } = await resultOf({ events: [...sells, { ...buy, amount: '1' }] });
    assert.deepEqual([trades.length, bids], [1_000, []]);
  });

  it('cancels an open order, and nothing where it is not open any more', async () => {
    const cancelled = await resultOf({ events: [sell, { cancel: 'S1' }, { cancel: 'S1' }, buy] });
    assert.deepEqual([cancelled.trades, cancelled.asks, cancelled.bids.length], [[], [], 1]);
    const filled = await resultOf({ events: [sell, buy, { cancel: 'S1' }] });
    assert.equal(filled.trades.length, 1);
  });

  it('reads amounts at both ends of the legal range, and writes totals beyond it', async () => {
    const most = '1000000000000';
    const { trades } = await resultOf({
      events: [
        { ...sell, amount: most, price: most },
        { ...buy, amount: most, price: most },
      ],
    });
    assert.deepEqual([trades[0]?.amount, trades[0]?.price, trades[0]?.total], [most, most, `1${'0'.repeat(24)}`]);
    const least = await resultOf({
      events: [
        { ...sell, amount: '0.000001', price: '0' },
        { ...buy, amount: '0.000001', price: '0.000001' },
      ],
    });
    assert.deepEqual([least.trades[0]?.amount, least.trades[0]?.total], ['0.000001', '0']);
  });

  it('leaves alone what it does not know, and takes names of object properties as plain ids', async () => {
    const { trades } = await resultOf({
      expected: 5,
      events: [
        { ...sell, id: '__proto__', extra: {} },
        { ...buy, id: 'constructor', member: 'toString' },
      ],
    });
    assert.deepEqual([trades[0]?.buy, trades[0]?.sell], ['constructor', '__proto__']);
  });

  const refused: Refusal[] = [
    ['no case', 5, /the case must be an object .*; found 5$/],
    ['a case without events', { name: 'a' }, /the case \("a"\): events must be an array; found nothing/],
    ['a name that is no text', { ...noon, name: 7 }, /the case: name must be a string; found 7/],
    [
      'an unknown price rule',
      [noon, { ...noon, priceRule: 'bid' }],
      /case 2 \("noon"\): priceRule must be "resting" or "midpoint"; found "bid"/,
    ],
    ['an event that is none', { events: ['S1'] }, /event 1 must be an object .*; found "S1"/],
    ['two orders with one id', { events: [sell, sell] }, /event 2: id "S1" is taken by an earlier order/],
    ['no id', withOrder({ id: undefined }), /event 1: id must be a string .*; found nothing/],
    ['no member', withOrder({ member: undefined }), /event 1 \("S1"\): member must be a string .*; found nothing/],
    ['a side that is none', withOrder({ side: 'ask' }), /\("S1"\): side must be "sell" or "buy"; found "ask"/],
    ['a kind that is none', withOrder({ kind: 'stop' }), /\("S1"\): kind must be "limit" or .*; found "stop"/],
    ['a number for the amount', withOrder({ amount: 1.5 }), /\("S1"\): amount must be a decimal string .*; found 1.5/],
    ['an amount of nothing', withOrder({ amount: '0' }), /\("S1"\): amount must be a multiple of 0.000001 ENT above 0/],
    ['a negative amount', withOrder({ amount: '-1' }), /amount must be .*; found "-1"/],
    ['seven decimals', withOrder({ amount: '0.1234567' }), /amount must be .* at most 6 decimals.*; found/],
    ['an exponent', withOrder({ price: '1e3' }), /price must be .*; found "1e3"/],
    ['more than 10^12', withOrder({ price: '1000000000001' }), /price must lie between 0 and 10\^12; found/],
    ['no price', withOrder({ price: undefined }), /\("S1"\): price must be a decimal string .*; found nothing/],
    ['a market order with a price', withOrder({ kind: 'market' }), /\("S1"\): a market order has no price/],
    ['a bid of nothing', { events: [{ ...buy, price: '0' }] }, /\("B1"\): a bid must be above 0/],
    [
      'to cancel an order that never was',
      { events: [{ cancel: 'S1' }, sell] },
      /event 1: no order before it has the id "S1"/,
    ],
    ['to cancel nothing', { events: [{ cancel: null }] }, /event 1: cancel must be a string .*; found null/],
  ];
  refusesEach(refused, run);

  it('refuses what is not JSON, and asks for a file', async () => {
    assert.match((await runText('{')).stderr, /^sunledger: standard input is not JSON/);
    assert.equal((await runCli(['book'])).code, 2);
    assert.match((await runCli(['book', '--help'])).stdout, /"priceRule": "resting"/);
  });
});
