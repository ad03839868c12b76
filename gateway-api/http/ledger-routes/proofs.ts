import { transactions as t } from '../../../chaincode/wire/transactions';
import { resource } from '../ledger-route';

const proofs = resource('proofs');

/** What the ledger can prove to outsiders (spec 14, "Two-block ledger"). */
export const proofRoutes = [
  proofs.get('/listings/{listing}/commitment', t.GetCommitment),
  proofs.get('/listings/{listing}/fulfilment', t.GetFulfilment),
  proofs.post('/listings/{listing}/fulfilment', t.FulfilListing),
  proofs.get('/listings/{listing}/fulfilment/trades', t.GetFulfilledTrades, { defaults: { page: '0' } }),
  proofs.get('/recognized-roots', t.GetRecognizedRoots),
];
