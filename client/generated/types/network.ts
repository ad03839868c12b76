// Generated from the OpenAPI document by `npm run generate`: a change here would not last.

export interface Network {
  /** For example "energy" */
  readonly channel: string;
  /** For example "sunledger" */
  readonly chaincode: string;
  /** Blocks that this gateway reads, a decimal number, like "421" */
  readonly height: string;
  readonly organizations: readonly {
    /** For example "HouseholdsMSP" */
    readonly mspId: string;
    /** For example "households" */
    readonly name: string;
  }[];
}
