import * as assert from 'node:assert/strict';
import { checkOwner, checkSale, checkState, type Unit } from '../../../chaincode/domain/pv-unit';
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
const sale =
  (change: Partial<Unit>, energy: bigint, { offered = 0n, minutes = 60, seller = unit.owner } = {}) =>
  () =>
    checkSale({ ...unit, ...change }, seller, minutes, offered, whOf(energy));

describe('a sale from a unit', () => {
  it('is at most capacity x interval in all offers of a listing together', () => {
    sale({}, 5_001n)();
    sale({}, 1n, { offered: 5_000n })();
    assert.throws(sale({}, 5_002n), { code: 'UNIT_CAPACITY_EXCEEDED' });
    assert.throws(sale({}, 2n, { offered: 5_000n }), { code: 'UNIT_CAPACITY_EXCEEDED' });
  });

  it('of a quarter of an hour is at most a quarter of the capacity, rounded down', () => {
    sale({}, 1_250n, { minutes: 15 })();
    assert.throws(sale({}, 1_251n, { minutes: 15 }), { code: 'UNIT_CAPACITY_EXCEEDED' });
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
