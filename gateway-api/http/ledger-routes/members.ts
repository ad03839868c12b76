import { transactions as t } from '../../../chaincode/wire/transactions';
import { resource } from '../ledger-route';

const me = resource('me');
const members = resource('members');
const network = resource('network');

/** The caller, the members and their personal data (spec 00, "Identity"; spec 13, `Bootstrap`). */
export const memberRoutes = [
  me.get('/me', t.GetCaller),
  me.post('/me', t.RegisterMember, { random: { salt: 16 } }),
  me.delete('/me', t.LeaveNetwork),
  me.get('/me/personal-data', t.GetPersonalData, {
    operationId: 'getOwnPersonalData',
    caller: ['member'],
    summary: "The caller's personal data",
  }),
  members.get('/members', t.GetMembers),
  members.get('/members/{member}', t.GetMember),
  members.get('/members/{member}/personal-data', t.GetPersonalData),
  members.delete('/members/{member}/personal-data', t.PurgePersonalData),
  network.post('/network/bootstrap', t.Bootstrap, { random: { pepper: 32 } }),
];
