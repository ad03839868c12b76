// Generated from the OpenAPI document by `npm run generate`: a change here would not last.

export interface Trust {
  /** Member: enrollment id @ MSP id, like "h01@HouseholdsMSP" */
  readonly member: string;
  /** null before the first trade that counts */
  readonly score: string | null;
  /** Trades that counted */
  readonly ratedTrades: number;
  /** eEuro of the trades that counted, like "12.5" */
  readonly traded: string;
  /** Trust rating points, 1 to 4 */
  readonly points: number;
  /** Share of an offer that counts where the market counts trust, like "0.01" */
  readonly quota: string;
  /** Different members who have rated it, counted up to the three that more than one point needs */
  readonly raters: number;
  /** When a failed delivery last cost a point */
  readonly lostPointOn: string | null;
  /** When voters last found fraud */
  readonly fraudFoundAt: string | null;
  /** What moved it last, newest first, at most 20 */
  readonly why: readonly {
    /** Time in UTC, RFC 3339 with whole seconds, like "2026-06-01T12:00:00Z" */
    readonly at: string;
    /** A trade was rated or its time was over, a delivery failed, voters found fraud */
    readonly kind: 'rating' | 'unrated' | 'failedDelivery' | 'fraud';
    /** The trade that did it */
    readonly listing: string | null;
    /** Its number in the listing */
    readonly trade: number | null;
    /** What its rating counted as, after what delivery capped it at */
    readonly rating: string | null;
    /** The score from then on */
    readonly score: string | null;
    /** Trust rating points, 1 to 4 */
    readonly points: number;
  }[];
}

/** What `getTrusts` takes. The trust of every member that has been rated or has failed, by id */
export interface GetTrustsRequest {
  /** How many entries a page holds, 1 to 200, like "50" */
  readonly pageSize?: string;
  /** Where the page begins: empty for the first, else the bookmark of the page before */
  readonly bookmark?: string;
  /** Whom to ask: the read model, or the peers */
  readonly consistency?: 'read-model' | 'ledger';
}

/** What `getTrust` takes. A member's trust score and points, and what moved them last */
export interface GetTrustRequest {
  /** Member: enrollment id @ MSP id, like "h01@HouseholdsMSP" */
  readonly member: string;
  /** Whom to ask: the read model, or the peers */
  readonly consistency?: 'read-model' | 'ledger';
}

export interface Delivery {
  /** Listing: market id _ start of delivery, like "fontana_20260601T1200Z" */
  readonly listing: string;
  readonly trade: number;
  /** Energy in kWh, at most 3 decimals, like "1.25" */
  readonly committed: string;
  /** null until it is settled */
  readonly delivered: string | null;
  /** Who settled it */
  readonly source: 'parties' | 'operator' | 'meter' | null;
  /** Time of the market; from then on the trade can be rated for 'ratingWindow' days */
  readonly settledAt: string | null;
  /** What the seller says was delivered */
  readonly seller: string | null;
  /** What the buyer says was delivered */
  readonly buyer: string | null;
}

export interface TradeRating {
  /** Listing: market id _ start of delivery, like "fontana_20260601T1200Z" */
  readonly listing: string;
  readonly trade: number;
  /** Member: enrollment id @ MSP id, like "h01@HouseholdsMSP" */
  readonly rater: string;
  /** Member: enrollment id @ MSP id, like "h01@HouseholdsMSP" */
  readonly rated: string;
  /** null where the time was over without a rating */
  readonly given: number | null;
  /** After what delivery caps it at; 3 for an unrated trade, like "0.01" */
  readonly countsAs: string;
  /** Why it does not count: a trade below ratingMinimum, a pair that has counted that day, two that belong together */
  readonly discounted: 'smallTrade' | 'sameDay' | 'related' | null;
  /** Time in UTC, RFC 3339 with whole seconds, like "2026-06-01T12:00:00Z" */
  readonly at: string;
}

export interface RatedTrade {
  /** Listing: market id _ start of delivery, like "fontana_20260601T1200Z" */
  readonly listing: string;
  readonly trade: number;
  /** Member: enrollment id @ MSP id, like "h01@HouseholdsMSP" */
  readonly seller: string;
  /** Member: enrollment id @ MSP id, like "h01@HouseholdsMSP" */
  readonly buyer: string;
  /** Energy in kWh, at most 3 decimals, like "1.25" */
  readonly energy: string;
  /** Price in eEuro per kWh, at most 6 decimals, like "0.12" */
  readonly price: string;
  /** Amount of a token, at most 6 decimals, like "12.5" */
  readonly payment: string;
  readonly delivery: Delivery;
  /** What the seller says of the buyer */
  readonly bySeller: TradeRating | null;
  /** What the buyer says of the seller */
  readonly byBuyer: TradeRating | null;
  /** null until delivery is settled */
  readonly ratableUntil: string | null;
}

/** What `getTrade` takes. A trade of a settled listing with its delivery and what its sides say of each other */
export interface GetTradeRequest {
  /** Listing: market id _ start of delivery, like "fontana_20260601T1200Z" */
  readonly listing: string;
  /** Number of a trade in the order of its clearing, from 0, like "0" */
  readonly trade: string;
  /** Whom to ask: the read model, or the peers */
  readonly consistency?: 'read-model' | 'ledger';
}

/**
 * What `attestDelivery` takes. Says how much of an own trade was delivered; settles it where the other side has
 * said the same
 */
export interface AttestDeliveryRequest {
  /** Listing: market id _ start of delivery, like "fontana_20260601T1200Z" */
  readonly listing: string;
  /** Number of a trade in the order of its clearing, from 0, like "0" */
  readonly trade: string;
  /** Energy in kWh, at most 3 decimals, like "1.25" */
  readonly delivered: string;
}

/** What `rateTrade` takes. Rates the other side of an own trade, once, after its delivery is settled */
export interface RateTradeRequest {
  /** Listing: market id _ start of delivery, like "fontana_20260601T1200Z" */
  readonly listing: string;
  /** Number of a trade in the order of its clearing, from 0, like "0" */
  readonly trade: string;
  /** Rating, 1 to 5, like "4" */
  readonly rating: string;
}

/**
 * What `attestDeliveries` takes. Settles how much of up to 200 trades was delivered; by the market's operator,
 * who took no part in them
 */
export interface AttestDeliveriesRequest {
  /** Listing: market id _ start of delivery, like "fontana_20260601T1200Z" */
  readonly listing: string;
  /** 1 to 200 trades of one page of GetTrades: trade, delivered, like [{"trade":0,"delivered":"1.25"}] */
  readonly deliveries: readonly {
    readonly trade: number;
    /** Energy in kWh, at most 3 decimals, like "1.25" */
    readonly delivered: string;
  }[];
}

export interface RatingsClosing {
  /** Listing: market id _ start of delivery, like "fontana_20260601T1200Z" */
  readonly listing: string;
  /** Trades whose ratings are closed */
  readonly closed: number;
  readonly trades: number;
  readonly done: boolean;
}

/**
 * What `closeRatings` takes. Closes the ratings of the next trades of a listing whose time to rate is over:
 * unrated ones count as 3. A small listing is done in one call; `done` says so
 */
export interface CloseRatingsRequest {
  /** Listing: market id _ start of delivery, like "fontana_20260601T1200Z" */
  readonly listing: string;
}

export interface PlatformScore {
  /** Mean of satisfaction and service over all ratings; null before the first */
  readonly score: string | null;
  readonly ratings: number;
}

/** What `getPlatformScore` takes. The platform's score */
export interface GetPlatformScoreRequest {
  /** Whom to ask: the read model, or the peers */
  readonly consistency?: 'read-model' | 'ledger';
}

/** What `ratePlatform` takes. Rates the platform, once a week */
export interface RatePlatformRequest {
  /** Rating, 1 to 5, like "4" */
  readonly satisfaction: string;
  /** Rating, 1 to 5, like "4" */
  readonly service: string;
}
