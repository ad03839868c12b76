/** Books that are matched by intervals (spec 11, "`tdda`"). */
import { strict as assert } from 'node:assert';
import { formatTime } from '../../../chaincode/domain/time';
import { type ResultOf } from '../../../chaincode/wire/declaration';
import { type ClearInterval, type GetBook } from '../../../chaincode/wire/transactions/book';
import { amountsOf, place, simulated, traders, worldWithBook } from '../../support/book-world';
import { type MarketWorld } from '../../support/market-world';

const [a, b, c] = traders;
type Cleared = ResultOf<typeof ClearInterval>;

const worldByInterval = (change: object = {}) =>
  worldWithBook([a, b, c], { matching: 'interval', interval: 300, ...change });
const clear = (world: MarketWorld) => world.as<Cleared>(c, 'ClearInterval', ['ent']);
const open = (world: MarketWorld) =>
  ['resting', 'incoming']
    .flatMap((family) => [...world.peer.records<{ id: string; left: string; price: string }>(family).values()])
    .map(({ id, left, price }) => `${id} ${Number(left) / 1e6} ${Number(price) / 1e6}`);
/** Clears to the end; answers what all steps together paired, and the last one. */
async function clearWhole(world: MarketWorld) {
  const pairs: string[][] = [];
  for (let steps = 1; ; steps++) {
    const step = await clear(world);
    pairs.push(...paired(step));
    if (!step.more) return { ...step, pairs, steps };
  }
}

/** Table 2.5 of the page: bids of A, asks of B. */
const bids = [
  ['b1', '5', '10.5'],
  ['b2', '3', '10'],
  ['b3', '4', '9.9'],
  ['b4', '5', '9.8'],
] as const;
const asks = [
  ['s1', '3', '10.2'],
  ['s2', '1', '10.5'],
  ['s3', '4', '10.8'],
  ['s4', '3', '11.1'],
] as const;
async function placeTable(world: MarketWorld): Promise<void> {
  for (const [id, amount, price] of asks) await place(world, b, id, { side: 'sell', amount, price });
  for (const [id, amount, price] of bids) await place(world, a, id, { side: 'buy', amount, price });
}
const paired = ({ trades }: Cleared) => trades.map(({ buy, sell, amount, price }) => [buy, sell, amount, price]);
const tablePairs = [
  [`${a}:b1`, `${b}:s1`, '3', '10.35'],
  [`${a}:b1`, `${b}:s2`, '1', '10.5'],
];

describe('A book that is matched by intervals', () => {
  it('collects orders without trading, pairs them when the interval is over, and keeps the rest', async () => {
    const world = await worldByInterval();
    await placeTable(world);
    assert.deepEqual(paired(await clear(world)), [], 'the interval before');
    assert.equal(open(world).length, 8, 'orders of an interval that is not over trade with nobody');
    world.peer.now += 300;
    const cleared = await clearWhole(world);
    assert.deepEqual([cleared.pairs, cleared.steps], [tablePairs, 2], 'orders are admitted first');
    assert.deepEqual([cleared.more, cleared.outstanding], [false, { bid: '10.5', ask: '10.8', last: '10.5' }]);
    assert.deepEqual(open(world), ['b1 1 10.5', 'b2 3 10', 'b3 4 9.9', 'b4 5 9.8', 's3 4 10.8', 's4 3 11.1']);
    assert.deepEqual(await amountsOf(world, b, 'EEuro'), ['10041.55', '0']);
    assert.deepEqual(await amountsOf(world, b, 'ENT'), ['789', '7']);
    assert.deepEqual(await amountsOf(world, a, 'EEuro'), ['9829.35', '129.1']);
    const book = await world.as<ResultOf<typeof GetBook>>(a, 'GetBook', ['ent']);
    assert.deepEqual([book.lastPrice, book.interval?.clearing], ['10.5', null]);
  });

  it('pairs what was left over with what comes in the next interval', async () => {
    const world = await worldByInterval();
    await placeTable(world);
    world.peer.now += 300;
    await clearWhole(world);
    await place(world, c, 's9', { side: 'sell', amount: '2', price: '9.5' });
    world.peer.now += 300;
    assert.deepEqual((await clearWhole(world)).pairs, [
      [`${a}:b1`, `${c}:s9`, '1', '10'],
      [`${a}:b2`, `${c}:s9`, '1', '9.75'],
    ]);
  });

  it('is cleared in bounded steps, by anybody, with the result of one step', async () => {
    const world = await worldByInterval({ ordersPerMatch: 1 });
    await placeTable(world);
    world.peer.now += 300;
    const first = await clear(world);
    const second = await world.as<Cleared>(a, 'ClearInterval', ['ent']);
    const third = await clear(world);
    assert.deepEqual(
      [first, second, third].map(({ trades, more }) => [trades.length, more]),
      [
        [0, true],
        [1, true],
        [1, false],
      ],
    );
    assert.deepEqual([second.end, third.end], [first.end, first.end]);
    assert.deepEqual([...paired(second), ...paired(third)], tablePairs);
    assert.equal(await world.refusal(a, 'ClearInterval', ['ent']), 'INTERVAL_NOT_OVER');
  });

  it('lets nobody join an interval that is being cleared, whatever the time of the order', async () => {
    const world = await worldByInterval({ ordersPerMatch: 1 });
    await placeTable(world);
    const before = world.peer.now;
    world.peer.now += 300;
    const heldBack = await world.peer.simulate(
      'book:PlaceOrder',
      ['ent', 'late', JSON.stringify({ kind: 'limit', side: 'sell', amount: '9', price: '1' })],
      { ...(await world.call(c)), time: world.peer.now - 20 },
    );
    const { end } = await clear(world);
    assert.equal(world.peer.commit(heldBack), 'MVCC_READ_CONFLICT', 'endorsed before, sent after');
    assert.ok(formatTime(before) < end);
    const late = await world.peer.submit<{ order: { interval: string } }>(
      'book:PlaceOrder',
      ['ent', 'late', JSON.stringify({ kind: 'limit', side: 'sell', amount: '9', price: '1' })],
      { ...(await world.call(c)), time: world.peer.now - 20 },
    );
    assert.equal(late.order.interval, end, 'it joins the next one');
    assert.deepEqual((await clearWhole(world)).pairs, tablePairs);
    world.peer.now += 300;
    const { pairs: sold } = await clearWhole(world);
    assert.ok(sold.every(([, sell]) => sell === `${c}:late`) && sold.length > 1);
  });

  it('is not disturbed while it is cleared: orders of it stay, and those of the next one come and go', async () => {
    const world = await worldByInterval({ ordersPerMatch: 1 });
    await placeTable(world);
    world.peer.now += 300;
    await clear(world);
    assert.equal(await world.refusal(a, 'CancelOrder', ['ent', 'b2']), 'INTERVAL_CLEARING');
    const step = await world.peer.simulate('book:ClearInterval', ['ent'], await world.call(a));
    await place(world, c, 'new', { side: 'sell', amount: '1', price: '1' });
    const coming = await simulated(world, b, 'other', { side: 'sell', amount: '1', price: '20' });
    await world.as(c, 'CancelOrder', ['ent', 'new']);
    assert.deepEqual(
      [world.peer.commit(step), world.peer.commit(coming)],
      ['VALID', 'VALID'],
      'a step reads nothing that new orders write, and they read nothing that it writes',
    );
    await clearWhole(world);
    await world.as(a, 'CancelOrder', ['ent', 'b2']);
    assert.deepEqual(open(world), ['b1 1 10.5', 'b3 4 9.9', 'b4 5 9.8', 's3 4 10.8', 's4 3 11.1', 'other 1 20']);
  });

  it('admits however many orders an interval has, a bounded number at a time', async () => {
    const world = await worldByInterval();
    for (let n = 0; n < 250; n++) await place(world, c, `n${n}`, { side: 'sell', amount: '0.001', price: '0.4' });
    await place(world, a, 'b1', { side: 'buy', amount: '0.25', price: '0.5' });
    world.peer.now += 300;
    const { pairs, steps } = await clearWhole(world);
    assert.deepEqual([pairs.length, steps], [250, 2 + 5]);
    assert.deepEqual(open(world), []);
  });

  it('gives back what an order of an interval that is not over had locked, when it is cancelled or void', async () => {
    const world = await worldByInterval();
    const expiresAt = formatTime(world.peer.now + 60);
    await place(world, a, 'b1', { side: 'buy', amount: '1', price: '0.5' });
    await place(world, a, 'b2', { side: 'buy', amount: '1', price: '0.5', expiresAt });
    await world.as(a, 'CancelOrder', ['ent', 'b1']);
    world.peer.now += 60;
    assert.deepEqual(await world.as(b, 'ClearExpiredOrders', ['ent']), { removed: 1, more: false });
    assert.deepEqual([open(world), await amountsOf(world, a, 'EEuro')], [[], ['10000', '0']]);
  });

  it('takes out the older one of two orders of a member that would trade with each other, and what is void', async () => {
    const world = await worldByInterval();
    await place(world, a, 's1', { side: 'sell', amount: '1', price: '0.4' });
    await place(world, c, 's2', {
      side: 'sell',
      amount: '1',
      price: '0.45',
      expiresAt: formatTime(world.peer.now + 60),
    });
    await place(world, b, 's3', { side: 'sell', amount: '1', price: '0.5' });
    world.peer.now += 60;
    await place(world, a, 'b1', { side: 'buy', amount: '1', price: '0.5' });
    world.peer.now += 240;
    assert.deepEqual((await clearWhole(world)).pairs, [[`${a}:b1`, `${b}:s3`, '1', '0.5']]);
    const states = [...world.peer.records<{ id: string; state: string }>('order').values()];
    assert.deepEqual(states.map(({ id, state }) => `${id} ${state}`).sort(), [
      'b1 filled',
      's1 cancelled',
      's2 expired',
      's3 filled',
    ]);
    assert.equal(world.total('ENT').escrowed + world.total('eEuro').escrowed, 0n);
  });

  it('holds trades as other books do', async () => {
    const world = await worldByInterval({ holdAbove: '1' });
    await place(world, a, 'b1', { side: 'buy', amount: '4', price: '0.5' });
    await place(world, b, 's1', { side: 'sell', amount: '4', price: '0.4' });
    world.peer.now += 300;
    const [trade] = (await clearWhole(world)).trades;
    assert.deepEqual([trade?.held, trade?.total], [true, '1.8']);
    assert.deepEqual(await amountsOf(world, a, 'EEuro'), ['9998.2', '1.8']);
    for (const by of [a, b]) await world.as(by, 'DecideHeldTrade', ['ent', trade?.id ?? '', 'release']);
    assert.deepEqual(await amountsOf(world, b, 'EEuro'), ['10001.8', '0']);
  });
});
