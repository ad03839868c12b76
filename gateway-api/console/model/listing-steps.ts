/** What comes next for a listing, and when (spec 10). */
import { listingId } from '../../../chaincode/domain/delivery-interval';
import { formatTime } from '../../../chaincode/domain/time';
import { type ListingView } from './views';

/** What an operator can do with a listing. */
export type ListingStep = 'close' | 'clear' | 'settle' | 'refund';

/** The next step; undefined where nothing is left to do. A cancelled listing doesn't tell when all is paid back. */
export function nextStep({ state }: ListingView): ListingStep | undefined {
  if (state === 'open') return 'close';
  if (state === 'closed') return 'clear';
  if (state === 'cleared') return 'settle';
  if (state === 'cancelled') return 'refund';
  return undefined;
}

/** A delivery interval: its listing's id, and when it takes offers. Times are RFC 3339. */
export interface PlannedListing {
  readonly id: string;
  readonly biddingFrom: string;
  readonly deliveryStart: string;
  readonly deliveryEnd: string;
}

/** The next `count` delivery intervals after `now` (ms since 1970). */
export function schedule(market: string, now: number, intervalMinutes: number, count: number): PlannedListing[] {
  const length = intervalMinutes * 60;
  const next = (Math.floor(now / 1000 / length) + 1) * length;
  return Array.from({ length: count }, (_, index) => {
    const start = next + index * length;
    return {
      id: listingId(market, start),
      biddingFrom: formatTime(start - length),
      deliveryStart: formatTime(start),
      deliveryEnd: formatTime(start + length),
    };
  });
}
