import { DomainError } from './errors';
import { formatMicros, LARGEST_UNITS } from './units';

/** TRUST is trust coin, which agents stake (spec 14). */
export const tokenNames = ['ENT', 'eEuro', 'TRUST'] as const;
export type TokenName = (typeof tokenNames)[number];
/** What can be traded for eEuro: every other token. */
export const tradedTokens = tokenNames.filter((token) => token !== 'eEuro');

export type MovementKind =
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

/** One change of an account, in signed millionths of its token. */
export interface Movement {
  readonly kind: MovementKind;
  readonly available: bigint;
  readonly lockedForWithdrawal: bigint;
  readonly escrowed: bigint;
  readonly counterparty: string | null;
  /** Listing, offer or transaction that it belongs to. */
  readonly reference: string;
  readonly at: string;
  readonly transaction: string;
}

/** The amounts of an account, in millionths of its token, none below 0. */
export interface Amounts {
  readonly available: bigint;
  /** Locked by its owner for the banker to burn (spec 12). */
  readonly lockedForWithdrawal: bigint;
  /** Held by open offers, orders, sessions and stakes; equals the sum of what they hold (escrow lies with them). */
  readonly escrowed: bigint;
}

export interface Account extends Amounts {
  readonly member: string;
  readonly token: TokenName;
  /** What led from the version before to this one; the ledger's history of the account is its statement. */
  readonly movements: readonly Movement[];
}

/**
 * Money that has arrived and waits to be folded into the account. It is an entry of its own, so that whoever pays
 * never collides with what the receiver does meanwhile.
 */
export interface Credit {
  readonly member: string;
  readonly token: TokenName;
  readonly id: string;
  readonly movements: readonly Movement[];
}

/** How many credits one transaction folds at most. */
export const CREDITS_PER_FOLD = 100;

export const emptyAccount = (member: string, token: TokenName): Account => ({
  member,
  token,
  available: 0n,
  lockedForWithdrawal: 0n,
  escrowed: 0n,
  movements: [],
});

/** The amounts after movements; may be negative, which only `applyMovements` judges. */
export function amountsAfter(amounts: Amounts, movements: readonly Movement[]): Amounts {
  let { available, lockedForWithdrawal, escrowed } = amounts;
  for (const movement of movements) {
    available += movement.available;
    lockedForWithdrawal += movement.lockedForWithdrawal;
    escrowed += movement.escrowed;
  }
  return { available, lockedForWithdrawal, escrowed };
}

/** The account with its credits folded in, oldest first. */
export function foldCredits(account: Account, credits: readonly Credit[]): Account {
  const movements = credits.flatMap((credit) => credit.movements);
  return { ...account, ...amountsAfter(account, movements), movements };
}

/**
 * The account after further movements, judged by where they lead together: INSUFFICIENT_FUNDS when they would leave an
 * amount below 0. Movements of credits folded in the same transaction are kept before them.
 */
export function applyMovements(
  account: Account,
  movements: readonly Movement[],
  folded: readonly Movement[] = [],
): Account {
  const after = amountsAfter(account, movements);
  const short = (['available', 'lockedForWithdrawal', 'escrowed'] as const).find((part) => after[part] < 0n);
  if (short) {
    const part = short === 'available' ? 'available' : short === 'lockedForWithdrawal' ? 'locked' : 'escrowed';
    const [found, needed] = [formatMicros(account[short]), formatMicros(account[short] - after[short])];
    throw new DomainError('INSUFFICIENT_FUNDS', `${found} ${account.token} ${part}, ${needed} needed`, {
      token: account.token,
      found,
      needed,
    });
  }
  return { ...account, ...after, movements: [...folded, ...movements] };
}

/** The supply after minting (positive) or burning (negative) millionths; SUPPLY_EXCEEDED above 10^12 tokens. */
export function supplyAfter(supply: bigint, change: bigint, token: TokenName): bigint {
  const after = supply + change;
  if (after > LARGEST_UNITS * 1_000_000n) {
    throw new DomainError('SUPPLY_EXCEEDED', `There can be at most 10^12 ${token}`, { token });
  }
  return after;
}
