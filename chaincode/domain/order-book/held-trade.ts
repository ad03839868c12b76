/** Trades held until two of three release them (spec 11, "Certificate of electricity transaction"). */
import { type TokenName } from '../account';
import { type AccountChange } from '../account-change';
import { DomainError } from '../errors';

export type HeldTradeParty = 'seller' | 'buyer' | 'arbiter';
/** `release`: the trade takes place. `return`: both get back what they gave. */
export const heldTradeDecisions = ['release', 'return'] as const;
export type HeldTradeDecision = (typeof heldTradeDecisions)[number];

/** A trade whose eEuro and token are kept back: they stay escrowed on the accounts of buyer and seller. */
export interface HeldTrade {
  readonly id: string;
  readonly seller: string;
  readonly buyer: string;
  readonly token: Exclude<TokenName, 'eEuro'>;
  /** Millionths of the token. */
  readonly amount: bigint;
  /** Micro-eEuro. */
  readonly total: bigint;
  readonly state: 'held' | 'released' | 'returned';
  /** What each has decided last. */
  readonly decisions: Readonly<Partial<Record<HeldTradeParty, HeldTradeDecision>>>;
}

/** The held trade that a trade of the two makes (see `PaidFill.held`); nobody has decided yet. */
export const heldTradeOf = (
  id: string,
  { buyer, seller }: Pick<HeldTrade, 'buyer' | 'seller'>,
  { amount, total }: Pick<HeldTrade, 'amount' | 'total'>,
  token: HeldTrade['token'],
): HeldTrade => ({ id, seller, buyer, token, amount, total, state: 'held', decisions: {} });

/**
 * The trade after one party's decision, which replaces its earlier one. Two of the three who agree end it: released, the
 * buyer gets the token and the seller the eEuro; returned, each gets its own back. Refused with HELD_TRADE_ENDED
 * afterwards. Who is which party is for the caller to know.
 */
export function decideHeldTrade(
  trade: HeldTrade,
  party: HeldTradeParty,
  decision: HeldTradeDecision,
): { readonly trade: HeldTrade; readonly changes: readonly AccountChange[] } {
  if (trade.state !== 'held') {
    throw new DomainError('HELD_TRADE_ENDED', `Trade ${trade.id} is ${trade.state}`, {
      trade: trade.id,
      state: trade.state,
    });
  }
  const decisions = { ...trade.decisions, [party]: decision };
  const agreed = Object.values(decisions).filter((each) => each === decision).length >= 2;
  if (!agreed) return { trade: { ...trade, decisions }, changes: [] };
  return decision === 'release'
    ? { trade: { ...trade, decisions, state: 'released' }, changes: exchanged(trade) }
    : { trade: { ...trade, decisions, state: 'returned' }, changes: returned(trade) };
}

/** Whether one of the three wants it undone: then it doesn't release itself. */
export const isDisputed = ({ decisions }: Pick<HeldTrade, 'decisions'>): boolean =>
  Object.values(decisions).includes('return');

/** An undisputed trade whose time is up: it takes place (spec 11: undisputed trades release themselves). */
export function releaseUndisputed(trade: HeldTrade): {
  readonly trade: HeldTrade;
  readonly changes: readonly AccountChange[];
} {
  if (trade.state !== 'held' || isDisputed(trade)) throw new Error(`Trade ${trade.id} does not release itself`);
  return { trade: { ...trade, state: 'released' }, changes: exchanged(trade) };
}

function exchanged({ id, seller, buyer, token, amount, total }: HeldTrade): AccountChange[] {
  const sale = { member: seller, kind: 'sale', counterparty: buyer, reference: id } as const;
  const purchase = { member: buyer, kind: 'purchase', counterparty: seller, reference: id } as const;
  return [
    { ...purchase, token: 'eEuro', available: 0n, escrowed: 0n - total },
    { ...purchase, token, available: amount, escrowed: 0n },
    { ...sale, token, available: 0n, escrowed: 0n - amount },
    { ...sale, token: 'eEuro', available: total, escrowed: 0n },
  ];
}

function returned({ id, seller, buyer, token, amount, total }: HeldTrade): AccountChange[] {
  const release = { kind: 'escrowReleased', reference: id } as const;
  return [
    { ...release, member: buyer, counterparty: seller, token: 'eEuro', available: total, escrowed: 0n - total },
    { ...release, member: seller, counterparty: buyer, token, available: amount, escrowed: 0n - amount },
  ];
}
