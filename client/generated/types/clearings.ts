// Generated from the OpenAPI document by `npm run generate`: a change here would not last.

/** What `getClearing` takes. A listing's clearing: price, energy, turnover */
export interface GetClearingRequest {
  /** Listing: market id _ start of delivery, like "fontana_20260601T1200Z" */
  readonly listing: string;
  /** Whom to ask: the read model, or the peers */
  readonly consistency?: 'read-model' | 'ledger';
}

export interface CollectedOffer {
  /** Offer, as member:offer, like "h01@HouseholdsMSP:s1" */
  readonly id: string;
  /** Side */
  readonly side: 'buy' | 'sell';
  /** Energy in kWh, at most 3 decimals, like "1.25" */
  readonly energy: string;
  /** Price in eEuro per kWh, at most 6 decimals, like "0.12" */
  readonly price: string;
  /** Amount of a token, at most 6 decimals, like "12.5" */
  readonly escrow: string;
  /** Time in UTC, RFC 3339 with whole seconds, like "2026-06-01T12:00:00Z" */
  readonly slot: string;
  readonly points: number | null;
  readonly microgrid: string | null;
}

/**
 * What `getCollectedOffers` takes. A page of a listing's offers as the clearing sees them, with the trust points
 * that count in it
 */
export interface GetCollectedOffersRequest {
  /** Listing: market id _ start of delivery, like "fontana_20260601T1200Z" */
  readonly listing: string;
  /** Page, from 0, like "0" */
  readonly page?: string;
  /** Whom to ask: the read model, or the peers */
  readonly consistency?: 'read-model' | 'ledger';
}

export interface Trade {
  /** Offer, as member:offer, like "h02@HouseholdsMSP:b1" */
  readonly buy: string;
  /** Offer, as member:offer, like "h01@HouseholdsMSP:s1" */
  readonly sell: string;
  /** Energy in kWh, at most 3 decimals, like "1.25" */
  readonly energy: string;
  /** Price in eEuro per kWh, at most 6 decimals, like "0.12" */
  readonly price: string;
  /** Amount of a token, at most 6 decimals, like "12.5" */
  readonly payment: string;
}

/** What `getTrades` takes. A page of a cleared listing's trades, in the order of the clearing */
export interface GetTradesRequest {
  /** Listing: market id _ start of delivery, like "fontana_20260601T1200Z" */
  readonly listing: string;
  /** Page, from 0, like "0" */
  readonly page?: string;
  /** Whom to ask: the read model, or the peers */
  readonly consistency?: 'read-model' | 'ledger';
}
