import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type BatteryMeters } from '../../../../agents/storage-unit/battery';
import { energyAfter, MeterError, readingsOf } from '../../../../agents/storage-unit/reports-of';

const meters = (fedIn: Record<string, bigint>, taken: Record<string, bigint>, holds: bigint): BatteryMeters => ({
  fedIn: new Map(Object.entries(fedIn)),
  taken: new Map(Object.entries(taken)),
  holds,
});
const before = (fedIn: Record<string, bigint>, taken: Record<string, bigint>, onLedger: bigint) => ({
  ...meters(fedIn, taken, 0n),
  onLedger,
});

describe('what a storage unit has to report', () => {
  it('is what each counter shows more than before, in the order of the members, and then what is really there', () => {
    assert.deepEqual(
      readingsOf(before({ 'a@M': 100n }, {}, 500n), meters({ 'b@M': 70n, 'a@M': 150n }, { 'a@M': 20n }, 580n), 1n),
      [
        { kind: 'produced', member: 'a@M', energy: 50n },
        { kind: 'produced', member: 'b@M', energy: 70n },
        { kind: 'consumed', member: 'a@M', energy: 20n },
        { kind: 'actual', energy: 580n },
      ],
    );
  });

  it('is nothing where nothing has changed, and no actual energy where the ledger shows it already', () => {
    assert.deepEqual(readingsOf(before({ 'a@M': 100n }, {}, 100n), meters({ 'a@M': 100n }, {}, 100n), 1n), []);
    assert.deepEqual(readingsOf(before({}, {}, 0n), meters({ 'a@M': 9n }, {}, 9n), 1n), [
      { kind: 'produced', member: 'a@M', energy: 9n },
    ]);
  });

  it('leaves differences below the tolerance for later', () => {
    assert.deepEqual(readingsOf(before({}, {}, 100n), meters({}, {}, 91n), 10n), []);
    assert.deepEqual(readingsOf(before({}, {}, 100n), meters({}, {}, 90n), 10n), [{ kind: 'actual', energy: 90n }]);
  });

  it('says first what the battery held, where it gave more than the ledger knows of', () => {
    assert.deepEqual(readingsOf(before({}, {}, 30n), meters({}, { 'a@M': 50n }, 5n), 1n), [
      { kind: 'actual', energy: 55n },
      { kind: 'consumed', member: 'a@M', energy: 50n },
    ]);
  });

  it('refuses a counter that has gone back, or away', () => {
    assert.throws(() => readingsOf(before({ 'a@M': 2n }, {}, 0n), meters({ 'a@M': 1n }, {}, 0n), 1n), MeterError);
    assert.throws(() => readingsOf(before({}, { 'a@M': 2n }, 0n), meters({}, {}, 0n), 1n), { code: 'METER_WENT_BACK' });
  });

  it('never takes more from the unit than it then holds, and ends at what the battery holds', () => {
    const flow = fc.bigInt(0n, 1_000n);
    fc.assert(
      fc.property(flow, flow, flow, flow, (onLedger, inflow, outflow, holds) => {
        const readings = readingsOf(before({}, {}, onLedger), meters({ 'a@M': inflow }, { 'b@M': outflow }, holds), 1n);
        let energy = onLedger;
        for (const reading of readings) {
          energy = energyAfter(energy, [reading]);
          assert.ok(energy >= 0n);
        }
        assert.equal(energy, holds);
      }),
    );
  });
});
