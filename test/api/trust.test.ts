import assert from 'node:assert/strict';
import { DELIVERY, LISTING, MARKET, MarketNetwork } from '../support/market-network';
import { isProblem } from '../support/problem-answer';

const SELLER = 'h01@HouseholdsMSP';
const trades = `/v1/clearings/${LISTING}/trades`;

describe('Trust over REST', () => {
  const network = new MarketNetwork();
  before(async () => {
    await network.start();
    await network.populate();
    const { h01, h02, banker, operator } = network.cast;
    const offers = `/v1/listings/${LISTING}/offers`;
    await network.done(h01, offers, { side: 'sell', offer: 's1', unit: 'pv-h01', energy: '4', price: '0.1' });
    for (const [buyer, member, energy] of [
      [h02, 'h02@HouseholdsMSP', '2'],
      [banker, 'bank@BankMSP', '1'],
      [operator, 'operator@OperatorMSP', '1'],
    ] as const) {
      await network.done(banker, `/v1/accounts/${member}/eEuro/mint`, { amount: '10' });
      await network.done(buyer, offers, { side: 'buy', offer: 'b1', energy, price: '0.2' });
    }
    await network.done(operator, `/v1/markets/${MARKET}/clock`, { time: DELIVERY });
    for (const step of ['closing', 'clearing', 'settlement']) {
      await network.done(operator, `/v1/listings/${LISTING}/${step}`);
    }
  });
  after(() => network.stop());

  const read = async (address: string): Promise<Record<string, unknown>> => {
    const answer = await network.gateway.send('GET', address, { token: network.cast.h02 });
    assert.equal(answer.status, 200, answer.text);
    return answer.body;
  };
  const refused = async (token: string, address: string, body: object, status: number, code: string) => {
    const answer = await network.gateway.command(token, 'POST', address, body);
    isProblem(answer, status, code);
    assert.equal(answer.body['code'], code);
  };

  it('refuses to attest what is still being delivered', async () => {
    await refused(network.cast.h02, `${trades}/0/delivery`, { delivered: '2' }, 409, 'DELIVERY_NOT_OVER');
    await network.done(network.cast.operator, `/v1/markets/${MARKET}/clock`, { time: '2026-06-01T13:00:00Z' });
  });

  it('settles a delivery by both sides, and refuses to rate before that or by anybody else', async () => {
    const { h01, h02, founder } = network.cast;
    await refused(h02, `${trades}/0/ratings`, { rating: '5' }, 409, 'DELIVERY_NOT_SETTLED');
    await network.done(h01, `${trades}/0/delivery`, { delivered: '1.6' });
    const said = (await network.done(h02, `${trades}/0/delivery`, { delivered: '1.6' })) as Record<string, unknown>;
    assert.deepEqual([said['delivered'], said['source']], ['1.6', 'parties']);
    await refused(network.cast.banker, `${trades}/0/ratings`, { rating: '5' }, 403, 'TRADE_NOT_OWN');
    await refused(founder, `${trades}/0/ratings`, { rating: '5' }, 403, 'TRADE_NOT_OWN');
    await refused(h02, `${trades}/0/ratings`, { rating: '6' }, 400, 'INVALID_ARGUMENT');
    await refused(h02, `${trades}/9/ratings`, { rating: '5' }, 404, 'TRADE_NOT_FOUND');
  });

  it('lets the operator settle many at once, but not its own', async () => {
    const { operator } = network.cast;
    const deliveries = `/v1/clearings/${LISTING}/deliveries`;
    const all = [1, 2].map((trade) => ({ trade, delivered: '1' }));
    await refused(operator, deliveries, { deliveries: all }, 403, 'FORBIDDEN');
    const page = (await read(trades))['items'] as { buy: string }[];
    const own = page.findIndex(({ buy }) => buy.startsWith('operator@'));
    const others = all.filter(({ trade }) => trade !== own);
    await network.done(operator, deliveries, { deliveries: others });
    for (const side of [network.cast.h01, operator]) {
      await network.done(side, `${trades}/${own}/delivery`, { delivered: '1' });
    }
  });

  it('takes the ratings of three members at the same moment, each after the other', async () => {
    const { h02, banker, operator } = network.cast;
    const page = (await read(trades))['items'] as { buy: string }[];
    const numberOf = (member: string) => page.findIndex(({ buy }) => buy.startsWith(`${member}@`));
    await Promise.all(
      [
        [h02, numberOf('h02')],
        [banker, numberOf('bank')],
        [operator, numberOf('operator')],
      ].map(([token, trade]) => network.done(String(token), `${trades}/${trade}/ratings`, { rating: '5' })),
    );
    const trust = await read(`/v1/members/${SELLER}/trust`);
    assert.deepEqual([trust['ratedTrades'], trust['raters']], [3, 3]);
    await refused(h02, `${trades}/0/ratings`, { rating: '5' }, 409, 'RATING_EXISTS');
  });

  it('shows a trade with its delivery and ratings, and a member’s trust with what moved it', async () => {
    const trade = await read(`${trades}/0`);
    const byBuyer = trade['byBuyer'] as Record<string, unknown>;
    assert.deepEqual([byBuyer['given'], byBuyer['countsAs'], trade['bySeller']], [5, '4', null]);
    const trust = await read(`/v1/members/${SELLER}/trust`);
    const why = trust['why'] as { kind: string }[];
    assert.equal(why.length, 4);
    assert.equal(why.at(-1)?.kind, 'failedDelivery');
    assert.equal(trust['lostPointOn'], '2026-06-01');
    assert.deepEqual(
      ((await read('/v1/trust'))['items'] as { member: string }[]).map(({ member }) => member),
      [SELLER],
    );
    assert.equal((await read('/v1/members/h02@HouseholdsMSP/trust'))['points'], 1);
  });

  it('finds fraud by a vote', async () => {
    await network.vote('FindFraud', { member: SELLER });
    const trust = await read(`/v1/members/${SELLER}/trust`);
    assert.deepEqual([trust['points'], trust['raters']], [1, 0]);
    assert.ok(trust['fraudFoundAt'] !== null);
  });

  it('closes the ratings of a listing once their time is over', async () => {
    const { h02, operator } = network.cast;
    const closing = `/v1/clearings/${LISTING}/ratings/closing`;
    await refused(h02, closing, {}, 409, 'RATING_WINDOW_OPEN');
    await network.done(operator, `/v1/markets/${MARKET}/clock`, { time: '2026-06-15T13:00:01Z' });
    const closed = (await network.done(h02, closing)) as Record<string, unknown>;
    assert.deepEqual([closed['closed'], closed['done']], [3, true]);
    await refused(h02, `${trades}/1/ratings`, { rating: '5' }, 403, 'TRADE_NOT_OWN');
    await refused(network.cast.h01, `${trades}/1/ratings`, { rating: '5' }, 409, 'RATING_EXISTS');
  });

  it('rates the platform once a week', async () => {
    const rated = await network.done(network.cast.h01, '/v1/platform/ratings', { satisfaction: '4', service: '5' });
    assert.deepEqual(rated, { score: '4.5', ratings: 1 });
    const again = { satisfaction: '1', service: '1' };
    await refused(network.cast.h01, '/v1/platform/ratings', again, 409, 'PLATFORM_RATED');
    assert.deepEqual(await read('/v1/platform'), { score: '4.5', ratings: 1 });
  });
});
