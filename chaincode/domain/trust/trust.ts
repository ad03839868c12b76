/**
 * What the ledger knows of a trader (spec 14): score, points, and the latest reasons for them. Every function takes the
 * trust before and answers the trust after something; the score stays in 0..5, the points in 1..4.
 */
import { LARGEST_UNITS, type MicroEuro, type Ratio } from '../units';
import { NEWCOMER_POINTS, pointsOfScore, type TrustPoints } from './points';
import { type TrustParameters } from './trust-parameters';
import { nextTrustScore } from './trust-score';

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

/** Whether enough different members have rated it for more than one point. */
export const isProven = ({ partners }: Pick<Trust, 'partners'>): boolean => partners.length >= MANY_ENOUGH;

/** A trade that counts for one of its sides. */
export interface CountedTrade {
  readonly at: string;
  readonly listing: string;
  readonly trade: number;
  readonly kind: 'rating' | 'unrated';
  /** The other side, who rated it or didn't. */
  readonly by: string;
  /** What it counts as, see `cappedRating`. */
  readonly rating: Ratio;
  readonly payment: MicroEuro;
  /** Seconds since the trader was registered. */
  readonly registered: bigint;
  /** Whether it is known that this side did not fail: only then can points rise. */
  readonly kept: boolean;
}

/** A sum of payments stops at what an account can hold: the score has long been at its end there. */
const MOST_TRADED = LARGEST_UNITS * 1_000_000n;

/**
 * Trust after a trade that counts. The score moves by the page's formula; the points are the score's class, at most 1
 * until MANY_ENOUGH members have rated the trader, and they rise only by a trade that it is known to have kept.
 */
export function countTrade(
  trust: Trust,
  { at, listing, trade, kind, by, rating, payment, registered, kept }: CountedTrade,
  { thresholds, units }: Pick<TrustParameters, 'thresholds' | 'units'>,
): Trust {
  const sum = trust.traded + payment;
  const traded = (sum < MOST_TRADED ? sum : MOST_TRADED) as MicroEuro;
  const before = { score: trust.score, count: trust.rated };
  const score = nextTrustScore(before, { rating, registered, traded }, units);
  const partners = kind === 'rating' ? withPartner(trust.partners, by) : trust.partners;
  const deserved = isProven({ partners }) ? pointsOfScore(score, thresholds) : NEWCOMER_POINTS;
  const points = kept || deserved < trust.points ? deserved : trust.points;
  const after: Trust = { ...trust, score, rated: trust.rated + 1, traded, partners, points };
  return withChange(after, { at, kind, listing, trade, rating });
}

const withPartner = (partners: readonly string[], partner: string): readonly string[] =>
  isProven({ partners }) || partners.includes(partner) ? partners : [...partners, partner];

/** Trust after a delivery below the tolerance: a point less, not below 1, and at most one a day (UTC). */
export function failDelivery(
  trust: Trust,
  { at, listing, trade }: { readonly at: string; readonly listing: string; readonly trade: number },
): Trust {
  const day = at.slice(0, 10);
  if (trust.lostOn === day) return trust;
  const points = (trust.points > NEWCOMER_POINTS ? trust.points - 1 : NEWCOMER_POINTS) as TrustPoints;
  return withChange({ ...trust, points, lostOn: day }, { at, kind: 'failedDelivery', listing, trade });
}

/** Trust after voters have found fraud: 1 point, and new members have to rate the trader as they do a newcomer. */
export const findFraud = (trust: Trust, at: string): Trust =>
  withChange(
    { ...trust, points: NEWCOMER_POINTS, partners: [], fraudAt: at },
    { at, kind: 'fraud', listing: null, trade: null },
  );

/** The trust with the reason for what has just become of it. */
function withChange(
  trust: Trust,
  change: Pick<TrustChange, 'at' | 'kind' | 'listing' | 'trade'> & { readonly rating?: Ratio },
): Trust {
  const { score, points } = trust;
  const entry: TrustChange = { rating: 0n as Ratio, ...change, score, points };
  return { ...trust, changes: [entry, ...trust.changes].slice(0, MOST_CHANGES) };
}
