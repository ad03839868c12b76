// Generated from the OpenAPI document by `npm run generate`: a change here would not last.

export interface Unit {
  /** Unit id, chosen by its owner, like "pv-h01" */
  readonly id: string;
  /** Member: enrollment id @ MSP id, like "h01@HouseholdsMSP" */
  readonly owner: string;
  /** Source of energy */
  readonly kind: 'solar' | 'wind' | 'hydro' | 'biomass' | 'geothermal';
  /** Capacity in W, like 4000 */
  readonly capacityW: number;
  /** Bus of the grid, like "B7" */
  readonly location: string;
  readonly certifications: readonly string[];
  readonly equipment: string;
  readonly metadata: Readonly<Record<string, string>>;
  /** Only a verified unit sells */
  readonly state: 'registered' | 'verified' | 'retired';
  /** To whom its owner wants to hand it over */
  readonly offeredTo: string | null;
  /** Time in UTC, RFC 3339 with whole seconds, like "2026-06-01T12:00:00Z" */
  readonly ownedSince: string;
}

/** What `getPVs` takes. All units, by id */
export interface GetPVsRequest {
  /** How many entries a page holds, 1 to 200, like "50" */
  readonly pageSize?: string;
  /** Where the page begins: empty for the first, else the bookmark of the page before */
  readonly bookmark?: string;
  /** Whom to ask: the read model, or the peers */
  readonly consistency?: 'read-model' | 'ledger';
}

export interface UnitDetails {
  /** Source of energy */
  readonly kind: 'solar' | 'wind' | 'hydro' | 'biomass' | 'geothermal';
  /** Capacity in W, like 4000 */
  readonly capacityW: number;
  /** Bus of the grid, like "B7" */
  readonly location: string;
  readonly certifications?: readonly string[];
  /** Make and model of 0 to 200 characters, without control characters, like "SunCo 400" */
  readonly equipment?: string;
  readonly metadata?: Readonly<Record<string, string>>;
}

/** What `registerPV` takes. Registers a PV unit or another producing asset of the caller */
export interface RegisterPVRequest {
  /** Unit id, chosen by its owner, like "pv-h01" */
  readonly unit: string;
  readonly details: UnitDetails;
}

/** What `getPV` takes. A unit */
export interface GetPVRequest {
  /** Unit id, chosen by its owner, like "pv-h01" */
  readonly unit: string;
  /** Whom to ask: the read model, or the peers */
  readonly consistency?: 'read-model' | 'ledger';
}

/** What `verifyPV` takes. Confirms that a unit is what its owner says; from then on it may sell */
export interface VerifyPVRequest {
  /** Unit id, chosen by its owner, like "pv-h01" */
  readonly unit: string;
}

/**
 * What `offerPVTransfer` takes. The owner offers a unit to another member; the last offer counts, an offer to
 * itself takes it back
 */
export interface OfferPVTransferRequest {
  /** Unit id, chosen by its owner, like "pv-h01" */
  readonly unit: string;
  /** Member: enrollment id @ MSP id, like "h01@HouseholdsMSP" */
  readonly to: string;
}

/** What `acceptPVTransfer` takes. The member to whom a unit was offered takes it over */
export interface AcceptPVTransferRequest {
  /** Unit id, chosen by its owner, like "pv-h01" */
  readonly unit: string;
}

/** What `retirePV` takes. The owner takes a unit out of service for good */
export interface RetirePVRequest {
  /** Unit id, chosen by its owner, like "pv-h01" */
  readonly unit: string;
}
