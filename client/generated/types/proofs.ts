// Generated from the OpenAPI document by `npm run generate`: a change here would not last.
import { type Trade } from './clearings';

export interface Commitment {
  /** Listing: market id _ start of delivery, like "fontana_20260601T1200Z" */
  readonly listing: string;
  /**
   * SHA-256 over listing, number of trades and the digests of the pages, like
   * "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
   */
  readonly digest: string;
  /** Of each 500 trades, in the order of the clearing */
  readonly pages: readonly string[];
  readonly trades: number;
  /** Energy of many offers in kWh, at most 3 decimals, like "64.129" */
  readonly energy: string;
  /** eEuro that the buyers pay for the trades, like "9.787995" */
  readonly payments: string;
  /** Time in UTC, RFC 3339 with whole seconds, like "2026-06-01T12:00:00Z" */
  readonly clearedAt: string;
  /** The last one wrote the commitment */
  readonly publishedBy: readonly string[];
}

/** What `getCommitment` takes. What a cleared listing commits its traders to: the digest of all its trades */
export interface GetCommitmentRequest {
  /** Listing: market id _ start of delivery, like "fontana_20260601T1200Z" */
  readonly listing: string;
  /** Whom to ask: the read model, or the peers */
  readonly consistency?: 'read-model' | 'ledger';
}

export interface Fulfilment {
  /** Listing: market id _ start of delivery, like "fontana_20260601T1200Z" */
  readonly listing: string;
  /**
   * Digest of the commitment that it is the fulfilment of, like
   * "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
   */
  readonly commitment: string;
  readonly trades: number;
  /** Of each 500 trades, in the order of the clearing */
  readonly pages: readonly string[];
  /** Trades of which it is known what was delivered */
  readonly known: number;
  /** Energy in kWh that was delivered of these, like "64.129" */
  readonly delivered: string;
  /** SHA-256 over listing, commitment, number of trades and the digests of the pages; null until it is whole */
  readonly digest: string | null;
  /** null until it is whole */
  readonly closedAt: string | null;
  /** The last one made it whole */
  readonly closedBy: readonly string[];
}

/**
 * What `getFulfilment` takes. How the trades of a listing were fulfilled: the digest of what was delivered of
 * each
 */
export interface GetFulfilmentRequest {
  /** Listing: market id _ start of delivery, like "fontana_20260601T1200Z" */
  readonly listing: string;
  /** Whom to ask: the read model, or the peers */
  readonly consistency?: 'read-model' | 'ledger';
}

/**
 * What `fulfilListing` takes. Closes the next page of what was delivered in a settled listing, once its
 * deliveries are settled or the time for that is over. A small listing is done in one call; `digest` says so
 */
export interface FulfilListingRequest {
  /** Listing: market id _ start of delivery, like "fontana_20260601T1200Z" */
  readonly listing: string;
}

export interface FulfilledTrade {
  /** null where nobody could say in time */
  readonly delivered: string | null;
  /** Who settled it */
  readonly source: 'parties' | 'operator' | 'meter' | null;
}

/**
 * What `getFulfilledTrades` takes. A page of what was delivered of a listing’s trades, in the order of the
 * clearing
 */
export interface GetFulfilledTradesRequest {
  /** Listing: market id _ start of delivery, like "fontana_20260601T1200Z" */
  readonly listing: string;
  /** Page, from 0, like "0" */
  readonly page?: string;
  /** Whom to ask: the read model, or the peers */
  readonly consistency?: 'read-model' | 'ledger';
}

/** What `getRecognizedRoots` takes. Whose signatures under transactions and blocks a vote has recognised */
export interface GetRecognizedRootsRequest {
  /** Whom to ask: the read model, or the peers */
  readonly consistency?: 'read-model' | 'ledger';
}

export interface Proof {
  readonly format: 'sunledger-proof/1';
  /** For example "energy" */
  readonly channel: string;
  /** For example "sunledger" */
  readonly chaincode: string;
  /** Listing: market id _ start of delivery, like "fontana_20260601T1200Z" */
  readonly listing: string;
  readonly commitment: {
    /** Transaction id, like "4f8b42c22dd3729b519ba6f68d2da7cc5b2d606d05daed5ad5128cc03e6c6358" */
    readonly transaction: string;
    /** common.Block, whole, with its metadata, like "CgYIARIC" */
    readonly block: string;
    /** common.Payload of an endorsed query of the record, like "CgYIARIC" */
    readonly attestation: string;
    readonly trades: readonly Trade[];
  };
  /** What was delivered of the trades, in their order; null until that is closed */
  readonly fulfilment: {
    /** Transaction id, like "4f8b42c22dd3729b519ba6f68d2da7cc5b2d606d05daed5ad5128cc03e6c6358" */
    readonly transaction: string;
    /** common.Block, whole, with its metadata, like "CgYIARIC" */
    readonly block: string;
    /** common.Payload of an endorsed query of the record, like "CgYIARIC" */
    readonly attestation: string;
    readonly deliveries: readonly FulfilledTrade[];
  } | null;
}

/**
 * What `getProof` takes. What proves to a stranger, by the organisations’ roots alone, who committed and
 * delivered what
 */
export interface GetProofRequest {
  /** Listing: market id _ start of delivery, like "fontana_20260601T1200Z" */
  readonly listing: string;
}
