import { DomainError } from './errors';
import { formatTime, type Seconds } from './time';

/** A member's offer may still come when bidding should have ended; this long after, any member may close it (spec 10). */
export const CLOSE_OVERDUE_SECONDS = 300;

/** Id of a listing: market and start of delivery, such as `fontana_20260601T1200Z`. */
export function listingId(market: string, deliveryStart: Seconds): string {
  return `${market}_${formatTime(deliveryStart).replace(/[-:]/g, '').slice(0, 13)}Z`;
}

/**
 * Refuses (MARKET_CLOCK) to open a listing for anything but the delivery interval that follows the one running now:
 * members trade the energy of interval H during the interval before it (spec 10).
 */
export function checkBroadcast(now: Seconds, deliveryStart: Seconds, intervalMinutes: number): void {
  const length = intervalMinutes * 60;
  const next = (Math.floor(now / length) + 1) * length;
  if (deliveryStart !== next) {
    throw new DomainError(
      'MARKET_CLOCK',
      `At ${formatTime(now)} the listing to open is the one for ${formatTime(next)}, not ${formatTime(deliveryStart)}`,
      { now: formatTime(now), next: formatTime(next) },
    );
  }
}

/** Refuses (LISTING_NOT_OPEN) an offer for delivery that has begun (spec 10). */
export function checkNotBegun(listing: { readonly id: string; readonly deliveryStart: string }, now: Seconds): void {
  if (formatTime(now) >= listing.deliveryStart) {
    throw new DomainError('LISTING_NOT_OPEN', `Delivery of listing ${listing.id} has begun`, { listing: listing.id });
  }
}

/** Refuses (BIDDING_NOT_OVER) to close before bidding ends, and anybody but the operator until it is overdue. */
export function checkClose(
  listing: { readonly id: string; readonly deliveryStart: string },
  deliveryStart: Seconds,
  now: Seconds,
  byOperator: boolean,
): void {
  const earliest = byOperator ? deliveryStart : deliveryStart + CLOSE_OVERDUE_SECONDS;
  if (now < earliest) {
    throw new DomainError(
      'BIDDING_NOT_OVER',
      `Listing ${listing.id} can be closed ${byOperator ? '' : 'by a member '}from ${formatTime(earliest)} on`,
      { listing: listing.id, from: formatTime(earliest) },
    );
  }
}
