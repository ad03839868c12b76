// Generated from the OpenAPI document by `npm run generate`: a change here would not last.

export interface MicrogridAssignment {
  /** Market id, chosen by its operator, like "fontana" */
  readonly market: string;
  /** Member: enrollment id @ MSP id, like "h01@HouseholdsMSP" */
  readonly member: string;
  /** Microgrid of a market, named by the market's operator, like "m1" */
  readonly microgrid: string;
  /** Time in UTC, RFC 3339 with whole seconds, like "2026-06-01T12:00:00Z" */
  readonly assignedAt: string;
}

/** What `getMicrogrids` takes. Which microgrids of a market its members belong to, by member */
export interface GetMicrogridsRequest {
  /** Market id, chosen by its operator, like "fontana" */
  readonly market: string;
  /** How many entries a page holds, 1 to 200, like "50" */
  readonly pageSize?: string;
  /** Where the page begins: empty for the first, else the bookmark of the page before */
  readonly bookmark?: string;
  /** Whom to ask: the read model, or the peers */
  readonly consistency?: 'read-model' | 'ledger';
}

/**
 * What `assignMicrogrid` takes. Says which microgrid of a market a member belongs to, from the next collecting
 * on; by the market's operator
 */
export interface AssignMicrogridRequest {
  /** Market id, chosen by its operator, like "fontana" */
  readonly market: string;
  /** Member: enrollment id @ MSP id, like "h01@HouseholdsMSP" */
  readonly member: string;
  /** Microgrid of a market, named by the market's operator, like "m1" */
  readonly microgrid: string;
}
