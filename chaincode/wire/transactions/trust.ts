import { type ErrorCode } from '../../domain/errors';
import { declare } from '../declaration';
import * as s from '../schemas';
import * as v from '../views';

const contract = 'trust';

/** Whose trust it is shows only in the trade: ratings and failed deliveries of one member change one record. */
const contention = [{ on: 'trust', collides: 'sometimes' }] as const;

const ofTrade = ['LISTING_NOT_FOUND', 'LISTING_STATE', 'TRADE_NOT_FOUND'] as const satisfies readonly ErrorCode[];
const attesting = [
  ...ofTrade,
  'DELIVERY_NOT_OVER',
  'RATING_WINDOW_OVER',
  'DELIVERY_SETTLED',
  'DELIVERY_EXCEEDED',
] as const satisfies readonly ErrorCode[];

export const AttestDelivery = declare({
  contract,
  name: 'AttestDelivery',
  kind: 'submit',
  summary: 'Says how much of an own trade was delivered; settles it where the other side has said the same',
  args: { listing: s.ListingId, trade: s.TradeNumber, delivered: s.Energy },
  result: v.Delivery,
  callers: ['member'],
  contention,
  errors: [...attesting, 'TRADE_NOT_OWN'],
});

export const AttestDeliveries = declare({
  contract,
  name: 'AttestDeliveries',
  kind: 'submit',
  summary: "Settles how much of up to 200 trades was delivered; by the market's operator, who took no part in them",
  args: { listing: s.ListingId, deliveries: s.LongJson },
  documents: { deliveries: v.DeliveryStatements },
  result: v.DeliveryList,
  callers: ['marketOperator'],
  contention,
  errors: attesting,
});

export const RateTrade = declare({
  contract,
  name: 'RateTrade',
  kind: 'submit',
  summary: 'Rates the other side of an own trade, once, after its delivery is settled',
  args: { listing: s.ListingId, trade: s.TradeNumber, rating: s.Rating },
  result: v.TradeRating,
  callers: ['member'],
  contention,
  errors: [
    ...ofTrade,
    'TRADE_NOT_OWN',
    'DELIVERY_NOT_SETTLED',
    'RATING_EXISTS',
    'RATING_RELATED',
    'RATING_WINDOW_OVER',
  ],
});

export const CloseRatings = declare({
  contract,
  name: 'CloseRatings',
  kind: 'submit',
  summary:
    'Closes the ratings of the next trades of a listing whose time to rate is over: unrated ones count as 3. A small listing is done in one call; `done` says so',
  args: { listing: s.ListingId },
  result: v.RatingsClosing,
  callers: ['member'],
  contention,
  errors: ['LISTING_NOT_FOUND', 'LISTING_STATE', 'RATING_WINDOW_OPEN', 'RATINGS_CLOSED'],
});

export const RatePlatform = declare({
  contract,
  name: 'RatePlatform',
  kind: 'submit',
  summary: 'Rates the platform, once a week',
  args: { satisfaction: s.Rating, service: s.Rating },
  result: v.PlatformScore,
  callers: ['member'],
  contention: [{ on: 'platform', collides: 'always' }],
  errors: ['PLATFORM_RATED'],
});

export const GetTrust = declare({
  contract,
  name: 'GetTrust',
  kind: 'evaluate',
  summary: "A member's trust score and points, and what moved them last",
  args: { member: s.MemberId },
  result: v.Trust,
  callers: ['member'],
  errors: ['MEMBER_NOT_FOUND'],
});

export const GetTrusts = declare({
  contract,
  name: 'GetTrusts',
  kind: 'evaluate',
  summary: 'The trust of every member that has been rated or has failed, by id',
  args: { pageSize: s.PageSize, bookmark: s.Bookmark },
  result: v.TrustPage,
  callers: ['member'],
});

export const GetTrade = declare({
  contract,
  name: 'GetTrade',
  kind: 'evaluate',
  summary: 'A trade of a settled listing with its delivery and what its sides say of each other',
  args: { listing: s.ListingId, trade: s.TradeNumber },
  result: v.RatedTrade,
  callers: ['member'],
  errors: ofTrade,
});

export const GetPlatformScore = declare({
  contract,
  name: 'GetPlatformScore',
  kind: 'evaluate',
  summary: "The platform's score",
  args: {},
  result: v.PlatformScore,
  callers: ['member'],
});
