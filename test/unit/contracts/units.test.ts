/** The registry of producing units (spec 10, "Registry"). */
import { strict as assert } from 'node:assert';
import { type ResultOf } from '../../../chaincode/wire/declaration';
import { type GetPV, type GetPVs } from '../../../chaincode/wire/transactions/units';
import { MarketWorld, operator } from '../../support/market-world';

type Unit = ResultOf<typeof GetPV>;
const owner = 's@HouseholdsMSP';
const other = 'b@HouseholdsMSP';
const details = (more: object = {}) => JSON.stringify({ kind: 'hydro', capacityW: 3000, location: 'B3', ...more });

async function registry(): Promise<MarketWorld> {
  const world = await MarketWorld.create();
  await world.member(owner, { unit: true });
  await world.member(other);
  return world;
}

const unit = (world: MarketWorld, id: string) => world.as<Unit>(other, 'GetPV', [id]);

describe('PV units', () => {
  it('are registered with all that their owner says of them, and wait to be verified', async () => {
    const world = await registry();
    const said = { certifications: ['Ökostrom 🌞'], equipment: 'turbine', metadata: { maker: '𠮷野', year: '2019' } };
    await world.as(owner, 'RegisterPV', ['mill', details(said)]);
    const { ownedSince, ...rest } = await unit(world, 'mill');
    assert.deepEqual(rest, {
      ...{ id: 'mill', owner, kind: 'hydro', capacityW: 3000, location: 'B3', state: 'registered', offeredTo: null },
      ...said,
    });
    assert.equal(ownedSince, '2026-06-01T11:00:00Z');
    await world.as(operator, 'VerifyPV', ['mill']);
    assert.equal((await unit(world, 'mill')).state, 'verified');
    assert.equal(await world.refusal(operator, 'VerifyPV', ['mill']), 'UNIT_STATE');
  });

  it('hold a bounded description', async () => {
    const world = await registry();
    const many = Object.fromEntries(Array.from({ length: 21 }, (_, index) => [`k${index}`, 'v']));
    for (const more of [
      { metadata: many },
      { metadata: { ['k'.repeat(33)]: 'v' } },
      { metadata: { k: 'v'.repeat(201) } },
      { certifications: Array(11).fill('c') },
      { equipment: 'e'.repeat(201) },
      { capacityW: 1_000_000_001 },
      { kind: 'coal' },
    ]) {
      assert.equal(await world.refusal(owner, 'RegisterPV', ['x', details(more)]), 'INVALID_ARGUMENT');
    }
  });

  it('change hands when both sides say so; the last offer counts, and an offer to oneself takes it back', async () => {
    const world = await registry();
    const third = await world.member('t@HouseholdsMSP');
    await world.as(owner, 'OfferPVTransfer', ['pv-s', third]);
    await world.as(owner, 'OfferPVTransfer', ['pv-s', other]);
    assert.equal(await world.refusal(third, 'AcceptPVTransfer', ['pv-s']), 'UNIT_NOT_OWNED');
    await world.as(owner, 'OfferPVTransfer', ['pv-s', owner]);
    assert.equal((await unit(world, 'pv-s')).offeredTo, null);
    assert.equal(await world.refusal(other, 'AcceptPVTransfer', ['pv-s']), 'UNIT_NOT_OWNED');
    await world.as(owner, 'OfferPVTransfer', ['pv-s', other]);
    world.peer.now += 60;
    await world.as(other, 'AcceptPVTransfer', ['pv-s']);
    const taken = await unit(world, 'pv-s');
    assert.deepEqual(
      [taken.owner, taken.offeredTo, taken.state, taken.ownedSince],
      [other, null, 'verified', '2026-06-01T11:01:00Z'],
    );
    assert.equal(await world.refusal(owner, 'OfferPVTransfer', ['pv-s', owner]), 'UNIT_NOT_OWNED');
    assert.equal(await world.refusal(other, 'AcceptPVTransfer', ['pv-s']), 'UNIT_NOT_OWNED');
  });

  it('are out of service for good when they are retired, an offer to hand them over included', async () => {
    const world = await registry();
    await world.as(owner, 'OfferPVTransfer', ['pv-s', other]);
    await world.as(owner, 'RetirePV', ['pv-s']);
    assert.equal(await world.refusal(other, 'AcceptPVTransfer', ['pv-s']), 'UNIT_NOT_OWNED');
    assert.equal(await world.refusal(operator, 'VerifyPV', ['pv-s']), 'UNIT_STATE');
    assert.equal(await world.refusal(owner, 'RegisterPV', ['pv-s', details()]), 'UNIT_EXISTS');
    await world.openListing();
    assert.equal(await world.refusal(owner, 'PVOffer', [world.listing, 'o', 'pv-s', '1', '0.1']), 'UNIT_NOT_VERIFIED');
  });

  it('may have any plain name, that of a property of every object too', async () => {
    const world = await registry();
    await world.openListing();
    for (const id of ['constructor', 'valueof', '0', 'a.b_c-d']) {
      await world.as(owner, 'RegisterPV', [id, details()]);
      await world.as(operator, 'VerifyPV', [id]);
      await world.as(owner, 'PVOffer', [world.listing, id, id, '3', '0.1']);
      assert.equal(
        await world.refusal(owner, 'PVOffer', [world.listing, `${id}2`, id, '0.001', '0.1']),
        'UNIT_CAPACITY_EXCEEDED',
      );
      await world.as(owner, 'CancelOffer', [world.listing, id]);
      await world.as(owner, 'PVOffer', [world.listing, `${id}3`, id, '3', '0.1']);
    }
  });

  it('are listed page by page, by id', async () => {
    const world = await registry();
    for (const id of ['u3', 'u1', 'u2']) await world.as(owner, 'RegisterPV', [id, details()]);
    const first = await world.as<ResultOf<typeof GetPVs>>(other, 'GetPVs', ['3', '']);
    const rest = await world.as<ResultOf<typeof GetPVs>>(other, 'GetPVs', ['3', first.bookmark]);
    assert.deepEqual(
      [...first.items, ...rest.items].map(({ id }) => id),
      ['pv-s', 'u1', 'u2', 'u3'],
    );
    assert.equal(rest.bookmark, '');
  });
});
