import assert from 'node:assert/strict';
import fc from 'fast-check';
import { unusedMeters } from '../../../../agents/storage-unit/battery';
import { SimulatedBattery } from '../../../../agents/storage-unit/simulated-battery';
import { ratioOf } from '../../../../chaincode/domain/units';

const HOUR_MS = 3_600_000;
const spec = { capacity: 6_400n, maxCharge: 5_000n, maxDischarge: 3_000n, efficiency: ratioOf(900_000n) };
const batteryWith = (holds: bigint) => new SimulatedBattery(spec, { ...unusedMeters, holds });

describe('a simulated battery', () => {
  it('takes no more in a period than its power allows', async () => {
    const battery = batteryWith(0n);
    battery.beginPeriod(HOUR_MS / 2);
    assert.deepEqual([battery.charge('a@M', 2_000n), battery.charge('b@M', 2_000n)], [2_000n, 500n]);
    battery.beginPeriod(HOUR_MS / 2);
    assert.equal(battery.charge('b@M', 9_000n), 2_500n);
    const { fedIn, holds } = await battery.read();
    assert.deepEqual(
      [...fedIn],
      [
        ['a@M', 2_000n],
        ['b@M', 3_000n],
      ],
    );
    // 90 % of 2000, 500 and 2500.
    assert.equal(holds, 4_500n);
  });

  it('takes in only what fits after losses', async () => {
    const battery = batteryWith(6_000n);
    battery.beginPeriod(HOUR_MS);
    // 444 Wh come out as 399, 445 as 400 of the 400 Wh that are free.
    assert.equal(battery.charge('a@M', 5_000n), 445n);
    assert.equal((await battery.read()).holds, 6_400n);
    assert.equal(battery.charge('a@M', 1n), 0n);
  });

  it('gives out no more than its power allows and than it holds', () => {
    const full = batteryWith(6_400n);
    full.beginPeriod(HOUR_MS);
    assert.deepEqual([full.discharge('a@M', 2_500n), full.discharge('b@M', 2_500n)], [2_500n, 500n]);
    const poor = batteryWith(700n);
    poor.beginPeriod(HOUR_MS);
    assert.deepEqual([poor.discharge('a@M', 2_500n), poor.discharge('b@M', 1n)], [700n, 0n]);
  });

  it('never holds less than nothing or more than it can, and never gives more than it got', async () => {
    const step = fc.record({
      charge: fc.boolean(),
      energy: fc.bigInt(0n, 8_000n),
      ms: fc.integer({ min: 0, max: HOUR_MS }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        const battery = batteryWith(0n);
        for (const { charge, energy, ms } of steps) {
          battery.beginPeriod(ms);
          const flow = charge ? battery.charge('a@M', energy) : battery.discharge('b@M', energy);
          assert.ok(flow >= 0n && flow <= energy);
          const { fedIn, taken, holds } = await battery.read();
          assert.ok(holds >= 0n && holds <= spec.capacity);
          assert.ok((taken.get('b@M') ?? 0n) + holds <= ((fedIn.get('a@M') ?? 0n) * 9n) / 10n);
        }
      }),
    );
  });
});
