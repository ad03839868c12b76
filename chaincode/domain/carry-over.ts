/** What an interval leaves of an offer, in a market whose unfilled offers stay for the next one (spec 11, "`tdda`"). */
import { type EscrowedOffer } from './settlement';
import { exactPayment, type MicroEuro, type Wh } from './units';

/** Whether what a mechanism leaves of an offer stays for the next interval. */
export const carriesOver = ({ mechanism }: { readonly mechanism: string }): boolean => mechanism === 'tdda';

/**
 * What is left of an offer of which `traded` Wh were traded for `paid`: the rest of its energy with what that locks at
 * its price, as far as the escrow goes after the roundings of its trades. null where nothing is left.
 */
export function remainderOf(
  { side, energy, price, escrow }: Pick<EscrowedOffer, 'side' | 'energy' | 'price' | 'escrow'>,
  traded: bigint,
  paid: bigint,
): { readonly energy: Wh; readonly escrow: MicroEuro } | null {
  const left = (energy - traded) as Wh;
  if (left === 0n) return null;
  if (side === 'sell') return { energy: left, escrow: 0n as MicroEuro };
  const due = exactPayment(price, left);
  const unspent = escrow - paid;
  return { energy: left, escrow: (due < unspent ? due : unspent) as MicroEuro };
}

const LONGEST_ID = 64;

/**
 * The id under which an offer stands in the next interval: its own, or where its member has used that one there, the id
 * with the interval it comes from; null where that is used or too long as well.
 */
export function carriedId(id: string, from: string, used: readonly string[]): string | null {
  if (!used.includes(id)) return id;
  const stamped = `${id}.${from.replaceAll(/[-:]/g, '').slice(0, 13).toLowerCase()}`;
  return stamped.length > LONGEST_ID || used.includes(stamped) ? null : stamped;
}
