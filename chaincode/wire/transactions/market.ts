import { type ErrorCode } from '../../domain/errors';
import { declare } from '../declaration';
import * as s from '../schemas';
import * as v from '../views';

const contract = 'market';

export const CreateMarket = declare({
  contract,
  name: 'CreateMarket',
  kind: 'submit',
  summary: 'Makes a market with its rules; the caller operates it',
  args: { market: s.MarketId, rules: s.Json },
  documents: { rules: v.MarketRules },
  result: v.Market,
  callers: ['marketOperator'],
  errors: ['MARKET_EXISTS', 'MARKET_RULES_INVALID', 'METERING_UNAVAILABLE'],
});

export const AdvanceClock = declare({
  contract,
  name: 'AdvanceClock',
  kind: 'submit',
  summary: 'Sets the clock of a simulated market forward; by its operator',
  args: { market: s.MarketId, time: s.Time },
  result: v.Market,
  callers: ['marketOperator'],
  errors: ['MARKET_NOT_FOUND', 'MARKET_CLOCK'],
});

const listingOf = ['LISTING_NOT_FOUND', 'LISTING_STATE'] as const satisfies readonly ErrorCode[];

export const AcceptOfferBroadcast = declare({
  contract,
  name: 'AcceptOfferBroadcast',
  kind: 'submit',
  summary: "Opens the listing of the next delivery interval; by the market's operator, while the interval before runs",
  args: { market: s.MarketId, deliveryStart: s.Time },
  result: v.Listing,
  callers: ['marketOperator'],
  errors: ['MARKET_NOT_FOUND', 'MARKET_CLOCK', 'LISTING_EXISTS', 'TIME_BEFORE_LEDGER'],
});

const offering = [
  'LISTING_NOT_FOUND',
  'LISTING_NOT_OPEN',
  'TIME_BEFORE_LEDGER',
  'OFFER_EXISTS',
  'OFFER_LIMIT',
  'OFFER_RULES',
] as const satisfies readonly ErrorCode[];

export const PVOffer = declare({
  contract,
  name: 'PVOffer',
  kind: 'submit',
  summary: 'Offers energy of a verified unit for sale at a reserve price',
  args: { listing: s.ListingId, offer: s.OfferId, unit: s.UnitId, energy: s.Energy, price: s.Price },
  result: v.Offer,
  callers: ['member'],
  errors: [...offering, 'UNIT_NOT_FOUND', 'UNIT_NOT_OWNED', 'UNIT_NOT_VERIFIED', 'UNIT_CAPACITY_EXCEEDED'],
});

export const BUYOffer = declare({
  contract,
  name: 'BUYOffer',
  kind: 'submit',
  summary: 'Bids for energy; locks what it can cost at most',
  args: { listing: s.ListingId, offer: s.OfferId, energy: s.Energy, price: s.Price },
  result: v.Offer,
  callers: ['member'],
  errors: [...offering, 'INSUFFICIENT_FUNDS'],
});

export const CancelOffer = declare({
  contract,
  name: 'CancelOffer',
  kind: 'submit',
  summary: 'Takes an own offer back while its listing is open; gives back what it locked',
  args: { listing: s.ListingId, offer: s.OfferId },
  result: v.Offer,
  callers: ['member'],
  errors: ['LISTING_NOT_FOUND', 'LISTING_NOT_OPEN', 'TIME_BEFORE_LEDGER', 'OFFER_NOT_FOUND', 'OFFER_NOT_OPEN'],
});

export const CloseBidding = declare({
  contract,
  name: 'CloseBidding',
  kind: 'submit',
  summary:
    "Locks a listing at the end of bidding; by the market's operator, or by any member once it is 5 minutes overdue",
  args: { listing: s.ListingId },
  result: v.Listing,
  callers: ['member'],
  errors: [...listingOf, 'BIDDING_NOT_OVER'],
});

export const CancelListing = declare({
  contract,
  name: 'CancelListing',
  kind: 'submit',
  summary: "Calls a listing off before it is cleared; by the market's operator. SettleListing then pays escrow back",
  args: { listing: s.ListingId },
  result: v.Listing,
  callers: ['marketOperator'],
  errors: listingOf,
});

export const ClearListing = declare({
  contract,
  name: 'ClearListing',
  kind: 'submit',
  summary:
    'Does the next page of clearing a locked listing: collects offers, then publishes the result. A small listing is done in one call; `state` says when it is cleared',
  args: { listing: s.ListingId },
  result: v.Listing,
  callers: ['member'],
  contention: [
    { on: 'listing:{listing}', collides: 'sometimes' },
    { on: 'trust', collides: 'sometimes' },
  ],
  errors: listingOf,
});

export const SettleListing = declare({
  contract,
  name: 'SettleListing',
  kind: 'submit',
  summary:
    'Does the next page of settling a cleared listing: pays sellers and refunds buyers; or of paying back a cancelled one. Where the market has its clearings attested, that comes first, or its time runs out',
  args: { listing: s.ListingId },
  result: v.Listing,
  callers: ['member'],
  errors: [...listingOf, 'ATTESTATION_AWAITED'],
});

export const GetMarket = declare({
  contract,
  name: 'GetMarket',
  kind: 'evaluate',
  summary: 'A market with its rules and clock',
  args: { market: s.MarketId },
  result: v.Market,
  callers: ['member'],
  errors: ['MARKET_NOT_FOUND'],
});

export const GetMarkets = declare({
  contract,
  name: 'GetMarkets',
  kind: 'evaluate',
  summary: 'All markets, by id',
  args: { pageSize: s.PageSize, bookmark: s.Bookmark },
  result: v.MarketPage,
  callers: ['member'],
});

export const GetListing = declare({
  contract,
  name: 'GetListing',
  kind: 'evaluate',
  summary: 'A listing with its result',
  args: { listing: s.ListingId },
  result: v.Listing,
  callers: ['member'],
  errors: ['LISTING_NOT_FOUND'],
});

export const GetListings = declare({
  contract,
  name: 'GetListings',
  kind: 'evaluate',
  summary: "A market's listings by start of delivery, from a time on",
  args: { market: s.MarketId, from: s.Time, pageSize: s.PageSize, bookmark: s.Bookmark },
  result: v.ListingPage,
  callers: ['member'],
  errors: ['MARKET_NOT_FOUND'],
});

export const GetOffers = declare({
  contract,
  name: 'GetOffers',
  kind: 'evaluate',
  summary: "A listing's offers, by member and id",
  args: { listing: s.ListingId, pageSize: s.PageSize, bookmark: s.Bookmark },
  result: v.OfferPage,
  callers: ['member'],
  errors: ['LISTING_NOT_FOUND'],
});

export const GetOffer = declare({
  contract,
  name: 'GetOffer',
  kind: 'evaluate',
  summary: 'An offer and, once its listing is cleared, what came of it',
  args: { listing: s.ListingId, member: s.MemberId, offer: s.OfferId },
  result: v.OfferResult,
  callers: ['member'],
  errors: ['LISTING_NOT_FOUND', 'OFFER_NOT_FOUND'],
});

export const GetTrades = declare({
  contract,
  name: 'GetTrades',
  kind: 'evaluate',
  summary: "A page of a cleared listing's trades, in the order of the clearing",
  args: { listing: s.ListingId, page: s.PageNumber },
  result: v.TradePage,
  callers: ['member'],
  errors: listingOf,
});

export const GetCollectedOffers = declare({
  contract,
  name: 'GetCollectedOffers',
  kind: 'evaluate',
  summary: "A page of a listing's offers as the clearing sees them, with the trust points that count in it",
  args: { listing: s.ListingId, page: s.PageNumber },
  result: v.CollectedOfferPage,
  callers: ['member'],
  errors: listingOf,
});
