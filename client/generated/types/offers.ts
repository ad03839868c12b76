// Generated from the OpenAPI document by `npm run generate`: a change here would not last.

export interface Offer {
  /** Offer id, chosen by its owner and unique among its offers in the listing, like "s1" */
  readonly id: string;
  /** Listing: market id _ start of delivery, like "fontana_20260601T1200Z" */
  readonly listing: string;
  /** Member: enrollment id @ MSP id, like "h01@HouseholdsMSP" */
  readonly member: string;
  /** Side */
  readonly side: 'sell' | 'buy';
  readonly unit: string | null;
  /** Energy in kWh, at most 3 decimals, like "1.25" */
  readonly energy: string;
  /** A seller's reserve, a buyer's bid, in eEuro per kWh, like "0.12" */
  readonly price: string;
  /** eEuro that a buy offer holds, like "12.5" */
  readonly escrow: string;
  /** Arrival, cut to the minute, like "2026-06-01T12:00:00Z" */
  readonly slot: string;
  /** Whether its owner has taken it back */
  readonly state: 'open' | 'cancelled';
}

/** What `makeOffer` takes. Offers to sell energy of a verified unit, or bids for energy */
export type MakeOfferRequest = {
  /** Listing: market id _ start of delivery, like "fontana_20260601T1200Z" */
  readonly listing: string;
} & (
  | {
      readonly side: 'sell';
      /** Offer id, chosen by its owner and unique among its offers in the listing, like "s1" */
      readonly offer: string;
      /** Unit id, chosen by its owner, like "pv-h01" */
      readonly unit: string;
      /** Energy in kWh, at most 3 decimals, like "1.25" */
      readonly energy: string;
      /** Price in eEuro per kWh, at most 6 decimals, like "0.12" */
      readonly price: string;
    }
  | {
      readonly side: 'buy';
      /** Offer id, chosen by its owner and unique among its offers in the listing, like "s1" */
      readonly offer: string;
      /** Energy in kWh, at most 3 decimals, like "1.25" */
      readonly energy: string;
      /** Price in eEuro per kWh, at most 6 decimals, like "0.12" */
      readonly price: string;
    }
);

/** What `getOffers` takes. A listing's offers, by member and id */
export interface GetOffersRequest {
  /** Listing: market id _ start of delivery, like "fontana_20260601T1200Z" */
  readonly listing: string;
  /** How many entries a page holds, 1 to 200, like "50" */
  readonly pageSize?: string;
  /** Where the page begins: empty for the first, else the bookmark of the page before */
  readonly bookmark?: string;
  /** Whom to ask: the read model, or the peers */
  readonly consistency?: 'read-model' | 'ledger';
}

export interface OfferResult {
  readonly offer: Offer;
  /** null until the listing is cleared */
  readonly tradedEnergy: string | null;
  /** eEuro that the buyer pays or the seller receives */
  readonly amount: string | null;
  readonly fee: string | null;
  /** Escrow that goes back to the buyer */
  readonly refund: string | null;
  /** The member's trust points in this listing; null where the market does not count trust */
  readonly points: number | null;
  /** Energy of the offer that its trust points let count */
  readonly quota: string | null;
  /** What became of its unfilled rest, in a market where that stays for the next interval */
  readonly carried: {
    /** Energy in kWh, at most 3 decimals, like "1.25" */
    readonly energy: string;
    /** eEuro that went with it, or was given back, like "12.5" */
    readonly escrow: string;
    /** Where it stands now */
    readonly to: string | null;
    /** Its id there */
    readonly as: string | null;
    /** Code of the refusal that it met there */
    readonly reason: string | null;
  } | null;
}

/** What `getOffer` takes. An offer and, once its listing is cleared, what came of it */
export interface GetOfferRequest {
  /** Listing: market id _ start of delivery, like "fontana_20260601T1200Z" */
  readonly listing: string;
  /** Member: enrollment id @ MSP id, like "h01@HouseholdsMSP" */
  readonly member: string;
  /** Offer id, chosen by its owner and unique among its offers in the listing, like "s1" */
  readonly offer: string;
  /** Whom to ask: the read model, or the peers */
  readonly consistency?: 'read-model' | 'ledger';
}

/** What `cancelOffer` takes. Takes an own offer back while its listing is open; gives back what it locked */
export interface CancelOfferRequest {
  /** Listing: market id _ start of delivery, like "fontana_20260601T1200Z" */
  readonly listing: string;
  /** Member: enrollment id @ MSP id, like "h01@HouseholdsMSP" */
  readonly member: string;
  /** Offer id, chosen by its owner and unique among its offers in the listing, like "s1" */
  readonly offer: string;
}
