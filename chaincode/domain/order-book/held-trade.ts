/** Trades held until two of three release them (spec 11, "Certificate of electricity transaction"). */
import { type TokenName } from '../account';
import { type AccountChange } from '../account-change';
import { DomainError } from '../errors';
import { type Order, type RestingOrder } from './order';
import { type PaidFill } from './placement';

export type HeldTradeParty = 'seller' | 'buyer' | 'arbiter';
/** `release`: the trade takes place. `return`: both get back what they gave. */
export type HeldTradeDecision = 'release' | 'return';

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

/** The held trade that a fill of `order` makes (see `PaidFill.held`); nobody has decided yet. */
export function heldTradeOf(
  id: string,
  order: Pick<Order, 'member' | 'side'>,
  { resting, amount, total }: Pick<PaidFill<RestingOrder>, 'resting' | 'amount' | 'total'>,
  token: HeldTrade['token'],
): HeldTrade {
  const [buyer, seller] = order.side === 'buy' ? [order.member, resting.member] : [resting.member, order.member];
  return { id, seller, buyer, token, amount, total, state: 'held', decisions: {} };
}

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
