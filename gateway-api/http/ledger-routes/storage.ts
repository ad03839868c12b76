import { transactions as t } from '../../../chaincode/wire/transactions';
import { resource } from '../ledger-route';

const storage = resource('storage');

/** Storage units, their reports and consumption sessions (spec 12). */
export const storageRoutes = [
  storage.get('/storage-units', t.GetStorageUnits),
  storage.get('/storage-units/{unit}', t.GetStorageUnitInfo),
  storage.get('/storage-units/{unit}/energy', t.GetStorageUnitEnergy),
  storage.post(
    '/storage-units/{unit}/reports',
    {
      in: 'body',
      name: 'kind',
      of: { produced: t.EnergyProduced, consumed: t.EnergyConsumed, actual: t.ReportActualEnergy },
    },
    {
      operationId: 'reportEnergy',
      summary: 'The calling storage unit reports energy that came, that went, or that is there',
      own: ['unit'],
    },
  ),
  storage.post('/storage-units/{unit}/report-batches', t.ReportBatch, { own: ['unit'] }),
  storage.get('/storage-units/{unit}/sessions', t.GetConsumptionSessions),
  storage.post('/storage-units/{unit}/sessions', t.StartConsumptionSession),
  storage.post('/storage-units/{unit}/sessions/clearing', t.ClearOldSessions),
  storage.get('/storage-units/{unit}/sessions/{member}', t.GetConsumptionSessionEnergy),
  storage.delete('/storage-units/{unit}/sessions/{member}', t.CloseConsumptionSession),
  storage.get('/energy', t.GetTotalEnergy),
  storage.get('/energy/rates', t.GetEnergyRates),
];
