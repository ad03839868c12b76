import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { EnergyNetwork } from '../support/energy-network';

interface Placed {
  readonly order: { readonly state: string; readonly left: string };
  readonly trades: readonly Trade[];
}
interface Trade {
  readonly buy: string;
  readonly sell: string;
  readonly amount: string;
  readonly price: string;
  readonly total: string;
}
interface Level {
  readonly price: string;
  readonly amount: string;
  readonly orders: number;
}

/** Table 2.5: side, amount, price. */
const table = [
  ['b1', 'buy', '5', '10.5'],
  ['b2', 'buy', '3', '10'],
  ['b3', 'buy', '4', '9.9'],
  ['b4', 'buy', '5', '9.8'],
  ['s1', 'sell', '3', '10.2'],
  ['s2', 'sell', '1', '10.5'],
  ['s3', 'sell', '4', '10.8'],
  ['s4', 'sell', '3', '11.1'],
] as const;
const left = { b1: '1', b2: '3', b3: '4', b4: '5', s3: '4', s4: '3' };

describe('The order book over REST, with the figures of table 2.5 at midpoint prices', () => {
  const network = new EnergyNetwork();
  let [founder, operator, buyer, seller] = ['', '', '', ''];

  before(async () => {
    await network.start();
    await network.bootstrap();
    ({ founder } = network);
    [operator = '', buyer = '', seller = ''] = await network.join('o', 'b', 's');
    const [unit = ''] = await network.admit('u1');
    await network.vote(founder, 'GrantRole', { member: operator, role: 'marketOperator' });
    await network.vote(founder, 'ChangeBanker', { member: operator });
    await network.vote(founder, 'RegisterStorageUnit', { unit, owner: seller });
    await network.act(unit, `/v1/storage-units/${unit}/reports`, {
      ...{ kind: 'produced', report: '1', producer: seller, energy: '20' },
    });
    await network.act(operator, `/v1/accounts/${buyer}/eEuro/mint`, { amount: '300' });
    const rules = { token: 'ENT', priceRule: 'midpoint', tick: '0.1', lot: '0.5', priceCap: '20', ordersPerMatch: 50 };
    await network.act(operator, '/v1/books', { book: 'tab', rules });
  });
  after(() => network.stop());

  const place = (order: string, side: 'buy' | 'sell', amount: string, price?: string, kind = 'limit') =>
    network.act<Placed>(side === 'buy' ? buyer : seller, '/v1/books/tab/orders', {
      order,
      terms: { side, kind, amount, ...(price === undefined ? {} : { price }) },
    });
  const shown = (trades: readonly Trade[]) =>
    trades.map(({ buy, sell, amount, price, total }) => [buy.split(':')[1], sell.split(':')[1], amount, price, total]);
  const depth = () => network.read<{ bids: Level[]; asks: Level[] }>(founder, '/v1/books/tab/depth');
  const levels = (entries: readonly Level[]) => entries.map(({ price, amount }) => [price, amount]);

  it('pairs B1 with S1 at 10.35 and with S2 at 10.5', async () => {
    const trades: Trade[] = [];
    for (const [id, side, amount, price] of table) {
      // Ledger time has seconds: of two trades in one second the ledger doesn't say which was first.
      if (id === 's2') await pause(1_000);
      trades.push(...(await place(id, side, amount, price)).trades);
    }
    const expected = [
      ['b1', 's1', '3', '10.35', '31.05'],
      ['b1', 's2', '1', '10.5', '10.5'],
    ];
    assert.deepEqual(shown(trades), expected);
    const { items } = await network.read<{ items: Trade[] }>(founder, '/v1/books/tab/trades');
    assert.deepEqual(shown(items), expected);
  });

  it('leaves the others as they came, best price first', async () => {
    for (const [id, side, , price] of table) {
      const member = side === 'buy' ? buyer : seller;
      const order = await network.read(founder, `/v1/books/tab/orders/${member}/${id}`);
      const rest = left[id as keyof typeof left] as string | undefined;
      assert.deepEqual([order['left'], order['state'], order['price']], [rest ?? '0', rest ? 'open' : 'filled', price]);
    }
    const { bids, asks } = await depth();
    assert.deepEqual(levels(bids), [
      ['10.5', '1'],
      ['10', '3'],
      ['9.9', '4'],
      ['9.8', '5'],
    ]);
    assert.deepEqual(levels(asks), [
      ['10.8', '4'],
      ['11.1', '3'],
    ]);
    const book = await network.read(founder, '/v1/books/tab');
    assert.deepEqual([book['bestBid'], book['bestAsk'], book['lastPrice']], ['10.5', '10.8', '10.5']);
  });

  it('holds what the open orders can cost, and not a cent more', async () => {
    // 10.5 + 3 x 10 + 4 x 9.9 + 5 x 9.8 are locked; 41.55 were paid.
    assert.deepEqual(await network.balances(founder, 'eEuro', buyer, seller), [
      ['129.35', '129.1'],
      ['41.55', '0'],
    ]);
    assert.deepEqual(await network.balances(founder, 'ENT', buyer, seller), [
      ['4', '0'],
      ['9', '7'],
    ]);
  });

  it('sums the trades up in candles', async () => {
    const candles = await network.read<Record<string, unknown>[]>(
      founder,
      '/v1/books/tab/candles?period=day&from=1970-01-01T00:00:00Z',
    );
    const { open, high, low, close, volume, turnover, trades } = candles[0] ?? {};
    assert.deepEqual(
      [candles.length, open, high, low, close, volume, turnover, trades],
      [1, '10.35', '10.5', '10.35', '10.5', '4', '41.55', 2],
    );
  });

  it('fills an order at once and as a whole, or not at all, where it asks for that', async () => {
    const terms = { side: 'buy', kind: 'fok', amount: '8', price: '11.1' };
    assert.equal(await network.refusal(buyer, '/v1/books/tab/orders', { order: 'f1', terms }), 'ORDER_NOT_FILLED');
    const { order, trades } = await place('i1', 'buy', '5', '10.8', 'ioc');
    assert.deepEqual([order.state, order.left], ['cancelled', '1']);
    assert.deepEqual(shown(trades), [['i1', 's3', '4', '10.8', '43.2']]);
  });

  it('gives everything back that is cancelled, and conserves ENT and eEuro', async () => {
    for (const id of ['b1', 'b2', 'b3', 'b4']) {
      await network.act(buyer, `/v1/books/tab/orders/${buyer}/${id}`, {}, 'DELETE');
    }
    await network.act(seller, `/v1/books/tab/orders/${seller}/s4`, {}, 'DELETE');
    assert.deepEqual(await depth(), { bids: [], asks: [] });
    assert.deepEqual(await network.balances(founder, 'eEuro', buyer, seller), [
      ['215.25', '0'],
      ['84.75', '0'],
    ]);
    assert.deepEqual(await network.balances(founder, 'ENT', buyer, seller), [
      ['8', '0'],
      ['12', '0'],
    ]);
    assert.deepEqual(await network.conserved(founder, 'ENT'), { held: 20_000_000n, supply: 20_000_000n });
    assert.deepEqual(await network.conserved(founder, 'eEuro'), { held: 300_000_000n, supply: 300_000_000n });
  });
});
