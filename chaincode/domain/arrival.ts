import { createHash } from 'node:crypto';

/** What first in, first out needs to know of an offer. */
export interface Arrival {
  /** Unique in its listing. */
  readonly id: string;
  /** The minute in which it came, RFC 3339 UTC: "2026-06-01T12:00:00Z". */
  readonly slot: string;
}

/**
 * First in, first out as spec 00 ("Time") defines it: by arrival slot; within a slot by lottery, lowest number first;
 * then by id. Nobody can choose an id that draws well, because the transaction that locks the listing comes after the
 * last offer. The order in which the offers are given has no influence.
 */
export function inOrderOfArrival<O extends Arrival>(offers: readonly O[], lockingTransactionId: string): O[] {
  const drawn = offers.map((offer) => ({ offer, lot: lotteryNumber(lockingTransactionId, offer.id) }));
  drawn.sort((a, b) => compare(a.offer.slot, b.offer.slot) || compare(a.lot, b.lot) || compare(a.offer.id, b.offer.id));
  return drawn.map(({ offer }) => offer);
}

/**
 * SHA-256 in lower-case hexadecimal of these bytes: the locking transaction's id in UTF-8 (as Fabric writes it, 64
 * hexadecimal digits), one line feed (0x0a), the offer's id in UTF-8.
 */
export function lotteryNumber(lockingTransactionId: string, offerId: string): string {
  return createHash('sha256').update(`${lockingTransactionId}\n${offerId}`, 'utf8').digest('hex');
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
