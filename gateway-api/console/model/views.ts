/** What the gateway answers, as types; the schemas themselves stay out of the browser. */
import { type Static } from '@sinclair/typebox';
import type * as views from '../../../chaincode/wire/views';

export type CallerView = Static<typeof views.Caller>;
export type MemberView = Static<typeof views.Member>;
export type MarketView = Static<typeof views.Market>;
export type MarketRulesView = Static<typeof views.MarketRules>;
export type ListingView = Static<typeof views.Listing>;
export type OfferView = Static<typeof views.Offer>;
export type CollectedOfferView = Static<typeof views.CollectedOffer>;
export type TradeView = Static<typeof views.Trade>;
export type UnitView = Static<typeof views.Unit>;
export type BalanceView = Static<typeof views.Balance>;
export type SupplyView = Static<typeof views.Supply>;
export type WithdrawalView = Static<typeof views.Withdrawal>;
export type MovementView = Static<typeof views.Movement>;
export type VoteView = Static<typeof views.Vote>;
export type BookStateView = Static<typeof views.BookState>;
export type DepthView = Static<typeof views.Depth>;
export type CandleView = Static<typeof views.Candles>[number];
export type OrderView = Static<typeof views.Order>;
export type BookTradeView = Static<typeof views.BookTrade>;
export type OrderQuoteView = Static<typeof views.OrderQuote>;
export type PlacedOrderView = Static<typeof views.PlacedOrder>;
export type StorageUnitView = Static<typeof views.StorageUnit>;
export type SessionView = Static<typeof views.Session>;
export type EnergyPoolsView = Static<typeof views.EnergyPools>;
export type EnergyRatesView = Static<typeof views.EnergyRates>;
export type TrustView = Static<typeof views.Trust>;
export type RatedTradeView = Static<typeof views.RatedTrade>;
export type TradeRatingView = Static<typeof views.TradeRating>;

/** A page of a longer list. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly bookmark: string;
}
