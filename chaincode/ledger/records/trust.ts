/** A trader's trust, deliveries and ratings of trades, the platform's score (spec 14). */
import { type Delivery } from '../../domain/trust/delivery';
import { type PlatformScore } from '../../domain/trust/platform';
import { type TradeRating } from '../../domain/trust/rating';
import { type Trust } from '../../domain/trust/trust';
import { keyNumber } from '../key';
import { recordType } from '../record-type';

/** One per member that has been rated or has failed; who has none is a newcomer. */
export const trustRecord = recordType<Trust>()({
  family: 'trust',
  key: (r) => [r.member],
  amounts: ['score', 'traded'],
  lists: { changes: ['rating', 'score'] },
});

/** What is known of a trade's delivery; there is none before somebody says something. */
export const deliveryRecord = recordType<Delivery>()({
  family: 'delivery',
  key: (r) => [r.listing, keyNumber(r.trade)],
  amounts: ['committed', 'delivered'],
  lists: { statements: ['delivered'] },
});

/** What one side of a trade has said of the other, or that its time was over. */
export const ratingRecord = recordType<TradeRating>()({
  family: 'rating',
  key: (r) => [r.listing, keyNumber(r.trade), r.side],
  amounts: ['rating'],
});

/** A pair of members that has counted on a UTC day, and so counts no more on it: who rated whom. */
export interface CountedPair {
  readonly rater: string;
  readonly rated: string;
  /** "20260601" */
  readonly day: string;
}
export const countedPairRecord = recordType<CountedPair>()({
  family: 'rating-day',
  key: (r) => [r.rater, r.rated, r.day],
  amounts: [],
});

/** How far a listing's ratings are closed. */
export interface RatingsClosing {
  readonly listing: string;
  /** Number of the next trade to close. */
  readonly next: number;
  readonly done: boolean;
}
export const ratingsClosingRecord = recordType<RatingsClosing>()({
  family: 'ratings-closing',
  key: (r) => [r.listing],
  amounts: [],
});

export const platformRecord = recordType<PlatformScore>()({
  family: 'platform',
  key: () => ['main'],
  amounts: ['sum'],
});

/** A member's rating of the platform in a week. */
export interface PlatformRating {
  readonly member: string;
  /** ISO 8601: "2026-W23" */
  readonly week: string;
  readonly satisfaction: number;
  readonly service: number;
  readonly at: string;
}
export const platformRatingRecord = recordType<PlatformRating>()({
  family: 'platform-rating',
  key: (r) => [r.member, r.week],
  amounts: [],
});
