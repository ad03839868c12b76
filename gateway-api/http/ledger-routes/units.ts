import { transactions as t } from '../../../chaincode/wire/transactions';
import { resource } from '../ledger-route';

const units = resource('units');

/** Producing assets and their life (spec 10, "Registry"). */
export const unitRoutes = [
  units.get('/units', t.GetPVs),
  units.post('/units', t.RegisterPV),
  units.get('/units/{unit}', t.GetPV),
  units.post('/units/{unit}/verification', t.VerifyPV),
  units.post('/units/{unit}/transfer', t.OfferPVTransfer),
  units.post('/units/{unit}/acceptance', t.AcceptPVTransfer),
  units.post('/units/{unit}/retirement', t.RetirePV),
];
