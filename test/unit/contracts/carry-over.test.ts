/** Markets whose unfilled offers stay for the next interval (spec 10 and 11, "`tdda`"). */
import { strict as assert } from 'node:assert';
import { carriedId, remainderOf } from '../../../chaincode/domain/carry-over';
import { formatTime, parseTime } from '../../../chaincode/domain/time';
import { microEuroOf, priceOf, whOf } from '../../../chaincode/domain/units';
import { type ResultOf } from '../../../chaincode/wire/declaration';
import { type GetOffer } from '../../../chaincode/wire/transactions/market';
import { type ListingView, type MarketRulesView } from '../../../chaincode/wire/views';
import { admin, MarketWorld, operator } from '../../support/market-world';

const [a, b, c] = ['a@HouseholdsMSP', 'b@HouseholdsMSP', 'c@HouseholdsMSP'] as const;

interface Hour {
  readonly world: MarketWorld;
  readonly first: string;
  /** Start of the next listing's delivery, and its id. */
  readonly then: string;
  readonly next: string;
}

/** A seller with a unit of 10 kW, two buyers with 100 eEuro, and an open listing. */
async function openHour(rules: Partial<MarketRulesView> = {}): Promise<Hour> {
  const world = await MarketWorld.create();
  await world.member(a, { eEuro: '100' });
  await world.member(b, { eEuro: '100' });
  await world.member(c, { eEuro: '100', unit: true });
  const first = await world.openListing({ mechanism: 'tdda', tick: '0.001', ...rules });
  const then = formatTime(parseTime(world.deliveryStart) + 3600);
  return { world, first, then, next: `m_${then.replaceAll(/[-:]/g, '').slice(0, 13)}Z` };
}

/** Ends the bidding of the first listing, opens the next one, and clears. */
async function clearHour({ world, first, then }: Hour, open = true): Promise<void> {
  world.peer.now = parseTime(world.deliveryStart);
  await world.as(operator, 'CloseBidding', [first]);
  if (open) await world.as(operator, 'AcceptOfferBroadcast', ['m', then]);
  await world.as(operator, 'ClearListing', [first]);
}

const settle = async ({ world, first }: Hour): Promise<number> => {
  for (let steps = 1; ; steps++) {
    if ((await world.as<ListingView>(operator, 'SettleListing', [first])).state === 'settled') return steps;
  }
};
const result = ({ world }: Hour, listing: string, member: string, offer: string) =>
  world.as<ResultOf<typeof GetOffer>>(operator, 'GetOffer', [listing, member, offer]);
const money = async (world: MarketWorld, member: string) => {
  const { available, escrowed } = await world.as<{ available: string; escrowed: string }>(member, 'GetEEuroBalance', [
    member,
  ]);
  return [available, escrowed];
};

describe('A market whose unfilled offers stay', () => {
  it('moves what is left of each offer, escrow and all, into the next listing', async () => {
    const hour = await openHour();
    const { world, first, next } = hour;
    await world.as(c, 'PVOffer', [first, 's1', 'pv-c', '3', '0.1']);
    await world.as(c, 'PVOffer', [first, 's2', 'pv-c', '2', '0.5']);
    await world.as(a, 'BUYOffer', [first, 'b1', '4', '0.2']);
    await world.as(b, 'BUYOffer', [first, 'b1', '2', '0.05']);
    await clearHour(hour);
    await world.as(operator, 'SettleListing', [first]);
    const step = await world.peer.simulate('market:SettleListing', [first], await world.call(operator));
    assert.deepEqual(
      [...step.reads.keys(), ...step.ranges].sort(),
      [
        ...[`carry-cursor/${first}`, `listing/${first}`, `listing/${next}`],
        ...[operator, a, b, c].map((id) => `member/${id}`).sort(),
        ...[`offer-page/${first}/000000`, `offer/${first}/${a}/b1`, `offer/${first}/${b}/b1`, `offer/${first}/${c}/s2`],
        `outcome-page/${first}/000000`,
        ...[a, b, c].map((id) => `tally/${next}/${id}`),
        ...[`unit-sale/pv-c/@real/${(next.split('_')[1] ?? '').slice(0, 11)}`, 'unit/pv-c'],
      ].sort(),
    );
    assert.equal(await settle(hour), 1);
    // A got 3 kWh at 0.15 and keeps 1 kWh at 0.2 open; B keeps all of its offer, C all of its second one.
    assert.deepEqual(await money(world, a), ['99.35', '0.2']);
    assert.deepEqual(await money(world, b), ['99.9', '0.1']);
    assert.deepEqual(await money(world, c), ['100.45', '0']);
    const moved = await result(hour, first, a, 'b1');
    assert.deepEqual(moved.carried, { energy: '1', escrow: '0.2', to: next, as: 'b1', reason: null });
    assert.deepEqual([moved.tradedEnergy, moved.amount, moved.refund], ['3', '0.45', '0.15']);
    const { offer } = await result(hour, next, a, 'b1');
    assert.deepEqual([offer.energy, offer.escrow, offer.slot], ['1', '0.2', moved.offer.slot]);
    assert.equal((await result(hour, next, c, 's2')).offer.unit, 'pv-c');
    assert.equal((await result(hour, first, c, 's1')).carried, null);
    await world.as(a, 'CancelOffer', [next, 'b1']);
    assert.deepEqual(await money(world, a), ['99.55', '0']);
  });

  it('serves what stayed before what comes later at the same price', async () => {
    const hour = await openHour();
    const { world, first, then, next } = hour;
    await world.as(b, 'BUYOffer', [first, 'b1', '1', '0.2']);
    await clearHour(hour);
    world.peer.now += 120;
    await world.as(a, 'BUYOffer', [next, 'b1', '1', '0.2']);
    await settle(hour);
    await world.as(c, 'PVOffer', [next, 's1', 'pv-c', '1', '0.2']);
    world.peer.now = parseTime(then);
    for (const step of ['CloseBidding', 'ClearListing'] as const) await world.as(operator, step, [next]);
    assert.equal((await result(hour, next, b, 'b1')).tradedEnergy, '1');
    assert.equal((await result(hour, next, a, 'b1')).tradedEnergy, '0');
  });

  it('gives back what the next listing does not take, and says why', async () => {
    const why = async (
      prepare: (hour: Hour) => Promise<unknown>,
      rules: Partial<MarketRulesView> = {},
      open = true,
    ) => {
      const hour = await openHour(rules);
      const { world, first } = hour;
      await world.as(c, 'PVOffer', [first, 's1', 'pv-c', '6', '0.5']);
      await world.as(a, 'BUYOffer', [first, 'b1', '4', '0.2']);
      await clearHour(hour, open);
      await prepare(hour);
      await settle(hour);
      assert.deepEqual(await money(world, b), ['100', '0']);
      const [buy, sell] = [await result(hour, first, a, 'b1'), await result(hour, first, c, 's1')];
      if (buy.carried?.to === null) assert.equal(world.total('eEuro').escrowed, 0n);
      return [buy.carried?.reason, sell.carried?.reason];
    };
    assert.deepEqual(await why(() => Promise.resolve(), {}, false), ['LISTING_NOT_FOUND', 'LISTING_NOT_FOUND']);
    const calledOff = ({ world, next }: Hour) => world.as(operator, 'CancelListing', [next]);
    assert.deepEqual(await why(calledOff), ['LISTING_NOT_OPEN', 'LISTING_NOT_OPEN']);
    const tooLate = ({ world, then }: Hour) => Promise.resolve((world.peer.now = parseTime(then)));
    assert.deepEqual(await why(tooLate), ['LISTING_NOT_OPEN', 'LISTING_NOT_OPEN']);
    const sold = ({ world, next }: Hour) => world.as(c, 'PVOffer', [next, 'x', 'pv-c', '4.001', '0.5']);
    assert.deepEqual(await why(sold), [null, 'UNIT_CAPACITY_EXCEEDED']);
    const full = ({ world, next }: Hour) =>
      world.as(a, 'BUYOffer', [next, 'x', '1', '0.2']).then(() => world.as(a, 'CancelOffer', [next, 'x']));
    assert.deepEqual(await why(full, { offersPerMember: 1 }), ['OFFER_LIMIT', null]);
    const suspended = ({ world }: Hour) => world.as(admin, 'SuspendMember', [a]);
    assert.deepEqual(await why(suspended), ['MEMBER_SUSPENDED', null]);
  });

  it('gives everything back where the next listing is cleared by another mechanism', async () => {
    const hour = await openHour();
    const { world, first } = hour;
    await world.as(a, 'BUYOffer', [first, 'b1', '1', '0.1']);
    await world.as(admin, 'ChangeMarketRule', ['m', 'mechanism', 'midpoint']);
    await clearHour(hour);
    await settle(hour);
    assert.equal((await result(hour, first, a, 'b1')).carried?.reason, 'OFFER_RULES');
    assert.deepEqual(await money(world, a), ['100', '0']);
  });

  it('moves fifty at a time, whatever comes in between, and settles when none is left', async () => {
    const hour = await openHour();
    const { world, first, next } = hour;
    for (let n = 0; n < 60; n++) await world.as(n % 2 ? a : b, 'BUYOffer', [first, `b${n}`, '1', '0.1']);
    await clearHour(hour);
    await world.as(a, 'SettleListing', [first]);
    const step = await world.peer.simulate('market:SettleListing', [first], await world.call(a));
    await world.as(a, 'BUYOffer', [next, 'mine', '1', '0.1']);
    assert.equal(world.peer.commit(step), 'MVCC_READ_CONFLICT', 'somebody whose offers it moves made one meanwhile');
    assert.equal((await world.as<ListingView>(a, 'SettleListing', [first])).state, 'cleared');
    const other = await world.peer.simulate('market:SettleListing', [first], await world.call(a));
    await world.as(c, 'BUYOffer', [next, 'mine', '1', '0.1']);
    assert.equal(world.peer.commit(other), 'VALID', 'somebody else');
    assert.equal(await world.refusal(a, 'SettleListing', [first]), 'LISTING_STATE');
    assert.equal([...world.peer.records('offer').keys()].filter((key) => key.startsWith(`offer/${next}/`)).length, 62);
    assert.equal(world.peer.records('carry-cursor').size, 0);
    assert.deepEqual(await money(world, b), ['97', '3']);
  });

  it('finds a free name for an offer whose id its member has used again', async () => {
    const hour = await openHour();
    const { world, first, next } = hour;
    await world.as(a, 'BUYOffer', [first, 'b1', '1', '0.1']);
    await clearHour(hour);
    await world.as(a, 'BUYOffer', [next, 'b1', '1', '0.3']);
    await settle(hour);
    const { carried } = await result(hour, first, a, 'b1');
    assert.equal(carried?.as, `b1.${first.split('_')[1]?.slice(0, 13).toLowerCase() ?? ''}`);
    assert.equal((await result(hour, next, a, carried.as)).offer.price, '0.1');
    assert.equal(carriedId('x'.repeat(60), '20260601T1200Z', ['x'.repeat(60)]), null);
  });

  it('never keeps more than the escrow has left after the roundings of its trades', () => {
    const offer = { side: 'buy' as const, energy: whOf(3n), price: priceOf(500n), escrow: microEuroOf(2n) };
    assert.deepEqual(remainderOf(offer, 1n, 1n), { energy: 2n, escrow: 1n });
    assert.deepEqual(remainderOf(offer, 1n, 2n), { energy: 2n, escrow: 0n });
    assert.equal(remainderOf(offer, 3n, 2n), null);
  });
});
