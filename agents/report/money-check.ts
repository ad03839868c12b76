import { share } from '../../chaincode/domain/units';
import { type DayLedger, type LedgerListing } from './day-ledger';
import { type Statement, statement } from './statement';
import { sum } from './sum';

/** What shows that eEuro in = eEuro out; in millionths of eEuro. */
export interface MoneyCheck {
  readonly statements: readonly Statement[];
  readonly holds: boolean;
}

/**
 * Compares figures that the ledger keeps apart: its count of all eEuro with every account; the trades of the day with
 * what the accounts booked for them. Each pair comes from different records, so a lost or invented cent shows.
 */
export function checkMoney(ledger: DayLedger, listings: readonly LedgerListing[]): MoneyCheck {
  const held = sum(
    ledger.accounts,
    ({ available, escrowed, lockedForWithdrawal }) => available + escrowed + lockedForWithdrawal,
  );
  const paidInTrades = sum(listings, ({ trades }) => sum(trades, ({ payment }) => payment));
  const feesOfTrades = sum(listings, ({ trades, fee }) => sum(trades, ({ payment }) => share(payment, fee)));
  const booked = (kind: 'paid' | 'received' | 'fees' | 'rewards') =>
    sum(ledger.accounts, (account) => account.booked[kind]);
  // Where agents attest, no account gets the whole of a fee.
  const fees = ledger.agents ? feesOfTrades : booked('fees');
  const statements = [
    ledger.agents
      ? statement(
          'minted less burned = sum of all accounts, escrow included, + fees held for traders',
          ledger.supply,
          held + ledger.agents.feesHeld,
        )
      : statement('minted less burned = sum of all accounts, escrow included', ledger.supply, held),
    statement('what buyers paid = what sellers received + fees', booked('paid'), booked('received') + fees),
    statement("payments of the day's trades = what buyers' accounts paid", paidInTrades, booked('paid')),
    ledger.agents
      ? statement(
          "what agents were paid of the day's fees, by their attestations = by their accounts",
          sum(ledger.agents.agents, ({ paid }) => paid),
          booked('rewards'),
        )
      : statement("fees of the day's trades = what the operator's account got", feesOfTrades, booked('fees')),
    statement(
      'nothing is left in escrow',
      sum(ledger.accounts, ({ escrowed }) => escrowed),
      0n,
    ),
  ];
  return { statements, holds: statements.every(({ holds }) => holds) };
}
