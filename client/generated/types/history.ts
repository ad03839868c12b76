// Generated from the OpenAPI document by `npm run generate`: a change here would not last.

export interface MarketHour {
  /** Listing: market id _ start of delivery, like "fontana_20260601T1200Z" */
  readonly listing: string;
  /** Time in UTC, RFC 3339 with whole seconds, like "2026-06-01T12:00:00Z" */
  readonly deliveryStart: string;
  /** Time in UTC, RFC 3339 with whole seconds, like "2026-06-01T12:00:00Z" */
  readonly deliveryEnd: string;
  /** State */
  readonly state: 'open' | 'closed' | 'cleared' | 'settled' | 'cancelled';
  /** null where the clearing has no one price */
  readonly price: string | null;
  /** eEuro per kWh traded */
  readonly averagePrice: string | null;
  /** Energy of many offers in kWh, at most 3 decimals, like "64.129" */
  readonly energy: string;
  /** Amount of many payments, at most 6 decimals, like "9.787995" */
  readonly turnover: string;
  readonly trades: number;
  readonly offers: number;
  /** kWh of the sell offers, like "64.129" */
  readonly offered: string;
  /** kWh of the bids, like "64.129" */
  readonly demanded: string;
}

/**
 * What `getMarketHours` takes. A market's listings with what was offered, demanded and traded, newest delivery
 * first
 */
export interface GetMarketHoursRequest {
  /** Market id, chosen by its operator, like "fontana" */
  readonly market: string;
  /** From then on, like "2026-06-01T12:00:00Z" */
  readonly from?: string;
  /** Until before then, like "2026-06-01T12:00:00Z" */
  readonly to?: string;
  /** How many entries a page holds, 1 to 200, like "50" */
  readonly pageSize?: string;
  /** Where the page begins: empty for the first, else the bookmark of the page before */
  readonly bookmark?: string;
}

export interface EnergyFlow {
  /** Member: enrollment id @ MSP id, like "h01@HouseholdsMSP" */
  readonly seller: string;
  readonly unit: string | null;
  /** Bus of the grid at the seller's unit */
  readonly location: string | null;
  /** Member: enrollment id @ MSP id, like "h01@HouseholdsMSP" */
  readonly buyer: string;
  /** Energy of many offers in kWh, at most 3 decimals, like "64.129" */
  readonly energy: string;
  /** Amount of many payments, at most 6 decimals, like "9.787995" */
  readonly payment: string;
}

/** What `getListingFlows` takes. Who sold how much to whom in a listing, the largest 1,000 first */
export interface GetListingFlowsRequest {
  /** Listing: market id _ start of delivery, like "fontana_20260601T1200Z" */
  readonly listing: string;
}

export interface GetListingFlowsAnswer {
  /** Blocks that the answer knows of, like "42" */
  readonly height: string;
  readonly items: readonly EnergyFlow[];
}

export interface PastOffer {
  /** Listing: market id _ start of delivery, like "fontana_20260601T1200Z" */
  readonly listing: string;
  /** Time in UTC, RFC 3339 with whole seconds, like "2026-06-01T12:00:00Z" */
  readonly deliveryStart: string;
  /** Offer id, chosen by its owner and unique among its offers in the listing, like "s1" */
  readonly offer: string;
  /** Side */
  readonly side: 'buy' | 'sell';
  readonly unit: string | null;
  /** Energy in kWh, at most 3 decimals, like "1.25" */
  readonly energy: string;
  /** Price in eEuro per kWh, at most 6 decimals, like "0.12" */
  readonly price: string;
  /** Energy in kWh, at most 3 decimals, like "1.25" */
  readonly traded: string;
  /** eEuro that the buyer paid or the seller received, like "12.5" */
  readonly amount: string;
  /** Amount of a token, at most 6 decimals, like "12.5" */
  readonly fee: string;
  /** Escrow that the buyer got back, like "12.5" */
  readonly refund: string;
}

/**
 * What `getMemberOffers` takes. A member's offers with what came of them, newest delivery first; for who may see
 * its account
 */
export interface GetMemberOffersRequest {
  /** Member: enrollment id @ MSP id, like "h01@HouseholdsMSP" */
  readonly member: string;
  /** Market id, chosen by its operator, like "fontana" */
  readonly market?: string;
  /** From then on, like "2026-06-01T12:00:00Z" */
  readonly from?: string;
  /** Until before then, like "2026-06-01T12:00:00Z" */
  readonly to?: string;
  /** How many entries a page holds, 1 to 200, like "50" */
  readonly pageSize?: string;
  /** Where the page begins: empty for the first, else the bookmark of the page before */
  readonly bookmark?: string;
}

export interface BalanceChange {
  /** Time in UTC, RFC 3339 with whole seconds, like "2026-06-01T12:00:00Z" */
  readonly at: string;
  /** For example "7" */
  readonly block: string;
  /** Transaction id, like "4f8b42c22dd3729b519ba6f68d2da7cc5b2d606d05daed5ad5128cc03e6c6358" */
  readonly transaction: string;
  /** What moved the balance */
  readonly kind:
    | 'mint'
    | 'burn'
    | 'transferOut'
    | 'transferIn'
    | 'lock'
    | 'unlock'
    | 'escrow'
    | 'escrowReleased'
    | 'sale'
    | 'purchase'
    | 'fee'
    | 'stake'
    | 'unstake'
    | 'reward'
    | 'feeShare';
  readonly counterparty: string | null;
  /** Listing, offer or transaction that it belongs to */
  readonly reference: string;
  /** Of all that the account holds, like "-0.25" */
  readonly change: string;
  /** After it, with what has arrived, like "-0.25" */
  readonly available: string;
  /** After it, for withdrawal, like "-0.25" */
  readonly locked: string;
  /** After it, in offers, orders, sessions and stakes, like "-0.25" */
  readonly escrowed: string;
}

/** What `getBalanceHistory` takes. What moved an account and what it held after each step, newest first */
export interface GetBalanceHistoryRequest {
  /** Member: enrollment id @ MSP id, like "h01@HouseholdsMSP" */
  readonly member: string;
  /** Token */
  readonly token: 'ENT' | 'eEuro' | 'TRUST';
  /** From then on, like "2026-06-01T12:00:00Z" */
  readonly from?: string;
  /** Until before then, like "2026-06-01T12:00:00Z" */
  readonly to?: string;
  /** How many entries a page holds, 1 to 200, like "50" */
  readonly pageSize?: string;
  /** Where the page begins: empty for the first, else the bookmark of the page before */
  readonly bookmark?: string;
}

export interface TrustStep {
  /** Time in UTC, RFC 3339 with whole seconds, like "2026-06-01T12:00:00Z" */
  readonly at: string;
  /** What moved it */
  readonly kind: 'rating' | 'unrated' | 'failedDelivery' | 'fraud';
  readonly listing: string | null;
  readonly trade: number | null;
  /** Ratio, at most 6 decimals, like "0.01" */
  readonly rating: string;
  /** Ratio, at most 6 decimals, like "0.01" */
  readonly score: string;
  /** Trust rating points, 1 to 4 */
  readonly points: number;
}

/** What `getTrustHistory` takes. What moved a member's trust, newest first */
export interface GetTrustHistoryRequest {
  /** Member: enrollment id @ MSP id, like "h01@HouseholdsMSP" */
  readonly member: string;
  /** How many entries a page holds, 1 to 200, like "50" */
  readonly pageSize?: string;
  /** Where the page begins: empty for the first, else the bookmark of the page before */
  readonly bookmark?: string;
}

export interface SupplyPoint {
  /** Time in UTC, RFC 3339 with whole seconds, like "2026-06-01T12:00:00Z" */
  readonly at: string;
  /** Amount of a token, at most 6 decimals, like "12.5" */
  readonly total: string;
}

/**
 * What `getSupplyHistory` takes. Tokens in circulation over time, oldest first: the last figure of each interval
 * with a change
 */
export interface GetSupplyHistoryRequest {
  /** Token */
  readonly token: 'ENT' | 'eEuro' | 'TRUST';
  /** Length of an interval in seconds, 60 to 604800, like "3600" */
  readonly width?: string;
  /** From then on, like "2026-06-01T12:00:00Z" */
  readonly from?: string;
  /** Until before then, like "2026-06-01T12:00:00Z" */
  readonly to?: string;
}

export interface GetSupplyHistoryAnswer {
  /** Blocks that the answer knows of, like "42" */
  readonly height: string;
  readonly items: readonly SupplyPoint[];
}

export interface EnergyPoint {
  /** Time in UTC, RFC 3339 with whole seconds, like "2026-06-01T12:00:00Z" */
  readonly at: string;
  /** KWH: energy in all storage units, like "64.129" */
  readonly energy: string;
  /** ENT in circulation, like "9.787995" */
  readonly circulating: string;
  /** D = |KWH - ENT|, like "9.787995" */
  readonly gap: string;
  /** R, in ENT per kWh, like "9.787995" */
  readonly rate: string;
}

/**
 * What `getEnergyHistory` takes. KWH, ENT, D and R over time, oldest first: the last figures of each interval
 * with a change
 */
export interface GetEnergyHistoryRequest {
  /** Length of an interval in seconds, 60 to 604800, like "3600" */
  readonly width?: string;
  /** From then on, like "2026-06-01T12:00:00Z" */
  readonly from?: string;
  /** Until before then, like "2026-06-01T12:00:00Z" */
  readonly to?: string;
}

export interface GetEnergyHistoryAnswer {
  /** Blocks that the answer knows of, like "42" */
  readonly height: string;
  readonly items: readonly EnergyPoint[];
}

export interface StorageStep {
  /** Time in UTC, RFC 3339 with whole seconds, like "2026-06-01T12:00:00Z" */
  readonly at: string;
  /** For example "7" */
  readonly block: string;
  /** Transaction id, like "4f8b42c22dd3729b519ba6f68d2da7cc5b2d606d05daed5ad5128cc03e6c6358" */
  readonly transaction: string;
  /** Number of the unit's last report */
  readonly report: number;
  /** Energy in kWh, at most 3 decimals, like "1.25" */
  readonly energy: string;
  /** Energy in kWh, at most 3 decimals, like "1.25" */
  readonly reserved: string;
  /** kWh that came or went, like "-0.25" */
  readonly change: string;
}

/** What `getStorageUnitHistory` takes. What changed a storage unit's energy, newest first */
export interface GetStorageUnitHistoryRequest {
  /** Storage unit: enrollment id @ MSP id of its own identity, like "su1@HouseholdsMSP" */
  readonly unit: string;
  /** How many entries a page holds, 1 to 200, like "50" */
  readonly pageSize?: string;
  /** Where the page begins: empty for the first, else the bookmark of the page before */
  readonly bookmark?: string;
}

export interface WideCandle {
  /** Time in UTC, RFC 3339 with whole seconds, like "2026-06-01T12:00:00Z" */
  readonly start: string;
  /** Price in eEuro per kWh, at most 6 decimals, like "0.12" */
  readonly open: string;
  /** Price in eEuro per kWh, at most 6 decimals, like "0.12" */
  readonly high: string;
  /** Price in eEuro per kWh, at most 6 decimals, like "0.12" */
  readonly low: string;
  /** Price in eEuro per kWh, at most 6 decimals, like "0.12" */
  readonly close: string;
  /** Amount of many payments, at most 6 decimals, like "9.787995" */
  readonly volume: string;
  /** Amount of many payments, at most 6 decimals, like "9.787995" */
  readonly turnover: string;
  readonly trades: number;
}

/** What `getBookHistory` takes. Candles of a book's trades of any width, oldest first, at most 1,000 */
export interface GetBookHistoryRequest {
  /** Market id, chosen by its operator, like "fontana" */
  readonly book: string;
  /** Length of an interval in seconds, 60 to 604800, like "3600" */
  readonly width?: string;
  /** From then on, like "2026-06-01T12:00:00Z" */
  readonly from?: string;
  /** Until before then, like "2026-06-01T12:00:00Z" */
  readonly to?: string;
}

export interface GetBookHistoryAnswer {
  /** Blocks that the answer knows of, like "42" */
  readonly height: string;
  readonly items: readonly WideCandle[];
}
