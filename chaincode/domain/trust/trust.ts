/**
 * What the ledger knows of a trader (spec 14): score, points, and the latest reasons for them. Every function takes the
 * trust before and answers the trust after something; the score stays in 0..5, the points in 1..4.
 */
import { type MicroEuro, type Ratio } from '../units';
import { NEWCOMER_POINTS, type TrustPoints } from './points';

/** What moved a trader's trust. */
export type TrustChangeKind = 'rating' | 'unrated' | 'failedDelivery' | 'fraud';

export interface TrustChange {
  /** Time of the market where a trade did it, else of the ledger. */
  readonly at: string;
  readonly kind: TrustChangeKind;
  /** The trade that did it; null for a vote. */
  readonly listing: string | null;
  readonly trade: number | null;
  /** What a trade's rating counted as, in millionths; 0 where the change is no rating. */
  readonly rating: Ratio;
  readonly score: Ratio;
  readonly points: TrustPoints;
}

export interface Trust {
  readonly member: string;
  /** Millionths, 0..5. Means nothing while `rated` is 0: there is no score before the first rated trade. */
  readonly score: Ratio;
  /** Trades that counted. */
  readonly rated: number;
  /** eEuro of the trades that counted. */
  readonly traded: MicroEuro;
  readonly points: TrustPoints;
  /** The first different members who rated it themselves, up to MANY_ENOUGH. */
  readonly partners: readonly string[];
  /** UTC day on which a failed delivery last took a point. */
  readonly lostOn: string | null;
  readonly fraudAt: string | null;
  /** Newest first, at most MOST_CHANGES. */
  readonly changes: readonly TrustChange[];
}

/** So many different members have to have rated a trader before it can have more than one point. */
export const MANY_ENOUGH = 3;
/** Reasons that the record keeps; older ones are in the transactions. */
export const MOST_CHANGES = 20;

/** A member of whom nothing is known. */
export const newcomer = (member: string): Trust => ({
  member,
  score: 0n as Ratio,
  rated: 0,
  traded: 0n as MicroEuro,
  points: NEWCOMER_POINTS,
  partners: [],
  lostOn: null,
  fraudAt: null,
  changes: [],
});
