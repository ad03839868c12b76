import { transactions as t } from '../../../chaincode/wire/transactions';
import { resource } from '../ledger-route';

const microgrids = resource('microgrids');

/** Microgrids of markets with two-level prices (spec 14). */
export const microgridRoutes = [
  microgrids.get('/markets/{market}/microgrids', t.GetMicrogrids),
  microgrids.post('/markets/{market}/microgrids', t.AssignMicrogrid),
];
