import { strict as assert } from 'node:assert';
import { formatTime } from '../../../chaincode/domain/time';
import { type ListingView } from '../../../chaincode/wire/views';
import { defaultRules, MarketWorld, operator } from '../../support/market-world';

const seller = 's@HouseholdsMSP';
const buyer = 'b@HouseholdsMSP';

async function worldWithTraders(rules = {}): Promise<MarketWorld> {
  const world = await MarketWorld.create();
  await world.member(seller, { unit: true });
  await world.member(buyer, { eEuro: '10' });
  await world.openListing(rules);
  return world;
}

describe('The hourly market', () => {
  it('pays the seller what the buyer pays, and refunds the rest of the escrow', async () => {
    const world = await worldWithTraders({ mechanism: 'midpoint' });
    await world.sell(seller, 's1', '2', '0.1');
    await world.buy(buyer, 'b1', '3', '0.2');
    assert.equal((await world.eEuro(buyer)).escrowed, '0.6');
    await world.close();
    const listing = await world.clearAndSettle();

    assert.equal(listing.state, 'settled');
    assert.deepEqual(listing.clearing, { price: null, energy: '2', turnover: '0.3', trades: 1, offers: 2 });
    assert.equal((await world.eEuro(seller)).available, '0.3');
    const paid = await world.eEuro(buyer);
    assert.deepEqual([paid.available, paid.locked], ['9.7', '0']);
  });

  it('keeps the fee of the market for its operator, out of what sellers receive', async () => {
    const world = await worldWithTraders({ mechanism: 'pay-as-bid', fee: '0.05' });
    await world.sell(seller, 's1', '2', '0.1');
    await world.buy(buyer, 'b1', '2', '0.2');
    await world.close();
    await world.clearAndSettle();
    assert.equal((await world.eEuro(seller)).available, '0.38');
    assert.equal((await world.eEuro(operator)).available, '0.02');
    assert.equal((await world.eEuro(buyer)).available, '9.6');
  });

  it('credits nothing to a seller who sold nothing, and says which transaction locked the listing', async () => {
    const world = await worldWithTraders();
    await world.sell(seller, 's1', '2', '0.9');
    await world.buy(buyer, 'b1', '3', '0.2');
    await world.close();
    const { lockedBy } = await world.clearAndSettle();
    assert.deepEqual(
      [...world.peer.records<{ member: string }>('credit').values()].map(({ member }) => member),
      [buyer],
    );
    const locking = world.peer.events.find(({ transaction }) => transaction === 'CloseBidding');
    assert.ok(lockedBy !== null && lockedBy === locking?.transactionId);
  });

  it('lists the listings of one market, from a time on', async () => {
    const world = await worldWithTraders();
    for (const market of ['ma', 'm-a', 'l', 'n']) {
      await world.as(operator, 'CreateMarket', [market, JSON.stringify(defaultRules)]);
      await world.as(operator, 'AcceptOfferBroadcast', [market, world.deliveryStart]);
    }
    const listed = async (market: string, from: string) =>
      (await world.as<{ items: ListingView[] }>(buyer, 'GetListings', [market, from, '200', ''])).items.map(
        ({ id }) => id,
      );
    for (const market of ['m', 'ma', 'm-a']) {
      assert.deepEqual(await listed(market, '2026-06-01T00:00:00Z'), [`${market}_20260601T1200Z`]);
      assert.deepEqual(await listed(market, '2026-06-01T12:00:00Z'), [`${market}_20260601T1200Z`]);
      assert.deepEqual(await listed(market, '2026-06-01T12:01:00Z'), []);
    }
  });

  it('shows what came of an offer, and every trade', async () => {
    const world = await worldWithTraders();
    await world.sell(seller, 's1', '2', '0.1');
    await world.buy(buyer, 'b1', '3', '0.2');
    await world.close();
    await world.clearAndSettle();
    const result = await world.as<Record<string, unknown>>(buyer, 'GetOffer', [world.listing, buyer, 'b1']);
    assert.deepEqual([result['tradedEnergy'], result['amount'], result['refund']], ['2', '0.4', '0.2']);
    assert.deepEqual(await world.as(seller, 'GetTrades', [world.listing, '0']), {
      items: [{ buy: `${buyer}:b1`, sell: `${seller}:s1`, energy: '2', price: '0.2', payment: '0.4' }],
      page: 0,
      pages: 1,
    });
  });

  it('gives back what an offer locked when it is cancelled, and does not clear it', async () => {
    const world = await worldWithTraders();
    await world.sell(seller, 's1', '2', '0.1');
    await world.buy(buyer, 'b1', '3', '0.2');
    await world.as(buyer, 'CancelOffer', [world.listing, 'b1']);
    assert.equal((await world.eEuro(buyer)).available, '10');
    assert.equal(await world.refusal(buyer, 'CancelOffer', [world.listing, 'b1']), 'OFFER_NOT_OPEN');
    await world.close();
    const listing = await world.clearAndSettle();
    assert.deepEqual([listing.clearing?.trades, listing.clearing?.offers], [0, 1]);
  });

  it('invalidates an offer that was endorsed before the lock and is submitted after it', async () => {
    const world = await worldWithTraders();
    const late = await world.peer.simulate(
      'market:BUYOffer',
      [world.listing, 'b1', '1', '0.2'],
      await world.call(buyer),
    );
    await world.close();
    assert.equal(world.peer.commit(late), 'MVCC_READ_CONFLICT');
  });

  it('refuses offers to a listing that is closed, and for delivery that has begun', async () => {
    const world = await worldWithTraders();
    world.peer.now += 3600;
    assert.equal(await world.refusal(buyer, 'BUYOffer', [world.listing, 'b1', '1', '0.2']), 'LISTING_NOT_OPEN');
    await world.as(operator, 'CloseBidding', [world.listing]);
    assert.equal(await world.refusal(buyer, 'BUYOffer', [world.listing, 'b1', '1', '0.2']), 'LISTING_NOT_OPEN');
  });

  it('lets any member close bidding once it is five minutes overdue, and the operator at its end', async () => {
    const world = await worldWithTraders();
    assert.equal(await world.refusal(operator, 'CloseBidding', [world.listing]), 'BIDDING_NOT_OVER');
    world.peer.now += 3600 + 299;
    assert.equal(await world.refusal(buyer, 'CloseBidding', [world.listing]), 'BIDDING_NOT_OVER');
    world.peer.now += 1;
    assert.equal((await world.as<ListingView>(buyer, 'CloseBidding', [world.listing])).state, 'closed');
  });

  it('opens only the listing of the next delivery interval, once', async () => {
    const world = await worldWithTraders();
    const another = (hour: string) =>
      world.refusal(operator, 'AcceptOfferBroadcast', ['m', `2026-06-01T${hour}:00:00Z`]);
    assert.equal(await another('12'), 'LISTING_EXISTS');
    assert.equal(await another('13'), 'MARKET_CLOCK');
    assert.equal(await another('11'), 'MARKET_CLOCK');
  });

  it('never lets a unit sell more than its capacity in the interval, cancelled offers given back', async () => {
    const world = await worldWithTraders();
    await world.sell(seller, 's1', '6', '0.1');
    assert.equal(
      await world.refusal(seller, 'PVOffer', [world.listing, 's2', 'pv-s', '4.001', '0.1']),
      'UNIT_CAPACITY_EXCEEDED',
    );
    await world.as(seller, 'CancelOffer', [world.listing, 's1']);
    await world.sell(seller, 's2', '10', '0.1');
  });

  it('never lets a unit sell its hour twice, in two markets', async () => {
    const world = await worldWithTraders();
    const listingIn = async (market: string, rules: object) => {
      await world.as(operator, 'CreateMarket', [market, JSON.stringify({ ...defaultRules, ...rules })]);
      if ('clock' in rules) await world.as(operator, 'AdvanceClock', [market, formatTime(world.peer.now)]);
      const { id } = await world.as<{ id: string }>(operator, 'AcceptOfferBroadcast', [market, world.deliveryStart]);
      return id;
    };
    const other = await listingIn('other', {});
    const simulated = await listingIn('simulated', { clock: 'simulated' });
    await world.sell(seller, 's1', '6', '0.1');
    const offer = (listing: string, energy: string) => [listing, 's2', 'pv-s', energy, '0.1'];
    assert.equal(await world.refusal(seller, 'PVOffer', offer(other, '4.001')), 'UNIT_CAPACITY_EXCEEDED');
    await world.as(seller, 'PVOffer', offer(simulated, '10'));
    await world.as(seller, 'PVOffer', offer(other, '4'));
    assert.equal(
      await world.refusal(seller, 'PVOffer', [world.listing, 's3', 'pv-s', '0.001', '0.1']),
      'UNIT_CAPACITY_EXCEEDED',
    );
    await world.as(seller, 'CancelOffer', [other, 's2']);
    await world.sell(seller, 's3', '4', '0.1');
  });

  it('does not let the next owner of a unit sell again what the one before has sold', async () => {
    const world = await worldWithTraders();
    await world.sell(seller, 's1', '7', '0.1');
    await world.as(seller, 'OfferPVTransfer', ['pv-s', buyer]);
    world.peer.now -= 30;
    await world.as(buyer, 'AcceptPVTransfer', ['pv-s']);
    world.peer.now += 30;
    const offer = (energy: string) => [world.listing, 's2', 'pv-s', energy, '0.1'];
    assert.equal(await world.refusal(buyer, 'PVOffer', offer('3.001')), 'UNIT_CAPACITY_EXCEEDED');
    assert.equal(await world.refusal(seller, 'PVOffer', offer('1')), 'UNIT_NOT_OWNED');
    await world.as(seller, 'CancelOffer', [world.listing, 's1']);
    await world.as(buyer, 'PVOffer', offer('10'));
  });

  it('refuses a unit that is not verified, somebody else’s unit, and an unknown one', async () => {
    const world = await worldWithTraders();
    await world.as(buyer, 'RegisterPV', ['new', JSON.stringify({ kind: 'wind', capacityW: 1000, location: 'B1' })]);
    const offer = (unit: string) => [world.listing, 'o', unit, '1', '0.1'];
    assert.equal(await world.refusal(buyer, 'PVOffer', offer('new')), 'UNIT_NOT_VERIFIED');
    assert.equal(await world.refusal(buyer, 'PVOffer', offer('pv-s')), 'UNIT_NOT_OWNED');
    assert.equal(await world.refusal(buyer, 'PVOffer', offer('none')), 'UNIT_NOT_FOUND');
  });

  it('refuses a repeated offer, one outside the rules, and more than the member has', async () => {
    const world = await worldWithTraders({
      tick: '0.01',
      smallestOffer: '0.5',
      largestOffer: '100',
      offersPerMember: 2,
    });
    const bid = (id: string, energy: string, price: string) =>
      world.refusal(buyer, 'BUYOffer', [world.listing, id, energy, price]);
    await world.buy(buyer, 'b1', '1', '0.2');
    assert.equal(await bid('b1', '1', '0.2'), 'OFFER_EXISTS');
    assert.equal(await bid('b2', '0.499', '0.2'), 'OFFER_RULES');
    assert.equal(await bid('b2', '100.001', '0.2'), 'OFFER_RULES');
    assert.equal(await bid('b2', '1', '0.205'), 'OFFER_RULES');
    assert.equal(await bid('b2', '1', '1.01'), 'OFFER_RULES');
    assert.equal(await bid('b2', '1', '0'), 'OFFER_RULES');
    assert.equal(await bid('b2', '99', '0.2'), 'INSUFFICIENT_FUNDS');
    await world.buy(buyer, 'b2', '1', '0.2');
    assert.equal(await bid('b3', '1', '0.2'), 'OFFER_LIMIT');
  });

  it('pays everything back when the operator calls a listing off, also half way through collecting', async () => {
    const world = await worldWithTraders();
    await world.sell(seller, 's1', '2', '0.1');
    await world.buy(buyer, 'b1', '3', '0.2');
    await world.close();
    await world.as(operator, 'CancelListing', [world.listing]);
    assert.equal(await world.refusal(operator, 'ClearListing', [world.listing]), 'LISTING_STATE');
    await world.as(buyer, 'SettleListing', [world.listing]);
    assert.deepEqual((await world.eEuro(buyer)).available, '10');
    assert.equal(world.total('eEuro').escrowed, 0n);
    assert.equal(await world.refusal(buyer, 'SettleListing', [world.listing]), 'LISTING_STATE');
  });

  it('settles every page once', async () => {
    const world = await worldWithTraders();
    await world.sell(seller, 's1', '2', '0.1');
    await world.buy(buyer, 'b1', '2', '0.2');
    await world.close();
    assert.equal(await world.refusal(operator, 'SettleListing', [world.listing]), 'LISTING_STATE');
    await world.clearAndSettle();
    assert.equal(await world.refusal(operator, 'SettleListing', [world.listing]), 'LISTING_STATE');
    assert.equal(await world.refusal(operator, 'ClearListing', [world.listing]), 'LISTING_STATE');
  });

  it('takes its time from AdvanceClock in a simulated market, forward only', async () => {
    const world = await MarketWorld.create();
    await world.member(buyer, { eEuro: '10' });
    await world.as(operator, 'CreateMarket', ['sim', JSON.stringify({ ...defaultRules, clock: 'simulated' })]);
    const open = ['sim', '2016-08-15T08:00:00Z'];
    assert.equal(await world.refusal(operator, 'AcceptOfferBroadcast', open), 'MARKET_CLOCK');
    await world.as(operator, 'AdvanceClock', ['sim', '2016-08-15T07:00:00Z']);
    await world.as(operator, 'AcceptOfferBroadcast', open);
    const listing = 'sim_20160815T0800Z';
    await world.as(operator, 'AdvanceClock', ['sim', '2016-08-15T07:30:10Z']);
    const offer = await world.as<{ slot: string }>(buyer, 'BUYOffer', [listing, 'b1', '1', '0.2']);
    assert.equal(offer.slot, '2016-08-15T07:30:00Z');
    assert.equal(await world.refusal(operator, 'AdvanceClock', ['sim', '2016-08-15T07:30:10Z']), 'MARKET_CLOCK');
    assert.equal(await world.refusal(operator, 'CloseBidding', [listing]), 'BIDDING_NOT_OVER');
    await world.as(operator, 'AdvanceClock', ['sim', '2016-08-15T08:00:00Z']);
    assert.equal(await world.refusal(buyer, 'BUYOffer', [listing, 'b2', '1', '0.2']), 'LISTING_NOT_OPEN');
    await world.as(operator, 'CloseBidding', [listing]);
  });

  it('does not let a real market be given a simulated clock', async () => {
    const world = await worldWithTraders();
    assert.equal(await world.refusal(operator, 'AdvanceClock', ['m', '2030-01-01T00:00:00Z']), 'MARKET_CLOCK');
    const change = await world.refusal('admin@OperatorMSP', 'ChangeMarketRule', ['m', 'clock', 'simulated']);
    assert.equal(change, 'MARKET_RULES_INVALID');
  });

  it('keeps the rules that a listing was opened with when a vote changes them', async () => {
    const world = await worldWithTraders();
    await world.as('admin@OperatorMSP', 'ChangeMarketRule', ['m', 'priceCap', '0.1']);
    await world.buy(buyer, 'b1', '1', '0.9');
    const market = await world.as<{ rules: { priceCap: string } }>(buyer, 'GetMarket', ['m']);
    assert.equal(market.rules.priceCap, '0.1');
  });

  it('locks the price cap instead of the bid where limits are ignored', async () => {
    const world = await worldWithTraders({ limits: 'ignored', priceCap: '0.5' });
    const offer = await world.buy(buyer, 'b1', '2', '0.2');
    assert.equal((offer as { escrow: string }).escrow, '1');
  });

  it('refuses a transaction dated more than 30 s from the peer’s clock, or before the listing was opened', async () => {
    const world = await worldWithTraders();
    const call = await world.call(buyer);
    const bid = (time: number) =>
      world.peer
        .simulate('market:BUYOffer', [world.listing, 'b1', '1', '0.2'], { ...call, time })
        .then(() => 'accepted')
        .catch((error: unknown) => (error as { refusal?: { code: string } }).refusal?.code);
    const { now } = world.peer;
    assert.equal(await bid(now + 31), 'CLOCK_SKEW');
    assert.equal(await bid(now - 31), 'CLOCK_SKEW');
    assert.equal(await bid(now - 5), 'TIME_BEFORE_LEDGER');
    assert.equal(await bid(now + 30), 'accepted');
  });
});
