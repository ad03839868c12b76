// Generated from the OpenAPI document by `npm run generate`: a change here would not last.

export interface Balance {
  /** Member: enrollment id @ MSP id, like "h01@HouseholdsMSP" */
  readonly member: string;
  /** Token */
  readonly token: 'ENT' | 'eEuro' | 'TRUST';
  /** Amount of a token, at most 6 decimals, like "12.5" */
  readonly available: string;
  /** Locked for withdrawal, escrowed in offers, like "12.5" */
  readonly locked: string;
  /** Amount of a token, at most 6 decimals, like "12.5" */
  readonly lockedForWithdrawal: string;
  /** Amount of a token, at most 6 decimals, like "12.5" */
  readonly escrowed: string;
  /** Credits that the next spending folds in; their sum is in the figures above */
  readonly unfolded: number;
}

/**
 * What `getBalance` takes. What a member holds of a token; for the member itself, the banker, voters, operators
 * and auditors
 */
export interface GetBalanceRequest {
  /** Member: enrollment id @ MSP id, like "h01@HouseholdsMSP" */
  readonly member: string;
  readonly token: 'ENT' | 'eEuro' | 'TRUST';
  /** Whom to ask: the read model, or the peers */
  readonly consistency?: 'read-model' | 'ledger';
}

export interface Movement {
  /** What moved the balance */
  readonly kind:
    | 'mint'
    | 'burn'
    | 'transferOut'
    | 'transferIn'
    | 'lock'
    | 'unlock'
    | 'escrow'
    | 'escrowReleased'
    | 'sale'
    | 'purchase'
    | 'fee'
    | 'stake'
    | 'unstake'
    | 'reward'
    | 'feeShare';
  /** Change of the available amount, like "-0.25" */
  readonly available: string;
  /** Amount of a token with its sign, at most 6 decimals, like "-0.25" */
  readonly lockedForWithdrawal: string;
  /** Amount of a token with its sign, at most 6 decimals, like "-0.25" */
  readonly escrowed: string;
  readonly counterparty: string | null;
  /** Listing, offer or transaction that it belongs to, like "fontana_20260601T1200Z" */
  readonly reference: string;
  /** Time in UTC, RFC 3339 with whole seconds, like "2026-06-01T12:00:00Z" */
  readonly at: string;
  /** Transaction id, like "4f8b42c22dd3729b519ba6f68d2da7cc5b2d606d05daed5ad5128cc03e6c6358" */
  readonly transaction: string;
}

/**
 * What `getAccountHistory` takes. What moved an account, newest first, for the member itself, the banker,
 * voters, the market operator and auditors
 */
export interface GetAccountHistoryRequest {
  /** Member: enrollment id @ MSP id, like "h01@HouseholdsMSP" */
  readonly member: string;
  /** Token */
  readonly token: 'ENT' | 'eEuro' | 'TRUST';
  /** How many entries a page holds, 1 to 200, like "50" */
  readonly pageSize?: string;
  /** Where the page begins: empty for the first, else the bookmark of the page before */
  readonly bookmark?: string;
  /** Whom to ask: the read model, or the peers */
  readonly consistency?: 'read-model' | 'ledger';
}

/**
 * The account as the transaction left it. Credits that wait to be folded in are not in it, for to read them
 * would make every payment collide with what arrives: the balance has them.
 */
export interface AccountRecord {
  /** Member: enrollment id @ MSP id, like "h01@HouseholdsMSP" */
  readonly member: string;
  /** Token */
  readonly token: 'ENT' | 'eEuro' | 'TRUST';
  /** Amount of a token, at most 6 decimals, like "12.5" */
  readonly available: string;
  /** Locked for withdrawal, escrowed in offers, like "12.5" */
  readonly locked: string;
  /** Amount of a token, at most 6 decimals, like "12.5" */
  readonly lockedForWithdrawal: string;
  /** Amount of a token, at most 6 decimals, like "12.5" */
  readonly escrowed: string;
}

/**
 * What `foldCredits` takes. Folds credits that have arrived at an account into its balance, at most 100 at a
 * time; moves no money. By the account's member, a market operator or the banker
 */
export interface FoldCreditsRequest {
  /** Member: enrollment id @ MSP id, like "h01@HouseholdsMSP" */
  readonly member: string;
  /** Token */
  readonly token: 'ENT' | 'eEuro' | 'TRUST';
}

/**
 * What `lockEEuro` takes. Locks eEuro of the caller for withdrawal: the banker burns it against euro, or unlocks
 * it
 */
export interface LockEEuroRequest {
  /** Member: enrollment id @ MSP id, like "h01@HouseholdsMSP" */
  readonly member: string;
  /** Amount of a token above 0, at most 6 decimals, like "12.5" */
  readonly amount: string;
}

export interface Supply {
  /** Token */
  readonly token: 'ENT' | 'eEuro' | 'TRUST';
  /** Amount of a token, at most 6 decimals, like "12.5" */
  readonly total: string;
}

/** What `unlockEEuro` takes. Gives locked eEuro back to its owner */
export interface UnlockEEuroRequest {
  /** Member: enrollment id @ MSP id, like "h01@HouseholdsMSP" */
  readonly member: string;
  /** Amount of a token above 0, at most 6 decimals, like "12.5" */
  readonly amount: string;
}

/** What `mintEEuro` takes. Mints eEuro to a member for euro that the banker holds */
export interface MintEEuroRequest {
  /** Member: enrollment id @ MSP id, like "h01@HouseholdsMSP" */
  readonly member: string;
  /** Amount of a token above 0, at most 6 decimals, like "12.5" */
  readonly amount: string;
}

/**
 * What `burnEEuro` takes. Burns eEuro that its owner locked, or of a suspended or departed member, against euro
 * paid out
 */
export interface BurnEEuroRequest {
  /** Member: enrollment id @ MSP id, like "h01@HouseholdsMSP" */
  readonly member: string;
  /** Amount of a token above 0, at most 6 decimals, like "12.5" */
  readonly amount: string;
}

export interface Withdrawal {
  /** Member: enrollment id @ MSP id, like "h01@HouseholdsMSP" */
  readonly member: string;
  /** Amount of a token, at most 6 decimals, like "12.5" */
  readonly amount: string;
  /** Time in UTC, RFC 3339 with whole seconds, like "2026-06-01T12:00:00Z" */
  readonly at: string;
}

/** What `getWithdrawals` takes. Who has locked eEuro and waits for it to be paid out, by member */
export interface GetWithdrawalsRequest {
  /** How many entries a page holds, 1 to 200, like "50" */
  readonly pageSize?: string;
  /** Where the page begins: empty for the first, else the bookmark of the page before */
  readonly bookmark?: string;
  /** Whom to ask: the read model, or the peers */
  readonly consistency?: 'read-model' | 'ledger';
}
