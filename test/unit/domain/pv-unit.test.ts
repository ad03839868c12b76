import * as assert from 'node:assert/strict';
import { checkOwner, checkSale, checkState, type Unit, withSale } from '../../../chaincode/domain/pv-unit';
import { whOf } from '../../../chaincode/domain/units';

const unit: Unit = {
  id: 'pv-1',
  owner: 'h01@HouseholdsMSP',
  kind: 'solar',
  capacityW: 5_001,
  location: '',
  certifications: [],
  equipment: '',
  metadata: {},
  state: 'verified',
  offeredTo: null,
  ownedSince: '2026-06-01T00:00:00Z',
};
const noon = '2026-06-01T12:00:00Z';
const sale =
  (change: Partial<Unit>, energy: bigint, { offered = 0n, minutes = 60, seller = unit.owner } = {}) =>
  () => {
    const sold = [{ start: noon, minutes, offered }];
    checkSale({ ...unit, ...change }, sold, { seller, start: noon, minutes, energy: whOf(energy) });
  };

describe('a sale from a unit', () => {
  it('is at most capacity x interval in all offers of an hour together', () => {
    sale({}, 5_001n)();
    sale({}, 1n, { offered: 5_000n })();
    assert.throws(sale({}, 5_002n), { code: 'UNIT_CAPACITY_EXCEEDED' });
    assert.throws(sale({}, 2n, { offered: 5_000n }), { code: 'UNIT_CAPACITY_EXCEEDED' });
  });

  it('of a quarter of an hour is at most a quarter of the capacity, rounded down', () => {
    sale({}, 1_250n, { minutes: 15 })();
    assert.throws(sale({}, 1_251n, { minutes: 15 }), { code: 'UNIT_CAPACITY_EXCEEDED' });
  });

  it('leaves no more of an hour than its quarters have left, and the other way round', () => {
    const quarter = (minute: string, offered: bigint) => ({
      start: `2026-06-01T12:${minute}:00Z`,
      minutes: 15,
      offered,
    });
    const hour = { start: noon, minutes: 60, offered: 3_000n };
    const offer = (minute: string, minutes: number, energy: bigint) => ({
      ...{ seller: unit.owner, start: `2026-06-01T12:${minute}:00Z`, minutes, energy: whOf(energy) },
    });
    const sold = [hour, quarter('00', 1_250n), quarter('45', 500n)];
    checkSale(unit, sold, offer('00', 60, 251n));
    assert.throws(() => checkSale(unit, sold, offer('00', 60, 252n)), { code: 'UNIT_CAPACITY_EXCEEDED' });
    checkSale(unit, sold, offer('30', 15, 251n));
    assert.throws(() => checkSale(unit, sold, offer('30', 15, 252n)), { code: 'UNIT_CAPACITY_EXCEEDED' });
    assert.throws(() => checkSale(unit, sold, offer('00', 15, 1n)), { code: 'UNIT_CAPACITY_EXCEEDED' });
  });

  it('adds to the sales of its interval, in their order', () => {
    const at = (minute: string, minutes: number) => ({ start: `2026-06-01T12:${minute}:00Z`, minutes });
    let sold = withSale([], { ...at('30', 15), energy: 5n });
    sold = withSale(sold, { ...at('00', 60), energy: 7n });
    sold = withSale(sold, { ...at('00', 15), energy: 1n });
    sold = withSale(sold, { ...at('30', 15), energy: -2n });
    assert.deepEqual(sold, [
      { ...at('00', 15), offered: 1n },
      { ...at('00', 60), offered: 7n },
      { ...at('30', 15), offered: 3n },
    ]);
  });

  it('needs a unit that is verified', () => {
    for (const state of ['registered', 'retired'] as const) {
      assert.throws(sale({ state }, 1n), { code: 'UNIT_NOT_VERIFIED' });
    }
  });

  it("is its owner's only", () => {
    assert.throws(sale({}, 1n, { seller: 'h02@HouseholdsMSP' }), { code: 'UNIT_NOT_OWNED' });
  });
});

describe('a unit', () => {
  it('is for its owner to handle, in the states that allow it', () => {
    checkOwner(unit, unit.owner);
    assert.throws(() => checkOwner(unit, 'h02@HouseholdsMSP'), { code: 'UNIT_NOT_OWNED' });
    checkState(unit, ['registered', 'verified']);
    assert.throws(() => checkState(unit, ['registered']), {
      code: 'UNIT_STATE',
      details: { unit: 'pv-1', state: 'verified' },
    });
  });
});
