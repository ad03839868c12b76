import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { formatTime } from '../../../chaincode/domain/time';
import { place, simulated, traders, worldWithBook } from '../../support/book-world';
import { admin, type MarketWorld } from '../../support/market-world';

interface PlaceEvent {
  readonly id: string;
  readonly member: string;
  readonly side: 'buy' | 'sell';
  readonly amount: string;
  readonly price: string;
}
interface Case {
  readonly name: string;
  readonly priceRule: 'resting' | 'midpoint';
  readonly events: readonly (PlaceEvent | { readonly cancel: string })[];
  readonly expected: {
    readonly trades: readonly Record<string, string>[];
    readonly bids: unknown;
    readonly asks: unknown;
  };
}

const vectors = JSON.parse(readFileSync(path.join(__dirname, '../../../../test/vectors/book.json'), 'utf8')) as Case[];
const [a, b, c] = traders;
const refusal = (world: MarketWorld, member: string, id: string, terms: object) =>
  world.refusal(member, 'PlaceOrder', ['ent', id, JSON.stringify({ kind: 'limit', ...terms })]);

/** What open orders of a member, or of all, have locked, as the rule has it for a lot that needs no rounding. */
async function escrowed(world: MarketWorld): Promise<[bigint, bigint]> {
  const orders = [...world.peer.records<{ side: string; price: string; left: string }>('resting').values()];
  const sum = (side: string, of: (order: { price: string; left: string }) => bigint) =>
    orders.filter((order) => order.side === side).reduce((total, order) => total + of(order), 0n);
  await Promise.resolve();
  return [
    sum('buy', ({ price, left }) => (BigInt(price) * BigInt(left)) / 1_000_000n),
    sum('sell', ({ left }) => BigInt(left)),
  ];
}

describe('The order book on the ledger', () => {
  for (const { name, priceRule, events, expected } of vectors) {
    it(`gives the trades and the book of the worked case ${name}`, async () => {
      const names = [...new Set(events.flatMap((event) => ('member' in event ? [event.member] : [])))];
      const idOf = (member: string) => `${member.toLowerCase()}@HouseholdsMSP`;
      const world = await worldWithBook(names.map(idOf), { priceRule });
      const ownerOf = new Map<string, string>();
      const trades: unknown[] = [];
      const shortName = (order: string) => order.split(':')[1]?.toUpperCase();
      for (const event of events) {
        // A minute each: within one, a lottery decides who was first.
        world.peer.now += 60;
        if ('cancel' in event) {
          const member = ownerOf.get(event.cancel) ?? '';
          const order = await world.as<{ state: string }>(member, 'GetOrder', [
            'ent',
            member,
            event.cancel.toLowerCase(),
          ]);
          if (order.state === 'open') await world.as(member, 'CancelOrder', ['ent', event.cancel.toLowerCase()]);
          continue;
        }
        const member = idOf(event.member);
        ownerOf.set(event.id, member);
        const { side, amount, price } = event;
        const placed = await place(world, member, event.id.toLowerCase(), { side, amount, price });
        trades.push(
          ...placed.trades.map((trade) => {
            const { buy, sell, amount, price, total } = trade as unknown as Record<string, string>;
            const figures = { amount, price, total };
            return { buy: shortName(buy ?? ''), sell: shortName(sell ?? ''), ...figures, at: undefined };
          }),
        );
      }
      const upper = (trade: Record<string, string>) => ({
        ...trade,
        buy: trade['buy']?.toUpperCase(),
        sell: trade['sell']?.toUpperCase(),
        at: undefined,
      });
      assert.deepEqual(trades, expected.trades.map(upper));
      for (const [side, wanted] of [['buy', expected.bids] as const, ['sell', expected.asks] as const]) {
        const page = await world.as<{ items: { id: string; left: string; price: string }[] }>(admin, 'GetOpenOrders', [
          'ent',
          side,
          '200',
          '',
        ]);
        const seen = page.items.map(({ id, left, price }) => ({ id: id.toUpperCase(), amount: left, price }));
        assert.deepEqual(
          seen,
          (wanted as { id: string }[]).map((order) => ({ ...order, id: order.id.toUpperCase() })),
        );
      }
    });
  }

  it('pays, locks and gives back what the PowerChain scenario says', async () => {
    const world = await worldWithBook([a, c]);
    await place(world, c, 'o1', { side: 'sell', amount: '1.9', price: '0.5' });
    world.peer.now += 60;
    const { trades } = await place(world, a, 'o2', { side: 'buy', amount: '10', price: '1' });
    assert.deepEqual(
      trades.map(({ amount, total }) => [amount, total]),
      [['1.9', '0.95']],
    );
    assert.deepEqual(await world.eEuro(a).then(({ available, locked }) => [available, locked]), ['9990.95', '8.1']);
    assert.equal((await world.eEuro(c)).available, '10000.95');
    const ent = await world.as<{ available: string }>(a, 'GetENTBalance', [a]);
    assert.equal(ent.available, '801.9');
  });

  it('holds in escrow what open orders have locked, and nothing when all are gone', async () => {
    const world = await worldWithBook([a, b, c], { tick: '0.001', lot: '0.001' });
    const check = async () => {
      const [euro, tokens] = await escrowed(world);
      assert.deepEqual([world.total('eEuro').escrowed, world.total('ENT').escrowed], [euro, tokens]);
    };
    await place(world, a, 's1', { side: 'sell', amount: '3', price: '0.4' });
    await place(world, b, 'b1', { side: 'buy', amount: '5', price: '0.9' });
    await check();
    await place(world, c, 's1', { side: 'sell', amount: '1.5', price: '0.3' });
    await check();
    await place(world, b, 's2', { side: 'sell', amount: '1', price: '0.95' });
    await world.as(b, 'CancelOrder', ['ent', 's2']);
    await world.as(b, 'CancelOrder', ['ent', 'b1']);
    await check();
    assert.equal(world.peer.records('resting').size, 0);
    assert.equal(await world.refusal(b, 'CancelOrder', ['ent', 'b1']), 'ORDER_NOT_OPEN');
  });

  it('removes the older one of two orders of a member that would trade with each other', async () => {
    const world = await worldWithBook([a]);
    await place(world, a, 's1', { side: 'sell', amount: '3', price: '0.4' });
    const placed = await place(world, a, 'b1', { side: 'buy', amount: '1', price: '0.5' });
    assert.deepEqual([placed.trades.length, placed.order.state], [0, 'open']);
    assert.equal((await world.as<{ state: string }>(a, 'GetOrder', ['ent', a, 's1'])).state, 'cancelled');
    assert.equal((await world.as<{ available: string }>(a, 'GetENTBalance', [a])).available, '800');
  });

  it('lets market, immediate-or-cancel and fill-or-kill orders rest never', async () => {
    const world = await worldWithBook([a, b]);
    const ask = { side: 'sell', amount: '2', price: '0.4' };
    await place(world, a, 's1', ask);
    assert.equal(
      await refusal(world, b, 'f', { side: 'buy', kind: 'fok', amount: '3', price: '1' }),
      'ORDER_NOT_FILLED',
    );
    const ioc = await place(world, b, 'i', { side: 'buy', kind: 'ioc', amount: '1.5', price: '0.4' });
    assert.deepEqual([ioc.order.state, ioc.trades.length], ['filled', 1]);
    const market = await place(world, b, 'm', { side: 'buy', kind: 'market', amount: '2' });
    assert.deepEqual([market.order.state, market.order.left], ['cancelled', '1.5']);
    assert.equal((await world.eEuro(b)).locked, '0');
    assert.equal((await world.eEuro(b)).available, '9999.2');
  });

  it('fills a bounded number of resting orders and says how much is left', async () => {
    const world = await worldWithBook([a, b], { ordersPerMatch: 3 });
    for (let n = 0; n < 5; n++) await place(world, a, `s${n}`, { side: 'sell', amount: '1', price: '0.4' });
    const placed = await place(world, b, 'b', { side: 'buy', amount: '5', price: '0.4' });
    assert.deepEqual([placed.order.state, placed.order.left, placed.trades.length], ['stopped', '2', 3]);
    assert.equal((await world.eEuro(b)).locked, '0');
  });

  it('gives back what an order locked whose time is up, also when nobody meets it', async () => {
    const world = await worldWithBook([a, b]);
    const expiresAt = formatTime(world.peer.now + 600);
    await place(world, a, 's1', { side: 'sell', amount: '2', price: '0.4', expiresAt });
    await place(world, a, 's2', { side: 'sell', amount: '2', price: '0.5', expiresAt });
    world.peer.now += 600;
    const met = await place(world, b, 'b1', { side: 'buy', amount: '1', price: '0.4' });
    assert.equal(met.trades.length, 0);
    assert.deepEqual(await world.as(b, 'ClearExpiredOrders', ['ent']), { removed: 1, more: false });
    assert.equal(world.total('ENT').escrowed, 0n);
    assert.equal(world.peer.records('order-expiry').size, 0);
  });

  it('lets orders at other prices be placed at the same moment, and only orders that meet collide', async () => {
    const world = await worldWithBook([a, b, c]);
    await place(world, a, 's1', { side: 'sell', amount: '1', price: '0.9' });
    const simulate = async (member: string, id: string, terms: object) =>
      world.peer.simulate(
        'book:PlaceOrder',
        ['ent', id, JSON.stringify({ kind: 'limit', ...terms })],
        await world.call(member),
      );
    const apart = await Promise.all([
      simulate(b, 'b1', { side: 'buy', amount: '1', price: '0.5' }),
      simulate(c, 'c1', { side: 'buy', amount: '1', price: '0.5' }),
      simulate(a, 's2', { side: 'sell', amount: '1', price: '0.8' }),
    ]);
    assert.deepEqual(
      apart.map((simulation) => world.peer.commit(simulation)),
      ['VALID', 'VALID', 'VALID'],
    );
    const meeting = await Promise.all([
      simulate(b, 'b2', { side: 'buy', amount: '1', price: '0.8' }),
      simulate(c, 'c2', { side: 'buy', amount: '1', price: '0.8' }),
    ]);
    assert.deepEqual(
      meeting.map((simulation) => world.peer.commit(simulation)),
      ['VALID', 'MVCC_READ_CONFLICT'],
    );
  });

  it('reads no more of a large book than an order trades with, when it knows how far it goes', async () => {
    const world = await worldWithBook([a, b]);
    for (let n = 0; n < 150; n++) {
      await place(world, a, `s${n}`, { side: 'sell', amount: '0.01', price: (1 + n / 1000).toFixed(3) });
    }
    const counted = async (terms: object) => {
      const { ranges } = await simulated(world, b, 'x', terms);
      return ranges.filter(({ start }) => start.startsWith('resting/')).map(({ results }) => results.length);
    };
    const reachOf = async ({ amount, price = '' }: { amount: string; price?: string }) =>
      (await world.as<{ reach: string }>(b, 'QuoteOrder', ['ent', 'buy', amount, price])).reach;
    const one = { side: 'buy', kind: 'limit', amount: '0.01', price: '2' };
    assert.deepEqual(await counted(one), [100], 'a peer counts a hundred as read, whatever is made of them');
    assert.deepEqual(await counted({ ...one, reach: await reachOf(one) }), [1]);
    assert.deepEqual(await counted({ ...one, price: '1.001', amount: '0.02' }), [2]);
    const market = { side: 'buy', kind: 'market', amount: '0.03' };
    assert.deepEqual(await counted({ ...market, reach: await reachOf(market) }), [3]);
    assert.deepEqual(await counted({ ...market, reach: await reachOf(one) }), [1, 100], 'a guess that was too short');
    assert.deepEqual(await counted({ ...one, price: '0.9', reach: await reachOf(one) }), [0], 'or behind the limit');
  });

  it('is disturbed by nothing behind what it trades with', async () => {
    const world = await worldWithBook([a, b, c]);
    await place(world, a, 's1', { side: 'sell', amount: '1', price: '0.4' });
    await place(world, a, 's2', { side: 'sell', amount: '1', price: '0.5' });
    const terms = { side: 'buy', kind: 'limit', amount: '1', price: '0.9' };
    const quote = await world.as<Record<string, unknown>>(b, 'QuoteOrder', ['ent', 'buy', '1', '0.9']);
    const { reach, ...figures } = quote;
    assert.deepEqual(figures, { filled: '1', left: '0', total: '0.4', worstPrice: '0.4' });
    const [blind, told] = [
      await simulated(world, b, 'b1', terms),
      await simulated(world, b, 'b1', { ...terms, reach }),
    ];
    await world.as(a, 'CancelOrder', ['ent', 's2']);
    await place(world, c, 's3', { side: 'sell', amount: '1', price: '0.45' });
    assert.equal(world.fork().peer.commit(blind), 'PHANTOM_READ_CONFLICT');
    assert.equal(world.peer.commit(told), 'VALID');
  });

  it('gives the same trades whatever the guess of how far an order goes', async () => {
    const world = await worldWithBook([a, b, c]);
    for (let n = 0; n < 6; n++) {
      await place(world, n % 2 ? a : c, `s${n}`, { side: 'sell', amount: '1', price: `0.${4 + Math.floor(n / 2)}` });
      world.peer.now += 60;
    }
    const places = [...world.peer.records('resting').keys()].map((key) => key.split('/').slice(3).join('/'));
    for (const terms of [
      { side: 'buy', kind: 'limit', amount: '3.5', price: '0.5' },
      { side: 'buy', kind: 'market', amount: '4.5' },
      { side: 'buy', kind: 'ioc', amount: '9', price: '0.6' },
    ]) {
      const outcomes = new Set<string>();
      for (const reach of [undefined, ...places]) {
        const { result, writes } = await simulated(world.fork(), b, 'x', { ...terms, reach });
        outcomes.add(JSON.stringify([result, [...writes.values()].length]));
      }
      assert.equal(outcomes.size, 1);
    }
  });

  it('shows best prices, depth, trades and candles', async () => {
    const world = await worldWithBook([a, b]);
    world.peer.now = Math.ceil(world.peer.now / 86_400) * 86_400;
    const at = formatTime(world.peer.now);
    await place(world, a, 's1', { side: 'sell', amount: '1', price: '0.4' });
    await place(world, a, 's2', { side: 'sell', amount: '2', price: '0.5' });
    await place(world, b, 'b1', { side: 'buy', amount: '2', price: '0.5' });
    world.peer.now += 60;
    await place(world, b, 'b2', { side: 'buy', amount: '0.5', price: '0.5' });
    await place(world, b, 'b3', { side: 'buy', amount: '0.5', price: '0.3' });
    const book = await world.as<Record<string, unknown>>(a, 'GetBook', ['ent']);
    assert.deepEqual([book['bestBid'], book['bestAsk']], ['0.3', '0.5']);
    assert.deepEqual(await world.as(a, 'GetDepth', ['ent']), {
      bids: [{ price: '0.3', amount: '0.5', orders: 1 }],
      asks: [{ price: '0.5', amount: '0.5', orders: 1 }],
    });
    const trades = await world.as<{ items: unknown[] }>(a, 'GetBookTrades', ['ent', at, '10', '']);
    assert.equal(trades.items.length, 3);
    const candles = (period: string) => world.as(a, 'GetCandles', ['ent', period, at]);
    assert.deepEqual(await candles('day'), [
      {
        period: 'day',
        start: at,
        open: '0.4',
        high: '0.5',
        low: '0.4',
        close: '0.5',
        volume: '2.5',
        turnover: '1.15',
        trades: 3,
      },
    ]);
    assert.equal(((await candles('minute')) as unknown[]).length, 2);
  });
});
