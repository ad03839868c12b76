import assert from 'node:assert/strict';
import { EnergyNetwork } from '../support/energy-network';
import { sampleBookRules } from '../support/sample-calls';

interface Placed {
  readonly order: { readonly state: string; readonly hold: boolean; readonly interval: string | null };
  readonly trades: readonly { readonly id: string; readonly held: boolean }[];
  readonly outstanding: Readonly<Record<'bid' | 'ask' | 'last', string | null>>;
}

describe('Held trades and intervals of an order book over REST', () => {
  const network = new EnergyNetwork();
  let [operator, buyer, seller, arbiter] = ['', '', '', ''];

  before(async () => {
    await network.start();
    await network.bootstrap();
    const { founder } = network;
    [operator = '', buyer = '', seller = '', arbiter = ''] = await network.join('o', 'b', 's', 'a');
    const [unit = ''] = await network.admit('u1');
    await network.vote(founder, 'GrantRole', { member: operator, role: 'marketOperator' });
    await network.vote(founder, 'GrantRole', { member: arbiter, role: 'arbiter' });
    await network.vote(founder, 'ChangeBanker', { member: operator });
    await network.vote(founder, 'RegisterStorageUnit', { unit, owner: seller });
    await network.act(unit, `/v1/storage-units/${unit}/reports`, {
      ...{ kind: 'produced', report: '1', producer: seller, energy: '20' },
    });
    await network.act(operator, `/v1/accounts/${buyer}/eEuro/mint`, { amount: '10' });
    await network.act(operator, '/v1/books', { book: 'safe', rules: { ...sampleBookRules, holdAbove: '0.5' } });
    const byInterval = { ...sampleBookRules, matching: 'interval', interval: 86_400 };
    await network.act(operator, '/v1/books', { book: 'daily', rules: byInterval });
  });
  after(() => network.stop());

  const place = (member: string, book: string, order: string, terms: object) =>
    network.act<Placed>(member, `/v1/books/${book}/orders`, { order, terms: { kind: 'limit', amount: '2', ...terms } });

  it('say what an order would trade, and after it what it knows of the prices', async () => {
    await place(seller, 'safe', 's1', { side: 'sell', price: '0.2' });
    const { reach, ...quote } = await network.read(buyer, '/v1/books/safe/quote?side=buy&amount=1&price=0.3');
    assert.deepEqual(quote, { filled: '1', left: '0', total: '0.2', worstPrice: '0.2' });
    const terms = { side: 'buy', amount: '1', price: '0.3', reach };
    const { trades, outstanding } = await place(buyer, 'safe', 'b1', terms);
    assert.deepEqual([trades[0]?.held, outstanding], [false, { bid: null, ask: '0.2', last: '0.2' }]);
  });

  it('wait for two of three, who may be an arbiter and one of the two sides', async () => {
    await place(seller, 'safe', 's2', { side: 'sell', amount: '3', price: '0.25' });
    const { trades } = await place(buyer, 'safe', 'b2', { side: 'buy', amount: '4', price: '0.25' });
    assert.deepEqual(
      trades.map(({ held }) => held),
      [false, true],
    );
    const address = `/v1/books/safe/held-trades/${trades[1]?.id ?? ''}`;
    assert.deepEqual(await network.balances(network.founder, 'eEuro', buyer, seller), [
      ['8.85', '0.75'],
      ['0.4', '0'],
    ]);
    const { items } = await network.read<{ items: { state: string; total: string }[] }>(
      arbiter,
      '/v1/books/safe/held-trades',
    );
    assert.deepEqual(
      items.map(({ state, total }) => [state, total]),
      [['held', '0.75']],
    );
    assert.equal(await network.refusal(operator, `${address}/decision`, { decision: 'release' }), 'FORBIDDEN');
    assert.equal((await network.act(seller, `${address}/decision`, { decision: 'release' }))['state'], 'held');
    assert.equal((await network.act(arbiter, `${address}/decision`, { decision: 'release' }))['state'], 'released');
    assert.equal(await network.refusal(buyer, `${address}/decision`, { decision: 'return' }), 'HELD_TRADE_ENDED');
    assert.equal((await network.read(buyer, address))['state'], 'released');
    assert.deepEqual(await network.balances(network.founder, 'eEuro', buyer, seller), [
      ['8.85', '0'],
      ['1.15', '0'],
    ]);
    assert.deepEqual(await network.conserved(network.founder, 'ENT'), { held: 20_000_000n, supply: 20_000_000n });
  });

  it('collect the orders of an interval until it is over, and clear it once', async () => {
    const ask = await place(seller, 'daily', 's1', { side: 'sell', price: '0.2' });
    const bid = await place(buyer, 'daily', 'b1', { side: 'buy', price: '0.3' });
    assert.deepEqual([ask.order.state, bid.order.state, bid.trades], ['open', 'open', []]);
    assert.ok(bid.order.interval !== null);
    const cleared = await network.act(seller, '/v1/books/daily/intervals');
    assert.deepEqual([cleared['end'], cleared['trades'], cleared['more']], [bid.order.interval, [], false]);
    assert.equal(await network.refusal(seller, '/v1/books/daily/intervals', {}), 'INTERVAL_NOT_OVER');
    assert.equal(await network.refusal(seller, '/v1/books/safe/intervals', {}), 'BOOK_MATCHING');
  });
});
