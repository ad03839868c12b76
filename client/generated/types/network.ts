// Generated from the OpenAPI document by `npm run generate`: a change here would not last.

export interface Network {
  readonly channel: string;
  readonly chaincode: string;
  /** Blocks that this gateway reads, a decimal number */
  readonly height: string;
  readonly organizations: readonly {
    readonly mspId: string;
    readonly name: string;
  }[];
}
