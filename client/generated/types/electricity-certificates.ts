// Generated from the OpenAPI document by `npm run generate`: a change here would not last.

export interface ElectricityCertificate {
  /** Listing: market id _ start of delivery, like "fontana_20260601T1200Z" */
  readonly listing: string;
  /** Number of the trade in the listing, from 0 */
  readonly trade: number;
  /** Member: enrollment id @ MSP id, like "h01@HouseholdsMSP" */
  readonly owner: string;
  /** Member: enrollment id @ MSP id, like "h01@HouseholdsMSP" */
  readonly seller: string;
  /** The seller's unit */
  readonly unit: string | null;
  /** Start of delivery, like "2026-06-01T12:00:00Z" */
  readonly hour: string;
  /** Energy in kWh, at most 3 decimals, like "1.25" */
  readonly energy: string;
  /** Energy in kWh, at most 3 decimals, like "1.25" */
  readonly used: string;
  /** retired: all of it is used */
  readonly state: 'valid' | 'retired';
  /** When it was last used */
  readonly usedAt: string | null;
}

/**
 * What `getElectricityCertificates` takes. The certificates of a settled listing, in the order of its trades,
 * page by page
 */
export interface GetElectricityCertificatesRequest {
  /** Listing: market id _ start of delivery, like "fontana_20260601T1200Z" */
  readonly listing: string;
  /** Page, from 0, like "0" */
  readonly page?: string;
  /** Whom to ask: the read model, or the peers */
  readonly consistency?: 'read-model' | 'ledger';
}

/** What `getElectricityCertificate` takes. The certificate that a trade gave its buyer */
export interface GetElectricityCertificateRequest {
  /** Listing: market id _ start of delivery, like "fontana_20260601T1200Z" */
  readonly listing: string;
  /** Number of a trade in the order of its clearing, from 0, like "0" */
  readonly trade: string;
  /** Whom to ask: the read model, or the peers */
  readonly consistency?: 'read-model' | 'ledger';
}

/**
 * What `useCertificate` takes. Uses energy of a trade's certificate, by its owner; used up, the certificate is
 * retired
 */
export interface UseCertificateRequest {
  /** Listing: market id _ start of delivery, like "fontana_20260601T1200Z" */
  readonly listing: string;
  /** Number of a trade in the order of its clearing, from 0, like "0" */
  readonly trade: string;
  /** Energy in kWh, at most 3 decimals, like "1.25" */
  readonly energy: string;
}
