import { strict as assert } from 'node:assert';
import { type ResultOf } from '../../../chaincode/wire/declaration';
import { type GetBookTrades, type GetHeldTrade, type GetHeldTrades } from '../../../chaincode/wire/transactions/book';
import { amountsOf, place, traders, worldWithBook } from '../../support/book-world';
import { admin, type MarketWorld } from '../../support/market-world';

const [a, b, c] = traders;
const arbiter = 'judge@OperatorMSP';
type Held = ResultOf<typeof GetHeldTrade>;

/** A sells 2 ENT to B at 0.5, held; everybody has 800 ENT and 10,000 eEuro before. */
async function heldTrade(): Promise<{ world: MarketWorld; trade: string }> {
  const world = await worldWithBook([a, b, c], { holdAbove: '0.99', holdFor: 3600 });
  await world.register(arbiter);
  await world.as(admin, 'GrantRole', [arbiter, 'arbiter']);
  await place(world, a, 's1', { side: 'sell', amount: '2', price: '0.5' });
  const { trades } = await place(world, b, 'b1', { side: 'buy', amount: '2', price: '0.7' });
  return { world, trade: trades[0]?.id ?? '' };
}
const decide = (world: MarketWorld, by: string, trade: string, decision: string) =>
  world.as<Held>(by, 'DecideHeldTrade', ['ent', trade, decision]);
const everything = async (world: MarketWorld) =>
  Promise.all([
    amountsOf(world, a, 'ENT'),
    amountsOf(world, a, 'EEuro'),
    amountsOf(world, b, 'ENT'),
    amountsOf(world, b, 'EEuro'),
  ]);

const held = [
  ['798', '2'],
  ['10000', '0'],
  ['800', '0'],
  ['9999', '1'],
];
const exchanged = [
  ['798', '0'],
  ['10001', '0'],
  ['802', '0'],
  ['9999', '0'],
];
const returned = [
  ['800', '0'],
  ['10000', '0'],
  ['800', '0'],
  ['10000', '0'],
];

describe('A held trade on the ledger', () => {
  it('leaves what it moves escrowed on both sides, and gives a better price back at once', async () => {
    const { world, trade } = await heldTrade();
    assert.deepEqual(await everything(world), held);
    const shown = await world.as<Held>(c, 'GetHeldTrade', ['ent', trade]);
    const { id, seller, buyer, amount, total, state, decisions } = shown;
    assert.deepEqual([id, seller, buyer, amount, total, state, decisions], [trade, a, b, '2', '1', 'held', {}]);
    const trades = await world.as<ResultOf<typeof GetBookTrades>>(a, 'GetBookTrades', ['ent', shown.at, '10', '']);
    assert.deepEqual(
      trades.items.map((each) => [each.id, each.held]),
      [[trade, true]],
    );
  });

  it('is made where the total is above the amount of the book, and of every order that asks for it', async () => {
    const world = await worldWithBook([a, b], { holdAbove: '1' });
    const heldOf = async (sell: object, buy: object) => {
      await place(world, a, `s${world.peer.now}`, { side: 'sell', price: '0.5', ...sell });
      const { trades } = await place(world, b, `b${world.peer.now}`, { side: 'buy', price: '0.5', ...buy });
      world.peer.now += 60;
      return trades.map(({ held }) => held);
    };
    assert.deepEqual(await heldOf({ amount: '2' }, { amount: '2' }), [false]);
    assert.deepEqual(await heldOf({ amount: '2.002' }, { amount: '2.002' }), [true]);
    assert.deepEqual(await heldOf({ amount: '1', hold: true }, { amount: '1' }), [true]);
    assert.deepEqual(await heldOf({ amount: '1' }, { amount: '1', hold: true }), [true]);
    const open = await place(world, a, 'last', { side: 'sell', amount: '1', price: '0.5', hold: true });
    assert.equal(open.order.hold, true);
  });

  for (const [first, second] of [
    [a, b],
    [a, arbiter],
    [arbiter, b],
  ] as const) {
    it(`takes place when ${first} and ${second} release it`, async () => {
      const { world, trade } = await heldTrade();
      assert.equal((await decide(world, first, trade, 'release')).state, 'held');
      assert.deepEqual(await everything(world), held);
      assert.equal((await decide(world, second, trade, 'release')).state, 'released');
      assert.deepEqual(await everything(world), exchanged);
    });

    it(`gives both back what they gave when ${first} and ${second} want that`, async () => {
      const { world, trade } = await heldTrade();
      await decide(world, first, trade, 'return');
      const ended = await decide(world, second, trade, 'return');
      assert.deepEqual([ended.state, ended.endedAt], ['returned', ended.endedAt]);
      assert.deepEqual(await everything(world), returned);
      assert.equal(world.peer.records('held-due').size, 0);
    });
  }

  it('gives nobody two voices: an arbiter who bought decides as the buyer', async () => {
    const { world, trade } = await heldTrade();
    await world.as(admin, 'GrantRole', [b, 'arbiter']);
    await decide(world, b, trade, 'release');
    assert.deepEqual((await decide(world, b, trade, 'release')).decisions, { buyer: 'release' });
    assert.equal(await world.refusal(c, 'DecideHeldTrade', ['ent', trade, 'release']), 'FORBIDDEN');
  });

  it('releases itself when its time is up, for anybody who asks, and no sooner', async () => {
    const { world, trade } = await heldTrade();
    world.peer.now += 3599;
    assert.deepEqual(await world.as(c, 'ReleaseHeldTrades', ['ent']), { released: 0, more: false });
    world.peer.now += 1;
    assert.equal(await world.refusal(a, 'DecideHeldTrade', ['ent', trade, 'return']), 'HELD_TRADE_ENDED');
    assert.deepEqual(await world.as(c, 'ReleaseHeldTrades', ['ent']), { released: 1, more: false });
    assert.deepEqual(await everything(world), exchanged);
    assert.deepEqual(await world.as(c, 'ReleaseHeldTrades', ['ent']), { released: 0, more: false });
  });

  it('takes place when one of the three releases it after its time', async () => {
    const { world, trade } = await heldTrade();
    world.peer.now += 3600;
    assert.equal((await decide(world, a, trade, 'release')).state, 'released');
    assert.deepEqual(await everything(world), exchanged);
  });

  it('that is disputed waits for two of three, however long, until who disputes it turns round', async () => {
    const { world, trade } = await heldTrade();
    await decide(world, b, trade, 'return');
    world.peer.now += 3600;
    assert.deepEqual(await world.as(c, 'ReleaseHeldTrades', ['ent']), { released: 0, more: false });
    await decide(world, b, trade, 'release');
    assert.deepEqual(await world.as(c, 'ReleaseHeldTrades', ['ent']), { released: 1, more: false });
    assert.deepEqual(await everything(world), exchanged);
  });

  it('waits in no queue of unbounded length: fifty are released at a time, oldest first', async () => {
    const world = await worldWithBook([a, b], { holdAbove: '0', holdFor: 60 });
    for (let n = 0; n < 60; n++) await place(world, a, `s${n}`, { side: 'sell', amount: '0.1', price: '0.5' });
    for (let n = 0; n < 60; n++) await place(world, b, `b${n}`, { side: 'buy', amount: '0.1', price: '0.5' });
    world.peer.now += 60;
    assert.deepEqual(await world.as(a, 'ReleaseHeldTrades', ['ent']), { released: 50, more: true });
    assert.deepEqual(await world.as(a, 'ReleaseHeldTrades', ['ent']), { released: 10, more: false });
    const first = await world.as<ResultOf<typeof GetHeldTrades>>(b, 'GetHeldTrades', ['ent', '40', '']);
    const rest = await world.as<ResultOf<typeof GetHeldTrades>>(b, 'GetHeldTrades', ['ent', '40', first.bookmark]);
    const seen = [...first.items, ...rest.items];
    assert.deepEqual([seen.length, rest.bookmark], [60, '']);
    assert.ok(seen.every(({ state }) => state === 'released'));
    assert.equal(world.total('ENT').escrowed + world.total('eEuro').escrowed, 0n);
  });
});
