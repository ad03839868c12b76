import assert from 'node:assert/strict';
import { type Context } from 'mocha';
import { parseAmount } from '../../chaincode/domain/units';
import { randomBelow } from '../../scripts/bench/random';
import { type ApiAnswer } from '../support/test-gateway';
import { done, type Trader, TradingCommunity, UNITS } from '../support/trading-community';

interface OrderView {
  readonly id: string;
  readonly side: 'buy' | 'sell';
  readonly amount: string;
  readonly left: string;
  readonly price: string;
  readonly state: string;
  readonly placedBy: string;
}
interface TradeView {
  readonly buy: string;
  readonly sell: string;
  readonly amount: string;
  readonly total: string;
}
interface Account {
  readonly available: string;
  readonly escrowed: string;
}

const ORDERS_EACH = 4;
const rules = { token: 'ENT', priceRule: 'resting', tick: '0.01', lot: '0.01', priceCap: '10', ordersPerMatch: 50 };
const terms = { kind: 'limit', side: 'sell', amount: '1', price: '1' };
const refusals = (answers: readonly ApiAnswer[]): string[] => [
  ...new Set(answers.filter(({ status }) => status !== 201).map(({ body }) => String(body['detail']))),
];
/** As long as the gateway says that nothing was changed and to try again: on a slow machine its patience may end first. */
const persistently = async (write: () => Promise<ApiAnswer>): Promise<ApiAnswer> => {
  let answer: ApiAnswer;
  do answer = await write();
  while (answer.body['code'] === 'CONFLICT');
  return answer;
};
const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((total, amount) => total + amount, 0n);

describe('Members who trade at the same moment', function () {
  const community = new TradingCommunity();
  const { network } = community;
  before(() => community.start(32, 16));
  after(() => community.stop());

  const account = async ({ gateway, token, id }: Trader, of: 'eEuro' | 'ENT'): Promise<Account> =>
    (await gateway.send('GET', `/v1/accounts/${id}/${of}`, { token })).body as unknown as Account;

  const place = async (trader: Trader, book: string, order: string, of: object): Promise<ApiAnswer> =>
    await persistently(() =>
      trader.gateway.command(trader.token, 'POST', `/v1/books/${book}/orders`, { order, terms: of }),
    );

  const total = async (traders: readonly Trader[], token: 'eEuro' | 'ENT'): Promise<bigint> => {
    const accounts = await Promise.all(traders.map((trader) => account(trader, token)));
    return sum(accounts.map(({ available, escrowed }) => parseAmount(available) + parseAmount(escrowed)));
  };

  const escrowOf = (orders: readonly OrderView[], side: OrderView['side']): bigint =>
    sum(
      orders
        .filter((order) => order.side === side && order.state === 'open')
        .map(({ left, price }) =>
          side === 'sell' ? parseAmount(left) : (parseAmount(left) * parseAmount(price)) / 1_000_000n,
        ),
    );

  /** Says in the report how often transactions were tried anew. */
  const report = (context: Context, answers: readonly ApiAnswer[]): void => {
    const attempts = answers.map(({ body }) => Number(body['attempts']));
    const retried = attempts.filter((count) => count > 1).length;
    const retries = attempts.reduce((all, count) => all + count - 1, 0);
    if (!context.test) return;
    context.test.title += ` [${attempts.length} writes, ${retried} of them tried again, ${retries} retries, at most ${Math.max(...attempts)} attempts]`;
  };

  const floors = [
    // Side by side, in line, alone: nobody who uses the same gateway can get in the way of a third attempt.
    { where: 'one gateway', book: 'one', traders: () => community.here, attempts: 3 },
    {
      where: 'two gateways',
      book: 'two',
      traders: () => [...community.here.slice(16), ...community.there],
      attempts: Infinity,
    },
  ];
  for (const { where, book, traders, attempts } of floors) {
    it(`have every order entered exactly once: 32 clients on one book, through ${where}`, async function () {
      // Given a book, and members who buy and sell around the same price, some across it and some apart from it
      await network.done(network.cast.operator, '/v1/books', { book, rules });
      const members = traders();
      assert.equal(members.length, 32);
      const before_ = [await total(members, 'eEuro'), await total(members, 'ENT')];
      const below = randomBelow(7);
      const wanted = new Map(
        members.map(({ id }) => [
          id,
          Array.from({ length: ORDERS_EACH }, (_, index) => ({
            order: `o${index}`,
            terms: {
              ...{ kind: 'limit', side: below(2) === 0 ? 'buy' : 'sell' },
              ...{ price: `${(80 + below(41)) / 100}`, amount: `${(1 + below(200)) / 100}` },
            },
          })),
        ]),
      );

      // When all of them place their orders, each one after the other
      const answers = await Promise.all(
        members.map(async (trader) => {
          const own: ApiAnswer[] = [];
          for (const { order, terms: of } of wanted.get(trader.id) ?? [])
            own.push(await place(trader, book, order, of));
          return own;
        }),
      );

      // Then none is refused, and each stands on the ledger as the transaction that was answered has placed it
      const all = answers.flat();
      assert.deepEqual(refusals(all), []);
      assert.ok(all.every(({ body }) => Number(body['attempts']) <= attempts));
      const trades = await community.list<TradeView>(`/v1/books/${book}/trades`);
      const orders = await Promise.all(
        members.map(({ id }) => community.list<OrderView>(`/v1/books/${book}/orders/${id}`)),
      );
      for (const [index, { id }] of members.entries()) {
        const own = orders[index] ?? [];
        assert.deepEqual(
          own.map(({ id: order, placedBy }) => [order, placedBy]),
          (answers[index] ?? []).map(({ body }, number) => [`o${number}`, body['transactionId']]),
        );
        // What of it was filled is what the trades say
        for (const { id: order, amount, left } of own) {
          const filled = trades.filter(({ buy, sell }) => [buy, sell].includes(`${id}:${order}`));
          assert.equal(parseAmount(amount) - parseAmount(left), sum(filled.map((trade) => parseAmount(trade.amount))));
        }
      }
      const told = all.flatMap(({ body }) => (body['result'] as { trades: unknown[] }).trades);
      assert.equal(told.length, trades.length);
      assert.ok(trades.length > 20, `only ${trades.length} trades`);

      // And nothing was made or lost, what is locked is what open orders lock, and the book is not crossed
      assert.deepEqual([await total(members, 'eEuro'), await total(members, 'ENT')], before_);
      for (const [index, trader] of members.entries()) {
        const others = await Promise.all(
          floors.filter((floor) => floor.book < book).map((floor) => openIn(community, floor.book, trader)),
        );
        const own = [...(orders[index] ?? []), ...others.flat()];
        assert.equal(parseAmount((await account(trader, 'eEuro')).escrowed), escrowOf(own, 'buy'));
        assert.equal(parseAmount((await account(trader, 'ENT')).escrowed), escrowOf(own, 'sell'));
      }
      const { bestBid, bestAsk } = await community.read<{ bestBid: string; bestAsk: string }>(`/v1/books/${book}`);
      assert.ok(Number(bestBid) < Number(bestAsk), `${bestBid} ${bestAsk}`);
      report(this, all);
    });
  }

  it('each get their share of one resting order that all of them want', async function () {
    await network.done(network.cast.operator, '/v1/books', { book: 'rush', rules });
    const [seller, ...takers] = [...community.here.slice(16), ...community.there];
    assert.ok(seller);
    await done(place(seller, 'rush', 'all', { ...terms, amount: '31' }));
    const buy = { ...terms, side: 'buy' };
    const answers = await Promise.all(takers.map((taker) => place(taker, 'rush', 'mine', buy)));
    const states = answers.map(
      ({ body, text }) => (body['result'] as { order: OrderView } | undefined)?.order.state ?? text,
    );
    assert.deepEqual([...new Set(states)], ['filled']);
    const order = await community.read<OrderView>(`/v1/books/rush/orders/${seller.id}/all`);
    assert.deepEqual([order.left, order.state], ['0', 'filled']);
    report(this, answers);
  });

  it('enter an order once, however often it is sent again after its answer got lost', async () => {
    await network.done(network.cast.operator, '/v1/books', { book: 'lost', rules });
    const [trader, ...others] = community.here.slice(0, 8);
    assert.ok(trader);
    const { gateway, token, id } = trader;
    const rush = others.map((other) => place(other, 'lost', 'o', { ...terms, side: 'buy' }));
    const send = async (headers: Record<string, string>, signal?: AbortSignal): Promise<Response> =>
      await fetch(`${gateway.url}/v1/books/lost/orders`, {
        method: 'POST',
        headers: {
          ...{ authorization: `Bearer ${token}`, 'content-type': 'application/json', prefer: 'wait=60' },
          ...headers,
        },
        body: JSON.stringify({ order: 'mine', terms }),
        ...(signal ? { signal } : {}),
      });
    // The client hangs up at different moments, before it has an answer
    for (const afterMs of [0, 1, 3, 9]) {
      await send({ 'idempotency-key': 'mine' }, AbortSignal.timeout(afterMs)).catch(() => undefined);
    }
    let again: Response;
    do again = await send({ 'idempotency-key': 'mine' });
    while (again.status === 409);
    assert.equal(again.status, 201);
    const { transactionId } = (await again.json()) as { transactionId: string };
    // Without a key the order's own id still keeps it from entering twice
    const bare = await send({});
    assert.deepEqual([bare.status, ((await bare.json()) as { code: string }).code], [409, 'ORDER_EXISTS']);
    await Promise.all(rush.map(done));
    const orders = await community.list<OrderView>(`/v1/books/lost/orders/${id}`);
    assert.deepEqual(
      orders.map((order) => [order.id, order.placedBy]),
      [['mine', transactionId]],
    );
  });

  it('report and open sessions at once, each exactly once, however hot the common figures are', async function () {
    const [first, second] = community.units;
    assert.ok(first && second);
    const producer = community.here[0]?.id;
    const reportOf = (unit: Trader, number: number): Promise<ApiAnswer> =>
      unit.gateway.command(unit.token, 'POST', `/v1/storage-units/${unit.id}/reports`, {
        ...{ kind: 'produced', report: String(number), producer, energy: '1' },
      });
    const from = (await community.read<{ lastReport: number }>(`/v1/storage-units/${UNITS[0] ?? ''}`)).lastReport + 1;
    const reporting = [
      ...Array.from({ length: 12 }, (_, index) => () => reportOf(first, from + index)),
      ...Array.from({ length: 12 }, (_, index) => () => reportOf(second, 1 + index)),
    ];
    const opening = community.everybody.map(
      (trader) => () =>
        trader.gateway.command(trader.token, 'POST', `/v1/storage-units/${first.id}/sessions`, { amount: '0.5' }),
    );
    const answers = await Promise.all([...reporting, ...opening].map(persistently));
    assert.deepEqual(refusals(answers), []);
    const units = await community.list<{ energy: string; reserved: string; lastReport: number }>('/v1/storage-units');
    assert.deepEqual(
      units.map(({ lastReport }) => lastReport),
      [from + 11, 12],
    );
    const { energy } = await community.read<{ energy: string }>('/v1/energy');
    assert.equal(Number(energy), Number(units[0]?.energy) + Number(units[1]?.energy));
    assert.equal(units[0]?.reserved, String(community.everybody.length * 0.5));
    report(this, answers);
  });
});

const openIn = (community: TradingCommunity, book: string, { id }: Trader): Promise<OrderView[]> =>
  community.list<OrderView>(`/v1/books/${book}/orders/${id}`);
