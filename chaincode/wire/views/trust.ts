/** A trader's trust, trades with their delivery and ratings, the platform's score (spec 14). */
import { type Static, Type } from '@sinclair/typebox';
import * as s from '../schemas';
import { closed, page } from './shared';

const Score = Type.String({ ...s.Ratio, description: 'Score, 0 to 5' });
const orNull = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T, description: string) =>
  Type.Union([schema, Type.Null()], { description });

/** Why a trader's trust is what it is: one step of it. */
const TrustChange = Type.Object(
  {
    at: s.Time,
    kind: s.oneOf(
      ['rating', 'unrated', 'failedDelivery', 'fraud'],
      'A trade was rated or its time was over, a delivery failed, voters found fraud',
    ),
    listing: orNull(s.ListingId, 'The trade that did it'),
    trade: orNull(Type.Integer(), 'Its number in the listing'),
    rating: orNull(Score, 'What its rating counted as, after what delivery capped it at'),
    score: orNull(Score, 'The score from then on'),
    points: s.TrustPoints,
  },
  closed,
);

export const Trust = Type.Object(
  {
    member: s.MemberId,
    score: orNull(Score, 'null before the first trade that counts'),
    ratedTrades: Type.Integer({ description: 'Trades that counted' }),
    traded: Type.String({ ...s.Amount, description: 'eEuro of the trades that counted' }),
    points: s.TrustPoints,
    quota: Type.String({ ...s.Ratio, description: 'Share of an offer that counts where the market counts trust' }),
    raters: Type.Integer({
      minimum: 0,
      maximum: 3,
      description: 'Different members who have rated it, counted up to the three that more than one point needs',
    }),
    lostPointOn: orNull(
      Type.String({ description: 'Day, UTC', examples: ['2026-06-01'] }),
      'When a failed delivery last cost a point',
    ),
    fraudFoundAt: orNull(s.Time, 'When voters last found fraud'),
    why: Type.Array(TrustChange, { description: 'What moved it last, newest first, at most 20' }),
  },
  { ...closed, $id: 'Trust' },
);
export const TrustPage = page(Trust);

export const Delivery = Type.Object(
  {
    listing: s.ListingId,
    trade: Type.Integer(),
    committed: s.Energy,
    delivered: orNull(s.Energy, 'null until it is settled'),
    source: orNull(s.oneOf(['parties', 'operator', 'meter'], 'Source'), 'Who settled it'),
    settledAt: orNull(s.Time, "Time of the market; from then on the trade can be rated for 'ratingWindow' days"),
    seller: orNull(s.Energy, 'What the seller says was delivered'),
    buyer: orNull(s.Energy, 'What the buyer says was delivered'),
  },
  { ...closed, $id: 'Delivery' },
);
export const DeliveryList = Type.Array(Delivery);

/** What the market's operator says of many trades at once. */
export const DeliveryStatements = Type.Array(
  Type.Object({ trade: Type.Integer({ minimum: 0, maximum: 999_999 }), delivered: s.Energy }, closed),
  {
    minItems: 1,
    maxItems: 200,
    description: '1 to 200 trades of one page of GetTrades: trade, delivered',
    examples: [[{ trade: 0, delivered: '1.25' }]],
  },
);

export const TradeRating = Type.Object(
  {
    listing: s.ListingId,
    trade: Type.Integer(),
    rater: s.MemberId,
    rated: s.MemberId,
    given: orNull(Type.Integer({ minimum: 1, maximum: 5 }), 'null where the time was over without a rating'),
    countsAs: Type.String({ ...Score, description: 'After what delivery caps it at; 3 for an unrated trade' }),
    discounted: orNull(
      s.oneOf(['smallTrade', 'sameDay', 'related'], 'Reason'),
      'Why it does not count: a trade below ratingMinimum, a pair that has counted that day, two that belong together',
    ),
    at: s.Time,
  },
  { ...closed, $id: 'TradeRating' },
);

export const RatedTrade = Type.Object(
  {
    listing: s.ListingId,
    trade: Type.Integer(),
    seller: s.MemberId,
    buyer: s.MemberId,
    energy: s.Energy,
    price: s.Price,
    payment: s.Amount,
    delivery: Delivery,
    bySeller: orNull(TradeRating, 'What the seller says of the buyer'),
    byBuyer: orNull(TradeRating, 'What the buyer says of the seller'),
    ratableUntil: orNull(s.Time, 'null until delivery is settled'),
  },
  { ...closed, $id: 'RatedTrade' },
);

export const RatingsClosing = Type.Object(
  {
    listing: s.ListingId,
    closed: Type.Integer({ description: 'Trades whose ratings are closed' }),
    trades: Type.Integer(),
    done: Type.Boolean(),
  },
  { ...closed, $id: 'RatingsClosing' },
);

export const PlatformScore = Type.Object(
  {
    score: orNull(Score, 'Mean of satisfaction and service over all ratings; null before the first'),
    ratings: Type.Integer(),
  },
  { ...closed, $id: 'PlatformScore' },
);

export type TrustView = Static<typeof Trust>;
export type DeliveryView = Static<typeof Delivery>;
export type TradeRatingView = Static<typeof TradeRating>;
