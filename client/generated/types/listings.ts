// Generated from the OpenAPI document by `npm run generate`: a change here would not last.
import { type MarketRules } from './markets';

export interface Listing {
  /** Listing: market id _ start of delivery, like "fontana_20260601T1200Z" */
  readonly id: string;
  /** Market id, chosen by its operator, like "fontana" */
  readonly market: string;
  /** Member: enrollment id @ MSP id, like "h01@HouseholdsMSP" */
  readonly operator: string;
  /** State */
  readonly state: 'open' | 'closed' | 'cleared' | 'settled' | 'cancelled';
  /** Time in UTC, RFC 3339 with whole seconds, like "2026-06-01T12:00:00Z" */
  readonly deliveryStart: string;
  /** Time in UTC, RFC 3339 with whole seconds, like "2026-06-01T12:00:00Z" */
  readonly deliveryEnd: string;
  readonly rules: MarketRules;
  /** The market's time at the broadcast, like "2026-06-01T12:00:00Z" */
  readonly openedAt: string;
  readonly closedAt: string | null;
  /** Ledger time of the broadcast, like "2026-06-01T12:00:00Z" */
  readonly recordedAt: string;
  /** Transaction that closed bidding */
  readonly lockedBy: string | null;
  readonly progress: {
    readonly collectedOffers: number;
    readonly collectionDone: boolean;
    readonly publishedPages: number;
    /** Transactions that published the result */
    readonly publishedBy: readonly string[];
    readonly settledPages: number;
    /** Pages of offers, once all are collected */
    readonly pages: number | null;
  };
  readonly clearing: {
    readonly price: string | null;
    /** Energy of many offers in kWh, at most 3 decimals, like "64.129" */
    readonly energy: string;
    /** Amount of many payments, at most 6 decimals, like "9.787995" */
    readonly turnover: string;
    readonly trades: number;
    readonly offers: number;
  } | null;
  /** null before the clearing, and where the market settles without */
  readonly attestation: {
    /** timedOut: it settles without an attestation */
    readonly state: 'awaited' | 'attested' | 'timedOut';
    /** The market's time at the clearing, like "2026-06-01T12:00:00Z" */
    readonly clearedAt: string;
    /** The agent that attested */
    readonly by: string | null;
    /** Epoch of agents in which it counted */
    readonly epoch: number | null;
  } | null;
}

/** What `getListings` takes. A market's listings by start of delivery, from a time on */
export interface GetListingsRequest {
  /** Market id, chosen by its operator, like "fontana" */
  readonly market: string;
  /** Time in UTC, RFC 3339 with whole seconds, like "2026-06-01T12:00:00Z" */
  readonly from?: string;
  /** How many entries a page holds, 1 to 200, like "50" */
  readonly pageSize?: string;
  /** Where the page begins: empty for the first, else the bookmark of the page before */
  readonly bookmark?: string;
  /** Whom to ask: the read model, or the peers */
  readonly consistency?: 'read-model' | 'ledger';
}

/**
 * What `acceptOfferBroadcast` takes. Opens the listing of the next delivery interval; by the market's operator,
 * while the interval before runs
 */
export interface AcceptOfferBroadcastRequest {
  /** Market id, chosen by its operator, like "fontana" */
  readonly market: string;
  /** Time in UTC, RFC 3339 with whole seconds, like "2026-06-01T12:00:00Z" */
  readonly deliveryStart: string;
}

/** What `getListing` takes. A listing with its result */
export interface GetListingRequest {
  /** Listing: market id _ start of delivery, like "fontana_20260601T1200Z" */
  readonly listing: string;
  /** Whom to ask: the read model, or the peers */
  readonly consistency?: 'read-model' | 'ledger';
}

/**
 * What `closeBidding` takes. Locks a listing at the end of bidding; by the market's operator, or by any member
 * once it is 5 minutes overdue
 */
export interface CloseBiddingRequest {
  /** Listing: market id _ start of delivery, like "fontana_20260601T1200Z" */
  readonly listing: string;
}

/**
 * What `clearListing` takes. Does the next page of clearing a locked listing: collects offers, then publishes
 * the result. A small listing is done in one call; `state` says when it is cleared
 */
export interface ClearListingRequest {
  /** Listing: market id _ start of delivery, like "fontana_20260601T1200Z" */
  readonly listing: string;
}

/**
 * What `settleListing` takes. Does the next page of settling a cleared listing: pays sellers and refunds buyers;
 * or of paying back a cancelled one. Where the market has its clearings attested, that comes first, or its time
 * runs out
 */
export interface SettleListingRequest {
  /** Listing: market id _ start of delivery, like "fontana_20260601T1200Z" */
  readonly listing: string;
}

/**
 * What `cancelListing` takes. Calls a listing off before it is cleared; by the market's operator. SettleListing
 * then pays escrow back
 */
export interface CancelListingRequest {
  /** Listing: market id _ start of delivery, like "fontana_20260601T1200Z" */
  readonly listing: string;
}
