import { energyPoolRecord, storageUnitRecord, supplyRecord } from '../../../chaincode/copy/records';
import { type Projection } from '../projection';

/** Storage units' energy over time, and KWH, ENT and R. */
export const energy: Projection = {
  'storage-unit': (scope, { value, before }) => {
    if (value === null) return;
    const unit = storageUnitRecord.decode(value);
    const known = before === undefined ? undefined : storageUnitRecord.decode(before);
    scope.batch.add('storage_change', {
      ...scope.nextPlace(),
      ...{ unit: unit.id, at: scope.at, transaction: scope.transaction.id, report: unit.lastReport },
      ...{ energy: unit.energy, reserved: unit.reserved, change: unit.energy - (known?.energy ?? 0n) },
    });
  },
  'energy-pool': async (scope, { value }) => {
    if (value === null) return;
    const { stored, rate } = energyPoolRecord.decode(value);
    const supply = await scope.batch.record(supplyRecord, 'ENT');
    scope.batch.add('energy_change', {
      ...{ ...scope.nextPlace(), time: scope.time, stored: stored.toString(), rate: rate.toString() },
      circulating: (supply?.total ?? 0n).toString(),
    });
  },
};
