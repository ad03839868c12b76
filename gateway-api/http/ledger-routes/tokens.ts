import { transactions as t } from '../../../chaincode/wire/transactions';
import { resource } from '../ledger-route';

const accounts = resource('accounts');
const transfers = resource('transfers');
const supply = resource('supply');

/** Accounts, transfers and the banker's work (spec 12, token transactions). */
export const tokenRoutes = [
  accounts.get(
    '/accounts/{member}/{token}',
    { in: 'path', name: 'token', of: { ENT: t.GetENTBalance, eEuro: t.GetEEuroBalance, TRUST: t.GetTrustCoinBalance } },
    {
      operationId: 'getBalance',
      summary: 'What a member holds of a token; for the member itself, the banker, voters, operators and auditors',
    },
  ),
  accounts.get('/accounts/{member}/{token}/history', t.GetAccountHistory),
  accounts.post('/accounts/{member}/{token}/folding', t.FoldCredits),
  accounts.post('/accounts/{member}/eEuro/lock', t.LockEEuro, { own: ['member'] }),
  accounts.post('/accounts/{member}/eEuro/unlock', t.UnlockEEuro),
  accounts.post('/accounts/{member}/eEuro/mint', t.MintEEuro),
  accounts.post('/accounts/{member}/eEuro/burn', t.BurnEEuro),
  accounts.get('/withdrawals', t.GetWithdrawals),
  transfers.post(
    '/transfers',
    { in: 'body', name: 'token', of: { ENT: t.TransferENT, eEuro: t.TransferEEuro, TRUST: t.TransferTrustCoin } },
    { operationId: 'transfer', summary: "Moves an amount of a token from the caller's account to another member's" },
  ),
  supply.get(
    '/supply/{token}',
    { in: 'path', name: 'token', of: { ENT: t.GetTotalENT, eEuro: t.GetTotalEEuro, TRUST: t.GetTotalTrustCoin } },
    { operationId: 'getSupply', summary: 'All of a token that is in circulation, locked and escrowed included' },
  ),
];
