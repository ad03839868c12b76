/** What one side of a trade says of the other (spec 14, `RateTrade`), and what of it counts. */
import { DomainError } from '../errors';
import { type Side } from '../offer';
import { formatTime, parseTime, type Seconds } from '../time';
import { type Ratio, ratioOf } from '../units';
import { type Delivery, ratingCap } from './delivery';

/** Why a rating doesn't count: the trade is too small, the pair has counted that day, the two belong together. */
export type Discounted = 'smallTrade' | 'sameDay' | 'related';

export interface TradeRating {
  readonly listing: string;
  readonly trade: number;
  /** The rater's side. */
  readonly side: Side;
  readonly rater: string;
  readonly rated: string;
  /** 1..5; null when the time was over without one. */
  readonly given: number | null;
  /** What it counts as in millionths, after what delivery caps it at. */
  readonly rating: Ratio;
  /** null when it counts. */
  readonly discounted: Discounted | null;
  /** Time of the market. */
  readonly at: string;
}

/** What an unrated trade counts as when the time is over. */
const UNRATED = 3;

/** A rating of `rated`, or none, as it counts: capped by what that side delivered. */
export function cappedRating(given: number | null, delivery: Delivery, rated: Side): Ratio {
  const said = ratioOf(BigInt(given ?? UNRATED) * 1_000_000n);
  const cap = ratingCap(delivery, rated);
  return said < cap ? said : cap;
}

/** The last moment in which a trade can be rated; before its delivery is settled, the last one to settle that. */
export const ratingDeadline = (
  { deliveryEnd }: { readonly deliveryEnd: string },
  { settledAt }: Pick<Delivery, 'settledAt'>,
  window: Seconds,
): Seconds => parseTime(settledAt ?? deliveryEnd) + window;

/** Refuses (DELIVERY_NOT_SETTLED, RATING_WINDOW_OVER) a rating before delivery is settled or after the window. */
export function checkRatable(
  listing: { readonly deliveryEnd: string },
  delivery: Delivery,
  now: Seconds,
  window: Seconds,
): void {
  const named = { listing: delivery.listing, trade: delivery.trade };
  if (delivery.settledAt === null) {
    const message = `Delivery of trade ${delivery.trade} of ${delivery.listing} is not settled yet`;
    throw new DomainError('DELIVERY_NOT_SETTLED', message, named);
  }
  const deadline = ratingDeadline(listing, delivery, window);
  if (now > deadline) {
    const until = formatTime(deadline);
    const message = `Trade ${delivery.trade} of ${delivery.listing} could be rated until ${until}`;
    throw new DomainError('RATING_WINDOW_OVER', message, { ...named, until });
  }
}

/** UTC day of a time: "20260601". */
export const dayOf = (time: string): string => time.slice(0, 10).replaceAll('-', '');
