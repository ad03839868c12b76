/** A market of microgrids with two-level prices (spec 14). */
import { strict as assert } from 'node:assert';
import { newcomer } from '../../../chaincode/domain/trust/trust';
import { trustRecord } from '../../../chaincode/ledger/records';
import { type ResultOf } from '../../../chaincode/wire/declaration';
import { type GetCollectedOffers, type GetOffer, type GetTrades } from '../../../chaincode/wire/transactions/market';
import { type GetMicrogrids } from '../../../chaincode/wire/transactions/microgrids';
import { type ListingView } from '../../../chaincode/wire/views';
import { admin, MarketWorld, operator } from '../../support/market-world';

const rules = { mechanism: 'two-level', retail: '0.3', feedIn: '0.1', fee: '0', tick: '0.01' } as const;
const sellers = ['sa', 'sb'].map((name) => `${name}@HouseholdsMSP`) as [string, string];
const buyers = ['ba', 'bb'].map((name) => `${name}@HouseholdsMSP`) as [string, string];

/** Microgrids a and b of one seller and one buyer each, and nobody else. */
async function twoMicrogrids(more: { trust?: 'on' } = {}): Promise<MarketWorld> {
  const world = await MarketWorld.create();
  for (const id of [...sellers, ...buyers]) await world.member(id, { eEuro: '1000', unit: true });
  await world.openListing({ ...rules, ...more });
  for (const id of [...sellers, ...buyers]) await world.as(operator, 'AssignMicrogrid', ['m', id, id.slice(1, 2)]);
  return world;
}

async function tradesOf(world: MarketWorld): Promise<ResultOf<typeof GetTrades>['items']> {
  const items: ResultOf<typeof GetTrades>['items'] = [];
  for (let page = 0, pages = 1; page < pages; page++) {
    const found = await world.as<ResultOf<typeof GetTrades>>(operator, 'GetTrades', [world.listing, String(page)]);
    assert.ok(found.items.length <= 500);
    items.push(...found.items);
    pages = found.pages;
  }
  return items;
}

describe('A market with two-level prices', () => {
  it('trades inside each microgrid at its own price, then between them, and gives back what retail had locked', async () => {
    const world = await twoMicrogrids();
    await world.sell(sellers[0], 's', '1', '0.1');
    await world.buy(buyers[0], 'b', '2', '0.3');
    await world.sell(sellers[1], 's', '3', '0.05');
    await world.buy(buyers[1], 'b', '2.5', '0.4');
    assert.deepEqual(
      [(await world.eEuro(buyers[0])).escrowed, (await world.eEuro(buyers[1])).escrowed],
      ['0.6', '0.75'],
      'retail is locked, not the bid',
    );
    await world.close();
    const { clearing } = await world.clearAndSettle();
    const shown = (await tradesOf(world)).map((trade) => Object.values(trade).join(' '));
    // Inside a SDR = 1/2: 0.3 x 0.1 / (0.2 / 2 + 0.1) = 0.15. Between, 0.5 meet 1: the same.
    assert.deepEqual(shown, [
      'ba@HouseholdsMSP:b sa@HouseholdsMSP:s 1 0.15 0.15',
      'bb@HouseholdsMSP:b sb@HouseholdsMSP:s 2.5 0.1 0.25',
      'ba@HouseholdsMSP:b sb@HouseholdsMSP:s 0.5 0.15 0.075',
    ]);
    assert.deepEqual(clearing, { price: null, energy: '4', turnover: '0.475', trades: 3, offers: 4 });
    assert.equal((await world.eEuro(buyers[0])).available, '999.775');
    assert.equal((await world.eEuro(sellers[1])).available, '1000.325');
    assert.equal(world.total('eEuro').escrowed, 0n);
  });

  it('counts the microgrids as they stood at collecting, and shows them; who has none trades between only', async () => {
    const world = await twoMicrogrids();
    const loner = await world.member('c@HouseholdsMSP', { eEuro: '10' });
    await world.sell(sellers[0], 's', '1', '0.1');
    await world.buy(loner, 'b', '1', '0.3');
    await world.as(operator, 'AssignMicrogrid', ['m', sellers[0], 'far-away']);
    await world.close();
    await world.clearAndSettle();
    await world.as(operator, 'AssignMicrogrid', ['m', sellers[0], 'a']);
    const collected = await world.as<ResultOf<typeof GetCollectedOffers>>(operator, 'GetCollectedOffers', [
      world.listing,
      '0',
    ]);
    assert.deepEqual(
      collected.items.map(({ id, microgrid, points }) => [id, microgrid, points]),
      [
        [`${loner}:b`, null, null],
        [`${sellers[0]}:s`, 'far-away', null],
      ],
    );
    assert.equal((await tradesOf(world)).length, 1);
    const { items } = await world.as<ResultOf<typeof GetMicrogrids>>(buyers[0], 'GetMicrogrids', ['m', '10', '']);
    assert.deepEqual(
      items.map(({ member, microgrid }) => `${member} ${microgrid}`),
      ['ba@HouseholdsMSP a', 'bb@HouseholdsMSP b', 'sa@HouseholdsMSP a', 'sb@HouseholdsMSP b'],
    );
  });

  it('counts quotas and points beside the microgrids where the market counts trust', async () => {
    const world = await twoMicrogrids({ trust: 'on' });
    world.peer.seed(trustRecord, { ...newcomer(buyers[0]), points: 4 });
    await world.sell(sellers[0], 's', '1', '0.1');
    await world.buy(buyers[0], 'b', '1', '0.3');
    await world.close();
    await world.clearAndSettle();
    const traded = (member: string, offer: string) =>
      world.as<ResultOf<typeof GetOffer>>(member, 'GetOffer', [world.listing, member, offer]);
    const { points, quota, tradedEnergy } = await traded(sellers[0], 's');
    assert.deepEqual([points, quota, tradedEnergy], [1, '0.5', '0.5']);
    assert.deepEqual([(await traded(buyers[0], 'b')).quota, (await traded(buyers[0], 'b')).tradedEnergy], ['1', '0.5']);
  });

  it('refuses a bid below retail and an ask above feed-in', async () => {
    const world = await twoMicrogrids();
    const offers = (price: string) => [world.listing, 'n', '1', price];
    assert.equal(await world.refusal(buyers[0], 'BUYOffer', offers('0.29')), 'OFFER_RULES');
    assert.equal(await world.refusal(sellers[0], 'PVOffer', [world.listing, 'n', 'pv-sa', '1', '0.11']), 'OFFER_RULES');
    await world.buy(buyers[0], 'b', '1', '0.3');
    await world.sell(sellers[0], 's', '1', '0.1');
  });

  it('follows the prices of the grid by vote, from the next listing on', async () => {
    const world = await twoMicrogrids();
    await world.as(admin, 'ChangeMarketRule', ['m', 'retail', '0.2']);
    await world.buy(buyers[0], 'b', '1', '0.3');
    assert.equal(await world.refusal(buyers[0], 'BUYOffer', [world.listing, 'n', '1', '0.2']), 'OFFER_RULES');
    for (const [rule, value] of [
      ['retail', '0.1'],
      ['retail', '0.201'],
      ['feedIn', '0.2'],
      ['fee', '0.01'],
      ['priceCap', '0.19'],
      ['priceFloor', '0.11'],
    ] as const) {
      const code = await world.refusal(admin, 'ChangeMarketRule', ['m', rule, value]);
      assert.equal(code, 'MARKET_RULES_INVALID', `${rule} ${value}`);
    }
  });

  it('has room for the trades of both levels, which can be more than the offers', async () => {
    const world = await MarketWorld.create();
    const people = ['sa', 'sb', 'ba', 'bb'].flatMap((name) => [`${name}1@HouseholdsMSP`, `${name}2@HouseholdsMSP`]);
    await world.openListing({ ...rules, offersPerMember: 100 });
    for (const id of people) {
      await world.member(id, { eEuro: '100000' });
      await world.as(operator, 'AssignMicrogrid', ['m', id, id.slice(1, 2)]);
      const sells = id.startsWith('s');
      if (sells) await world.unit(id, 1_000_000_000);
      // a lacks energy, b has too much; odd amounts, so that hardly any two offers are used up by one trade.
      const energy = sells === id.includes('b') ? 2_000 : 1_000;
      for (let offer = 0; offer < 62; offer++) {
        const wh = ((energy + offer * (sells ? 7 : 11)) / 1000).toFixed(3);
        if (sells) await world.sell(id, `o${offer}`, wh, '0.1');
        else await world.buy(id, `o${offer}`, wh, '0.3');
      }
    }
    const before = world.total('eEuro');
    await world.close();
    const settled: ListingView = await world.clearAndSettle();
    const trades = await tradesOf(world);
    assert.equal(settled.progress.pages, 1);
    assert.ok(trades.length > 500, `${trades.length} trades`);
    assert.equal(trades.length, settled.clearing?.trades);
    const after = world.total('eEuro');
    assert.deepEqual([after.escrowed, after.available], [0n, before.available + before.escrowed]);
  });
});
