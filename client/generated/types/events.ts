// Generated from the OpenAPI document by `npm run generate`: a change here would not last.

/** What `followEvents` takes. What happens on the ledger, as server-sent events; resumes after Last-Event-ID */
export interface FollowEventsRequest {
  /** Market id, chosen by its operator, like "fontana" */
  readonly market?: string;
  /** Listing: market id _ start of delivery, like "fontana_20260601T1200Z" */
  readonly listing?: string;
  /** Member: enrollment id @ MSP id, like "h01@HouseholdsMSP" */
  readonly member?: string;
  /** Id of the last event seen, like Last-Event-ID, for clients that cannot send headers, like "42.0" */
  readonly after?: string;
}
