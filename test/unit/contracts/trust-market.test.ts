/** Trust points in a market: which count in a listing, and since when (spec 14). */
import { strict as assert } from 'node:assert';
import { newcomer } from '../../../chaincode/domain/trust/trust';
import { type TrustPoints } from '../../../chaincode/domain/trust/points';
import { offerRecord, trustRecord, PAGE_OFFERS } from '../../../chaincode/ledger/records';
import { type ResultOf } from '../../../chaincode/wire/declaration';
import { type GetCollectedOffers, type GetOffer } from '../../../chaincode/wire/transactions/market';
import { admin, MarketWorld, operator } from '../../support/market-world';

const seller = 's@HouseholdsMSP';
const buyer = 'b@HouseholdsMSP';

type OfferResult = ResultOf<typeof GetOffer>;

async function worldWithOffers(rules: { trust?: 'on' | 'off' }): Promise<MarketWorld> {
  const world = await MarketWorld.create();
  await world.member(seller, { unit: true });
  await world.member(buyer, { eEuro: '10' });
  await world.openListing({ mechanism: 'midpoint', ...rules });
  await world.sell(seller, 's1', '2.001', '0.1');
  await world.sell(seller, 's2', '1', '0.1');
  await world.buy(buyer, 'b1', '3', '0.2');
  return world;
}

const give = (world: MarketWorld, member: string, points: TrustPoints) =>
  world.peer.seed(trustRecord, { ...newcomer(member), points });

const result = (world: MarketWorld, member: string, offer: string) =>
  world.as<OfferResult>(seller, 'GetOffer', [world.listing, member, offer]);

describe('Trust points in a market', () => {
  it('are stamped into every offer when a listing is collected, and show in its result with the quota', async () => {
    const world = await worldWithOffers({ trust: 'on' });
    give(world, seller, 3);
    await world.close();
    await world.clearAndSettle();
    const sold = await result(world, seller, 's1');
    assert.deepEqual([sold.points, sold.quota], [3, '1.8']);
    const bought = await result(world, buyer, 'b1');
    assert.deepEqual([bought.points, bought.quota], [1, '1.5'], 'a member without a record is a newcomer');
    const { items } = await world.as<ResultOf<typeof GetCollectedOffers>>(buyer, 'GetCollectedOffers', [
      world.listing,
      '0',
    ]);
    assert.deepEqual(
      items.map(({ id, points }) => [id, points]),
      [
        [`${buyer}:b1`, 1],
        [`${seller}:s1`, 3],
        [`${seller}:s2`, 3],
      ],
    );
  });

  it('count as they stood at collecting, whatever happens to them then', async () => {
    const world = await worldWithOffers({ trust: 'on' });
    give(world, seller, 4);
    await world.close();
    await world.clearAndSettle();
    give(world, seller, 1);
    assert.equal((await result(world, seller, 's1')).points, 4);
  });

  it('are neither read nor shown where the market does not count trust', async () => {
    for (const rules of [{}, { trust: 'off' }] as const) {
      const world = await worldWithOffers(rules);
      give(world, seller, 4);
      await world.close();
      const collecting = await world.peer.simulate('market:ClearListing', [world.listing], await world.call(seller));
      assert.deepEqual(
        [...collecting.reads.keys()].filter((key) => key.startsWith('trust/')),
        [],
      );
      await world.clearAndSettle();
      const { points, quota } = await result(world, seller, 's1');
      assert.deepEqual([points, quota], [null, null]);
    }
  });

  it('count from the next listing on when a vote turns the rule on', async () => {
    const world = await worldWithOffers({});
    const change = (value: string) => ['m', 'trust', value];
    assert.equal(await world.refusal(admin, 'ChangeMarketRule', change('maybe')), 'INVALID_ARGUMENT');
    await world.as(admin, 'ChangeMarketRule', change('on'));
    const trustOf = async (name: 'GetMarket' | 'GetListing', id: string) =>
      (await world.as<{ rules: { trust?: string } }>(seller, name, [id])).rules.trust;
    assert.equal(await trustOf('GetMarket', 'm'), 'on');
    assert.equal(await trustOf('GetListing', world.listing), undefined, 'a listing keeps the rules it was opened with');
  });

  it('are read once per member of the page, however many offers it has', async () => {
    const world = await worldWithOffers({ trust: 'on' });
    await world.close();
    const collecting = await world.peer.simulate('market:ClearListing', [world.listing], await world.call(seller));
    assert.deepEqual(
      [...collecting.reads.keys()].filter((key) => key.startsWith('trust/')).sort(),
      [`trust/${buyer}`, `trust/${seller}`].sort(),
    );
    world.peer.seed(trustRecord, { ...newcomer(buyer), points: 2 });
    assert.equal(world.peer.commit(collecting), 'MVCC_READ_CONFLICT', 'points of two moments are never mixed');
  });

  it('cost a page of a large listing at most a key per offer, and nothing after that', async () => {
    const world = await MarketWorld.create();
    await world.openListing({ trust: 'on' });
    for (let number = 0; number < PAGE_OFFERS + 100; number++) {
      const member = `t${String(number).padStart(4, '0')}@HouseholdsMSP`;
      const side = number % 2 ? 'sell' : 'buy';
      const [energy, price] = [2n + BigInt(number), 100_000n];
      world.peer.seed(offerRecord, {
        ...{ listing: world.listing, member, id: 'o', side, unit: null, energy, price, escrow: 0n },
        ...{ slot: '2026-06-01T11:00:00Z', state: 'open' },
      });
      if (number % 3 === 0) world.peer.seed(trustRecord, { ...newcomer(member), points: 4 });
    }
    await world.close();
    const call = await world.call(operator);
    const reads: number[] = [];
    for (const step of ['collect', 'collect', 'publish', 'settle', 'settle']) {
      const name = step === 'settle' ? 'market:SettleListing' : 'market:ClearListing';
      const taken = await world.peer.simulate(name, [world.listing], call);
      reads.push([...taken.reads.keys()].filter((key) => key.startsWith('trust/')).length);
      assert.equal(world.peer.commit(taken), 'VALID', step);
    }
    assert.deepEqual(reads, [PAGE_OFFERS, 100, 0, 0, 0]);
  });
});
